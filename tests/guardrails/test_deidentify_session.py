"""A conversation: numbers, names that come back, ages, the municipality, and refusing to fail open."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from guardrails.deidentify import DeidentificationError, Deidentifier, build_deidentifier
from guardrails.text import AgeBand, Deidentified, RawText

Clean = Callable[[str], Deidentified]


def test_a_name_keeps_its_number_in_every_form(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    first = session.deidentify(RawText("Yassine Bouzid en Sanne Postma ruzieden."))
    assert first.text.value == "[PERSOON-1] en [PERSOON-2] ruzieden."
    for form in ("Yassine", "yassine", "Yassine's", "Yasine", "Y. Bouzid"):
        later = session.deidentify(RawText(f"Ik zag {form} vandaag."))
        assert "[PERSOON-1]" in later.text.value, form


def test_a_resumed_conversation_goes_on_counting(deidentifier: Deidentifier) -> None:
    session = deidentifier.session(numbers={"PERSOON": 4})
    assert "[PERSOON-5]" in session.deidentify(RawText("Sanne Postma belde.")).text.value
    assert session.numbers["PERSOON"] == 5


def test_a_placeholder_that_a_user_types_is_never_given_to_somebody_else(
    deidentifier: Deidentifier,
) -> None:
    result = deidentifier.session().deidentify(RawText("[PERSOON-1] kent Sanne Postma."))
    assert result.text.value == "[PERSOON-1] kent [PERSOON-2]."


@pytest.mark.parametrize(
    ("message", "band"),
    [
        ("een jongen van 11 dus", AgeBand.UNDER_12),
        ("een jongen van 12 dus", AgeBand.FROM_12_TO_15),
        ("zij is zestien.", AgeBand.FROM_16_TO_17),
        ("hij is 18 jaar", AgeBand.ADULT),
        ("geboren op 12-03-2009", AgeBand.FROM_16_TO_17),
        ("geb. 3 mei 2012", AgeBand.FROM_12_TO_15),
    ],
)
def test_only_the_band_of_an_age_is_kept(clean: Clean, message: str, band: AgeBand) -> None:
    assert clean(message).ages == (band,)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("ik werk in Utrecht", "Utrecht"),
        ("hier in Gouda gebeurt veel", "Gouda"),
        ("bij ons in Zwolle", "Zwolle"),
        ("gemeente Den Haag", "'s-Gravenhage"),
        ("ik werk in Bergeijk", "Bergeijk"),
        ("hij woont in Bergeijk", None),
    ],
)
def test_only_the_place_of_work_is_the_municipality(
    clean: Clean, message: str, name: str | None
) -> None:
    result = clean(message)
    assert result.gemeente == name
    assert bool(result.removed) == (name is None)


@pytest.mark.parametrize("message", ["a" * 20_001, "half \ud83d teken"])
def test_what_cannot_be_analysed_is_refused(clean: Clean, message: str) -> None:
    with pytest.raises(DeidentificationError) as caught:
        clean(message)
    assert message[:6] not in str(caught.value)


def test_the_limit_can_be_set() -> None:
    session = build_deidentifier(max_characters=10).session()
    with pytest.raises(DeidentificationError):
        session.deidentify(RawText("elf tekens!"))


def test_the_map_of_values_cannot_be_serialised(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    session.deidentify(RawText("Sanne Postma belde."))
    with pytest.raises(TypeError):
        pickle.dumps(session)
    assert "Sanne" not in repr(session)


def test_an_error_does_not_quote_the_message(deidentifier: Deidentifier) -> None:
    session = deidentifier.session(numbers={"PERSOON": 999})
    with pytest.raises(DeidentificationError) as caught:
        session.deidentify(RawText("Sanne Postma belde."))
    assert "Sanne" not in str(caught.value)
    assert caught.value.__context__ is None
