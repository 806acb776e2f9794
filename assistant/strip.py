"""Strip a document that staff paste or choose: bytes to text to safe text, all of it in memory."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from assistant.errors import InputError, SignaalwijzerError, UnsafeError
from assistant.mail import Attached, LockedMailError, MailError, looks_like_mail, read_mail
from guardrails.deidentify import DeidentificationError
from guardrails.numbering import mentioned
from guardrails.text import Deidentified, RawText, Removed, SafeText
from knowledge_base.errors import IngestError, LockedFileError, ScannedFileError
from knowledge_base.reading import check_kind, decode_text, paragraphs_of

KINDS: Final = (".txt", ".docx", ".pdf", ".eml")
MOST_BYTES: Final = 5_000_000
MOST_CHARACTERS: Final = 200_000
_MOST_UNPACKED: Final = 50_000_000
_PART: Final = 5_000  # a long text costs more than its parts, and a part never takes long
_ENDS: Final = ("\n\n", "\n", ". ", " ")
_NOT_PRINTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END: Final = re.compile(r"\r\n?|[\u2028\u2029]")


class Cleaner(Protocol):
    """One conversation of the de-identifier."""

    def deidentify(self, raw: RawText, /) -> Deidentified: ...


class Cleaners(Protocol):
    """The de-identifier: opens a conversation and takes so many characters at once."""

    @property
    def max_characters(self) -> int: ...
    def session(self) -> Cleaner: ...


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document as it was read; attachments were counted and not opened."""

    raw: RawText
    attachments: tuple[tuple[Attached, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stripped:
    """A document and what is left of it. The offsets of `removed` are those in the whole text."""

    document: Document
    parts: tuple[SafeText, ...]
    removed: tuple[Removed, ...]

    @property
    def text(self) -> str:
        """The text without personal data."""
        return "".join(part.value for part in self.parts)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Give the original and the stripped text line by line, to be put side by side.

        What was removed across a line end keeps its lines together.
        """
        text = self.document.raw.value
        made, start, position = "", 0, 0
        ends = (len(text),)
        for removed in (*self.removed, Removed("", *ends, *ends, "")):
            for end in _line_ends(text, position, removed.start):
                yield text[start:end], made + text[position:end]
                made, start, position = "", end + 1, end + 1
            made += text[position : removed.start] + removed.placeholder
            position = removed.end
        if made or start < len(text):
            yield text[start:], made


def read_document(kind: str, data: bytes) -> Document:
    """Read a document of one of `KINDS`. Raises InputError when it cannot be used."""
    if kind.lower() not in KINDS:
        raise InputError("bestand_soort")
    if len(data) > MOST_BYTES:
        raise InputError("bestand_te_groot")
    if not data.strip():
        raise InputError("bestand_leeg")
    document, code = None, ""
    try:
        document = _read(kind.lower(), data)
    except (LockedFileError, LockedMailError):
        code = "bestand_beveiligd"
    except ScannedFileError:
        code = "bestand_scan"
    except (IngestError, MailError):
        code = "bestand_onleesbaar"
    if document is None:  # raised outside the handler: the original may quote the document
        raise InputError(code)
    return _checked(document)


def strip(document: Document, cleaners: Cleaners) -> Stripped:
    """Take personal data out of a document. Raises UnsafeError: then nothing of it may be kept.

    A long text goes in parts through one conversation, and twice: what a later part taught holds
    for the earlier ones too.
    """
    text = document.raw.value
    parts = _parts(text, min(_PART, cleaners.max_characters))
    try:
        done = _stripped(text, parts, cleaners.session())
    except DeidentificationError:
        done = []
    if not done:  # raised outside the handler, so that nothing of the text hangs on the error
        raise UnsafeError("strippen_mislukt")
    removed: list[Removed] = []
    for (start, _), part in zip(parts, done, strict=True):
        removed += (replace(r, start=r.start + start, end=r.end + start) for r in part.removed)
    return Stripped(document, tuple(part.text for part in done), tuple(removed))


def strip_bytes(kind: str, data: bytes, cleaners: Cleaners) -> Stripped:
    """Read and strip. Raises SignaalwijzerError, whatever else went wrong as UnsafeError."""
    try:
        return strip(read_document(kind, data), cleaners)
    except SignaalwijzerError:
        raise
    except Exception:  # noqa: BLE001 - not safe for whatever reason: stop
        pass
    # raised outside the handler: the original may quote the text
    raise UnsafeError("strippen_mislukt")


def _read(kind: str, data: bytes) -> Document:
    name = f"bestand{kind}"  # the name of the file itself may hold the name of a person
    check_kind(name, data)
    if kind == ".eml" or (kind == ".txt" and looks_like_mail(data)):
        mail = read_mail(data)
        return Document(RawText(mail.text), mail.attachments)
    if kind == ".txt":
        return Document(RawText(decode_text(name, data)))
    if kind == ".docx":
        _check_unpacked(data)
    return Document(RawText("\n\n".join(part.text for part in paragraphs_of(name, data))))


def _check_unpacked(data: bytes) -> None:
    """Refuse a small file that becomes a huge one when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return  # the reader of documents says what is wrong
    if size > _MOST_UNPACKED:
        raise InputError("bestand_te_groot")


def _checked(document: Document) -> Document:
    """Keep what can be shown: a sequence that steers a terminal is no text."""
    text = _NOT_PRINTED.sub("", _LINE_END.sub("\n", document.raw.value.replace("\f", "\n")))
    if not text.strip():
        raise InputError("bestand_leeg")
    if len(text) > MOST_CHARACTERS:
        raise InputError("tekst_te_lang")
    return replace(document, raw=RawText(text))


def _parts(text: str, most: int) -> list[tuple[int, int]]:
    """Give the spans of the parts: each ends where a paragraph, a line, a sentence or a word does."""
    spans, start = [], 0
    while len(text) - start > most:
        end = _cut(text, start + most // 2, start + most)
        spans.append((start, end))
        start = end
    return [*spans, (start, len(text))]


def _cut(text: str, least: int, most: int) -> int:
    for mark in _ENDS:
        found = text.rfind(mark, least, most)
        if found >= 0:
            return found + len(mark)
    return most


def _stripped(text: str, parts: list[tuple[int, int]], session: Cleaner) -> list[Deidentified]:
    _reserve(text, session)
    raws = [RawText(text[start:end]) for start, end in parts]
    *_, last = [session.deidentify(raw) for raw in raws]
    return [*(session.deidentify(raw) for raw in raws[:-1]), last]


def _reserve(text: str, session: Cleaner) -> None:
    """Tell the numbers of placeholders that the text has itself: none of them may get a meaning."""
    for family, number in mentioned(text).items():
        session.deidentify(RawText(f"[{family}-{number}]"))


def _line_ends(text: str, start: int, end: int) -> Iterator[int]:
    found = text.find("\n", start, end)
    while found >= 0:
        yield found
        found = text.find("\n", found + 1, end)
