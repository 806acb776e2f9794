"""Scoring de-identification on spans: missed, half removed, too much, wrong label."""

from __future__ import annotations

from typing import Any

import pytest
from eval_fakes import FakeProduct

from eval.cases import DeidentifyCase
from eval.deidentify.evaluate import evaluate
from eval.deidentify.generate import generate
from eval.metrics import Share

TEXT = "Roos Wit gaf Roos Wit een roos bij de politie, tel 0611."
CASE = DeidentifyCase.model_validate(
    {
        "id": "a",
        "text": TEXT,
        "identifiers": [
            {"text": "Roos Wit", "type": "PERSON"},
            {"text": "0611", "type": "PHONE_NUMBER"},
        ],
        "keep": ["roos", "politie"],
    }
)


def removed(*pieces: tuple[str, int, int], text: str = "roos bij de politie") -> dict[str, Any]:
    entities = [
        {"entity_type": kind, "start": start, "end": end, "placeholder": "[X-1]"}
        for kind, start, end in pieces
    ]
    return {"id": "a", "text": text, "entities": entities}


FIRST, SECOND, PHONE = ("PERSON", 0, 8), ("PERSON", 13, 21), ("PHONE_NUMBER", 51, 55)


def failed(output: dict[str, Any]) -> list[str]:
    return [check.name for check in evaluate((CASE,), {"a": output}).rows[0].failures]


def test_everything_gone_and_nothing_else_is_right() -> None:
    result = evaluate((CASE,), {"a": removed(FIRST, SECOND, PHONE)})
    assert result.rows[0].ok
    assert result.figures["identificatoren weg"] == Share(3, 3)
    assert result.figures["verwijderd was terecht"] == Share(3, 3)


def test_first_and_last_name_may_go_as_two_pieces() -> None:
    pieces = (("PERSON", 0, 4), ("PERSON", 5, 8))
    assert failed(removed(*pieces, SECOND, PHONE)) == []


@pytest.mark.parametrize(
    "pieces",
    [
        (FIRST, PHONE),
        (FIRST, ("PERSON", 13, 17), PHONE),
        (FIRST, SECOND, ("PHONE_NUMBER", 51, 54)),
    ],
    ids=["second mention left", "half a name left", "last digit left"],
)
def test_what_is_left_is_missed(pieces: tuple[tuple[str, int, int], ...]) -> None:
    assert failed(removed(*pieces)) == ["alles weg"]


def test_an_innocent_word_that_went_is_counted_twice() -> None:
    flower = ("PERSON", 26, 30)
    output = removed(FIRST, SECOND, PHONE, flower, text="bij de politie")
    assert failed(output) == ["niets te veel", "woorden bewaard"]


def test_a_wrong_label_hides_but_is_no_hit_for_either_label() -> None:
    result = evaluate((CASE,), {"a": removed(FIRST, SECOND, ("BSN", 51, 55))})
    assert result.rows[0].ok
    table = next(table for table in result.tables if "juiste" in table.title)
    counts = {row[0]: row[1:5] for row in table.rows}
    assert counts["PERSON"] == ("2", "2", "0", "0")
    assert counts["PHONE_NUMBER"] == ("1", "0", "0", "1")
    assert counts["BSN"] == ("0", "0", "1", "0")


def test_no_output_misses_every_identifier() -> None:
    result = evaluate((CASE,), {})
    assert result.figures["identificatoren weg"] == Share(0, 3)
    assert not result.rows[0].ok


def test_the_text_is_passed_as_it_stands() -> None:
    (row,) = generate(FakeProduct(), (CASE,))
    assert row.output["text"] == TEXT
