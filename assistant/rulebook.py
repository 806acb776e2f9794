"""Read the rules (TOML in `assistant/rules`) into compiled value types, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from assistant.errors import ContentError
from guardrails.patterns import PatternError, compile_all

RULES = Path(__file__).resolve().parent / "rules"
Lists = Mapping[str, Sequence[str]]
Pattern = regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signal:
    """One entry of signals.toml, compiled."""

    id: str
    marker: str
    kind: str
    weight: str
    reads: str
    reads_en: str
    criteria: tuple[str, ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class IntentRule:
    id: str
    strong: Pattern
    weak: Pattern | None


@dataclass(frozen=True, slots=True)
class RoleRule:
    id: str
    self_patterns: Pattern
    hints: Pattern | None


@dataclass(frozen=True, slots=True)
class UrgencyRule:
    """A line of the urgency table; see the head of urgency.toml."""

    id: str
    urgency: str
    all: frozenset[str]
    any: frozenset[str]
    not_: frozenset[str]
    why: str
    why_en: str
    source: str
    section: str

    def holds(self, markers: frozenset[str]) -> bool:
        return (
            self.all <= markers
            and (not self.any or bool(self.any & markers))
            and not self.not_ & markers
        )


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of understanding, compiled."""

    lists: Lists
    signals: tuple[Signal, ...]
    intents: tuple[IntentRule, ...]
    roles: tuple[RoleRule, ...]
    urgency: tuple[UrgencyRule, ...]
    context: Mapping[str, Pattern]
    form_names: Mapping[str, Pattern]

    def forms_named(self, folded: str) -> tuple[str, ...]:
        """Give the forms that a question names, by any of their names."""
        return tuple(form for form, names in self.form_names.items() if names.search(folded))


def read_toml(name: str) -> dict[str, Any]:
    """Read a rules file. Raises ContentError when it is missing or broken."""
    try:
        return tomllib.loads((RULES / name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError from error


def load_rulebook() -> Rulebook:
    """Read and compile all rules. Raises ContentError when one cannot be used."""
    lists: Lists = read_toml("lists.toml")
    try:
        return Rulebook(
            lists=lists,
            signals=tuple(_signal(entry, lists) for entry in read_toml("signals.toml")["signal"]),
            intents=tuple(_intent(entry, lists) for entry in read_toml("intents.toml")["intent"]),
            roles=tuple(_role(entry, lists) for entry in read_toml("roles.toml")["role"]),
            urgency=tuple(_urgency(entry) for entry in read_toml("urgency.toml")["rule"]),
            context={
                name: compile_all(patterns, lists)
                for name, patterns in read_toml("context.toml").items()
            },
            form_names={
                form: compile_all(patterns, lists)
                for form, patterns in read_toml("form_names.toml").items()
            },
        )
    except (PatternError, KeyError, TypeError) as error:
        raise ContentError from error


def _signal(entry: Mapping[str, Any], lists: Lists) -> Signal:
    return Signal(
        id=entry["id"],
        marker=entry["marker"],
        kind=entry["kind"],
        weight=entry["weight"],
        reads=entry["reads"],
        reads_en=entry["reads_en"],
        criteria=tuple(entry["criteria"]),
        pattern=compile_all(entry["patterns"], lists),
    )


def _optional(patterns: Sequence[str], lists: Lists) -> Pattern | None:
    return compile_all(patterns, lists) if patterns else None


def _intent(entry: Mapping[str, Any], lists: Lists) -> IntentRule:
    return IntentRule(
        entry["id"], compile_all(entry["strong"], lists), _optional(entry["weak"], lists)
    )


def _role(entry: Mapping[str, Any], lists: Lists) -> RoleRule:
    return RoleRule(entry["id"], compile_all(entry["self"], lists), _optional(entry["hint"], lists))


def _urgency(entry: Mapping[str, Any]) -> UrgencyRule:
    return UrgencyRule(
        id=entry["id"],
        urgency=entry["urgency"],
        all=frozenset(entry["all"]),
        any=frozenset(entry.get("any", ())),
        not_=frozenset(entry.get("not", ())),
        why=entry["why"],
        why_en=entry["why_en"],
        source=entry["source"],
        section=entry["section"],
    )
