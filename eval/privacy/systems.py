"""The systems that are compared, each in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from eval.bench.memory import rss_mb
from eval.config import REPO
from eval.deidentify.spans import Span

DEDUCE_PYTHON: Final = REPO / ".venv-deduce" / "bin" / "python"
# a package that Presidio uses for e-mail addresses asks two servers for a list unless told not to
_OFFLINE: Final = {"TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS": "", "HF_HUB_OFFLINE": "1"}


class MissingError(Exception):
    """A system cannot be run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a system gave for one text: what is left, and what it removed from where."""

    text: str
    spans: tuple[Span, ...]
    ms: float = 0.0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """The removals in the order of the texts, the seconds until the first, memory at the end."""

    removals: tuple[Removal, ...]
    load_seconds: float = float("nan")
    memory_mb: float = float("nan")


class System(Protocol):
    """Takes personal data out of texts. `run` raises MissingError where it cannot be run."""

    @property
    def name(self) -> str: ...
    def run(self, texts: Sequence[str]) -> Run: ...


@dataclass(frozen=True, slots=True)
class Worker:
    """A system of `eval.privacy.worker`. `builds`: its very first start makes what later ones load."""

    name: str
    system: str
    leave_out: tuple[str, ...] = ()
    python: Path = Path(sys.executable)
    builds: bool = False

    def run(self, texts: Sequence[str]) -> Run:
        if not self.python.exists():
            raise MissingError(f"no environment {self.python.parent.parent.name}")
        if self.builds:
            with self._started():
                pass
        began = time.perf_counter()
        with self._started() as (process, problems):
            loaded = time.perf_counter() - began
            removals = tuple(_removal(text, _ask(process, problems, text)) for text in texts)
            return Run(removals, loaded, rss_mb(process.pid))

    @contextmanager
    def _started(self) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
        """Start the process, wait until it is warm, and end it afterwards."""
        command = [str(self.python), "-m", "eval.privacy.worker", self.system, *self.leave_out]
        with tempfile.TemporaryFile("w+", encoding="utf-8") as problems:
            process = subprocess.Popen(
                command, cwd=REPO, env={**os.environ, **_OFFLINE}, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=problems,
            )  # fmt: skip
            try:
                _answer(process, problems)
                yield process, problems
            finally:
                process.communicate()


def _ask(process: subprocess.Popen[str], problems: IO[str], text: str) -> dict[str, Any]:
    assert process.stdin is not None
    print(json.dumps({"text": text}), file=process.stdin, flush=True)
    return _answer(process, problems)


def _answer(process: subprocess.Popen[str], problems: IO[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        process.wait()
        problems.seek(0)
        raise MissingError((problems.read().strip() or "it ended").splitlines()[-1])
    return dict(json.loads(line))


def _removal(text: str, answer: dict[str, Any]) -> Removal:
    if "error" in answer:
        return Removal(text, (), failed=True)
    spans = tuple(Span(str(kind), int(start), int(end)) for kind, start, end in answer["spans"])
    return Removal(str(answer["text"]), spans, float(answer["ms"]))


OURS: Final = Worker("Signaalwijzer", "signaalwijzer")
PEERS: Final = (
    Worker("Presidio, own recognisers for nl", "presidio"),
    Worker("Deduce 3", "deduce", python=DEDUCE_PYTHON, builds=True),
)
VARIANTS: Final = tuple(
    Worker(name, "signaalwijzer", (part,))
    for name, part in (
        ("without the trained model", "model"),
        ("without the rules for names", "names"),
        ("without the lists of names", "lists"),
        ("without the patterns", "patterns"),
        ("without institutions", "institutions"),
        ("without places", "places"),
        ("without carrying names through", "memory"),
    )
)
