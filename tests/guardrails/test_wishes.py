"""The user's wishes in one conversation: remove a word also, show a removal again."""

from __future__ import annotations

import pickle

import pytest

from guardrails.deidentify import Deidentifier
from guardrails.text import RawText
from guardrails.wishes import UnusableWord

STORY = (
    "Mijn leerling zit op basisschool De Regenboog. Zijn vriend vuurtorenwachter deelt memes. "
    "Zijn broer Ali Demirci is 16 en woont aan de Populierenhof 218."
)


def test_a_missed_word_goes_from_what_was_said_and_from_what_comes(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText(STORY)).text
    assert "vuurtorenwachter" in said.value
    mark = session.remove_also(RawText(" Vuurtorenwächter. "))
    assert mark.entity == "PERSON"
    again = session.strip_again(said)
    assert f"Zijn vriend {mark.placeholder} deelt memes." in again.value
    assert session.strip_again(again) == again
    later = session.deidentify(RawText("Ik zag VUURTORENWACHTER en vuurtorenwachters zus."))
    assert later.text.value == f"Ik zag {mark.placeholder} en {mark.placeholder} zus."


def test_only_whole_words_go(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText("Een kikkerbad is geen kikker.")).text
    mark = session.remove_also(RawText("kikker"))
    assert session.strip_again(said).value == f"Een kikkerbad is geen {mark.placeholder}."


def test_of_several_words_the_telling_ones_go_alone_too(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    mark = session.remove_also(RawText("de lange Zwabberaar"))
    later = session.deidentify(
        RawText("De lange  Zwabberaar kwam. Zwabberaar is een lange jongen.")
    )
    assert later.text.value == (f"{mark.placeholder} kwam. {mark.placeholder} is een lange jongen.")


def test_a_name_of_everyday_words_goes_in_part_with_a_capital_only(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText("De panter is roze. Daar liep Panter weg.")).text
    mark = session.remove_also(RawText("Roze Panter"))
    stripped = session.strip_again(said).value
    assert stripped == f"De panter is roze. Daar liep {mark.placeholder} weg."


def test_a_marked_word_keeps_addresses_of_our_own_answers_whole(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    answer = session.deidentify(
        RawText("Over kikker: zie https://www.rijksoverheid.nl/kikker")
    ).text
    assert "rijksoverheid.nl/kikker" in answer.value
    mark = session.remove_also(RawText("kikker"))
    spared = session.strip_again(answer, spare_addresses=True).value
    assert spared == f"Over {mark.placeholder}: zie https://www.rijksoverheid.nl/kikker"
    assert "kikker" not in session.strip_again(answer).value


@pytest.mark.parametrize(
    ("words", "kind"),
    [("06-12345678", "PHONE_NUMBER"), ("12345", "ID_NUMBER"), ("vuurtorenwachter", "PERSON")],
)
def test_words_get_the_kind_that_they_plainly_are(
    deidentifier: Deidentifier, words: str, kind: str
) -> None:
    assert deidentifier.session().remove_also(RawText(words)).entity == kind


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "empty"),
        (" ?! ", "empty"),
        ("[PERSOON-1]", "empty"),
        ("a" * 81, "long"),
        ("hij", "common"),
        ("de", "common"),
        ("q", "common"),
        ("jihad", "kept"),
        ("AIVD", "kept"),
        ("112", "kept"),
        ("0900-8844", "kept"),
    ],
)
def test_words_that_must_stay_are_refused(
    deidentifier: Deidentifier, words: str, reason: str
) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText("Hij zegt dat de AIVD van jihad weet. Bel 112.")).text
    with pytest.raises(UnusableWord) as refused:
        session.remove_also(RawText(words))
    assert refused.value.reason == reason
    assert session.strip_again(said) == said


def test_a_common_word_with_a_capital_is_a_name_and_goes_with_a_capital_only(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    mark = session.remove_also(RawText("Zij"))
    said = session.deidentify(RawText("Ik sprak Zij toen zij belde.")).text
    assert said.value == f"Ik sprak {mark.placeholder} toen zij belde."


def test_marks_outlive_the_turn_where_values_do_not(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    session.deidentify(RawText(STORY))
    session.remove_also(RawText("vuurtorenwachter"))
    renewed = session.renewed()
    assert (
        "vuurtorenwachter" not in renewed.deidentify(RawText("Over vuurtorenwachter.")).text.value
    )
    assert renewed.numbers["PERSOON"] > session.numbers["PERSOON"] - 1
    assert session.restorable and "[SCHOOL-1]" not in renewed.restorable


def test_a_school_and_an_age_are_shown_again_and_only_on_the_screen(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText(STORY)).text
    assert session.restorable == ("[SCHOOL-1]", "[LEEFTIJD-1]")
    assert session.restore("[SCHOOL-1]") == "SCHOOL"
    assert session.restorable == ("[LEEFTIJD-1]",)
    assert "basisschool De Regenboog." in session.display(said)
    assert "Regenboog" not in said.value
    later = session.deidentify(RawText("Nog iets over De Regenboog."))
    assert "Regenboog" not in later.text.value


@pytest.mark.parametrize("placeholder", ["[PERSOON-1]", "[PLAATS-1]", "[SCHOOL-9]", "", "Ali"])
def test_a_name_and_an_address_are_never_shown_again(
    deidentifier: Deidentifier, placeholder: str
) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText(STORY)).text
    with pytest.raises(KeyError):
        session.restore(placeholder)
    assert session.display(said) == said.value


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("PERSON", "De Regenboog"),
        ("PHONE_NUMBER", "0612345678"),
        ("BSN", "111222333"),
        ("LOCATION", "Populierenhof 218"),
        ("ORGANIZATION", "stichting Fatima"),
        ("ORGANIZATION", "bel 06-12345678"),
        ("SCHOOL", "[klik](https://evil.example)"),
        ("SCHOOL", "de school van Zwabberaar"),
        ("SCHOOL", "a" * 61),
    ],
)
def test_what_tells_of_a_person_or_is_no_plain_word_is_not_shown_again(
    deidentifier: Deidentifier, entity: str, value: str
) -> None:
    session = deidentifier.session()
    session.remove_also(RawText("zwabberaar"))
    session.deidentify(RawText("Ik ken Zwabberaar."))
    session._values.hold(entity, "[SCHOOL-7]", value)
    assert session.restorable == ()


def test_a_value_that_holds_a_marked_word_is_no_longer_shown(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    said = session.deidentify(RawText(STORY)).text
    session.restore("[SCHOOL-1]")
    session.remove_also(RawText("Regenboog"))
    assert "Regenboog" not in session.display(said)
    assert "[SCHOOL-1]" not in session.restorable


def test_wishes_live_in_memory_only(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    session.deidentify(RawText(STORY))
    mark = session.remove_also(RawText("vuurtorenwachter"))
    for each in (mark, session._marks, session._values):
        with pytest.raises(TypeError):
            pickle.dumps(each)
        assert "vuurtoren" not in repr(each) and "Regenboog" not in repr(each)
