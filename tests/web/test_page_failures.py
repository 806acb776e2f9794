"""What the page does when the machine under it fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Server
from steps import ANSWER, open_page, send

from prompts.load import messages


@pytest.fixture
def breakable(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path, [str(Path(__file__).with_name("fakes.py"))])
    running.start()
    yield running
    running.stop()


def test_answer_is_given_and_the_user_told_when_it_cannot_be_kept(breakable, visitors) -> None:
    page = open_page(visitors, breakable.url)
    with sqlite3.connect(breakable.root / "data" / "signaalwijzer.db") as database:
        database.execute("DROP TABLE steps")
    send(page, "Een vraag.")
    page.wait_for_selector(f"text={messages('nl')['opslag_kapot'].what}")
    assert "doe er iets mee" in page.locator(ANSWER).first.inner_text()
    assert "Een vraag" not in breakable.log


def test_unreachable_database_is_told_in_dutch(tmp_path: Path) -> None:
    address = "postgresql+asyncpg://niemand@127.0.0.1:1/niets"
    program = [str(Path(__file__).with_name("fakes.py"))]
    server = Server(tmp_path, program, {"SIGNAALWIJZER_DATABASE_URL": address})
    with pytest.raises(AssertionError):
        server.start()
    assert "De database is niet te bereiken" in server.log
    assert "Traceback" not in server.log
