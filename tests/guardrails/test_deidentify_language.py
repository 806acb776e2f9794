"""English words and Dutch words that resemble names stay; names in English text go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrails.language import english_words
from guardrails.text import Deidentified

Clean = Callable[[str], Deidentified]
MESSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "english.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", MESSAGES, ids=lambda case: case["text"][:40])
def test_in_english_text_names_go_and_everything_else_stays(
    clean: Clean, case: dict[str, object]
) -> None:
    names = case["names"]
    assert isinstance(names, list)
    result = clean(str(case["text"]))
    expected = str(case["text"])
    for number, name in enumerate(dict.fromkeys(names), start=1):
        expected = expected.replace(name, f"[PERSOON-{number}]")
    assert result.text.value == expected


@pytest.mark.parametrize(
    "message",
    [
        "hij heeft 764 op zijn hand staan en praat over 1488 en 88",
        "op zijn jas staat 18 en 14/88, wat betekent dat?",
        "hij praat over TCC en saints op Telegram",
        "de linker wing en de rechtse brigade hadden ruzie",
        "hij noemt zichzelf sheriff van de wijk",
        "hij heeft het steeds over de oemma en de broeders",
        "hij moppert op jan en alleman",
        "de mentor appte net, wat nu",
        "Meneer liet een tattoo zetten",
        "een jongere appt mij over jannah en sham",
        "de opa van mn vriendin is streng",
        "als ik het buurthuis open doe staan ze er al",
        "bij volle maan, oog om oog",
        "zij heb d'r mes bij haar en hij z'n stok",
    ],
)
def test_words_that_resemble_names_stay(clean: Clean, message: str) -> None:
    assert clean(message).text.value == message


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("mijn collega adem en ik maken ons zorgen", "adem"),
        ("mevrouw de Man belde", "Man"),
        ("My colleague Grace said that she will call.", "Grace"),
        ("Will told me that he wants to go.", "Will"),
    ],
)
def test_names_that_are_words_go_where_they_are_a_person(
    clean: Clean, message: str, name: str
) -> None:
    assert name not in clean(message).text.value


def test_an_english_quote_in_a_dutch_message_is_read_as_english() -> None:
    words = "hij zei dat ze het doen want they will see what we can do to them".split()
    english = english_words(words)
    assert english[-1] and english[9]
    assert not english[0]
