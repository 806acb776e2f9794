"""Facts as words: given back in neutral terms, with the writer's own passage beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from assistant.situation import Fact, FactKind, Situation, Status
from prompts.load import texts

_QUOTE_WORDS = 9
_MOST_FACTS = 6
_PLACEHOLDER = regex.compile(r"\[([A-Z]+)-\d+\]")
# the kinds of term that name a sign or word, not an act
SIGNS = ("symbool", "code", "woord", "emoji", "gebaar", "groep", "muziek")
_WATCHED = ("wapen", "plan", "doelwit", "dag")
# one thing told covers another: what is said twice is given back once
_COVERS = {"wapen": {"explosief", "wapen_zoekt"}, "dag": {"nu"}}


def read_back(situation: Situation) -> str:
    """Say what was read, in neutral words, and what was not: the block "Wat ik lees"."""
    words = texts("answer", situation.language)
    telling = situation.telling
    parts = [
        _sentence(words, "intro", situation, [f for f in telling if f.status is Status.REAL]),
        _sentence(words, "hearsay", situation, [f for f in telling if f.status is Status.HEARSAY]),
        _sentence(words, "past", situation, _past(situation)),
        _missing(words, situation),
        words["read.minor"] if situation.minor else "",
    ]
    return " ".join(part for part in parts if part)


def _past(situation: Situation) -> list[Fact]:
    kinds = (FactKind.BEHAVIOUR, FactKind.CARE)
    return [f for f in situation.facts if f.status is Status.PAST and f.kind in kinds]


def _sentence(
    words: Mapping[str, str], key: str, situation: Situation, facts: Iterable[Fact]
) -> str:
    told = _grouped(distinct(facts), situation.language)
    return words[f"read.{key}"].format(facts=joined(told, words["read.and"])) if told else ""


def _grouped(facts: Iterable[Fact], language: str) -> list[str]:
    """Give each label once, with at most two passages beside it."""
    groups: dict[str, list[str]] = {}
    for fact in facts:
        label = fact.label_en if language == "en" else fact.label
        groups.setdefault(label, []).append(quoted(fact.quote))
    told = [f"**{label}** ({', '.join(quotes[:2])})" for label, quotes in groups.items()]
    return told[:_MOST_FACTS]


def distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Of facts that overlap, keep the most telling; in order of the text."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=_telling_first):
        if not any(fact.start < other.end and other.start < fact.end for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)


def _telling_first(fact: Fact) -> tuple[int, int]:
    """A sign or word says most, then behaviour that a rule names, then the rest; longer first."""
    named = fact.term is not None and fact.term.kind in SIGNS
    rank = 0 if named else 1 if fact.term is None else 2
    return (rank, fact.start - fact.end)


def quoted(passage: str, most: int = _QUOTE_WORDS) -> str:
    """Give a passage between quotation marks, short, placeholders as neutral words."""
    plain = _PLACEHOLDER.sub("…", passage)
    plain = " ".join(plain.replace('"', "'").split())
    words = plain.strip(" ,;:.'").split()
    cut = " ".join(words[:most]) + (" …" if len(words) > most else "")
    return f'"{cut}"'


def _missing(words: Mapping[str, str], situation: Situation) -> str:
    gone = [
        words[f"read.{name}"]
        for name in _WATCHED
        if not situation.markers & ({name} | _COVERS.get(name, set()))
    ]
    return words["read.missing"].format(missing=joined(gone, words["read.or"])) if gone else ""


def joined(parts: list[str], last: str) -> str:
    """Join words as a list in a sentence: "a, b en c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
