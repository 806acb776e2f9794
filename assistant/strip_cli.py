"""The command `signaalwijzer strip`: a file without personal data, beside the original if wanted."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.errors import InputError
from assistant.settings import Settings
from prompts.load import texts

if TYPE_CHECKING:  # the help text and an error need not load the product
    from assistant.strip import Stripped

_STANDARD_INPUT: Final = "-"


def strip(
    file: Annotated[
        str, typer.Argument(metavar="BESTAND", help="txt, docx, pdf of eml; - leest de invoer.")
    ],
    preview: Annotated[
        bool, typer.Option("--preview", help="Toon origineel en schone tekst naast elkaar.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Bewaar de schone tekst in dit bestand.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Vervang het bestand van --out als het er al is.")
    ] = False,
) -> None:
    """Haal persoonsgegevens uit een mail of bestand. Van het origineel wordt niets bewaard."""
    if out:
        _check_out(out, file, force)
    kind, data = _read(file)

    from assistant.strip import strip_bytes
    from assistant.strip_words import attachments_told, removed_told
    from guardrails.deidentify import build_deidentifier

    settings = Settings()
    language = settings.language
    deidentifier = build_deidentifier(seconds=settings.deidentify_seconds)
    stripped = strip_bytes(kind, data, deidentifier)
    words = texts("strip", language)
    clean = "\n\n".join(
        part for part in (stripped.text.rstrip(), attachments_told(stripped, language)) if part
    )
    if preview:
        _show(stripped, words["page.original"], words["page.stripped"])
    elif not out:
        typer.echo(clean)
    if out:
        _write(out, f"{clean}\n", force)
    told = [removed_told(stripped, language), words["preview.check"]]
    if preview and (attached := attachments_told(stripped, language)):
        told.insert(0, attached)
    if out:
        told.append(words["preview.written"].format(file=out))
    typer.echo("\n".join(told), err=True)


def _read(file: str) -> tuple[str, bytes]:
    """Give the kind of a file and its content, a little more than may be at the most."""
    from assistant.strip import MOST_BYTES

    if file == _STANDARD_INPUT:
        return ".txt", sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    try:
        with path.open("rb") as given:
            return path.suffix, given.read(MOST_BYTES + 1)
    except OSError:
        pass
    raise InputError("bestand_niet_open")


def _check_out(out: Path, file: str, force: bool) -> None:
    """Refuse a place for the result before anything is read."""
    if not out.exists():
        return
    if file != _STANDARD_INPUT and Path(file).exists() and out.samefile(file):
        raise InputError("bestand_zelf")
    if not force:
        raise InputError("bestand_bestaat")


def _write(out: Path, text: str, force: bool) -> None:
    """Write a file that others may not read; one that appeared meanwhile is left as it is."""
    how = os.O_TRUNC if force else os.O_EXCL
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb") as made:
            made.write(text.encode())
        return
    except FileExistsError:
        code = "bestand_bestaat"
    except OSError:
        code = "bestand_niet_schrijven"
    raise InputError(code)


def _show(stripped: Stripped, original: str, clean: str) -> None:
    """Print two columns. Only plain text goes in: a placeholder looks like a mark of the library."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, expand=True, padding=(0, 1))
    for title in (original, clean):
        table.add_column(title, ratio=1, overflow="fold")
    for before, after in stripped.rows():
        table.add_row(Text(before), Text(after))
    Console(markup=False, highlight=False).print(table)
