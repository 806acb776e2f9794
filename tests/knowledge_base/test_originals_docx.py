"""Word documents: the numbers that Word draws, notes of both kinds, lists and tables."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from knowledge_base.parts import Paragraph, Part
from knowledge_base.read_docx import DocxError, docx_paragraphs

SAMPLE = Path(__file__).parent / "samples" / "werkwijze.docx"


def read(document: object) -> tuple[Paragraph, ...]:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return docx_paragraphs(out.getvalue())


def drawn_list(document: object, *levels: tuple[str, str]) -> str:
    """Add a kind of list whose marks Word draws itself; give its number."""
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]
    depths = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{depths}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
    )
    return "91"


def put(document: object, text: str, style: str | None, depth: int) -> None:
    paragraph = document.add_paragraph(text, style)  # type: ignore[attr-defined]
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = depth
    numbered.get_or_add_numId().val = 91


def test_numbers_that_word_draws_before_titles_are_in_the_titles() -> None:
    document = new_docx()
    drawn_list(document, ("decimal", "%1"), ("decimal", "%1.%2"))
    for text, depth in (
        ("Inleiding", 0),
        ("Aanleiding", 1),
        ("Vraag", 1),
        ("Proces", 0),
        ("Wie", 1),
    ):
        put(document, text, f"Heading {depth + 1}", depth)
    assert [(p.text, p.level) for p in read(document)] == [
        ("1 Inleiding", 1),
        ("1.1 Aanleiding", 2),
        ("1.2 Vraag", 2),
        ("2 Proces", 1),
        ("2.1 Wie", 2),
    ]


def test_items_have_the_mark_that_word_draws() -> None:
    document = new_docx()
    drawn_list(document, ("decimal", "%1."), ("lowerLetter", "%2)"))
    for text, depth in (("een", 0), ("binnen", 1), ("ook binnen", 1), ("twee", 0)):
        put(document, text, None, depth)
    document.add_paragraph("los", "List Bullet")
    found = read(document)
    assert [p.text for p in found] == ["1. een", "a) binnen", "b) ook binnen", "2. twee", "• los"]
    assert {p.part for p in found} == {Part.ITEM}


def test_merged_cells_are_given_once() -> None:
    document = new_docx()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Over twee kolommen"
    table.cell(1, 0).text, table.cell(1, 1).text = "links", "rechts"
    assert [p.text for p in read(document)] == ["Over twee kolommen", "links | rechts"]


def test_a_note_follows_the_paragraph_that_refers_to_it() -> None:
    found = docx_paragraphs(SAMPLE.read_bytes())
    at = next(n for n, p in enumerate(found) if p.text.startswith("In Voorbeeldstad"))
    assert "samen.¹ Zij" in found[at].text
    assert (found[at + 1].part, found[at + 1].text) == (
        Part.NOTE,
        "¹ De afspraken gelden sinds de oprichting van het meldpunt.",
    )
    assert sum(p.part is Part.NOTE for p in found) == 3


def test_words_in_links_and_after_tabs_are_kept() -> None:
    document = new_docx()
    paragraph = document.add_paragraph("Zie ")
    link = parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>de kaart</w:t></w:r></w:hyperlink>")
    paragraph._p.append(link)
    paragraph.add_run("\tvan de wijk")
    assert paragraph._p.find(qn("w:hyperlink")) is not None
    assert [p.text for p in read(document)] == ["Zie de kaart van de wijk"]


def test_an_archive_that_unpacks_to_far_more_than_a_document_is_refused() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(60):
            part.write(b" " * 10_000_000)
    with pytest.raises(DocxError):
        docx_paragraphs(out.getvalue())
