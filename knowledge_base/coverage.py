"""Which cards carry which subject of the facts: read `coverage.toml`, check it, write the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge_base.content import Card
from knowledge_base.problems import Report
from knowledge_base.tables import read_table

TABLE: Final = "coverage.toml"
PAGE: Final = "coverage.md"
_HEAD: Final = """# Coverage

Which cards carry which subject of the collected facts. Written by `signaalwijzer kb coverage` from
`coverage.toml`; do not change it by hand.
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the facts: how many there are, how many are carried, where, and what is left."""

    part: str
    number: str
    title: str
    facts: int
    carried: int
    terms: int
    cards: tuple[str, ...]
    left: tuple[str, ...]


def read_topics(folder: Path, report: Report) -> tuple[Topic, ...]:
    """Read the topics in `folder`; bad entries are noted in `report` and left out."""
    return tuple(read_table(folder / TABLE, "topic", Topic, report))


def wrong_with(topics: Iterable[Topic], cards: Iterable[Card]) -> Iterator[str]:
    """Tell, in Dutch, which topics name unknown cards or hide that facts are left."""
    known = {card.id for card in cards}
    for topic in topics:
        name = f"{topic.part} {topic.number}"
        for card in topic.cards:
            if card not in known:
                yield f"{name}: onbekende kaart «{card}»"
        if topic.carried > topic.facts:
            yield f"{name}: meer feiten verwerkt dan er zijn"
        if topic.carried < topic.facts and not topic.left:
            yield f"{name}: niet gezegd welke feiten niet zijn verwerkt, en waarom"


def page(topics: Sequence[Topic], cards: Iterable[Card]) -> str:
    """Give the coverage as a Markdown page."""
    facts, carried = (sum(t.facts for t in topics), sum(t.carried for t in topics))
    dutch = [card.id for card in cards if card.language == "nl"]
    named = {card for topic in topics for card in topic.cards}
    beside = sorted(set(dutch) - named)
    lines = [
        _HEAD,
        f"{len(topics)} subjects, {facts} facts, of which {carried} are carried by "
        f"{len(named)} of {len(dutch)} cards.",
    ]
    for part in dict.fromkeys(topic.part for topic in topics):
        lines += ["", f"## {part}", "", "| subject | facts | carried | terms | cards |"]
        lines.append("| --- | --- | --- | --- | --- |")
        lines += [_row(topic) for topic in topics if topic.part == part]
    lines += ["", "## Left out, with the reason", ""]
    lines += [f"- {t.part} {t.number}, {t.title}: {why}." for t in topics for why in t.left]
    lines += ["", "## Cards beside these subjects", ""]
    lines.append(", ".join(beside) + "." if beside else "None.")
    return "\n".join(lines) + "\n"


def _row(topic: Topic) -> str:
    cards = ", ".join(topic.cards)
    name = f"{topic.number} {topic.title}".replace("|", "/")
    return f"| {name} | {topic.facts} | {topic.carried} | {topic.terms} | {cards} |"
