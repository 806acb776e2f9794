"""A mail (.eml) to text: what its reader sees; of attachments only the kind, never name or content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, Message
from enum import StrEnum
from typing import Any, Final

from knowledge_base.read_html import html_paragraphs

_SHOWN: Final = ("from", "to", "cc", "bcc", "reply-to", "subject", "date")
_ENCRYPTED: Final = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_MOST_NESTED: Final = 20
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")
_HEADER: Final = re.compile(rb"(?:From |[A-Za-z][\w-]*:)")
_MACHINE_HEADER: Final = re.compile(
    rb"^(?:mime-version|content-type|content-transfer-encoding|received|message-id|return-path):",
    re.IGNORECASE | re.MULTILINE,
)
_FAMILY_FIRST: Final = re.compile(r"([^,\d]+),\s*([^,\d]+)")


class Attached(StrEnum):
    """What kind of file hangs on a mail; the value is the key of its name for users."""

    IMAGE = "image"
    SOUND = "sound"
    PDF = "pdf"
    WORD = "word"
    OTHER = "other"


_WORD_TYPES: Final = ("application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      "application/vnd.oasis.opendocument.text", "application/rtf")  # fmt: skip


class MailError(Exception):
    """Raised when a file is no mail that can be read. Never says what was in it."""


class LockedMailError(MailError):
    """Raised when a mail is encrypted."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The text of a mail, with the mails in it, and how many attachments of each kind it has."""

    text: str = field(repr=False)
    attachments: tuple[tuple[Attached, int], ...] = ()


def looks_like_mail(data: bytes) -> bool:
    """Tell whether a text is the source of a mail, whose body may be hidden in a code."""
    head = _HEADER_END.split(data.lstrip(), maxsplit=1)[0]
    return bool(_HEADER.match(head) and _MACHINE_HEADER.search(head))


def read_mail(data: bytes) -> Mail:
    """Read a mail. Raises `MailError`, and `LockedMailError` when it is encrypted."""
    reading = _Reading()
    try:
        reading.mail(message_from_bytes(data.lstrip(), policy=policy.default))
        text = "\n\n".join(block for block in reading.blocks if block)
        return Mail(text, tuple(sorted(reading.attachments.items())))
    except MailError:
        raise
    except Exception:  # noqa: BLE001 - the library lets many kinds through on a strange mail
        pass
    raise MailError  # outside the handler: the original may quote the mail


class _Reading:
    """One reading of a mail: the blocks of text found so far, and the attachments counted."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.attachments: Counter[Attached] = Counter()
        self._depth = 0

    def mail(self, message: EmailMessage) -> None:
        if message.get_content_type() in _ENCRYPTED:
            raise LockedMailError
        headers = list(_headers(message))
        if not headers:
            raise MailError
        self.blocks.append("\n".join(headers))
        self._part(message)

    def _part(self, part: Any) -> None:
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart() and self._depth < _MOST_NESTED:
            self._depth += 1
            self.mail(part.get_payload(0))
            self._depth -= 1
        elif kind == "multipart/alternative":
            self._best(part.get_payload())
        elif part.get_content_maintype() == "multipart" and part.is_multipart():
            for child in part.get_payload():
                self._part(child)
        elif _is_body(part):
            self.blocks.append(_text(part))
        else:
            self.attachments[_kind(kind)] += 1

    def _best(self, parts: list[Message]) -> None:
        """Read the plain one of the same text in several forms, else that which has most."""
        plain = [p for p in parts if p.get_content_type() == "text/plain" and _text(p)]
        best = plain[0] if plain else parts[-1]
        self._part(best)
        for other in (part for part in parts if part is not best):
            for leaf in other.walk():
                if not leaf.is_multipart() and not _is_body(leaf):
                    self.attachments[_kind(leaf.get_content_type())] += 1


def _headers(message: EmailMessage) -> Iterator[str]:
    for name, raw in message.raw_items():
        if name.lower() in _SHOWN:
            # letters outside ASCII that were not encoded as the standard asks
            words = _decoded(str(raw).encode("ascii", "surrogateescape"), None)
            header: Any = policy.default.header_factory(name, "".join(words.splitlines()))
            yield f"{name}: {_value(header)}"


def _value(header: Any) -> str:
    people = getattr(header, "addresses", ())
    if people:
        return ", ".join(_person(person) for person in people)
    moment = getattr(header, "datetime", None)
    return f"{moment:%d-%m-%Y %H:%M}" if moment else " ".join(str(header).split())


def _person(person: Address) -> str:
    """Give name and address; "Vries, Jan de" becomes a name as people write it."""
    name = _FAMILY_FIRST.sub(r"\2 \1", person.display_name)
    return f"{name} <{person.addr_spec}>" if name else person.addr_spec


def _is_body(part: Any) -> bool:
    shown = part.get_content_disposition() != "attachment" and not part.get_filename()
    return bool(shown and part.get_content_type() in ("text/plain", "text/html"))


def _text(part: Any) -> str:
    words = _decoded(part.get_payload(decode=True) or b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        found = html_paragraphs(_UTF8_MARK + words.encode("utf-8", "replace"))
        return "\n".join(paragraph.text for paragraph in found if paragraph.text)
    return "\n".join(words.splitlines()).strip()


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def _kind(content_type: str) -> Attached:
    main = content_type.partition("/")[0]
    if main == "image":
        return Attached.IMAGE
    if main in ("audio", "video"):
        return Attached.SOUND
    if content_type == "application/pdf":
        return Attached.PDF
    return Attached.WORD if content_type in _WORD_TYPES else Attached.OTHER
