"""A real server process in a folder of its own, and a real browser that may reach nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.web.environment import prepare

_HERE = Path(__file__).resolve().parent
_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """A server process; all that it can write lies under `root`."""

    root: Path
    program: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        for name in ("home", "tmp", "work", "data"):
            (self.root / name).mkdir()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")

    def start(self, patience: float = 120) -> None:
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=self.root / "work",
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + patience
        while not self._healthy():
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End the process without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_HERE.parent.parent),
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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let Chainlit be imported in this process without writing in the working tree."""
    before = dict(os.environ)
    yield prepare(Settings(data_dir=tmp_path_factory.mktemp("chainlit")), os.environ)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page around the fake product."""
    running = Server(tmp_path_factory.mktemp("server"), [str(_HERE / "fakes.py")])
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """A browser for one module: while it runs, this thread can run no other event loop."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(_CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A browser with its own cookies; `foreign` holds each request to another machine."""

    page: object
    foreign: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@pytest.fixture
def visitors(chromium) -> Iterator[Callable[..., Visitor]]:  # type: ignore[no-untyped-def]
    """Make visitors; a foreign request of any of them fails the test."""
    made: list[Visitor] = []
    contexts = []

    def visit(url: str, width: int = 1280, height: int = 900) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="nl-NL", color_scheme="light"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitor = Visitor(context.new_page())

        def check(route) -> None:  # type: ignore[no-untyped-def]
            address = route.request.url
            if address.split("/")[2].split(":")[0] in ("localhost", "127.0.0.1"):
                route.continue_()
            else:
                visitor.foreign.append(address)
                route.abort()

        def hear(message) -> None:  # type: ignore[no-untyped-def]
            if "Content Security Policy" in message.text:
                visitor.refused.append(message.text)

        context.route("**/*", check)
        visitor.page.on("console", hear)
        visitor.page.goto(url)
        made.append(visitor)
        return visitor

    yield visit
    for context in contexts:
        context.close()
    assert [address for visitor in made for address in visitor.foreign] == []
