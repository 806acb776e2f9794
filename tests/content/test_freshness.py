"""What is due for review, who looks at it again, and what may never be late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.freshness import Part, Review, due, reviews, superseded
from knowledge_base.load import Content, load

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2027, 3, 1)
CONTACT = (ROOT / "profiles/voorbeeld.toml").read_text("utf-8").split("[[contact]]")[1]
DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.fixture
def content(content_folder: Path) -> Content:
    """One of each kind of content, with a profile and a contact without a number."""
    text = f"[[contact]]{CONTACT}"
    (content_folder / "contacts/landelijk.toml").write_text(text, encoding="utf-8")
    found = load(content_folder, ROOT / "profiles/voorbeeld.toml")
    assert found.problems == ()
    return found


def review(day: date, critical: bool = False) -> Review:
    return Review(Part.CARD, "kaart", "inhoudsredactie", day, critical)


def of(content: Content, part: Part) -> Review:
    (found,) = (each for each in reviews(content) if each.part is part)
    return found


def with_topics(content: Content, *topics: str) -> Content:
    return replace(content, cards=(replace(content.cards[0], topics=topics),))


def with_phone(content: Content, phone: str) -> Content:
    return replace(content, contacts=(replace(content.contacts[0], phone=phone),))


def test_every_kind_of_content_has_a_review_with_its_owner(content: Content) -> None:
    found = {each.part: each for each in reviews(content)}
    assert set(found) == set(Part)
    assert found[Part.CARD].id == "kaart-een"
    assert found[Part.SOURCE].owner == "inhoudsredactie"
    assert found[Part.TERM].id == "zwarte-ster"
    assert found[Part.CONTACT].owner == found[Part.PROFILE].owner


def test_without_a_profile_there_is_no_review_of_one(content: Content) -> None:
    found = reviews(replace(content, profile=None))
    assert Part.PROFILE not in {each.part for each in found}


def test_of_twins_each_language_has_a_review_of_its_own(content: Content) -> None:
    twin = replace(content.cards[0], language="en")
    found = reviews(replace(content, cards=(*content.cards, twin)))
    assert [each.id for each in found if each.part is Part.CARD] == ["kaart-een", "kaart-een.en"]


def test_the_first_that_is_due_comes_first(content: Content) -> None:
    days = [each.review_by for each in reviews(content)]
    assert days == sorted(days)
    assert len(set(days)) > 1


@pytest.mark.parametrize("topics", [("wet",), ("delen",), ("gesprek", "rechten")])
def test_a_card_about_the_law_is_critical(content: Content, topics: tuple[str, ...]) -> None:
    assert of(with_topics(content, *topics), Part.CARD).critical


@pytest.mark.parametrize("topics", [("begrippen",), ("herkennen", "gesprek")])
def test_another_card_is_not_critical(content: Content, topics: tuple[str, ...]) -> None:
    assert not of(with_topics(content, *topics), Part.CARD).critical


def test_a_contact_is_critical_only_when_it_has_a_number(content: Content) -> None:
    assert of(with_phone(content, "112"), Part.CONTACT).critical
    assert not of(with_phone(content, ""), Part.CONTACT).critical


def test_a_profile_is_critical_and_a_source_and_a_term_are_not(content: Content) -> None:
    assert of(content, Part.PROFILE).critical
    assert not of(content, Part.SOURCE).critical
    assert not of(content, Part.TERM).critical


def test_the_review_day_itself_is_in_time_and_the_day_after_is_late() -> None:
    assert not review(TODAY).expired(TODAY)
    assert review(TODAY).expired(TODAY + timedelta(days=1))


def test_what_expires_soon_is_due_only_when_so_many_days_are_looked_ahead() -> None:
    late, soon, later = (review(TODAY + timedelta(days=n)) for n in (-1, 5, 30))
    assert due((late, soon, later), TODAY) == (late,)
    assert due((late, soon, later), TODAY, days=5) == (late,)
    assert due((late, soon, later), TODAY, days=6) == (late, soon)


@given(st.lists(DATES), DATES, st.integers(0, 400), st.integers(0, 400))
def test_looking_further_ahead_never_drops_what_was_due(
    days: list[date], today: date, one: int, other: int
) -> None:
    found = [review(day) for day in days]
    near, far = (due(found, today, n) for n in sorted((one, other)))
    assert [each for each in far if each in near] == list(near)
    assert all(each in near for each in found if each.expired(today))


def test_only_a_source_that_a_newer_one_replaces_is_superseded(content: Content) -> None:
    (source,) = content.sources.values()
    old = replace(source, id="bron-nul", replaced_by="bron-een")
    assert superseded([source, old]) == (old,)
    assert superseded([source]) == ()


def test_no_shipped_number_law_or_profile_lacks_an_owner() -> None:
    found = [each for each in reviews(load(ROOT / "knowledge_base")) if each.critical]
    assert found
    assert all(each.owner.strip() for each in found)
