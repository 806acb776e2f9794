"""Original documents become passages, word for word, with their place; bad files are refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document as new_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from knowledge_base.chunks import LONGEST, chunks
from knowledge_base.content import Source
from knowledge_base.errors import IngestError, StoreError
from knowledge_base.ingest import ingest, quotable
from knowledge_base.originals import add_original, read_originals, remove_original
from knowledge_base.paragraphs import paragraphs
from knowledge_base.parts import Paragraph

TODAY = date(2026, 11, 22)
SENTENCE = "De gemeente bespreekt het signaal met politie en Openbaar Ministerie. "


def source(**changes: str) -> Source:
    fields = {
        "id": "bron-1",
        "title": "Een rapport",
        "publisher": "Inspectie",
        "date": "mei 2024",
        "url": "https://voorbeeld.nl/rapport",
        "licence": "CC0-1.0",
        "retrieved_on": "onbekend",
        "status": "in gebruik",
        "owner": "inhoudsredactie",
    }
    return Source(review_by=date(2027, 1, 1), **{**fields, **changes})


def pdf(*pages: str, password: str = "") -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        rows = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 800 Td {rows} ET".encode("latin-1"))
        page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_pdf_passage_knows_its_page_and_section(tmp_path: Path) -> None:
    data = pdf("1.1 Aanleiding\n" + SENTENCE, "3.1.2 De weegploeg\n" + SENTENCE * 2)
    found = ingest(put(tmp_path, "rapport.pdf", data), source())
    assert [(p.page, p.section) for p in found] == [
        ("1", "1.1 Aanleiding"),
        ("2", "1.1 Aanleiding: 3.1.2 De weegploeg"),
    ]
    assert found[1].id == "orig:bron-1#2"
    assert found[1].title == "Een rapport"


def test_a_word_document_gives_headings_and_table_cells(tmp_path: Path) -> None:
    document = new_docx()
    document.add_heading("Weegploeg", 1)
    document.add_paragraph(SENTENCE * 3)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Stap een", "De melding bekijken"
    document.save(str(tmp_path / "stuk.docx"))
    (passage,) = ingest(tmp_path / "stuk.docx", source())
    assert passage.section == "Weegploeg"
    assert "Stap een | De melding bekijken" in passage.text


def test_html_gives_the_text_of_the_page_without_menu_and_script(
    tmp_path: Path,
) -> None:
    html = (
        "<html><head><title>T</title></head><body><nav>Menu</nav><script>stiekem()</script>"
        f"<h2>Samen wegen</h2><p>{SENTENCE}</p><div>Losse tekst in een blok.</div>"
        "<ul><li>Eerste punt</li></ul></body></html>"
    )
    (passage,) = ingest(put(tmp_path, "pagina.html", html), source())
    assert passage.section == "Samen wegen"
    assert passage.text.count("Losse tekst in een blok.") == 1
    assert "Eerste punt" in passage.text
    assert "Menu" not in passage.text
    assert "stiekem" not in passage.text


def test_markdown_headings_become_sections(tmp_path: Path) -> None:
    text = f"# Rapport\n\n## Samenvatting\n\n{SENTENCE * 6}\n\n## **Conclusie**\n{SENTENCE * 6}"
    found = ingest(put(tmp_path, "rapport.md", text), source())
    assert [p.section for p in found] == ["Rapport: Samenvatting", "Rapport: Conclusie"]


def test_form_feeds_and_page_lines_give_pages(tmp_path: Path) -> None:
    fed = ingest(put(tmp_path, "a.txt", f"{SENTENCE * 12}\f{SENTENCE * 12}"), source())
    assert [p.page for p in fed] == ["1", "2"]
    lines = f"{SENTENCE * 12}\n\nPagina 4 van 9\n\n{SENTENCE * 12}\n\nPagina 5 van 9\n"
    footed = ingest(put(tmp_path, "b.txt", lines), source())
    assert [footed[0].page, footed[-1].page] == ["4", "5"]


def report(gaps: bool) -> str:
    titles = [
        "Aanleiding",
        "Werkwijze",
        "Bevindingen",
        "Conclusies",
        "Aanbevelingen",
        "Bijlagen",
    ]
    toc = "\n".join(f"{title} ..... {n}" for n, title in enumerate(titles, 3))
    between = "\n\n\n\n" if gaps else "\n\n"
    body = between.join(f"{title}\n\n{SENTENCE * 4}" for title in titles)
    return f"Inhoudsopgave\n\n{toc}\n\n\n\n{body}"


def test_a_table_of_contents_that_agrees_with_page_gaps_gives_exact_pages() -> None:
    found = [p for p in paragraphs(report(gaps=True)) if p.text.startswith("De gemeente")]
    assert [p.page for p in found] == ["3", "4", "5", "6", "7", "8"]


def test_without_page_gaps_only_the_pages_of_the_section_are_given() -> None:
    found = [p for p in paragraphs(report(gaps=False)) if p.text.startswith("De gemeente")]
    assert [p.page for p in found] == ["3-4", "4-5", "5-6", "6-7", "7-8", ""]


def test_a_text_without_any_mark_of_pages_gets_no_page() -> None:
    assert {p.page for p in paragraphs(f"Kop boven\n\n{SENTENCE}\n\n\n\n\n{SENTENCE}")} == {""}


def locked_pdf() -> bytes:
    return pdf(SENTENCE, password="geheim")


def broken_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/iets.xml", "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("plaatje.png", b"\x89PNG", "geen soort bestand"),
        ("leeg.pdf", b"", "is leeg"),
        ("leeg.txt", b"  \n", "is leeg"),
        ("scan.pdf", pdf(""), "scan"),
        ("slot.pdf", locked_pdf(), "wachtwoord"),
        ("stuk.pdf", b"%PDF-1.7 en dan niets", "geen leesbare PDF"),
        ("stuk.docx", broken_docx(), "geen geldig Word-bestand"),
        ("tekst.docx", b"gewoon tekst", "geen geldig Word-bestand"),
        ("beeld.txt", bytes(range(256)), "niet als tekst te lezen"),
        ("vreemd.html", b"<p>tekst<![x</p>", "niet te lezen"),
        ("naam.docx", pdf(SENTENCE), "eigenlijk een PDF. Geef het de naam naam.pdf"),
        ("naam.txt", pdf(SENTENCE), "eigenlijk een PDF"),
        ("oud.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud of beveiligd Word-bestand"),
        ("naam.md", b"<!DOCTYPE html><html></html>", "eigenlijk een webpagina"),
        ("naam.pdf", broken_docx(), "eigenlijk een Word-bestand"),
        (
            "kaal.html",
            b"<html><script>alleen code hier en verder niets</script></html>",
            "geen te",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_dutch(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    with pytest.raises(IngestError, match=says) as caught:
        ingest(put(tmp_path, name, data), source())
    assert name in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_file_of_more_than_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = put(tmp_path, "groot.pdf", b"%PDF-1.7")
    with path.open("r+b") as file:
        file.truncate(100_000_001)  # a hole: takes no room on the disk
    with pytest.raises(IngestError, match="te groot"):
        ingest(path, source())


def test_a_missing_file_and_a_source_without_licence_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(IngestError, match="niet te openen"):
        ingest(tmp_path / "weg.txt", source())
    with pytest.raises(IngestError, match="geen licentie"):
        ingest(put(tmp_path, "a.txt", SENTENCE), source(licence=" "))


def test_older_encodings_are_read(tmp_path: Path) -> None:
    text = "Één cliënt is gezien door het team van de gemeente."
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        (passage,) = ingest(put(tmp_path, "oud.txt", text.encode(encoding)), source())
        assert passage.text == text


def test_lists_notes_and_rows_of_a_text_are_kept_apart(tmp_path: Path) -> None:
    text = (
        "# Rapport\n\nDe inspectie noemt:¹\n- een eerste punt\n  dat doorloopt;\n- een tweede punt.\n\n"
        f"{SENTENCE * 2}Dat doet ook\n\n¹ Zie het **jaar\nverslag**.\n\n[^2]: Een tweede [noot](#).\n\n"
        "| Stap | Wie |\n|------|-----|\n| Wegen | Weegploeg |\n\nde gemeente.[^2]"
    )
    main, notes = ingest(put(tmp_path, "rapport.md", text), source())
    assert main.text == (
        "Rapport\n\nDe inspectie noemt:¹\n- een eerste punt dat doorloopt;\n- een tweede punt.\n\n"
        f"{SENTENCE * 2}Dat doet ook\n\nStap | Wie\nWegen | Weegploeg\n\nde gemeente.²"
    )
    assert (notes.section, notes.text) == (
        "Rapport, voetnoten 1-2",
        "¹ Zie het jaar verslag.\n² Een tweede noot.",
    )


def test_a_list_is_not_cut_from_the_line_that_introduces_it(tmp_path: Path) -> None:
    items = "\n".join(f"- punt {n}: {SENTENCE}" for n in range(8))
    text = f"## Taken\n\n{SENTENCE * 9}\n\nDe taken zijn:\n{items}\n"
    before, whole = ingest(put(tmp_path, "taken.md", text), source())
    assert "De taken" not in before.text
    assert whole.text == f"De taken zijn:\n{items}".replace(". \n", ".\n").strip()


def test_footnotes_and_a_table_of_contents_are_found_but_not_fit_to_quote(tmp_path: Path) -> None:
    toc = "\n".join(f"Hoofdstuk {n} ..... {n}" for n in range(3, 9))
    text = f"# Inhoudsopgave\n\n{toc}\n\n# De noten\n\n{SENTENCE * 5}¹\n\n¹ Een noot."
    found = ingest(put(tmp_path, "rapport.md", text), source())
    assert [(p.section, quotable(p)) for p in found] == [
        ("Inhoudsopgave", False),
        ("De noten", True),
        ("De noten, voetnoot 1", False),
    ]


def test_a_letterhead_is_no_section(tmp_path: Path) -> None:
    text = f"Datum 25 mei 2022\n\nOns kenmerk\n\n{SENTENCE}\n\nOnderwerp Een brief\n\n{SENTENCE}"
    assert {p.section for p in ingest(put(tmp_path, "brief.txt", text), source())} == {""}


def test_numbered_items_with_blank_lines_between_are_no_chapters(tmp_path: Path) -> None:
    text = f"## Stappen\n\n1. Schrijf op\n\n2. Overleg\n\n3. Bel\n\n{SENTENCE}"
    (passage,) = ingest(put(tmp_path, "stappen.md", text), source())
    assert passage.section == "Stappen"
    assert "1. Schrijf op\n2. Overleg\n3. Bel" in passage.text


def test_html_keeps_items_rows_and_notes_apart(tmp_path: Path) -> None:
    html = (
        "<h1>Wegen</h1><p>Een alinea met een noot<sup><a href='#n'>1</a></sup> erin.</p>"
        "<ol><li>Stap <b>ee</b>n</li><li>Stap twee<ul><li>binnen</li></ul></li></ol>"
        "<table><tr><th>Wie</th><td><p>Weegploeg</p></td></tr></table>"
        "<div class='footnotes'><ol><li id='n'><p>De bron.</p></li></ol></div><p>ja</p>"
    )
    main, note = ingest(put(tmp_path, "pagina.html", html), source())
    assert main.text == (
        "Wegen\n\nEen alinea met een noot¹ erin.\n\n1. Stap een\n2. Stap twee\n• binnen\n\n"
        "Wie | Weegploeg\n\nja"
    )
    assert (note.section, note.text) == ("Wegen, voetnoot 1", "¹ De bron.")


plain_words = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12)
text_lines = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(["", "", "", "- ", "• ", "1. ", "# ", "### ", "1.2 ", "> ", "\t"]),
    st.lists(plain_words, min_size=1, max_size=60),
    st.sampled_from(["", ".", ":", ",", "?"]),
)


@settings(deadline=None)
@given(st.lists(st.tuples(text_lines, st.sampled_from(["\n", "\n\n", "\n\n\n\n"])), max_size=30))
def test_every_word_of_a_text_is_in_the_chunks_once_and_in_order(
    written: list[tuple[str, str]],
) -> None:
    text = "".join(line + end for line, end in written)
    found = "\n".join(chunk.text for chunk in chunks(paragraphs(text)))
    assert re.findall(r"\w+", found) == re.findall(r"\w+", text)


words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40)
blocks = st.builds(
    lambda text, level: Paragraph(" ".join(text), level),
    st.lists(words, min_size=1, max_size=300),
    st.sampled_from([0, 0, 0, 1, 2, 6]),
)


@settings(deadline=None)
@given(st.lists(blocks, max_size=12))
def test_chunks_hold_every_word_in_order_and_are_never_too_long(
    parts: list[Paragraph],
) -> None:
    found = chunks(parts)
    assert " ".join(c.text for c in found).split() == " ".join(p.text for p in parts).split()
    assert all(len(c.text) <= LONGEST + 1 for c in found)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=400))
def test_any_text_keeps_its_words(text: str) -> None:
    found = " ".join(p.text for p in paragraphs(text))
    written = text.replace("\u00ad", "")  # a soft hyphen is layout
    assert re.findall(r"[^\W\d_]{3,}", written) == re.findall(r"[^\W\d_]{3,}", found) or (
        "<" in text
    )


def test_ids_and_checksums_are_the_same_each_time(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", SENTENCE * 60)
    assert ingest(path, source()) == ingest(path, source())


def test_a_kept_original_comes_back_whole_with_licence_and_checksum(
    tmp_path: Path,
) -> None:
    path = put(tmp_path, "a.txt", SENTENCE * 60)
    added = add_original(tmp_path / "kept", path, source(), TODAY)
    kept = read_originals(tmp_path / "kept")
    assert kept.passages == ingest(path, source())
    assert kept.documents == (added,)
    assert (added.licence, added.file, added.added_on) == (
        "CC0-1.0",
        "a.txt",
        "2026-11-22",
    )
    assert len(added.sha256) == 64
    assert remove_original(tmp_path / "kept", "bron-1")
    assert not remove_original(tmp_path / "kept", "bron-1")
    assert read_originals(tmp_path / "kept").passages == ()


@pytest.mark.parametrize("harm", ["changed", "cut", "empty"])
def test_a_stored_original_that_was_harmed_is_left_out_and_named(tmp_path: Path, harm: str) -> None:
    add_original(tmp_path, put(tmp_path, "a.txt", SENTENCE * 60), source(), TODAY)
    stored = tmp_path / "bron-1.jsonl"
    text = stored.read_text()
    harmed = {
        "changed": text.replace("bespreekt", "verzwijgt", 1),
        "cut": "\n".join(text.splitlines()[:-1]),
        "empty": "",
    }
    stored.write_text(harmed[harm])
    kept = read_originals(tmp_path)
    assert (kept.passages, kept.broken) == ((), ("bron-1.jsonl",))


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", SENTENCE * 60)
    put(tmp_path, "kept", "een bestand waar de map moet staan")
    with pytest.raises(StoreError, match="niet te bewaren"):
        add_original(tmp_path / "kept", path, source(), TODAY)
