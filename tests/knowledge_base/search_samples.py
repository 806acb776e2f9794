"""A small body of content for the search tests, and an embedder that needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from knowledge_base.content import Card, Section, Source, SourceRef, Term
from knowledge_base.embed import Vectors
from knowledge_base.ways import Library
from knowledge_base.words import load_words

DAY = date(2027, 1, 1)
_CARDS = (
    (
        "weegploeg",
        "De weegploeg",
        "Gemeente, politie en Openbaar Ministerie wegen samen een signaal. [2] Zij beslissen. [1]",
        ("wie zitten er in de weegploeg", "wat doet de weegploeg met mijn melding"),
        (),
        ("iedereen",),
    ),
    (
        "rechtsextremisme-tekens",
        "Codes en symbolen bij rechtsextremisme",
        "Een zonnerad, het getal 88 of een runenteken kan op rechtsextremisme wijzen. [1]",
        ("wat betekent 88 op een trui", "leerling tekent hakenkruizen in zijn schrift"),
        ("rechtsextremisme",),
        ("docent",),
    ),
    (
        "jihadisme-tekens",
        "Woorden en tekens bij jihadisme",
        "Een zwarte vlag of strijdliederen kunnen op jihadisme wijzen. [1]",
        ("wat betekent de zwarte vlag", "leerling luistert naar strijdliederen"),
        ("jihadisme",),
        ("jongerenwerker",),
    ),
    (
        "beroepsgeheim",
        "Beroepsgeheim doorbreken",
        "Bij acuut gevaar voor anderen mag een zorgverlener het geheim doorbreken. [1]",
        ("mag ik als psycholoog de politie bellen", "wanneer vervalt mijn zwijgplicht"),
        (),
        ("zorgverlener",),
    ),
)


def source(id: str = "bron-1") -> Source:
    return Source(
        id, f"Titel van {id}", "Inspectie", "mei 2024", f"https://voorbeeld.nl/{id}", "CC0-1.0",
        "onbekend", "in gebruik", DAY, "inhoudsredactie",
    )  # fmt: skip


SOURCES = {id: source(id) for id in ("bron-1", "bron-2")}


def card(
    id: str,
    title: str,
    short: str,
    questions: tuple[str, ...],
    forms: tuple[str, ...] = (),
    audience: tuple[str, ...] = ("iedereen",),
    language: str = "nl",
) -> Card:
    refs = (SourceRef("bron-1", "hoofdstuk 1", "4"), SourceRef("bron-2", "hoofdstuk 2"))
    sections = {
        Section.SHORT: short,
        Section.ACTION: "1. Leg het zonder naam voor. [1]",
    }
    return Card(
        id, title, questions, ("proces",), forms, audience, refs, "inhoudsredactie", DAY, DAY,
        language, sections, Path(f"{id}.md"),
    )  # fmt: skip


def cards() -> list[Card]:
    return [card(*fields) for fields in _CARDS]


def term() -> Term:
    return Term(
        "zonnerad", "zonnerad (zwarte zon)", "symbool", ("zonnerad*", "black sun"),
        ("rechtsextremisme",), (), "matig", "Teken in rechtsextremistische kring.",
        "Ook een oud versiersel.", "zeker", (SourceRef("bron-2", "codes"),), DAY, DAY,
        "inhoudsredactie",
    )  # fmt: skip


def library(extra: Sequence[Card] = ()) -> Library:
    from knowledge_base.retrieve import build_library

    return build_library([*cards(), *extra], [term()], SOURCES, (), load_words())


class CountingEmbedder:
    """Vectors from the letters of a text; remembers what it was asked to embed."""

    def __init__(self, name: str = "letters", size: int = 64) -> None:
        self.name = name
        self.size = size
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for n in range(len(text) - 2):
                digest = hashlib.sha256(text[n : n + 3].lower().encode()).digest()
                row[int.from_bytes(digest[:2]) % self.size] += 1
            row[0] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
