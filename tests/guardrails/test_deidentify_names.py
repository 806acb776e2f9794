"""Names of persons that are hard to tell: words, nicknames, codes, lists. All names are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guardrails.deidentify import Deidentifier
from guardrails.text import Deidentified, RawText

Clean = Callable[[str], Deidentified]


def _removed(result: Deidentified, message: str) -> list[str]:
    return [message[r.start : r.end] for r in result.removed if r.entity_type == "PERSON"]


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("storm heeft gezegd dat hij bang is voor de storm", ["storm"]),
        ("Beer en Mees zitten in mijn klas. Een beer is een dier.", ["Beer", "Mees"]),
        ("Roos' moeder en Sterres vader bellen steeds.", ["Roos'", "Sterres"]),
        ("abi luister can is mijn neefje en hij can niet meer", ["can"]),
        ("wil wil niet meer werken. ik wil hulp", ["wil"]),
        ("het is gemeld bij hoop, onze manager. ik hoop dat het helpt", ["hoop"]),
        ("Ze zegt dat April filmpjes krijgt. In april was dat ook zo.", ["April"]),
        ("islam uit groep acht is 12 en wordt gepest om zijn naam", ["islam"]),
        ("Vos likete dat bericht. De vos in het bos niet.", ["Vos"]),
        ("Volgens Hoop gaat het mis, maar ik houd hoop.", ["Hoop"]),
    ],
)
def test_a_name_that_is_a_word_goes_and_the_word_stays(
    clean: Clean, message: str, names: list[str]
) -> None:
    assert [name.rstrip("'") for name in _removed(clean(message), message)] == [
        name.rstrip("'") for name in names
    ]


@pytest.mark.parametrize(
    "message",
    [
        "De kans op een storm is klein. Ik heb een beer gezien in de zon.",
        "In april en mei is er storm. Ik wil de hoop niet opgeven.",
        "Ik hoop dat de hoop blijft en dat hij can zeggen wat hij wil.",
        "De docent zegt dat hij jihad wil voeren. Islam is vrede, zegt hij.",
        "Vraag: Wat Doet Storm Met Jongeren?",
        "Ze noemen hem terrorist en de jongen die ze nazi noemen is boos.",
        "can you help me? will he come? i hope so",
        "fakka bro, wollah ik zweer het",
    ],
)
def test_words_that_are_names_elsewhere_stay(clean: Clean, message: str) -> None:
    assert clean(message).text.value == message


def test_a_word_stays_where_the_conversation_knows_somebody_of_that_name(
    deidentifier: Deidentifier,
) -> None:
    session = deidentifier.session()
    session.deidentify(RawText("Mijn leerling heet Storm en zijn zus heet Roos."))
    later = session.deidentify(
        RawText("De storm was erg en hij had een roos op zijn arm, met storm van kritiek.")
    )
    assert not later.removed
    again = session.deidentify(RawText("Gisteren zei storm dat hij weg wil."))
    assert again.text.value == "Gisteren zei [PERSOON-1] dat hij weg wil."


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("Daar staan kleine Mo en schele Piet.", ["kleine Mo", "schele Piet"]),
        ("er is een jongen die ze de beul noemen", ["de beul"]),
        ("Ik zag de Lange weer op het plein.", ["de Lange"]),
        ("Meneer Bakker belde. De bakker niet.", ["Bakker"]),
        ("De heer Van 't Hof en mevrouw In 't Veld kwamen.", ["Van 't Hof", "In 't Veld"]),
        ("gehoord dat el sayed weg is", ["el sayed"]),
        ("Oud-leerling Karim (Rasta) Postma kwam binnen.", ["Karim (Rasta) Postma"]),
        ("daaronder stond zhuk, a. en meer niet", ["zhuk, a"]),
        ("Aanwezig: HOE (mentor), PIN (ondersteuning).", ["HOE", "PIN"]),
        ("Aanwezig: Li, Bo, Xi, Ng, An en Ko.", ["Li", "Bo", "Xi", "Ng", "An", "Ko"]),
        ("BRA en vdk hadden dienst. BRA schreef dat op.", ["BRA", "vdk", "BRA"]),
        ("iga en ola poetsen bij ons", ["iga", "ola"]),
        ("sinta haar vriendje is boos", ["sinta"]),
    ],
)
def test_nicknames_codes_and_short_names_go(clean: Clean, message: str, names: list[str]) -> None:
    assert _removed(clean(message), message) == names


@pytest.mark.parametrize("separator", ["\t", ";", "|", ","])
def test_the_rest_of_a_column_of_names_goes_and_other_columns_stay(
    clean: Clean, separator: str
) -> None:
    rows = [("naam", "klas", "gedrag"), ("Faith", "hv", "stil"), ("Mei", "hv", "druk")]
    rows += [("Ahmed", "vm", "boos"), ("Xi", "vm", "weg")]
    text = "\n".join(separator.join(row) for row in rows)
    assert _removed(clean(text), text) == ["Faith", "Mei", "Ahmed", "Xi"]


def test_a_table_without_people_stays(clean: Clean) -> None:
    text = "dag;vak;lokaal\nmaandag;Engels;kelder\ndinsdag;Frans;zolder\nvrijdag;Duits;aula"
    assert clean(text).text.value == text


def test_initials_of_a_known_person_go(clean: Clean) -> None:
    message = "Ahmed Hassan is boos. A.H. zegt dat hij weg wil. Later belde A. weer."
    assert _removed(clean(message), message) == ["Ahmed Hassan", "A.H", "A"]
