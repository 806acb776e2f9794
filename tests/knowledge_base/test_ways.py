"""Bringing together what the ways of searching found, however many units there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_samples import CountingEmbedder, card, cards, library, source

from guardrails.text import restored
from knowledge_base.content import Card
from knowledge_base.ingest import ingest
from knowledge_base.judge import Asked, Judged, judge
from knowledge_base.passages import Kind, Passage, Role
from knowledge_base.ranking import load_search_settings
from knowledge_base.retrieve import Hit, Retriever, build_library
from knowledge_base.ways import Found, Library, Neighbour, best_first, look, relative
from knowledge_base.words import load_words

SETTINGS = load_search_settings()
ENGLISH = card(
    "weegploeg",
    "The weegploeg weighs",
    "The weegploeg weighs a signal.",
    ("who is in the weegploeg",),
    language="en",
)


@settings(deadline=None)
@given(st.integers(0, 900), st.integers(1, 400), st.integers(0, 2**32 - 1))
def test_the_best_come_in_the_order_of_a_full_sort(size: int, values: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    numbers = (random.integers(0, values, size) / values).astype(np.float32)
    assert list(best_first(numbers)) == np.argsort(-numbers, kind="stable").tolist()


@given(st.lists(st.floats(0, 1e6, width=32), max_size=30))
def test_scores_as_a_share_of_the_best_lie_between_0_and_1(scores: list[float]) -> None:
    shares = relative(np.array(scores, dtype=np.float32))
    assert all(0 <= share <= 1 for share in shares)
    assert not scores or max(scores) == 0 or float(shares.max()) == 1


@pytest.fixture(scope="module")
def small() -> Library:
    return library()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> tuple[Passage, ...]:
    path = tmp_path_factory.mktemp("stukken") / "rapport.txt"
    path.write_text("De Top-600 is een voorbeeld van samenwerking die lukt. " * 9)
    return tuple(ingest(path, source()))


@pytest.fixture(scope="module")
def mixed(originals: tuple[Passage, ...]) -> Library:
    return build_library(cards(), [], {}, originals, load_words())


def asked(library: Library, text: str) -> Asked:
    stems = library.keywords.stems(text)
    return Asked(text, "", stems, library.keywords.weights(stems), 0.0)


def looked(library: Library, text: str, near: Sequence[Neighbour] = ()) -> Found:
    keywords = library.keywords
    return look(
        library, keywords.by_word(keywords.stems(text), 0.0), keywords.by_letters(text), near
    )


def number(library: Library, key: str) -> int:
    return [unit.key for unit in library.units].index(key)


def documents(library: Library, key: str, role: Role) -> list[str]:
    places = library.unit_places[number(library, key)]
    return [library.documents[n].id for n in places if library.documents[n].role is role]


def found_cards(hits: tuple[Hit, ...]) -> set[tuple[str, str]]:
    return {(hit.passage.card, hit.passage.language) for hit in hits}


# units


def test_the_sections_of_a_card_are_one_unit_and_a_twin_is_another() -> None:
    units = {unit.key: unit for unit in library([ENGLISH]).units}
    assert len(units["card:weegploeg"].passages) == 2
    assert units["card:weegploeg"].twin
    assert not units["card:weegploeg.en"].twin
    assert not units["card:beroepsgeheim"].twin


def test_every_document_belongs_to_one_unit(mixed: Library) -> None:
    places = sorted(place for own in mixed.unit_places for place in own)
    assert places == list(range(len(mixed.documents)))


def test_only_a_piece_of_an_original_has_no_questions_and_no_whole(mixed: Library) -> None:
    kinds = [unit.first.kind is Kind.ORIGINAL for unit in mixed.units]
    assert mixed.bare.tolist() == kinds
    assert True in kinds


# what is found of twins


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("by_meaning", [False, True])
def test_of_twins_only_the_card_in_the_asked_language_is_found(
    tmp_path: Path, language: str, by_meaning: bool
) -> None:
    search = Retriever(library([ENGLISH]), SETTINGS)
    if by_meaning:
        search.warm_up(tmp_path, CountingEmbedder())
        assert search.ready
    hits = search.search(restored("weegploeg"), language=language)
    assert ("weegploeg", language) in found_cards(hits)
    assert {own for name, own in found_cards(hits) if name == "weegploeg"} == {language}


def test_a_dutch_card_without_a_twin_is_found_in_english_too() -> None:
    search = Retriever(library([ENGLISH]), SETTINGS)
    hits = search.search(restored("beroepsgeheim"), language="en")
    assert ("beroepsgeheim", "nl") in found_cards(hits)


def test_an_english_card_without_a_dutch_twin_is_not_found_in_dutch() -> None:
    alone = replace(ENGLISH, id="only-english", title="Zebrafish")
    search = Retriever(library([alone]), SETTINGS)
    query = restored("zebrafish")
    assert ("only-english", "en") in found_cards(search.search(query, language="en"))
    assert ("only-english", "en") not in found_cards(search.search(query, language="nl"))


# what the ways tell of a unit


def test_search_words_and_phrasings_of_a_card_find_it() -> None:
    def found(own: Card) -> tuple[Hit, ...]:
        others = [each for each in cards() if each.id != own.id]
        made = build_library([*others, own], [], {}, (), load_words())
        return Retriever(made, SETTINGS).search(restored("kwakkelhoek"))

    plain = cards()[0]
    (hit,) = found(replace(plain, words=("kwakkelhoek", "kwakkeltafel")))
    assert hit.passage.card == "weegploeg"
    assert hit.signs.coverage == 1.0
    assert found(plain) == ()
    assert found(replace(plain, phrasings=("naar de kwakkelhoek",)))[0].passage.card == "weegploeg"


def test_a_piece_of_an_original_is_found_by_its_text_alone(mixed: Library) -> None:
    piece = next(unit.key for unit in mixed.units if unit.first.kind is Kind.ORIGINAL)
    found = looked(mixed, "voorbeeld top-600")
    own = number(mixed, piece)
    assert documents(mixed, piece, Role.WHOLE) == []
    assert found.words[own] == found.words.max() > 0
    assert next(best_first(found.words)) == own


def test_a_piece_of_an_original_that_shares_no_word_gets_nothing(mixed: Library) -> None:
    piece = next(unit.key for unit in mixed.units if unit.first.kind is Kind.ORIGINAL)
    found = looked(mixed, "strijdliederen")
    assert found.words[number(mixed, piece)] == found.letters[number(mixed, piece)] == 0
    assert found.words.max() > 0


def test_the_vector_of_a_piece_of_an_original_counts_for_what_it_lacks(mixed: Library) -> None:
    piece = next(unit.key for unit in mixed.units if unit.first.kind is Kind.ORIGINAL)
    (own,) = documents(mixed, piece, Role.PASSAGE)
    found = looked(mixed, "samenwerking", [Neighbour(own, 0.8)])
    for way in (found.told, found.asked):
        assert way[number(mixed, piece)] == pytest.approx(0.8)


def test_a_unit_counts_by_its_nearest_section_and_others_by_the_last_neighbour(
    small: Library,
) -> None:
    first, second, *_ = documents(small, "card:weegploeg", Role.PASSAGE)
    near = [Neighbour(first, 0.9), Neighbour(second, 0.4)]
    found = looked(small, "weegploeg", near)
    assert found.told[number(small, "card:weegploeg")] == pytest.approx(0.9)
    assert found.told[number(small, "card:beroepsgeheim")] == pytest.approx(0.4)
    assert found.by_meaning


def test_a_neighbour_that_is_not_in_the_library_is_passed_over(small: Library) -> None:
    found = looked(small, "weegploeg", [Neighbour("card:weg#kort-antwoord", 0.9)])
    assert found.told.max() == found.told.min() == pytest.approx(0.9)  # the least that is known


def test_without_vectors_nothing_is_said_of_meaning(small: Library) -> None:
    found = looked(small, "weegploeg")
    assert not found.by_meaning
    assert found.told.max() == found.asked.max() == 0


# judging one unit


def judged(library: Library, key: str, text: str) -> Judged:
    return judge(
        number(library, key), library, looked(library, text), asked(library, text), SETTINGS
    )


def test_the_section_whose_words_fit_best_is_shown(small: Library) -> None:
    action = judged(small, "card:weegploeg", "leg het zonder naam voor")
    assert action.passage.id == "card:weegploeg#wat-kunt-u-doen"
    short = judged(small, "card:weegploeg", "openbaar ministerie")
    assert short.passage.id == "card:weegploeg#kort-antwoord"


def test_where_no_section_fits_the_first_is_shown(small: Library) -> None:
    found = judged(small, "card:beroepsgeheim", "psycholoog")
    assert found.passage.id == "card:beroepsgeheim#kort-antwoord"
    assert found.signs.coverage > 0  # a question of the card holds it


def test_what_fits_has_more_evidence_than_what_does_not(small: Library) -> None:
    text = "wat doet de weegploeg met mijn melding"
    right = judged(small, "card:weegploeg", text)
    wrong = judged(small, "card:jihadisme-tekens", text)
    assert right.score > SETTINGS.minimum > wrong.score
    assert right.signs.coverage > wrong.signs.coverage


def test_a_kind_of_question_that_cannot_be_answered_lowers_the_evidence(small: Library) -> None:
    text = "wat doet de weegploeg"
    found, own = looked(small, text), number(small, "card:weegploeg")
    ask = asked(small, text)
    scores = [
        judge(own, small, found, replace(ask, odds=odds), SETTINGS).score for odds in (-4.0, 0, 4)
    ]
    assert scores == sorted(scores)
    assert scores[0] < scores[2]
