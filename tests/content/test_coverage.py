"""Which cards carry which subject of the facts: the table is true, and the page is made from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.content import Card
from knowledge_base.coverage import PAGE, TABLE, Topic, page, read_topics, wrong_with
from knowledge_base.load import load
from knowledge_base.problems import Report

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge_base"
TOPIC = Topic("Kaders", "1", "Begrippen", 3, 3, 1, ("kaart-een",), ())
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)


@pytest.fixture
def cards(content_folder: Path) -> tuple[Card, ...]:
    return load(content_folder).cards


@pytest.fixture(scope="module")
def shipped() -> tuple[tuple[Topic, ...], tuple[Card, ...]]:
    report = Report(SHIPPED)
    topics = read_topics(SHIPPED, report)
    assert report.problems == []
    return topics, load(SHIPPED).cards


def test_a_topic_that_is_carried_whole_by_known_cards_is_right(cards: tuple[Card, ...]) -> None:
    assert list(wrong_with([TOPIC], cards)) == []


def test_leftovers_that_are_told_are_right(cards: tuple[Card, ...]) -> None:
    told = replace(TOPIC, carried=2, left=("een cijfer: te oud",))
    assert list(wrong_with([told], cards)) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"cards": ("kaart-een", "kaart-nul")}, "Kaders 1: onbekende kaart «kaart-nul»"),
        ({"carried": 4}, "Kaders 1: meer feiten verwerkt dan er zijn"),
        (
            {"carried": 2},
            "Kaders 1: niet gezegd welke feiten niet zijn verwerkt, en waarom",
        ),
    ],
)
def test_a_topic_that_is_not_true_is_told(
    cards: tuple[Card, ...], changed: dict[str, object], message: str
) -> None:
    assert list(wrong_with([TOPIC, replace(TOPIC, **changed)], cards)) == [message]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ['facts = "drie"', "faits = 3"])
def test_a_bad_entry_is_noted_with_its_file_and_left_out(tmp_path: Path, row: str) -> None:
    head = 'part = "Kaders"\nnumber = "1"\ntitle = "Begrippen"\n'
    rest = "carried = 3\nterms = 0\ncards = []\nleft = []\n"
    text = f"[[topic]]\n{head}facts = 3\n{rest}\n[[topic]]\n{head}{row}\n{rest}"
    (tmp_path / TABLE).write_text(text, encoding="utf-8")
    report = Report(tmp_path)
    assert [topic.facts for topic in read_topics(tmp_path, report)] == [3]
    assert {problem.path for problem in report.problems} == {TABLE}


def test_a_table_that_is_not_there_is_noted(tmp_path: Path) -> None:
    report = Report(tmp_path)
    assert read_topics(tmp_path, report) == ()
    assert [problem.path for problem in report.problems] == [TABLE]


def test_the_page_counts_facts_and_names_leftovers_and_cards_beside(
    cards: tuple[Card, ...],
) -> None:
    beside = replace(cards[0], id="kaart-twee")
    twin = replace(cards[0], language="en")
    left = replace(TOPIC, part="Wet", number="2", carried=1, left=("een cijfer: te oud",))
    made = page([TOPIC, left], [*cards, beside, twin])
    assert "2 subjects, 6 facts, of which 4 are carried by 1 of 2 cards." in made
    assert "- Wet 2, Begrippen: een cijfer: te oud." in made
    assert made.index("## Kaders") < made.index("## Wet")
    assert made.endswith("## Cards beside these subjects\n\nkaart-twee.\n")


def test_the_page_says_so_when_no_card_stands_beside(cards: tuple[Card, ...]) -> None:
    assert page([TOPIC], cards).endswith("None.\n")


@given(WORDS, WORDS)
def test_no_title_breaks_the_table(number: str, title: str) -> None:
    row = page([replace(TOPIC, number=number, title=title)], []).splitlines()[10]
    assert row.count("|") == 6


def test_the_shipped_table_is_true(shipped: tuple[tuple[Topic, ...], tuple[Card, ...]]) -> None:
    assert list(wrong_with(*shipped)) == []


def test_the_shipped_page_is_what_the_shipped_table_gives(
    shipped: tuple[tuple[Topic, ...], tuple[Card, ...]],
) -> None:
    assert (SHIPPED / PAGE).read_text(encoding="utf-8") == page(*shipped)
