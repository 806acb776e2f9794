"""A PDF gives its titles, lists, notes, rows and pages; what repeats on every page is left out."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from knowledge_base.content import Source
from knowledge_base.errors import IngestError
from knowledge_base.ingest import ingest
from knowledge_base.passages import Passage

SAMPLES = Path(__file__).parent / "samples"
SOURCE = Source(
    id="bron-1", title="Een rapport", publisher="Gemeente", date="mei 2024", url="",
    licence="CC0-1.0", retrieved_on="onbekend", status="in gebruik",
    review_by=date(2027, 1, 1), owner="inhoudsredactie",
)  # fmt: skip
Drawn = tuple[float, float, float, str]  # x, y, size (below 0: bold), text
SENTENCE = "De gemeente bespreekt het signaal met de politie en het OM."


def drawn(pages: Iterable[Iterable[Drawn]], labels: str = "") -> bytes:
    """Make a PDF with each piece of text at its place."""
    writer = PdfWriter()
    fonts = DictionaryObject()
    for name, base in (("/F1", "/Helvetica"), ("/F2", "/Helvetica-Bold")):
        fonts[NameObject(name)] = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject(base),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
    for pieces in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        parts = [
            f"BT /{'F2' if size < 0 else 'F1'} {abs(size)} Tf {x} {y} Td ({text}) Tj ET"
            for x, y, size, text in pieces
        ]
        stream = DecodedStreamObject()
        stream.set_data("\n".join(parts).encode("cp1252"))
        page[NameObject("/Contents")] = stream
    if labels:
        style = DictionaryObject({NameObject("/S"): NameObject("/D"),
                                  NameObject("/St"): NumberObject(int(labels))})  # fmt: skip
        numbers = ArrayObject([NumberObject(0), style])
        tree = DictionaryObject({NameObject("/Nums"): numbers})
        writer.root_object[NameObject("/PageLabels")] = tree
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def lines(*texts: str, top: float = 700, x: float = 70, size: float = 11) -> list[Drawn]:
    return [(x, top - 14 * n, size, text) for n, text in enumerate(texts)]


def taken_in(tmp_path: Path, data: bytes) -> tuple[Passage, ...]:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(data)
    return ingest(path, SOURCE)


@pytest.fixture(scope="module", params=["pdf", "docx"])
def sample(request: pytest.FixtureRequest) -> tuple[Passage, ...]:
    """A document made by a word processor: titles, lists, a table, notes, header and footer."""
    return ingest(SAMPLES / f"werkwijze.{request.param}", SOURCE)


def named(passages: Iterable[Passage], section: str) -> Passage:
    (found,) = (passage for passage in passages if passage.section == section)
    return found


def test_titles_become_sections(sample: tuple[Passage, ...]) -> None:
    text_sections = [p.section for p in sample if "voetno" not in p.section]
    assert list(dict.fromkeys(text_sections)) == [
        "Werkwijze bij zorgen in Voorbeeldstad",
        "1 Inleiding",
        "1 Inleiding: 1.1 Wie doen er mee",
        "1 Inleiding: 1.2 Stappen",
        "1.2 Stappen: Termijnen",
        "2 Bewaren",
    ]


def test_every_item_of_a_list_stands_apart_with_its_mark(sample: tuple[Passage, ...]) -> None:
    bullets = named(sample, "1 Inleiding: 1.1 Wie doen er mee").text.split("\n")
    assert [line for line in bullets if line.startswith("•")] == [
        "• de scholen in de wijk;",
        "• het jongerenwerk, met een vaste medewerker voor elke buurt die ook in het weekend "
        "bereikbaar is voor overleg met de andere partijen;",
        "• de gemeente;",
        "• de politie.",
    ]
    steps = named(sample, "1 Inleiding: 1.2 Stappen").text
    assert steps.endswith(
        "De stappen zijn:\n1. Schrijf op wat u zag.\n2. Overleg met een collega.\n"
        "3. Bel het meldpunt."
    )


def test_notes_are_kept_apart_under_their_number(sample: tuple[Passage, ...]) -> None:
    notes = named(sample, "1 Inleiding, voetnoten 1-2").text.split("\n")
    assert notes[0] == "¹ De afspraken gelden sinds de oprichting van het meldpunt."
    assert notes[1].startswith("² Het meldpunt denkt ook mee zonder")
    text = named(sample, "1 Inleiding").text
    assert "de gemeente samen.¹ Zij vormen" in text
    assert "oprichting" not in text
    assert named(sample, "2 Bewaren, voetnoot 3").text == (
        "³ Deze termijn is verzonnen voor dit voorbeeld."
    )


def test_the_cells_of_a_table_stay_in_their_row(sample: tuple[Passage, ...]) -> None:
    assert (
        "Stap | Wie | Termijn\n"
        "Opschrijven | medewerker | zelfde dag\n"
        "Overleggen | team en aanspreekpunt van de eigen organisatie | drie dagen\n"
        "Bellen | aanspreekpunt | een week"
    ) in named(sample, "1.2 Stappen: Termijnen").text


def test_running_headers_footers_and_page_numbers_are_left_out(
    sample: tuple[Passage, ...],
) -> None:
    whole = " ".join(p.text for p in sample)
    assert "concept" not in whole
    assert "Bladzijde" not in whole


def test_words_cut_at_a_line_end_are_whole(sample: tuple[Passage, ...]) -> None:
    assert named(sample, "1 Inleiding").text.count("samenwerkingsverbanden") == 2


def test_a_passage_knows_the_pages_on_which_it_stands() -> None:
    found = ingest(SAMPLES / "werkwijze.pdf", SOURCE)
    assert named(found, "1 Inleiding").page == "1"
    assert named(found, "1 Inleiding: 1.1 Wie doen er mee").page == "1-2"
    assert named(found, "2 Bewaren, voetnoot 3").page == "3"


def test_a_printed_page_number_goes_before_the_count_of_sheets(tmp_path: Path) -> None:
    (passage,) = taken_in(tmp_path, drawn([lines(SENTENCE, SENTENCE)], labels="41"))
    assert passage.page == "41"


def test_a_hyphen_that_belongs_to_a_word_stays(tmp_path: Path) -> None:
    page = lines(
        "Het anti-institutioneel extremisme groeit en het anti-",
        "institutioneel denken ook, in de zorg- en in de school-",
        "omgeving, van zorg-",
        "en van NCTV-",
        "rapporten tot 2016-",
        "2020.",
    )
    (passage,) = taken_in(tmp_path, drawn([page]))
    assert passage.text == (
        "Het anti-institutioneel extremisme groeit en het anti-institutioneel denken ook, in de "
        "zorg- en in de schoolomgeving, van zorg- en van NCTV-rapporten tot 2016-2020."
    )


def test_a_sentence_that_runs_over_a_page_is_one(tmp_path: Path) -> None:
    head = [(70.0, 800.0, 8.0, "Rapport over samenwerking")]
    foot = [(70.0, 60.0, 8.0, "1 Een noot onder de eerste bladzijde.")]
    pages = [
        [*head, *lines("De gemeente bespreekt dit met"), *foot],
        [*head, *lines("de politie en met het OM, elke week."), *lines(SENTENCE, top=600)],
    ]
    first, note = taken_in(tmp_path, drawn(pages))
    assert first.text.startswith("De gemeente bespreekt dit met de politie en met het OM")
    assert (first.page, note.page, note.section) == ("1-2", "1", "Voetnoot 1")


def test_the_page_number_of_a_single_page_is_left_out(tmp_path: Path) -> None:
    (passage,) = taken_in(tmp_path, drawn([[*lines(SENTENCE), (70, 40, 8, "Pagina 1 van 1")]]))
    assert passage.text == SENTENCE


def test_a_line_that_stands_on_few_pages_is_no_running_header(tmp_path: Path) -> None:
    pages = [lines(f"{SENTENCE} Dit is blad {'abcdef'[n]}.", top=800) for n in range(6)]
    pages[2].insert(0, (70, 820, 11, "Alleen hier staat deze regel bovenaan."))
    whole = " ".join(p.text for p in taken_in(tmp_path, drawn(pages)))
    assert "Alleen hier staat deze regel" in whole
    assert whole.count("bespreekt het signaal") == 6


def test_a_number_in_the_middle_of_a_sentence_is_no_item(tmp_path: Path) -> None:
    page = lines("Er zijn onderzoeken naar 1. de dienst, en naar", "2. de afdeling van de politie.")
    (passage,) = taken_in(tmp_path, drawn([page]))
    assert "naar 2. de afdeling" in passage.text


def test_a_title_over_two_lines_is_one_and_a_small_title_stands_below_it(tmp_path: Path) -> None:
    page = [
        (70.0, 760.0, -18.0, "Een lange titel die niet"),
        (70.0, 738.0, -18.0, "op de regel past"),
        *lines(*[SENTENCE] * 4),
        (70.0, 600.0, -13.0, "Kleine kop"),
        *lines(*[SENTENCE] * 6, top=580),
    ]
    found = taken_in(tmp_path, drawn([page]))
    assert [p.section for p in found] == [
        "Een lange titel die niet op de regel past",
        "Een lange titel die niet op de regel past: Kleine kop",
    ]


def test_lines_of_a_table_of_contents_are_no_titles(tmp_path: Path) -> None:
    page = lines("1.1 Aanleiding ..... 10", "1.2 Werkwijze 12", *[SENTENCE] * 3)
    assert {p.section for p in taken_in(tmp_path, drawn([page]))} == {""}


def test_a_scan_is_refused_even_with_a_cover_in_text(tmp_path: Path) -> None:
    pages: list[list[Drawn]] = [
        lines("Rapport van de gemeente Voorbeeldstad"),
        *([] for _ in "abcd"),
    ]
    with pytest.raises(IngestError, match=r"lijkt een scan.*OCR"):
        taken_in(tmp_path, drawn(pages))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_document_that_the_word_processor_makes_now_reads_the_same(tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(SAMPLES / "werkwijze.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = ingest(tmp_path / "werkwijze.pdf", SOURCE)
    assert "• de gemeente;\n• de politie." in named(found, "1 Inleiding: 1.1 Wie doen er mee").text
    assert named(found, "1 Inleiding, voetnoten 1-2").page == "1"
