"""What the embedding model learns from: texts that belong together, and pairs with a likeness."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge_base.content import Card, Term
from knowledge_base.load import Content
from knowledge_base.packed import by_key, rows
from knowledge_base.passages import plain

DATA: Final = Path(__file__).with_name("data")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_PATTERN_SIGNS = re.compile(r"[*?()|{}.#]+")
_LEAST_WORDS: Final = 4
_MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Texts about one thing: what people ask or say, and what answers it (if anything does)."""

    asked: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sentences and how alike people found them, from 0 to 1."""

    one: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Examples:
    """All that is learned from. A group of translations has one asked text and one answer."""

    groups: tuple[Group, ...]
    alike: tuple[Alike, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text once, in order."""
        grouped = (text for group in self.groups for text in (*group.asked, *group.answers))
        paired = (text for pair in self.alike for text in (pair.one, pair.other))
        return tuple(dict.fromkeys((*grouped, *paired)))


def read_examples(content: Content, data: Path = DATA) -> Examples:
    """Gather the examples from the content and the files in `data`.

    Raises `OSError` or `ValueError` for a missing or broken file.
    """
    absent = by_key(data / "absent.jsonl.gz", "category")
    cards = [card for card in content.cards if card.language == "nl"]
    twins = {card.id: card for card in content.cards if card.language == "en"}
    groups = [_card_group(card) for card in cards]
    for card in cards:
        if twin := twins.get(card.id):
            groups.append(_card_group(twin))
            groups += _translations(card, twin)
    groups += [_term_group(term) for term in content.terms]
    groups += [Group((dutch,), (english,)) for dutch, english in _pairs(data / "nl_en.tsv.gz")]
    # what no card answers lies together too, and so away from the cards
    groups += [Group(texts, ()) for texts in absent.values()]
    return Examples(tuple(groups), tuple(alike(data / "sick_nl.jsonl.gz")))


def _card_group(card: Card) -> Group:
    bodies = [plain(body) for body in card.sections.values()]
    sentences = (line for body in bodies for line in _SENTENCE_END.split(body))
    telling = [line for line in sentences if len(line.split()) >= _LEAST_WORDS]
    return Group((card.title, *card.questions, *card.words, *card.phrasings), (*bodies, *telling))


def _translations(card: Card, twin: Card) -> Iterator[Group]:
    yield Group((card.title,), (twin.title,))
    for section, body in card.sections.items():
        if section in twin.sections:
            yield Group((plain(body),), (plain(twin.sections[section]),))


def _term_group(term: Term) -> Group:
    names = (_PATTERN_SIGNS.sub(" ", pattern).strip() for pattern in term.patterns)
    asked = (f"wat betekent {term.term}", term.term, *list(names)[:_MOST_NAMES])
    return Group(asked, (f"{term.meaning} {term.innocent}",))


def alike(path: Path) -> Iterator[Alike]:
    """Read pairs of sentences that people judged. Raises `OSError` or `ValueError`."""
    # people judged the pairs from 1 (nothing alike) to 5 (the same)
    for row in rows(path):
        yield Alike(row["a"], row["b"], (float(row["score"]) - 1) / 4)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            dutch, _, english = line.rstrip("\n").partition("\t")
            if dutch and english:
                yield dutch, english
