"""The short form of `python -m eval.forensics`, and that its search finds what there is to find."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest

from eval.forensics.canaries import Breeder, Canary
from eval.forensics.report import Outcome, render
from eval.forensics.run import SHORT, run
from eval.forensics.search import Searcher

NAME = Canary("name", "Yassin Drogfijp\u200bzuvrkamp", "Drogfijpzuvrkamp")
PHONE = Canary("phone", "06 77 63 17 06", "677631706")
FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "capitals": lambda word: word.upper().encode(),
    "utf-16-le": lambda word: word.encode("utf-16-le"),
    "utf-16-be at an odd place": lambda word: b"x" + word.encode("utf-16-be"),
    "spaces": lambda word: " ".join(word).encode(),
    "hyphens and dots": lambda word: ".-".join(word).encode(),
    "url": lambda word: quote(" ".join(word)).encode(),
    "url, every letter": lambda word: "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64 one later": lambda word: base64.b64encode(b"x" + word.encode() + b"y"),
    "base64 two later": lambda word: base64.b64encode(b"xy" + word.encode() + b"yz"),
    "json": lambda word: json.dumps({"text": "\u200b".join(word)}).encode(),
    "gzip": lambda word: b"before" + gzip.compress(word.encode()) + b"after",
    "gzip in gzip": lambda word: gzip.compress(b"x" + gzip.compress(word.encode())),
}


@pytest.mark.parametrize("canary", [NAME, PHONE], ids=lambda canary: canary.kind)
@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_a_canary_in_any_form(tmp_path: Path, form: str, canary: Canary) -> None:
    (tmp_path / "file").write_bytes(bytes(range(256)) + FORMS[form](canary.core) + bytes(99))
    found = Searcher([NAME, PHONE]).under(tmp_path).found
    assert {each.canary for each in found} == {canary}


def test_the_search_finds_what_was_typed_in_a_database_that_is_open(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE t (words TEXT)")
    database.execute("INSERT INTO t VALUES (?)", (f"Mijn leerling {NAME.typed} zei iets.",))
    assert Searcher([NAME]).under(tmp_path).found
    database.close()


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mijn leerling [PERSOON-1] (06 12 34 56 78) zei iets.")
    searched = Searcher([NAME, PHONE]).under(tmp_path)
    assert (searched.files, searched.size, searched.found) == (1, 52, ())


def test_no_two_canaries_are_the_same() -> None:
    made = [c.core for m in islice(Breeder(1).messages(), 900) for c in m.canaries]
    assert len(made) > 1800
    assert len({core.lower() for core in made}) == len(made)
    assert min(map(len, made)) >= 8


def test_the_table_says_what_was_found_and_what_was_not_played(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(NAME.core)
    found = Searcher([NAME]).under(tmp_path)
    table = render([Outcome("killed", 9, 3, found, True), Outcome("browser", skipped="no browser")])
    assert "| killed | 9 | 3 | 1 | 0.0 | yes | 1 |" in table
    assert "skipped: no browser" in table
    assert f"{tmp_path.name}/log at 0" in table


def test_no_canary_reaches_the_disk_in_bad_weather(tmp_path: Path) -> None:
    outcome = run(list(SHORT), 60, tmp_path)[0]
    assert outcome.planted >= 60
    assert outcome.kills == 1
    assert outcome.talked, "without a conversation on the disk the search would mean nothing"
    assert outcome.searched.found == ()
    assert not list(tmp_path.rglob("core*"))
