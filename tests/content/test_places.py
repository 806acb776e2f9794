"""Municipalities: the one that a user means, and the contact point that serves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.place_named import place_named
from knowledge_base.content import Municipality
from knowledge_base.places import How, Places, contact_for
from knowledge_base.spelling import closest
from knowledge_base.tables import read_municipalities

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge_base"


@pytest.fixture(scope="module")
def places(product) -> Places:
    return Places(product.content.municipalities)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Leiden", "Leiden"),
        ("LEIDEN", "Leiden"),
        ("gemeente Leiden", "Leiden"),
        (" leiden. ", "Leiden"),
        ("Den Haag", "Den Haag"),
        ("'s-Gravenhage", "Den Haag"),
        ("den bosch", "'s-Hertogenbosch"),
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("alphen aan den rijn", "Alphen aan den Rijn"),
        ("Gorkum", "Gorinchem"),
        ("Bergen NH", "Bergen (NH.)"),
        ("bergen (L)", "Bergen (L.)"),
        ("Middelburg", "Middelburg (Z.)"),
        ("Hoorn", "Hoorn"),  # a village of that name lies on Terschelling
    ],
)
def test_a_municipality_is_found_by_any_of_its_names(places, name: str, found: str) -> None:
    place = places.find(name)
    assert place is not None
    assert place.certain
    assert place.how is How.NAME
    assert place.shown == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zaandam", "Zaanstad"),
        ("appelscha", "Ooststellingwerf"),
        ("Sneek", "Súdwest-Fryslân"),
        ("'s-Gravenzande", "Westland"),
        ("Haren Gn", "Groningen"),
    ],
)
def test_a_village_gives_the_municipality_that_it_lies_in(places, name: str, found: str) -> None:
    place = places.find(name)
    assert (place.how, place.shown, place.certain) == (How.VILLAGE, found, True)


@pytest.mark.parametrize("text", ["3512", "3512 AB", "3512ab", " 3512 AB Utrecht", "3512 zz"])
def test_only_the_digits_of_a_postcode_are_used(places, text: str) -> None:
    place = places.find(text)
    assert (place.how, place.shown) == (How.POSTCODE, "Utrecht")


@pytest.mark.parametrize(
    ("text", "how", "choices"),
    [
        ("Oudega", How.VILLAGE, {"De Fryske Marren", "Smallingerland", "Súdwest-Fryslân"}),
        ("Beek", How.VILLAGE, {"Beek (L.)", "Berg en Dal", "Montferland"}),
        ("Hengelo", How.VILLAGE, {"Hengelo (O.)", "Bronckhorst"}),
        ("Bergen", How.VILLAGE, {"Bergen (L.)", "Bergen (NH.)"}),
        ("7351", How.POSTCODE, {"Apeldoorn", "Ede"}),
        ("Oudegaa", How.MISSPELLING, {"De Fryske Marren", "Smallingerland", "Súdwest-Fryslân"}),
    ],
)
def test_what_can_be_several_municipalities_is_asked_and_never_guessed(
    places, text: str, how: How, choices: set[str]
) -> None:
    place = places.find(text)
    assert place.municipality is None
    assert not place.certain
    assert (place.how, set(place.choices)) == (how, choices)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Amersfort", "Amersfoort"),
        ("Rotterdamm", "Rotterdam"),
        ("Urtecht", "Utrecht"),
        ("Amstelfeen", "Amstelveen"),
        ("Spijkenise", "Nissewaard"),
        ("Den Hag", "Den Haag"),  # no nearer to the village Den Ham
    ],
)
def test_a_small_misspelling_is_mended_and_not_called_certain(
    places, name: str, found: str
) -> None:
    place = places.find(name)
    assert place is not None
    assert not place.certain
    assert place.how is How.MISSPELLING
    assert place.shown == found


@pytest.mark.parametrize(
    "name", ["", "x", "Parijs", "Krommenoordwijk", "12345", "de", "0000", "Antwerpen", "1000 AB"]
)
def test_a_name_that_is_no_municipality_is_not_found(places, name: str) -> None:
    assert places.find(name) is None


def test_every_shown_name_is_found_again(places) -> None:
    assert all(places.find(name).shown == name for name in places.names)
    assert len(places.names) == len(set(places.names)) == 342


def test_a_name_with_a_letter_left_out_is_mended_to_itself(places) -> None:
    """Sampled over all names; a village that happens to be called so may go before it."""
    slips = [
        (name, name[:place] + name[place + 1 :])
        for name in places.names[::10]
        for place in range(1, len(name), 3)
        if len(name) > 5
    ]
    found = [(name, places.find(typed)) for name, typed in slips]
    assert all(place is not None for _, place in found)
    mended = [(name, place) for name, place in found if place.how is How.MISSPELLING]
    right = [name in place.choices for name, place in mended]
    assert len(right) > 70
    assert sum(right) / len(right) > 0.97


def test_every_municipality_has_a_contact_point_that_serves_it(product, places) -> None:
    general = contact_for(None, product.content.contacts)
    assert general is not None
    assert general.scope == "landelijk"
    for name in places.names:
        place = places.find(name).municipality
        contact = contact_for(place, product.content.contacts)
        assert contact is not None
        serves = contact is general or place.safety_region in contact.regions
        assert serves or places.find(contact.municipality).municipality == place


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Waar meld ik dit in Leiden?", "Leiden"),
        ("Ik werk bij de gemeente Den Haag.", "Den Haag"),
        ("Waar meld ik dit in Alphen aan den Rijn?", "Alphen aan den Rijn"),
        ("Waar meld ik dit in Nederland?", ""),
        ("Waar meld ik dit?", ""),
        ("Waar meld ik dit in Zaandam?", ""),  # a village may be somebody's home
        ("Waar meld ik dit in Amersfort?", ""),
    ],
)
def test_a_municipality_is_read_from_a_question(places, text: str, named: str) -> None:
    assert place_named(text, places) == named


def test_every_municipality_has_all_that_is_needed_to_route() -> None:
    municipalities = read_municipalities(SHIPPED)
    assert len({place.code for place in municipalities}) == len(municipalities) == 342
    for place in municipalities:
        assert place.police_unit
        assert place.safety_region
        assert place.villages
        assert place.postcodes


@pytest.mark.parametrize("name", ["woonplaatsen.csv", "postcodes.csv"])
def test_no_village_or_postcode_has_an_unknown_municipality(name: str) -> None:
    known = {place.code for place in read_municipalities(SHIPPED)}
    rows = [row for row in (SHIPPED / name).read_text("utf-8").splitlines() if "GM" in row[-8:]]
    assert len(rows) > 2000
    assert {row.rsplit(",", 1)[1].strip('"') for row in rows} <= known


def test_villages_are_left_out_where_there_is_no_list_of_them(content_folder: Path) -> None:
    leiden = read_municipalities(content_folder)[0]
    assert leiden == Municipality("GM0546", "Leiden", "Zuid-Holland", "Den Haag", "Hollands Midden")
    assert Places([leiden]).find("Zaandam") is None


@pytest.mark.parametrize(
    ("gemeente", "told", "contact"),
    [
        ("Zaandam", "Ik lees dit als de gemeente Zaanstad. Voor Zaanstad ken ik geen eigen", ""),
        ("3512 AB", "Ik lees dit als de gemeente Utrecht.", "radicalisering@utrecht.nl"),
        (
            "Oudega",
            "meer gemeenten mogelijk: De Fryske Marren, Smallingerland, Súdwest-Fryslân",
            "",
        ),
        ("Utrecht", "Voor Utrecht is dit het beste adres dat ik ken.", "radicalisering@utrecht.nl"),
        ("Krommenoordwijk", "«Krommenoordwijk» ken ik niet", ""),
    ],
)
def test_an_answer_is_honest_about_the_municipality(
    ask, gemeente: str, told: str, contact: str
) -> None:
    answer = ask("Waar meld ik een zorg over radicalisering?", gemeente=gemeente).markdown
    assert told in answer
    assert contact in answer
    assert ("radicalisering@utrecht.nl" in answer) is bool(contact)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("leidne", ("leiden", "leerdam"), ("leiden",)),  # two letters swapped: one slip
        ("borm", ("born", "borne", "bors"), ("born", "bors")),
        ("abc", ("abd",), ()),
        ("rotterrdan", ("rotterdam",), ("rotterdam",)),
        ("leidena b", (), ()),
    ],
)
def test_the_nearest_spellings_are_given(
    word: str, known: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert closest(word, known) == found
