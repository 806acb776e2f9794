"""A local profile: what is wrong is said with file and line, and its contacts take over by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.load import Content, load
from knowledge_base.profiles import email_is_well_formed, phone_is_well_formed

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "profiles/voorbeeld.toml").read_text(encoding="utf-8")
CONTACT = "[[contact]]" + EXAMPLE.split("[[contact]]")[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Contact points and municipalities as shipped, without cards: quick, and no other problem."""
    folder = tmp_path_factory.mktemp("inhoud")
    for name in ("contacts", "gemeenten.csv"):
        (folder / name).symlink_to(ROOT / "knowledge_base" / name)
    (folder / "sources.toml").write_text("", encoding="utf-8")
    return folder


def read(folder: Path, tmp_path: Path, text: str) -> Content:
    file = tmp_path / "profiel.toml"
    file.write_text(text, encoding="utf-8")
    return load(folder, file)


def test_the_example_is_in_order_and_takes_the_place_of_the_general_contact(
    folder: Path, tmp_path: Path
) -> None:
    content = read(folder, tmp_path, EXAMPLE)
    assert content.problems == ()
    assert content.profile is not None
    assert content.profile.reply_within == "2 werkdagen"
    assert [agreement.id for agreement in content.profile.agreements] == [
        "eerst-overleg",
        "vastleggen",
    ]
    own = [c for c in content.contacts if c.id == "eigen-organisatie"]
    assert [c.name for c in own] == ["Voorbeeld: aandachtsfunctionaris van uw organisatie"]
    assert len(content.contacts) == len(load(folder).contacts)


def test_without_a_profile_there_is_none(folder: Path) -> None:
    assert load(folder).profile is None


def test_a_contact_with_a_new_id_is_added(folder: Path, tmp_path: Path) -> None:
    text = EXAMPLE + CONTACT.replace('id = "eigen-organisatie"', 'id = "eigen-tweede"')
    content = read(folder, tmp_path, text)
    assert content.problems == ()
    assert len(content.contacts) == len(load(folder).contacts) + 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("reviewed = 2026-11-22", 'reviewed = "gisteren"', "schrijf een datum"),
        ("review_by = 2027-05-22", "review_by = 2020-01-01", "dat kan niet"),
        ("checked_on = 2026-11-22", 'checked_on = "ooit"', "schrijf een datum"),
        ("reply_within =", 'kleur = "rood"\nreply_within =', "onbekende sleutel «kleur»"),
        ('phone = ""', 'telefoon = ""\nphone = ""', "onbekende sleutel «telefoon»"),
        ('phone = ""', 'phone = "12"', "geen telefoonnummer"),
        ('phone = ""', "phone = 112", "tussen aanhalingstekens"),
        ('email = ""', 'email = "zorg bij voorbeeld"', "geen e-mailadres"),
        ('url = ""', 'url = "www.voorbeeld.invalid"', "geen webadres"),
        ('route = "eigen_organisatie"', 'route = "buurvrouw"', "onbekende route"),
        ('confidence = "high"', 'confidence = "hoog"', "onbekende waarde"),
        ('gemeente = ""', 'gemeente = "Krommenoordwijk"', "niet bekend"),
        ('owner = "Voorbeeld', 'owner = "" # "Voorbeeld', "mag niet leeg"),
        ("[[agreement]]", '[afspraak]\nkleur = "rood"\n[[agreement]]', "onbekend onderdeel"),
        ('id = "vastleggen"', 'id = "eerst-overleg" # 2', "komt vaker voor"),
        ('source = "Voorbeeld', "source = 3 # ", "tussen aanhalingstekens"),
        ('signature = "Voorbeeld', "signature = Voorbeeld", "geen geldige TOML"),
    ],
)
def test_what_is_wrong_is_said_in_dutch_at_its_line(
    folder: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in EXAMPLE
    text = EXAMPLE.replace(old, new, 1)
    at = text[: text.index(new)].count("\n") + 1
    found = [p for p in read(folder, tmp_path, text).problems if words in p.message]
    assert [(Path(p.path).name, p.line) for p in found] == [("profiel.toml", at)]


def test_a_key_that_is_missing_is_told_at_its_table(folder: Path, tmp_path: Path) -> None:
    text = EXAMPLE.replace("signature =", "# signature =")
    found = read(folder, tmp_path, text).problems
    assert [(p.line, p.message) for p in found] == [
        (text[: text.index("[profile]")].count("\n") + 1, "«signature» ontbreekt")
    ]


def test_a_contact_id_that_stands_there_twice_is_a_problem_at_the_second(
    folder: Path, tmp_path: Path
) -> None:
    text = EXAMPLE + "\n" + CONTACT
    found = [p for p in read(folder, tmp_path, text).problems if "komt vaker voor" in p.message]
    second = text.rindex('id = "eigen-organisatie"')
    assert [p.line for p in found] == [text[:second].count("\n") + 1]


@pytest.mark.parametrize("text", ["", "# leeg\n", "profile = 3\n", "[profile]\n"])
def test_a_file_without_a_profile_is_a_problem_and_no_exception(
    folder: Path, tmp_path: Path, text: str
) -> None:
    content = read(folder, tmp_path, text)
    assert content.problems
    assert content.profile is None


@pytest.mark.parametrize("phone", ["14 0570", "0900-8844", "0800-7000", "+31 30 123 45 67"])
def test_a_short_or_foreign_form_of_a_number_is_taken(phone: str) -> None:
    assert phone_is_well_formed(phone)


@pytest.mark.parametrize(
    "phone",
    ["", "112", "14 030", "088 123 45 67", "030-285 66 16", "(035) 528 14 28", "06-12345678"],
)
def test_a_number_in_a_dutch_form_is_taken(phone: str) -> None:
    assert phone_is_well_formed(phone)


@pytest.mark.parametrize(
    "phone", ["12", "bel maar", "088 123", "088 123 45 678", "(035) 52", "1234567890"]
)
def test_a_number_in_another_form_is_refused(phone: str) -> None:
    assert not phone_is_well_formed(phone)


def test_the_form_of_an_address_is_looked_at() -> None:
    assert email_is_well_formed("")
    assert email_is_well_formed("zorg@voorbeeld.invalid")
    assert not email_is_well_formed("zorg@voorbeeld")
