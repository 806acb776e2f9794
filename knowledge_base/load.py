"""Load all content into one frozen value, and check it.

A broken file never stops the product: what can be used is used, the rest is in `problems`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from guardrails.patterns import PatternError, to_regex
from knowledge_base.cards import read_card
from knowledge_base.content import (
    CRITERIA,
    FORMS,
    Card,
    Contact,
    Municipality,
    Problem,
    Profile,
    Source,
    Term,
)
from knowledge_base.phrasings import read_phrasings
from knowledge_base.problems import Report
from knowledge_base.profiles import LocalFile, read_profile
from knowledge_base.tables import read_municipalities, read_table

T = TypeVar("T")

_WEIGHTS = ("sterk", "matig", "zwak")
_CERTAINTY = ("zeker", "onzeker")
_KINDS = "symbool code woord uitspraak emoji gebaar muziek groep gedrag zorg begrip".split()


@dataclass(frozen=True, slots=True)
class Content:
    """All usable content, and the problems of what is not."""

    cards: tuple[Card, ...]
    sources: Mapping[str, Source]
    terms: tuple[Term, ...]
    contacts: tuple[Contact, ...]
    municipalities: tuple[Municipality, ...]
    problems: tuple[Problem, ...]
    profile: Profile | None = None

    def card(self, card_id: str, language: str = "nl") -> Card | None:
        """Give a card by id, in the language asked for where there is one, else in Dutch."""
        found = [card for card in self.cards if card.id == card_id]
        in_language = [card for card in found if card.language == language]
        return next(iter(in_language or found), None)


def load(folder: Path, profile: Path | None = None) -> Content:
    """Read `folder` (the knowledge_base folder) and an optional local profile.

    A contact in the profile replaces the one with the same id. Never raises for broken content.
    """
    report = Report(folder)
    sources = {
        source.id: source
        for source in read_table(folder / "sources.toml", "source", Source, report)
    }
    phrasings = read_phrasings(folder / "phrasings.jsonl.gz", report)
    found = [read_card(path, report) for path in sorted(folder.glob("cards/**/*.md"))]
    cards = [replace(card, phrasings=phrasings.get(card.key, ())) for card in found if card]
    terms = _terms(folder, report)
    contacts = {c.id: c for c in _tables(folder, "contacts", "contact", Contact, report)}
    municipalities = _municipalities(folder, report)
    local = LocalFile(None, ())
    if profile:
        local = read_profile(profile, contacts.values(), municipalities, report)
    content = Content(
        cards=tuple(cards),
        sources=sources,
        terms=tuple(terms),
        contacts=tuple((contacts | {c.id: c for c in local.contacts}).values()),
        municipalities=municipalities,
        problems=(),
        profile=local.profile,
    )
    _check_links(content, report, folder)
    return replace(content, problems=tuple(report.problems))


def _tables(folder: Path, sub: str, key: str, kind: type[T], report: Report) -> list[T]:
    paths = sorted((folder / sub).glob("*.toml"))
    return [entry for path in paths for entry in read_table(path, key, kind, report)]


def _terms(folder: Path, report: Report) -> list[Term]:
    """Read the lexicon; a term that cannot be used is left out."""
    usable: list[Term] = []
    for path in sorted((folder / "lexicon").glob("*.toml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for term in read_table(path, "term", Term, report):
            wrong = list(_wrong_with(term))
            for message in wrong:
                report.add(path, text, f'"{term.id}"', f"«{term.id}»: {message}")
            if not wrong:
                usable.append(term)
    return usable


def _wrong_with(term: Term) -> Iterator[str]:
    if not term.innocent.strip():
        yield "de onschuldige betekenis ontbreekt"
    if not term.patterns:
        yield "er zijn geen patronen"
    for value, allowed in (
        (term.kind, _KINDS),
        (term.weight, _WEIGHTS),
        (term.certainty, _CERTAINTY),
    ):
        if value not in allowed:
            yield f"onbekende waarde «{value}»"
    for value in (set(term.forms) - set(FORMS)) | (set(term.criteria) - set(CRITERIA)):
        yield f"onbekende waarde «{value}»"
    try:
        for pattern in term.patterns:
            to_regex(pattern)
    except PatternError as error:
        yield str(error)


def _municipalities(folder: Path, report: Report) -> tuple[Municipality, ...]:
    try:
        return read_municipalities(folder)
    except (OSError, KeyError, UnicodeDecodeError):
        report.add(folder / "gemeenten.csv", "", "", "de lijst van gemeenten is niet te lezen")
        return ()


def _check_links(content: Content, report: Report, folder: Path) -> None:
    """No card without a known source, no source without a card or term, no double ids."""
    used: set[str] = set()
    for card in content.cards:
        text = card.path.read_text(encoding="utf-8")
        for ref in card.sources:
            used.add(ref.id)
            if ref.id not in content.sources:
                report.add(card.path, text, ref.id, f"onbekende bron «{ref.id}»")
    lexicon = folder / "lexicon"
    for term in content.terms:
        for ref in term.sources:
            used.add(ref.id)
            if ref.id not in content.sources:
                report.add(lexicon, "", "", f"«{term.id}»: onbekende bron «{ref.id}»")
    sources = folder / "sources.toml"
    for unused in sorted(content.sources.keys() - used):
        text = sources.read_text(encoding="utf-8")
        report.add(sources, text, f'"{unused}"', f"bron «{unused}» wordt nergens gebruikt")
    _check_double((card.id + card.language for card in content.cards), report, folder / "cards")
    _check_double((term.id for term in content.terms), report, lexicon)


def _check_double(ids: Iterable[str], report: Report, path: Path) -> None:
    for key, count in Counter(ids).items():
        if count > 1:
            report.add(path, "", "", f"«{key}» komt {count} keer voor")
