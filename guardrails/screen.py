"""Screen the input: can it be used at all, and is it something that we refuse?"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import regex

from guardrails.patterns import compile_all, fold
from guardrails.text import RawText, SafeText
from guardrails.verdict import PASSED, Outcome, Verdict

_RULES = Path(__file__).resolve().parent / "rules" / "screen.toml"
_LETTERS = regex.compile(r"\p{L}{2,}")
_FOREIGN = regex.compile(r"[\p{L}--[\p{Latin}]]", regex.V1)
_MOSTLY = 0.5


def check_form(raw: RawText, most: int) -> Verdict:
    """Tell whether a message can be used: not empty, not too long (`most` characters), readable.

    The rule of a block is the code of the message for the user.
    """
    text = "".join(char for char in raw.value if unicodedata.category(char) not in ("Cf", "Cc"))
    if not text.strip():
        return Verdict(Outcome.BLOCK, "invoer_leeg")
    if len(raw.value) > most:
        return Verdict(Outcome.BLOCK, "invoer_te_lang")
    letters = _LETTERS.findall(text)
    if not letters:
        has_number = any(char.isdigit() for char in text)
        # a number alone may be a code that somebody asks about
        return (
            PASSED
            if has_number and len(text.strip()) > 1
            else Verdict(Outcome.BLOCK, "invoer_geen_woorden")
        )
    joined = "".join(letters)
    if len(_FOREIGN.findall(joined)) > _MOSTLY * len(joined):
        return Verdict(Outcome.BLOCK, "andere_taal")
    return PASSED


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    soft: bool
    pattern: regex.Pattern[str]
    unless: regex.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Screen:
    """The refusal rules, compiled once."""

    rules: tuple[_Rule, ...]

    def check(self, text: SafeText, telling: bool = False) -> Verdict:
        """Tell whether a request is refused; the rule of a block is the label of the refusal.

        `telling`: the message tells facts about a situation; soft rules then let it pass, so that
        the facts are answered (the answer gives no verdict either way).
        """
        folded = fold(text.value)
        for rule in self.rules:
            if rule.soft and telling:
                continue
            found = rule.pattern.search(folded)
            if found and not (rule.unless and rule.unless.search(folded)):
                return Verdict(Outcome.BLOCK, rule.id, "refusal pattern")
        return PASSED


def load_screen() -> Screen:
    """Read the refusal rules. Raises OSError, TOMLDecodeError or PatternError when broken."""
    entries = tomllib.loads(_RULES.read_text(encoding="utf-8"))["rule"]
    return Screen(
        tuple(
            _Rule(
                entry["id"],
                entry.get("soft", False),
                compile_all(entry["patterns"]),
                compile_all(entry["unless"]) if entry["unless"] else None,
            )
            for entry in entries
        )
    )
