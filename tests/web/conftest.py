"""A real server process in a folder of its own, and a real browser that may reach nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.web.environment import prepare
from eval.forensics.server import Server

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
