"""What the embedding model learns from: gathered from content and files, with slips of typing."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_samples import card, term

from knowledge_base.content import Card, Section
from knowledge_base.embedding.examples import Alike, Examples, Group, read_examples
from knowledge_base.embedding.slips import misspelt
from knowledge_base.load import Content
from knowledge_base.packed import by_key

DUTCH = replace(
    card("weegploeg", "De weegploeg", "Zij wegen samen. [1]", ("wie zit erin",)),
    phrasings=("wie beslist er mee",),
)
ENGLISH = replace(
    card(
        "weegploeg", "The weighing team", "They weigh together.", ("who is in it",), language="en"
    ),
    phrasings=("who decides",),
)
OTHER = replace(
    card("delen", "Mag ik delen", "Soms mag dat wel.", ("mag ik delen",)), words=("privacy",)
)


def content(*cards: Card) -> Content:
    return Content(cards, {}, (term(),), (), (), ())


def write(path: Path, *lines: object) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for line in lines:
            file.write((line if isinstance(line, str) else json.dumps(line)) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a few lines in each of the files."""
    write(
        tmp_path / "absent.jsonl.gz",
        {"category": "treinen", "text": "hoe laat gaat de trein"},
        {"category": "eten", "text": "recept voor taart"},
        "",
        {"category": "treinen", "text": "wat kost een kaartje"},
    )
    write(
        tmp_path / "sick_nl.jsonl.gz",
        {"a": "een man loopt", "b": "een man wandelt", "score": 5},
        {"a": "een hond", "b": "de zee", "score": 1},
    )
    write(tmp_path / "nl_en.tsv.gz", "melding\treport", "geen vertaling", "leeg\t")
    return tmp_path


def read(data: Path, *cards: Card) -> Examples:
    return read_examples(content(*(cards or (DUTCH, ENGLISH, OTHER))), data)


# gathering


def test_a_card_is_asked_by_its_title_questions_words_and_phrasings(data: Path) -> None:
    groups = read(data).groups
    first = groups[0]
    assert first.asked == ("De weegploeg", "wie zit erin", "wie beslist er mee")
    assert any(group.asked == ("Mag ik delen", "mag ik delen", "privacy") for group in groups)


def test_a_card_is_answered_by_sections_and_telling_sentences_without_marks(data: Path) -> None:
    answers = read(data).groups[0].answers
    assert "Zij wegen samen." in answers
    assert "Leg het zonder naam voor." in answers
    assert not any("[" in text for text in answers)


def test_an_english_twin_has_its_own_group_and_is_a_translation(data: Path) -> None:
    groups = read(data).groups
    assert any(g.asked == ("The weighing team", "who is in it", "who decides") for g in groups)
    assert Group(("De weegploeg",), ("The weighing team",)) in groups
    assert Group(("Zij wegen samen.",), ("They weigh together.",)) in groups


def test_a_section_that_the_twin_lacks_has_no_translation(data: Path) -> None:
    twin = replace(ENGLISH, sections={Section.SHORT: "They weigh together."})
    asked = [group.asked for group in read(data, DUTCH, twin).groups]
    assert ("Zij wegen samen.",) in asked
    assert ("Leg het zonder naam voor.",) not in asked


def test_a_term_is_asked_by_its_names_and_answered_by_both_meanings(data: Path) -> None:
    (group,) = (g for g in read(data).groups if "black sun" in g.asked)
    assert group.asked[0] == "wat betekent zonnerad (zwarte zon)"
    assert "zonnerad" in group.asked  # the pattern, without its sign
    assert group.answers == (
        "Teken in rechtsextremistische kring. Ook een oud versiersel.",
    )  # fmt: skip


def test_what_no_card_answers_lies_together_by_subject_without_an_answer(data: Path) -> None:
    unanswered = [group.asked for group in read(data).groups if not group.answers]
    assert unanswered == [
        ("hoe laat gaat de trein", "wat kost een kaartje"),
        ("recept voor taart",),
    ]


def test_a_translation_without_its_other_half_is_left_out(data: Path) -> None:
    found = read(data)
    assert Group(("melding",), ("report",)) in found.groups
    assert not {"geen vertaling", "leeg"} & set(found.texts)


def test_how_alike_people_found_two_sentences_goes_from_0_to_1(data: Path) -> None:
    assert read(data).alike == (
        Alike("een man loopt", "een man wandelt", 1.0),
        Alike("een hond", "de zee", 0.0),
    )


def test_every_text_is_given_once(data: Path) -> None:
    texts = read(data).texts
    assert len(texts) == len(set(texts))
    assert {"weegploeg", "een hond", "recept voor taart", "report"} & set(texts) == {
        "een hond", "recept voor taart", "report",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["absent.jsonl.gz", "sick_nl.jsonl.gz", "nl_en.tsv.gz"])
def test_a_file_that_is_missing_or_no_gzip_is_refused(data: Path, name: str) -> None:
    (data / name).write_bytes(b"kapot")
    with pytest.raises(OSError):
        read(data)
    (data / name).unlink()
    with pytest.raises(OSError):
        read(data)


def test_a_line_that_is_no_json_is_refused(data: Path) -> None:
    write(data / "absent.jsonl.gz", {"category": "eten", "text": "taart"}, "{kapot")
    with pytest.raises(ValueError):
        by_key(data / "absent.jsonl.gz", "category")


# slips of typing


def slips_in(text: str) -> int:
    return 1 + len(text) // 25


@given(st.text(max_size=200), st.integers(0, 2**32))
def test_any_text_with_slips_is_about_as_long(text: str, seed: int) -> None:
    found = misspelt(text, random.Random(seed))
    assert abs(len(found) - len(text)) <= slips_in(text)


@given(st.text(max_size=200), st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_slips(text: str, seed: int) -> None:
    assert misspelt(text, random.Random(seed)) == misspelt(text, random.Random(seed))


@given(st.text(max_size=200), st.integers(0, 2**32))
def test_only_letters_slip_and_the_first_sign_stays(text: str, seed: int) -> None:
    found = misspelt(text, random.Random(seed))
    assert found[:1] == text[:1]
    rest = [[sign for sign in each if not sign.isalpha()] for each in (found, text)]
    assert rest[0] == rest[1]


@pytest.mark.parametrize("text", ["", "a", "ja", "12", "?! 88", " "])
def test_what_is_too_short_to_slip_stays_as_it_is(text: str) -> None:
    assert {misspelt(text, random.Random(seed)) for seed in range(30)} == {text}


def test_a_sentence_gets_all_kinds_of_slips() -> None:
    text = "mag ik dit delen met de wijkagent"
    found = {misspelt(text, random.Random(seed)) for seed in range(60)}
    assert len(found) > 30
    assert {len(each) - len(text) for each in found} >= {-1, 0, 1}
