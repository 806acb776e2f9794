"""Municipalities: the one that a user means, and the contact point that serves it."""

from __future__ import annotations

import pytest

from assistant.place_named import place_named
from knowledge_base.places import Places, contact_for


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
    ],
)
def test_a_municipality_is_found_by_any_of_its_names(places, name: str, found: str) -> None:
    place = places.find(name)
    assert place is not None
    assert place.certain
    assert place.shown == found


@pytest.mark.parametrize(
    ("name", "found"), [("Amersfort", "Amersfoort"), ("Rotterdamm", "Rotterdam")]
)
def test_a_small_misspelling_is_mended_and_not_called_certain(
    places, name: str, found: str
) -> None:
    place = places.find(name)
    assert place is not None
    assert not place.certain
    assert place.shown == found


@pytest.mark.parametrize("name", ["", "x", "Parijs", "Krommenoordwijk", "12345", "de"])
def test_a_name_that_is_no_municipality_is_not_found(places, name: str) -> None:
    assert places.find(name) is None


def test_every_shown_name_is_found_again(places) -> None:
    assert all(places.find(name).shown == name for name in places.names)
    assert len(places.names) == len(set(places.names)) > 300


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
    ],
)
def test_a_municipality_is_read_from_a_question(places, text: str, named: str) -> None:
    assert place_named(text, places) == named
