"""A real server process in a folder of its own."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """A server process; all that it can write lies under `root`.

    `limits` are resource limits of the process (name of `resource`, value), as an operator sets.
    """

    root: Path
    program: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    limits: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port: int = free_port()
        for name in ("home", "tmp", "work", "data"):
            (self.root / name).mkdir(exist_ok=True)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, patience: float = 120) -> None:
        """Start, and wait until it answers; AssertionError when it does not."""
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=self.root / "work",
                env=self._environment(),
                stdout=log,
                stderr=log,
                preexec_fn=self._limit if self.limits else None,
            )
        end = time.monotonic() + patience
        while not self._healthy():
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End the process without a chance to tidy up."""
        self.end(signal.SIGKILL)

    def stop(self) -> None:
        """End the process as an operator does."""
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        """End the process with a signal, and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)

    def _limit(self) -> None:
        for which, value in self.limits.items():
            resource.setrlimit(which, (value, value))

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_REPOSITORY),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "HF_HUB_OFFLINE": "1",
            "SIGNAALWIJZER_DATA_DIR": str(self.root / "data"),
            "SIGNAALWIJZER_PORT": str(self.port),
            **self.settings,
        }

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def free_port() -> int:
    """Give a port of this machine that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
