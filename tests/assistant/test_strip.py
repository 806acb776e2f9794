"""A mail or a file is stripped in memory: of every kind, in every part, and with nothing left."""

from __future__ import annotations

import io
import sys
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from document_samples import NAMES, TEXT, docx, mail, pdf
from typer.testing import CliRunner

from assistant.build import Product
from assistant.cli import app
from assistant.counted import counted
from assistant.errors import InputError, SignaalwijzerError, UnsafeError
from assistant.mail import Attached, MailError, read_mail
from assistant.strip import (
    MOST_BYTES,
    MOST_CHARACTERS,
    Document,
    Stripped,
    read_document,
    strip,
    strip_bytes,
)
from assistant.strip_words import attachments_told, removed_told
from guardrails.text import RawText, Removed, restored

_MAIL_NAMES = ("Dinteren", "Marloes", "Kacper", "Wisniowolski", "Françoise", "Hoogstraaten")
_TEST_VIRUS = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def stripped(product: Product, kind: str, data: bytes) -> Stripped:
    return strip_bytes(kind, data, product.deidentifier)


def left(text: str, *names: str) -> list[str]:
    return [name for name in names if name.lower() in text.lower()]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (".txt", TEXT.encode()),
        (".TXT", TEXT.encode("utf-16")),
        (".txt", TEXT.encode("cp1252")),
        (".docx", docx()),
        (".pdf", pdf()),
        (".eml", mail().as_bytes()),
    ],
)
def test_every_kind_is_read_and_nothing_is_left(product: Product, kind: str, data: bytes) -> None:
    done = stripped(product, kind, data)
    original = done.document.raw.value
    assert left(original, *NAMES) == list(NAMES)
    assert left(done.text, *NAMES) == []
    assert "zonnewiel" in done.text
    assert {"PERSON", "PHONE_NUMBER"} <= {
        count.entity_type for count in counted(done.removed, "nl")
    }
    for removed in done.removed:
        assert original[removed.start : removed.end].strip()
        assert removed.placeholder in done.text


def test_a_table_in_a_document_is_stripped_and_its_author_is_not_read(product: Product) -> None:
    done = stripped(product, ".docx", docx())
    assert "Broer | [PERSOON-" in done.text
    assert left(done.document.raw.value, "Vandinteren") == []


def test_headers_body_and_quoted_parts_of_a_mail_are_stripped(product: Product) -> None:
    body = (
        "Dag Kacper,\n\nDank. Groet, Marloes\n\n"
        "Op ma 16 nov. 2026 om 08:01 schreef Kacper Wisniowolski <kacper@fictiefbedrijf.nl>:\n"
        "> Dag Marloes,\n> Naomi Plettenburg was er weer met een zonnewiel.\n"
    )
    done = stripped(product, ".eml", mail(body).as_bytes())
    assert left(done.document.raw.value, *_MAIL_NAMES, "Plettenburg") == [
        *_MAIL_NAMES,
        "Plettenburg",
    ]
    assert left(done.text, *_MAIL_NAMES, "Plettenburg", "Naomi", "proefschool", "16") == []
    assert done.text.splitlines()[0].startswith("From: [PERSOON-")
    assert "Subject: Gesprek over [PERSOON-" in done.text
    assert "zonnewiel" in done.text


def test_of_the_forms_of_a_text_the_plain_one_is_read(product: Product) -> None:
    html = "<p>Gewone tekst over <b>Daan Rietvelder</b>, in HTML.</p>"
    both = read_mail(mail("Gewone tekst.", html).as_bytes()).text
    assert "Gewone tekst." in both
    assert "in HTML" not in both
    only = stripped(product, ".eml", mail("", html).as_bytes())
    assert "Gewone tekst over [PERSOON-" in only.text
    assert "<b>" not in only.document.raw.value
    assert left(only.text, "Rietvelder") == []


def test_html_in_an_old_alphabet_keeps_its_letters() -> None:
    message = EmailMessage()
    message["From"] = "a@proefpost.nl"
    html = '<meta charset="utf-16"><p>Café Zoë</p>'
    message.set_content(html, subtype="html", charset="iso-8859-1", cte="base64")
    assert "Café Zoë" in read_mail(message.as_bytes()).text


def test_attachments_are_counted_by_kind_without_their_name_or_content(product: Product) -> None:
    message = mail()
    for name, main, sub in (
        ("Yusuf Karayilmaz.pdf", "application", "pdf"),
        ("Aylin Karayilmaz.pdf", "application", "pdf"),
        ("Karayilmaz.png", "image", "png"),
        ("Karayilmaz.zip", "application", "zip"),
    ):
        message.add_attachment(b"Karayilmaz", maintype=main, subtype=sub, filename=name)
    message.add_attachment("Karayilmaz schreef dit.", filename="Karayilmaz.txt")
    done = stripped(product, ".eml", message.as_bytes())
    assert dict(done.document.attachments) == {
        Attached.PDF: 2,
        Attached.IMAGE: 1,
        Attached.OTHER: 2,
    }
    told = attachments_told(done, "nl")
    assert told == "Bijlagen, niet geopend: 1 afbeelding, 2 andere bestanden, 2 PDF-bestanden."
    assert left(done.document.raw.value + told, "Karayilmaz") == []


def test_mails_in_a_mail_are_read_too(product: Product) -> None:
    inner = mail("Hierbij de foto van Brahim Tazouti, met een zonnewiel.")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="Tazouti.png")
    outer = mail("Zie de mail hieronder.")
    outer.add_attachment(inner)
    done = stripped(product, ".eml", outer.as_bytes())
    assert left(done.document.raw.value, "Tazouti") == ["Tazouti"]
    assert left(done.text, "Tazouti", "Brahim", *_MAIL_NAMES) == []
    assert dict(done.document.attachments) == {Attached.IMAGE: 1}


def test_mails_nested_without_end_stop_at_a_depth() -> None:
    data = mail("De binnenste tekst.").as_bytes()
    for number in range(60):
        part = f"--b{number}"
        head = f'From: a@proefpost.nl\r\nContent-Type: multipart/mixed; boundary="b{number}"'
        data = f"{head}\r\n\r\n{part}\r\nContent-Type: message/rfc822\r\n\r\n".encode() + data
        data += f"\r\n{part}--\r\n".encode()
    found = read_mail(data)
    assert "binnenste" not in found.text
    assert found.attachments == ((Attached.OTHER, 1),)


def test_the_source_of_a_mail_that_is_pasted_is_read_as_a_mail(product: Product) -> None:
    message = EmailMessage()
    message["From"] = "a@proefpost.nl"
    message["Subject"] = "Gesprek"
    message.set_content("Daan Rietvelder draagt een zonnewiel.", cte="base64")
    done = stripped(product, ".txt", message.as_bytes())
    assert "zonnewiel" in done.text
    assert left(done.text, "Rietvelder") == []


def test_a_mail_copied_from_a_window_stays_as_it_was_pasted(product: Product) -> None:
    pasted = "Van: Daan Rietvelder\nOnderwerp: overleg\n\nZie het zonnewiel."
    assert stripped(product, ".txt", pasted.encode()).document.raw.value == pasted


def test_letters_that_were_never_encoded_are_read() -> None:
    raw = "From: Zoë Müller <z@proefpost.nl>\nSubject: Café\nX-Other: geheim\n\nTekst".encode()
    assert read_mail(raw).text == "From: Zoë Müller <z@proefpost.nl>\nSubject: Café\n\nTekst"


@pytest.mark.parametrize("charset", ["bestaat-niet", "us-ascii", "utf-8"])
def test_a_body_with_a_wrong_alphabet_keeps_its_letters(charset: str) -> None:
    head = f"From: a@proefpost.nl\nContent-Type: text/plain; charset={charset}\n\n"
    assert read_mail(head.encode() + "Zoë".encode("cp1252")).text.endswith("Zoë")


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


def _encrypted_mail() -> bytes:
    message = message_from_bytes(mail().as_bytes(), policy=policy.default)
    message.replace_header("Content-Type", "multipart/encrypted")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        (".txt", b"", "bestand_leeg"),
        (".txt", b" \n\t ", "bestand_leeg"),
        (".docx", docx("").replace(b"PK", b"XX"), "bestand_onleesbaar"),
        (".docx", docx()[:2000], "bestand_onleesbaar"),
        (".docx", b"\xd0\xcf\x11\xe0 oud of beveiligd", "bestand_beveiligd"),
        (".docx", _zip_bomb(), "bestand_te_groot"),
        (".pdf", b"%PDF-1.7 kapot", "bestand_onleesbaar"),
        (".pdf", pdf(password="geheim"), "bestand_beveiligd"),
        (".pdf", pdf(""), "bestand_scan"),
        (".pdf", docx(), "bestand_onleesbaar"),
        (".txt", pdf(), "bestand_onleesbaar"),
        (".txt", bytes(range(256)), "bestand_onleesbaar"),
        (".eml", b"Dit is geen mail.", "bestand_onleesbaar"),
        (".eml", _encrypted_mail(), "bestand_beveiligd"),
        (".doc", b"tekst", "bestand_soort"),
        ("", b"tekst", "bestand_soort"),
        (".txt", b"a" * (MOST_BYTES + 1), "bestand_te_groot"),
        (".txt", b"woord " * (MOST_CHARACTERS // 6 + 1), "tekst_te_lang"),
    ],
)
def test_what_cannot_be_used_is_told_and_never_quoted(kind: str, data: bytes, code: str) -> None:
    with pytest.raises(InputError) as told:
        read_document(kind, data)
    assert told.value.code == code
    assert told.value.__context__ is None


def test_a_strange_mail_says_nothing_of_its_content() -> None:
    boundaries = "".join(
        f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n\r\n' for n in range(5000)
    )
    head = 'From: geheim@proefpost.nl\r\nContent-Type: multipart/mixed; boundary="b0"\r\n\r\n'
    with pytest.raises(MailError) as told:
        read_mail(f"{head}{boundaries}".encode())
    assert str(told.value) == ""
    assert told.value.__context__ is None


def test_a_text_that_cannot_be_made_safe_gives_nothing(product: Product) -> None:
    class Broken:
        max_characters = 10_000

        def session(self) -> object:
            raise RuntimeError("Daan Rietvelder")

    with pytest.raises(UnsafeError) as told:
        strip_bytes(".txt", TEXT.encode(), Broken())  # type: ignore[arg-type]
    assert told.value.code == "strippen_mislukt"
    assert told.value.__context__ is None
    names = "\n\n".join(f"Mail: a{n}@proefpost.nl" for n in range(1100))  # past [EMAIL-999]
    with pytest.raises(SignaalwijzerError) as told_too:
        stripped(product, ".txt", names.encode())
    assert told_too.value.code == "strippen_mislukt"
    assert told_too.value.__context__ is None


def test_a_test_virus_and_marks_of_a_terminal_are_just_text(product: Product) -> None:
    done = stripped(product, ".txt", f"Regel met {_TEST_VIRUS}".encode())
    assert "EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in done.text
    message = mail("Gewone \x1b[2J\x07tekst.")
    assert "\x1b" not in stripped(product, ".eml", message.as_bytes()).text


def test_a_name_that_is_found_late_goes_everywhere_in_a_long_text(product: Product) -> None:
    filler = "De klas praat over het nieuws en de weg naar school.\n\n" * 120
    text = (
        f"Ik zag kwetro ook.\n\n{filler}{filler}"
        "Mijn leerling Kwetro Blimpsma woont in de buurt.\n\n"
    )
    alone = strip(Document(RawText(text.split("\n\n")[0])), product.deidentifier)
    done = strip(Document(RawText(text)), product.deidentifier)
    assert len(done.parts) > 2
    assert left(alone.text, "kwetro") == ["kwetro"], "else this text proves nothing"
    assert left(done.text, "kwetro") == []
    first, last = done.removed[0], done.removed[-1]
    assert first.placeholder == last.placeholder
    assert text[first.start : first.end] == "kwetro"
    assert "Kwetro" in text[last.start : last.end]
    assert done.text.count("De klas praat") == 240


def test_a_placeholder_that_the_text_has_itself_gets_no_meaning(product: Product) -> None:
    filler = "De klas praat over het nieuws en de weg naar school.\n\n" * 120
    text = f"Mijn leerling Romano Vlietlander was er.\n\n{filler}Volgens [PERSOON-1] niet."
    done = strip(Document(RawText(text)), product.deidentifier)
    assert {removed.placeholder for removed in done.removed} == {"[PERSOON-2]"}


def test_a_text_without_spaces_is_cut_and_stays_whole(product: Product) -> None:
    text = "-" * 12_001
    assert strip(Document(RawText(text)), product.deidentifier).text == text


def test_rows_put_each_line_beside_its_own() -> None:
    text = "Dag Jan\nde Vries en\n\nPiet,\n\neinde\n"
    found = (Removed("PERSON", 4, 16, "[PERSOON-1]"), Removed("PERSON", 21, 25, "[PERSOON-2]"))
    assert text[4:16] == "Jan\nde Vries"
    safe = restored("Dag [PERSOON-1] en\n\n[PERSOON-2],\n\neinde\n")
    done = Stripped(Document(RawText(text)), (safe,), found)
    assert list(done.rows()) == [
        ("Dag Jan\nde Vries en", "Dag [PERSOON-1] en"),
        ("", ""),
        ("Piet,", "[PERSOON-2],"),
        ("", ""),
        ("einde", "einde"),
    ]
    assert removed_told(done, "nl") == "Verwijderd: 2 namen."
    assert removed_told(Stripped(done.document, (safe,), ()), "nl").startswith("Niets gevonden")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run the command in an empty folder, with a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *arguments, given=b"": CliRunner().invoke(app, ["strip", *arguments], input=given)


def test_the_command_prints_the_stripped_text_and_counts_beside_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mail.eml").write_bytes(mail().as_bytes())
    done = run("mail.eml")
    assert done.exit_code == 0
    assert done.stdout.startswith("From: [PERSOON-1] <[EMAIL-1]>\n")
    assert "Verwijderd: " in done.stderr
    assert "namen" in done.stderr
    assert "Verwijderd" not in done.stdout
    assert left(done.output, *NAMES, *_MAIL_NAMES) == []
    assert list(tmp_path.iterdir()) == [tmp_path / "mail.eml"]


def test_standard_input_is_stripped(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("-", given=TEXT.encode())
    assert "[TELEFOON-1]" in done.stdout
    assert left(done.stdout, *NAMES) == []
    assert list(tmp_path.iterdir()) == []


def test_the_preview_shows_both_in_two_columns(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brief.docx").write_bytes(docx())
    done = run("brief.docx", "--preview")
    row = next(line for line in done.stdout.splitlines() if "zonnewiel" in line)
    before, _, after = row.partition("[PERSOON-1]")
    assert "Yassin Elbouchari" in before
    assert left(after, "Yassin", "Elbouchari") == []
    assert "Origineel" in done.stdout
    assert "Schone tekst" in done.stdout
    assert "1 telefoonnummer" in done.stderr


def test_only_the_stripped_text_is_written_and_nothing_is_overwritten(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    brief, schoon = tmp_path / "brief.txt", tmp_path / "schoon.txt"
    brief.write_text(TEXT, encoding="utf-8")
    assert run("brief.txt", "--out", "schoon.txt").exit_code == 0
    assert left(schoon.read_text(encoding="utf-8"), *NAMES) == []
    assert schoon.stat().st_mode & 0o077 == 0
    schoon.write_text("eigen werk", encoding="utf-8")
    assert run("brief.txt", "--out", "schoon.txt").exception.code == "bestand_bestaat"
    assert schoon.read_text(encoding="utf-8") == "eigen werk"
    assert run("brief.txt", "--out", "schoon.txt", "--force").exit_code == 0
    assert "zonnewiel" in schoon.read_text(encoding="utf-8")
    (tmp_path / "zelfde.txt").symlink_to(brief)
    for own in ("brief.txt", "zelfde.txt"):
        refused = run("brief.txt", "--out", own, "--force")
        assert refused.exception.code == "bestand_zelf"
    assert brief.read_text(encoding="utf-8") == TEXT
    assert run("brief.txt", "--out", "weg/schoon.txt").exception.code == "bestand_niet_schrijven"


@pytest.mark.parametrize("file", ["weg.txt", "."])
def test_a_file_that_cannot_be_opened_is_told(run, file: str) -> None:  # type: ignore[no-untyped-def]
    assert run(file).exception.code == "bestand_niet_open"


def test_no_file_is_made_on_the_way(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and "w" in str(arguments[1] or ""):
            opened.append(str(arguments[0]))

    listening = True
    sys.addaudithook(hear)
    for kind, data in ((".docx", docx()), (".pdf", pdf()), (".eml", mail().as_bytes())):
        stripped(product, kind, data)
    listening = False
    assert opened == []
