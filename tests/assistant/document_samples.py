"""Documents of every kind that can be stripped, made in memory. All people are made up."""

from __future__ import annotations

import io
from email.message import EmailMessage

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

NAMES = ("Yassin", "Elbouchari", "Fatiha", "48213957", "Rietvelder", "Populierenhof")
TEXT = (
    "Mijn leerling Yassin Elbouchari draagt een zonnewiel op zijn jas.\n\n"
    "Zijn moeder Fatiha Elbouchari belde mij op 06-48213957.\n\n"
    "Mentor Daan Rietvelder woont op de Populierenhof 218 en zag Yassin ook."
)


def docx(text: str = TEXT) -> bytes:
    document = Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Broer", "Ilyas Elbouchari"
    document.core_properties.author = "Marloes Vandinteren"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str = TEXT, password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=842, height=595)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    lines = [line for line in text.split("\n") if line]
    stream = DecodedStreamObject()
    stream.set_data(
        "\n".join(
            f"BT /F1 11 Tf 70 {500 - 40 * n} Td ({line}) Tj ET" for n, line in enumerate(lines)
        ).encode("cp1252")
    )
    page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mail(text: str = TEXT, html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Dinteren, Marloes van" <m.vandinteren@proefschool.nl>'
    message["To"] = "Kacper Wisniowolski <kacper@fictiefbedrijf.nl>"
    message["Cc"] = "Françoise Hoogstraaten <f.hoogstraaten@proefpost.nl>"
    message["Subject"] = "Gesprek over Yassin Elbouchari"
    message["Date"] = "Mon, 16 Nov 2026 09:12:44 +0100"
    message["Message-ID"] = "<1@proefschool.nl>"
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message
