"""Passages: the pieces of text that a search can find, made from cards and lexicon terms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.content import Card, Section, Source, SourceRef, Term

_MARK = re.compile(r"\s*\[(\d{1,2})\]")
_MARKDOWN = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+|[*_`]{1,3}|^#+\s*", re.MULTILINE)
_PATTERN_SIGNS = re.compile(r"[*?()|{}]|\.{2,3}")


class Kind(StrEnum):
    """Where a passage comes from."""

    CARD = "card"
    TERM = "term"
    ORIGINAL = "original"


class Role(StrEnum):
    """What an indexed text is: a passage, or a card or term as a whole.

    The whole holds all that people ask: the words of a message are often spread over several
    questions. It is searched by keyword only.
    """

    PASSAGE = "passage"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with its place. `text` has no source marks; `refs` are the sources it names.

    `source`, `title`, `page` and `url` are those of the first source. `section` is meant for
    people. `audience` and `forms` are empty when the passage holds for everybody, for every form.
    """

    id: str
    kind: Kind
    card: str
    source: str
    title: str
    section: str
    page: str
    url: str
    text: str
    language: str
    forms: tuple[str, ...]
    audience: tuple[str, ...]
    refs: tuple[SourceRef, ...]
    checksum: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is indexed, pointing to the passage that it stands for."""

    id: str
    passage: str
    role: Role
    text: str
    language: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Question:
    """A known way of asking for what the unit with that key tells."""

    unit: str
    text: str
    checksum: str


def checksum(*parts: str) -> str:
    """Give a short stable checksum of texts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def slug(text: str) -> str:
    """Give `text` in lower case with hyphens: the part of an id after `#`."""
    return "-".join(re.findall(r"\w+", text.lower()))


def short_answer_id(card: Card) -> str:
    """Give the id of the passage with the short answer of a card."""
    return f"{_card_key(card)}#{slug(Section.SHORT)}"


def unit_of(passage: Passage) -> str:
    """Give what a passage is a part of: its card (in one language), or itself."""
    return passage.id.partition("#")[0] if passage.kind is Kind.CARD else passage.id


def content_passages(
    cards: Iterable[Card], terms: Iterable[Term], sources: Mapping[str, Source]
) -> tuple[Passage, ...]:
    """Give one passage for each section of each card, and one for each lexicon term."""
    of_cards = [p for card in cards for p in _card_passages(card, sources)]
    return (*of_cards, *(_term_passage(term, sources) for term in terms))


def documents(
    passages: Iterable[Passage], cards: Iterable[Card], terms: Iterable[Term]
) -> tuple[Document, ...]:
    """Give what is searched by keyword: passages, and cards and terms as a whole."""
    found = [_document(p.id, p.id, Role.PASSAGE, _indexed(p), p.language) for p in passages]
    for card in cards:
        short = plain(card.sections.get(Section.SHORT, ""))
        asked = (card.title, *card.questions, *card.words, *card.phrasings)
        whole = " ".join((card.title, *asked, short))  # the title counts twice
        key, target = _card_key(card), short_answer_id(card)
        found.append(_document(f"{key}*", target, Role.WHOLE, whole, card.language))
    for term in terms:
        names = f"{term.term}: {_plain_patterns(term.patterns)}"
        whole = f"{names} {term.meaning} {term.innocent}"
        key = f"lex:{term.id}"
        found.append(_document(f"{key}*", key, Role.WHOLE, whole, "nl"))
    return tuple(found)


def questions(cards: Iterable[Card], terms: Iterable[Term]) -> tuple[Question, ...]:
    """Give every known way of asking for a card or term."""
    asked = {_card_key(card): (card.title, *card.questions, *card.phrasings) for card in cards}
    for term in terms:
        names = (term.term, f"wat betekent {term.term}", _plain_patterns(term.patterns))
        asked[f"lex:{term.id}"] = names
    return tuple(
        Question(key, text, checksum(text))
        for key, texts in asked.items()
        for text in dict.fromkeys(texts)
    )


def _card_key(card: Card) -> str:
    twin = card.language != "nl" and not card.id.endswith(f".{card.language}")
    return f"card:{card.id}.{card.language}" if twin else f"card:{card.id}"


def _card_passages(card: Card, sources: Mapping[str, Source]) -> Iterator[Passage]:
    for section, body in card.sections.items():
        refs = _named_refs(body, card.sources)
        yield _passage(
            Kind.CARD,
            f"{_card_key(card)}#{slug(section)}",
            section=f"{card.title}: {section}",
            text=plain(body),
            refs=refs,
            sources=sources,
            card=card.id,
            language=card.language,
            forms=card.forms,
            audience=() if "iedereen" in card.audience else card.audience,
        )


def _term_passage(term: Term, sources: Mapping[str, Source]) -> Passage:
    return _passage(
        Kind.TERM,
        f"lex:{term.id}",
        section=f"Begrippenlijst: {term.term}",
        text=f"{term.term}. {term.meaning} Onschuldige betekenis: {term.innocent}",
        refs=term.sources,
        sources=sources,
        forms=term.forms,
    )


def _passage(
    kind: Kind,
    id: str,
    *,
    section: str,
    text: str,
    refs: Sequence[SourceRef],
    sources: Mapping[str, Source],
    card: str = "",
    language: str = "nl",
    forms: tuple[str, ...] = (),
    audience: tuple[str, ...] = (),
) -> Passage:
    first = refs[0] if refs else SourceRef("", "")
    source = sources.get(first.id)
    title, url = (source.title, source.url) if source else ("", "")
    return Passage(
        id, kind, card, first.id, title, section, first.page, url, text, language, forms,
        audience, tuple(refs), checksum(section, text),
    )  # fmt: skip


def plain(markdown: str) -> str:
    """Give Markdown as running text without source marks, bullets and emphasis."""
    return re.sub(r"[ \t]+", " ", _MARKDOWN.sub("", _MARK.sub("", markdown))).strip()


def _named_refs(body: str, refs: Sequence[SourceRef]) -> tuple[SourceRef, ...]:
    numbers = dict.fromkeys(int(n) for n in _MARK.findall(body))
    named = tuple(refs[n - 1] for n in numbers if 0 < n <= len(refs))
    return named or tuple(refs)


def _indexed(passage: Passage) -> str:
    heading = passage.section.rpartition(": ")[0] or passage.section
    return f"{heading}. {passage.text}"


def _plain_patterns(patterns: Iterable[str]) -> str:
    return ", ".join(" ".join(_PATTERN_SIGNS.sub(" ", pattern).split()) for pattern in patterns)


def _document(id: str, passage: str, role: Role, text: str, language: str) -> Document:
    return Document(id, passage, role, text, language, checksum(text))
