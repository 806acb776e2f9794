"""How long a fresh process takes until it answers, and until the page is there."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from eval.bench.cold import ANSWERED, SEARCH_READY
from eval.bench.memory import rss_mb

_SERVE = (
    "from assistant.settings import Settings; from assistant.web.server import serve; "
    "serve(Settings())"
)
_PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Seconds from the start of the process, and megabytes when all is loaded."""

    first_answer: float
    search_ready: float
    rss_mb: float


@dataclass(frozen=True, slots=True)
class PageStart:
    """Seconds from the start of the server until the page is served, and its megabytes then."""

    ready: float
    rss_mb: float


def cold_start(data_dir: Path) -> ColdStart:
    """Start a process with its data in `data_dir`. Raises RuntimeError where it does not answer."""
    began = time.perf_counter()
    seen: dict[str, tuple[float, float]] = {}
    with _process(["-m", "eval.bench.cold"], data_dir, {}, data_dir / "cold.log") as process:
        for line in process.stdout or ():
            told = json.loads(line)
            if told["problem"]:
                raise RuntimeError(told["problem"])
            seen[told["event"]] = (time.perf_counter() - began, float(told["rss_mb"]))
    if SEARCH_READY not in seen:
        raise RuntimeError((data_dir / "cold.log").read_text(encoding="utf-8")[-2000:])
    return ColdStart(seen[ANSWERED][0], *seen[SEARCH_READY])


def page_start(data_dir: Path) -> PageStart:
    """Serve the page from `data_dir` until it answers. Raises RuntimeError where it does not."""
    port, log = _free_port(), data_dir / "page.log"
    began = time.perf_counter()
    settings = {"SIGNAALWIJZER_PORT": str(port), "SIGNAALWIJZER_HOST": "127.0.0.1"}
    with _process(["-c", _SERVE], data_dir, settings, log) as process:
        try:
            while not _served(port):
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                    raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])
                time.sleep(0.05)
            ready = time.perf_counter() - began
            return PageStart(ready, rss_mb(process.pid))
        finally:
            process.terminate()


def _process(
    arguments: list[str], data_dir: Path, settings: dict[str, str], log: Path
) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "SIGNAALWIJZER_DATA_DIR": str(data_dir),
        **settings,
    }
    with log.open("w", encoding="utf-8") as errors:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
