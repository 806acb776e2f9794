"""What a user does on the page, in the words of the tests."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError

ANSWER = "[data-step-type='assistant_message'] .message-content"
PANEL = "#side-view-content"


def open_page(visitors: Any, url: str, **size: int) -> Any:
    """Visit, and wait until one can type and send."""
    page = visitors(url, **size).page
    page.wait_for_selector("#starters button:not([disabled])")
    return page


def submit(page: Any, text: str) -> None:
    """Type and send; again when the page made its input anew after a first message."""
    for _ in range(5):
        page.fill("#chat-input", text)
        with suppress(TimeoutError):
            page.click("#chat-submit", timeout=2_000)
            return
    raise AssertionError("the message could not be sent")


def send(page: Any, text: str, answers: int | None = None) -> str:
    """Send a message; give the text of the answer that comes."""
    expected = page.locator(ANSWER).count() + 1 if answers is None else answers
    submit(page, text)
    page.wait_for_function(
        "([selector, count]) => document.querySelectorAll(selector).length >= count",
        arg=[ANSWER, expected],
        timeout=15_000,
    )
    page.wait_for_selector("#chat-submit")
    return str(page.locator(ANSWER).last.inner_text())


def panel_text(page: Any) -> str:
    """Give title and text of the side panel once its text has come."""
    page.wait_for_selector(f"{PANEL} .prose h2")
    return f"{page.inner_text('#side-view-title')}\n{page.inner_text(PANEL)}"


def found_under(root: Path, word: str) -> list[str]:
    """Name each file below a folder that holds a word in any usual encoding or case."""
    forms = {form for each in (word, word.lower(), word.upper()) for form in _encodings(each)}
    hits = []
    for path in (each for each in root.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if any(form in content for form in forms):
            hits.append(str(path.relative_to(root)))
    return hits


def _encodings(word: str) -> tuple[bytes, ...]:
    escaped = word.encode("unicode_escape")
    return (
        word.encode("utf-8"),
        word.encode("utf-16-le"),
        escaped,
        word.encode("latin-1", "replace"),
    )
