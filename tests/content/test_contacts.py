"""The contact points: all that were collected are there, as they were collected."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge_base.load import load

ROOT = Path(__file__).resolve().parents[2]
COLLECTED = ROOT.parent / "shared/data/meldpunten.csv"
_SAME = ("municipality", "phone", "email", "url", "hours", "confidence", "source_url")


def test_every_collected_contact_point_is_there_with_the_same_details() -> None:
    if not COLLECTED.is_file():
        pytest.skip("the collected contact points lie beside the repository, not in it")
    contacts = {contact.id: contact for contact in load(ROOT / "knowledge_base").contacts}
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50
    for row in rows:
        contact = contacts[row["id"]]
        assert {key: getattr(contact, key) for key in _SAME} == {key: row[key] for key in _SAME}
        assert contact.anonymous == row["anonymous_possible"]


def test_every_contact_point_has_an_owner() -> None:
    assert all(contact.owner for contact in load(ROOT / "knowledge_base").contacts)
