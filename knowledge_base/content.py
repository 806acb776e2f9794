"""The value types of the content that domain experts write: cards, sources, lexicon, contacts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FORMS = (
    "jihadisme",
    "rechtsextremisme",
    "linksextremisme",
    "anti_institutioneel",
    "dieren_milieu",
    "misogynie",
    "nihilistisch",
    "eenling",
    "nationalisme_diaspora",
    "religieus_overig",
    "uitreis_terugkeer",
    "gemengd",
)
ROLES = (
    "jongerenwerker",
    "docent",
    "zorgverlener",
    "jeugdhulp",
    "gemeente",
    "meldpunt",
    "politie",
    "vrijwilliger",
    "burger",
    "onbekend",
)
CRITERIA = (
    "geweldsbereidheid",
    "extremistische_denkbeelden",
    "sociale_relaties",
    "identificatie",
    "zelfredzaamheid",
)
TOPICS = (
    "kaders",
    "wet",
    "proces",
    "criteria",
    "delen",
    "herkennen",
    "gesprek",
    "signaleren",
    "melden",
    "na_melding",
    "organisaties",
    "rechten",
    "veiligheid",
    "begrippen",
    "cijfers",
    "preventie",
    "hulp_zelf",
)


class Section(StrEnum):
    """The sections of a card, of which the composer can lift one."""

    SHORT = "Kort antwoord"
    EXPLANATION = "Uitleg"
    ACTION = "Wat kunt u doen"
    CAUTION = "Let op"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A place in a source: its id, the section and (where there is one) the page."""

    id: str
    section: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One document. `date` is as the document gives it and may be "ongedateerd".

    `replaced_by` names the newer source, by its id here or by its title; empty when there is none.
    `note` tells a reader in Dutch what has changed since; `note_en` the same in English.
    """

    id: str
    title: str
    publisher: str
    date: str
    url: str
    licence: str
    retrieved_on: str
    status: str
    review_by: dt.date
    owner: str
    replaced_by: str = ""
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A knowledge card; `sections` holds Markdown by section name, in file order.

    `words` are search words: what people call it, in any spelling. `phrasings` are more ways of
    asking, which are found by, but never shown.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    topics: tuple[str, ...]
    forms: tuple[str, ...]
    audience: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    owner: str
    reviewed: dt.date
    review_by: dt.date
    language: str
    sections: dict[Section, str]
    path: Path
    words: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id, with the language where it is not Dutch: `weegploeg`, `weegploeg.en`."""
        return self.id if self.language == "nl" else f"{self.id}.{self.language}"


@dataclass(frozen=True, slots=True)
class Term:
    """A lexicon entry: a symbol, code, word, saying or act, with both its meanings."""

    id: str
    term: str
    kind: str
    patterns: tuple[str, ...]
    forms: tuple[str, ...]
    criteria: tuple[str, ...]
    weight: str
    meaning: str
    innocent: str
    certainty: str
    sources: tuple[SourceRef, ...]
    reviewed: dt.date
    review_by: dt.date
    owner: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point. An empty `phone`, `email`, `url` or `hours` means: not known."""

    id: str
    route: str
    name: str
    kind: str
    audience: str
    scope: str
    municipality: str
    regions: tuple[str, ...]
    phone: str
    email: str
    url: str
    hours: str
    anonymous: str
    what_for: str
    not_for: str
    source_url: str
    source_date: str
    confidence: str
    notes: str
    checked_on: dt.date
    review_by: dt.date
    owner: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an organisation agreed for itself; never a rule of the law or of a source of ours."""

    id: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What one organisation adds to the content. An empty text means: not filled in."""

    organisation: str
    gemeente: str
    owner: str
    reviewed: dt.date
    review_by: dt.date
    reply_within: str
    signature: str
    opening_hours: str
    agreements: tuple[Agreement, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Dutch municipality with what is needed to route: police unit and safety region.

    `villages` are the places in it and `postcodes` the digits of the postcodes that touch it.
    """

    code: str
    name: str
    province: str
    police_unit: str
    safety_region: str
    villages: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a content file, in plain Dutch, with file and line (1-based)."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
