"""An answer says itself which of its sources are superseded or past their review date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from assistant.aging import aging
from assistant.answer import Answer, Block, BlockKind, Citation
from assistant.build import build
from assistant.cite import Citer, passages_of
from assistant.conversation import made_safe
from assistant.settings import Settings
from assistant.understand import Chosen
from guardrails.text import RawText
from knowledge_base.content import Card, Section, SourceRef
from knowledge_base.load import Content, load

FRESH = Citation(1, "bron-een", "Titel", "§1", "", "Uitgever", "2024", "", "passage", fresh=True)
STALE = replace(FRESH, fresh=False)
OLD = replace(FRESH, superseded=True, note="Er is een nieuwe wet.")
DAY = date(2027, 11, 1)
IN_TIME, LATE = datetime(2026, 11, 23, 10), datetime(2028, 1, 1, 10)
SOURCE = 'status = "geldig"'
REPLACED = """\
status = "vervangen"
replaced_by = "bron-twee"
note = "Er is een nieuwe wet."
note_en = "There is a new act."
"""


def text_of(blocks: tuple[Block, ...]) -> str:
    assert all(block.kind is BlockKind.LIMITS for block in blocks)
    return "\n".join(block.text for block in blocks)


# the block


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_old_gives_no_block(language: str) -> None:
    assert aging([], {}, language) == ()
    assert aging([FRESH, replace(FRESH, n=2)], {}, language) == ()


def test_a_note_on_a_source_that_nothing_replaces_is_no_warning() -> None:
    assert aging([replace(FRESH, note="Ook in het Engels.")], {}, "nl") == ()


def test_a_superseded_source_is_named_by_its_number_with_the_reason() -> None:
    (block,) = aging([FRESH, replace(OLD, n=2)], {}, "nl")
    assert block.text == "*Ouder: [2]. Er is een nieuwe wet.*"


def test_sources_with_one_reason_share_a_line_and_another_reason_has_its_own() -> None:
    other = replace(OLD, n=3, note="De naam is nu anders.")
    (block,) = aging([OLD, replace(OLD, n=2), other], {}, "nl")
    assert block.text.splitlines() == [
        "*Ouder: [1] [2]. Er is een nieuwe wet.*",
        "*Ouder: [3]. De naam is nu anders.*",
    ]


def test_a_superseded_source_without_a_reason_is_still_named() -> None:
    assert text_of(aging([replace(OLD, note="")], {}, "nl")) == "*Ouder: [1].*"


def test_a_source_past_its_review_date_is_named_by_its_number() -> None:
    found = text_of(aging([FRESH, replace(STALE, n=2), replace(STALE, n=3)], {}, "nl"))
    assert found == "*Opnieuw te controleren: [2] [3].*"


def test_a_source_that_is_both_is_named_twice() -> None:
    found = text_of(aging([replace(OLD, fresh=False)], {}, "nl"))
    assert found.splitlines() == [
        "*Ouder: [1]. Er is een nieuwe wet.*",
        "*Opnieuw te controleren: [1].*",
    ]


def test_a_card_past_its_review_date_is_named_by_its_title_and_date() -> None:
    found = text_of(aging([FRESH], {"Wat mag {u} delen": DAY}, "nl"))
    assert "«Wat mag {u} delen»" in found
    assert "2027-11-01" in found


def test_the_block_is_in_the_language_of_the_answer() -> None:
    found = text_of(aging([replace(OLD, note="New act.", fresh=False)], {"Cards": DAY}, "en"))
    for part in ("Older: [1]. New act.", "To be checked again: [1].", '"Cards"', "2027-11-01"):
        assert part in found
    assert "Ouder" not in found


# what a citation knows of its age


@pytest.fixture
def content(content_folder: Path) -> Content:
    return load(content_folder)


def citer(content: Content, today: date, language: str = "nl", **changed: str) -> Citer:
    sources = {id: replace(source, **changed) for id, source in content.sources.items()}
    return Citer(passages_of(content.cards, sources), today, language)


def cited(found: Citer) -> Citation:
    assert found.mark(SourceRef("bron-een", "§1")) == " [1]"
    return found.citations[0]


def test_a_source_is_fresh_up_to_and_on_its_review_date(content: Content) -> None:
    assert cited(citer(content, DAY)).fresh
    assert not cited(citer(content, date(2027, 11, 2))).fresh


def test_a_source_that_is_replaced_is_cited_as_superseded_with_the_note_of_the_language(
    content: Content,
) -> None:
    notes = {"note": "Er is een nieuwe wet.", "note_en": "There is a new act."}
    dutch = cited(citer(content, DAY, replaced_by="bron-twee", **notes))
    assert (dutch.superseded, dutch.note) == (True, "Er is een nieuwe wet.")
    assert cited(citer(content, DAY, "en", replaced_by="x", **notes)).note == "There is a new act."
    assert not cited(citer(content, DAY, **notes)).superseded


def used(content: Content, today: date) -> Citer:
    card: Card = content.cards[0]
    found = citer(content, today)
    assert found.from_card(card, card.sections[Section.SHORT]).endswith(" [1]")
    return found


def test_a_card_that_is_used_past_its_date_is_remembered_with_that_date(content: Content) -> None:
    assert used(content, date(2027, 11, 2)).overdue == {"Een kaart": DAY}
    assert used(content, DAY).overdue == {}


# the whole answer


def answer(folder: Path, tmp_path: Path, moment: datetime) -> Answer:
    settings = Settings(_env_file=None, content_dir=folder, data_dir=tmp_path / "data")
    product = build(settings, clock=lambda: moment)
    safe = made_safe(
        product.deidentifier.session(), RawText("waarvoor is een kaart over signalen"), 10_000
    )
    return product.corridor.answer(safe, (), Chosen())


def test_an_answer_from_a_superseded_source_says_so_with_its_number(
    content_folder: Path, tmp_path: Path
) -> None:
    file = content_folder / "sources.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(SOURCE, REPLACED), encoding="utf-8")
    found = answer(content_folder, tmp_path, LATE)
    assert found.citations[0].superseded
    assert "*Ouder: [1]. Er is een nieuwe wet.*" in found.markdown
    assert "*Opnieuw te controleren: [1].*" in found.markdown
    assert "De uitleg «Een kaart» had vóór 2027-11-01" in found.markdown


def test_an_answer_from_what_is_in_time_says_nothing_of_age(
    content_folder: Path, tmp_path: Path
) -> None:
    found = answer(content_folder, tmp_path, IN_TIME)
    assert found.citations[0].fresh
    for part in ("Ouder:", "Opnieuw te controleren", "De uitleg «"):
        assert part not in found.markdown
