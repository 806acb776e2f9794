"""The loader: what is wrong with a file is said with path and line, and never stops the product."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import regex

from assistant.build import build
from assistant.check import check_all
from assistant.conversation import made_safe
from assistant.errors import ContentError
from assistant.settings import Settings
from assistant.understand import Chosen
from guardrails.text import RawText
from knowledge_base.content import Problem
from knowledge_base.load import Content, load

_DUTCH = regex.compile(r"\b(de|het|is|een|niet|geen|komt|bron|kop|meer|minder|onbekende?)\b")
CARD = "cards/begrippen/kaart-een.md"
SOURCES = "sources.toml"
LEXICON = "lexicon/rechtsextremisme.toml"


def change(folder: Path, path: str, old: str, new: str) -> int:
    """Change a file; gives the line (1-based) at which the change begins."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problem(content: Content, words: str) -> Problem:
    found = [p for p in content.problems if words in p.message]
    assert found, [str(p) for p in content.problems]
    return found[0]


def test_a_folder_in_order_has_no_problem(content_folder: Path) -> None:
    content = load(content_folder)
    assert content.problems == ()
    assert content.card("kaart-een") is not None
    assert content.card("kaart-een", "en") is not None
    assert [term.id for term in content.terms] == ["zwarte-ster"]
    assert content.municipalities[0].name == "Leiden"


@pytest.mark.parametrize(
    ("path", "old", "new", "words", "kept"),
    [
        (CARD, "id: kaart-een", "id: [kaart", "geen geldige YAML", False),
        (CARD, "---\nid", "id", "de kop tussen twee regels", False),
        (CARD, "owner: inhoudsredactie\n", "", "«owner»", False),
        (CARD, "reviewed: 2026-11-01", "reviewed: gisteren", "«reviewed»", False),
        (CARD, "language: nl", "language: nl\nlievelingskleur: rood", "«lievelingskleur»", False),
        (CARD, "## Kort antwoord", "## Lang antwoord", "onbekend kopje", False),
        (CARD, "topics: [begrippen]", "topics: [wet]", "niet de naam van de map", True),
        (CARD, "forms: []", "forms: [voetbal]", "onbekende waarde «voetbal»", True),
        (CARD, "id: kaart-een", "id: kaart-twee", "niet de naam van het bestand", True),
        (CARD, "bron-een", "bron-nul", "onbekende bron «bron-nul»", True),
        (CARD, "vraag. [1]", "vraag. [2]", "[2]", True),
        (CARD, "een vraag.", "een vraag. Bel 0900-8844.", "contactgegevens", True),
        (CARD, "een vraag.", "een " + "heel " * 60 + "lang stuk.", "meer dan 60 woorden", True),
        (CARD, "  - wat is een kaart\n", "", "minder dan 6 vragen", True),
        (SOURCES, 'title = "Titel', 'titel = "Titel', "«title»", True),
        (SOURCES, 'id = "bron-een"', 'id = "bron-een', "geen geldige TOML", True),
        (LEXICON, 'weight = "matig"', 'weight = "zwaar"', "onbekende waarde", True),
        (LEXICON, 'weight = "matig"', "weight = 3", "«weight»", True),
        (LEXICON, "Een ster die zwart is.", "", "onschuldige betekenis", True),
        (LEXICON, '"zwarte ster*"', '"zwarte (ster"', "niet leesbaar", True),
        (LEXICON, '"zwarte ster*"', '"zwarte {lijst}"', "bestaat niet", True),
        (LEXICON, '"identificatie"', '"smaak"', "onbekende waarde «smaak»", True),
        (LEXICON, "bron-een", "bron-nul", "onbekende bron «bron-nul»", True),
    ],
)
def test_what_is_wrong_is_said_in_dutch_with_path_and_line(
    content_folder: Path, path: str, old: str, new: str, words: str, kept: bool
) -> None:
    change(content_folder, path, old, new)
    content = load(content_folder)
    found = problem(content, words)
    assert found.path
    assert found.line >= 1
    assert _DUTCH.search(found.message)
    assert not Path(found.path).is_absolute()
    assert bool(content.cards) is kept


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (CARD, "reviewed: 2026-11-01", "reviewed: gisteren", "«reviewed»"),
        (CARD, "## Uitleg", "## Uitweg", "onbekend kopje"),
        (CARD, "forms: []", "forms: [voetbal]", "«voetbal»"),
        (CARD, "vraag. [1]", "vraag. [2]", "[2]"),
        (CARD, "een vraag.", "een vraag, bel 0900-8844.", "contactgegevens"),
        (SOURCES, 'title = "Titel', 'kleur = "rood"\ntitle = "Titel', "«kleur»"),
        (SOURCES, "review_by = 2027", 'review_by = "later" # 2027', "«review_by»"),
    ],
)
def test_the_line_points_at_what_is_wrong(
    content_folder: Path, path: str, old: str, new: str, words: str
) -> None:
    line = change(content_folder, path, old, new)
    found = problem(load(content_folder), words)
    assert (found.path, found.line) == (path, line)


@pytest.mark.parametrize("new", ['"zwarte (ster"', '"zwarte {lijst}"'])
def test_a_bad_pattern_points_at_its_own_file_and_line(content_folder: Path, new: str) -> None:
    line = change(content_folder, LEXICON, '"zwarte ster*"', new)
    found = load(content_folder).problems[0]
    assert found.path == LEXICON
    assert abs(found.line - line) <= 4


def test_broken_toml_points_at_its_line(content_folder: Path) -> None:
    line = change(content_folder, SOURCES, 'title = "Titel', "title = Titel")
    assert problem(load(content_folder), "geen geldige TOML").line == line


def test_a_double_id_is_a_problem(content_folder: Path) -> None:
    twin = content_folder / "cards/wet/kaart-een.md"
    twin.parent.mkdir()
    text = (content_folder / CARD).read_text(encoding="utf-8")
    twin.write_text(text.replace("[begrippen]", "[wet]"), encoding="utf-8")
    assert problem(load(content_folder), "2 keer").message.startswith("«kaart-een")


def test_a_source_that_nothing_uses_is_a_problem_at_its_line(content_folder: Path) -> None:
    file = content_folder / SOURCES
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.replace("bron-een", "bron-twee"), encoding="utf-8")
    found = problem(load(content_folder), "wordt nergens gebruikt")
    assert found.line == text.count("\n") + 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b"\xff\xfe\x00kapot"),
        lambda file: file.write_text("a,b\n1,2\n", encoding="utf-8"),
    ],
    ids=["missing", "not text", "other columns"],
)
def test_municipalities_that_cannot_be_read_are_a_problem(
    content_folder: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(content_folder / "gemeenten.csv")
    content = load(content_folder)
    assert content.municipalities == ()
    assert problem(content, "lijst van gemeenten").path == "gemeenten.csv"


@pytest.mark.parametrize("path", [CARD, SOURCES, LEXICON, "contacts/landelijk.toml"])
def test_a_file_that_is_not_text_is_a_problem_and_no_exception(
    content_folder: Path, path: str
) -> None:
    (content_folder / path).write_bytes(b"\xff\xfe\x00\x9c kapot")
    assert problem(load(content_folder), "niet te lezen").path == path


def test_an_empty_folder_gives_problems_and_no_exception(tmp_path: Path) -> None:
    content = load(tmp_path)
    assert content.cards == ()
    assert content.problems


def test_a_contact_of_the_profile_replaces_the_one_with_the_same_id(
    content_folder: Path, tmp_path: Path
) -> None:
    shipped = Path("knowledge_base/contacts/landelijk.toml").resolve()
    entry = tomllib.loads(shipped.read_text(encoding="utf-8"))["contact"][0]
    text = shipped.read_text(encoding="utf-8")
    first = "[[contact]]" + text.split("[[contact]]")[1]
    (content_folder / "contacts/landelijk.toml").write_text(first, encoding="utf-8")
    profile = tmp_path / "profiel.toml"
    profile.write_text(first.replace(entry["name"], "Eigen punt"), encoding="utf-8")
    content = load(content_folder, profile)
    assert content.problems == ()
    assert [contact.name for contact in content.contacts] == ["Eigen punt"]


def test_the_product_still_answers_with_one_broken_card(
    content_folder: Path, tmp_path: Path
) -> None:
    broken = content_folder / "cards/begrippen/kaart-twee.md"
    broken.write_text("---\nid: [kapot\n---\n", encoding="utf-8")
    product = build(
        Settings(_env_file=None, content_dir=content_folder, data_dir=tmp_path / "data")
    )
    assert product.content.problems
    message = made_safe(
        product.deidentifier.session(), RawText("Er wordt nu geschoten op onze school."), 10_000
    )
    assert product.corridor.answer(message, (), Chosen()).routes[0].id == "112"
    calm = made_safe(product.deidentifier.session(), RawText("Hij deelt haatfilmpjes."), 10_000)
    assert product.corridor.answer(calm, (), Chosen()).urgency == "zorg"


def test_a_product_without_any_card_is_not_built(content_folder: Path, tmp_path: Path) -> None:
    (content_folder / CARD).unlink()
    with pytest.raises(ContentError):
        build(Settings(_env_file=None, content_dir=content_folder, data_dir=tmp_path / "data"))


def test_the_shipped_content_has_no_problem(settings: Settings) -> None:
    assert [str(problem) for problem in check_all(settings)] == []


def test_check_tells_what_is_wrong_with_content(content_folder: Path) -> None:
    change(content_folder, CARD, "bron-een", "bron-nul")
    problems = check_all(Settings(_env_file=None, content_dir=content_folder))
    assert any("bron-nul" in str(problem) for problem in problems)
