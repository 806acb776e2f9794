"""Measure one size in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from eval.bench.latency import Spread
from eval.scale.measure import Figures

_SPREADS = ("keyword", "search", "cpu")


def measured(size: int, questions: int, model: bool) -> Figures:
    """Give the figures of a size, all data in a temporary folder. Raises RuntimeError."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "eval.scale.measure", str(size), folder]
        choices = ["--asked", str(questions), "--model" if model else "--no-model"]
        done = subprocess.run(
            [*command, *choices],
            env={**os.environ, "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"},
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:] or f"ended with {done.returncode}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Figures(**{**told, **{name: Spread(**told[name]) for name in _SPREADS}})
