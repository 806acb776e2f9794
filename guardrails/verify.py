"""Verify an answer before it is shown. Every check has a case that it must reject."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from guardrails.output_net import OutputNet
from guardrails.patterns import compile_all, fold
from guardrails.verdict import PASSED, Outcome, Verdict

_RULES = Path(__file__).resolve().parent / "rules" / "verify.toml"
_MARK = regex.compile(r"(?<!\w)\[(\d+)\]")
_MARKUP = regex.compile(r"!\[|<(?:script|img|iframe|a|style)\b", regex.I)
_EMERGENCY = regex.compile(r"\b112\b")


@dataclass(frozen=True, slots=True)
class Verifier:
    """The checks on an answer, with the patterns of what it may never say."""

    net: OutputNet
    never: Mapping[str, regex.Pattern[str]]

    def check(self, text: str, numbers: Collection[int], acute: bool) -> Verdict:
        """Check the whole Markdown of an answer.

        `numbers` are the numbers of its citations; `acute` tells that 112 must come first. A check
        that breaks is an error, and an error is never a pass.
        """
        checks: tuple[Callable[[], Verdict], ...] = (
            lambda: _marks(text, numbers),
            lambda: _markup(text),
            lambda: _alarm(text, acute),
            lambda: self._personal(text),
            lambda: self._never(text),
        )
        try:
            results = (check() for check in checks)
            return next((verdict for verdict in results if not verdict.passed), PASSED)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the answer may not pass
            return Verdict(Outcome.ERROR, "verify", type(error).__name__)

    def _personal(self, text: str) -> Verdict:
        caught = self.net.count(text)
        return Verdict(Outcome.BLOCK, "personal_data", ",".join(caught)) if caught else PASSED

    def _never(self, text: str) -> Verdict:
        folded = fold(_unquoted(text))
        for rule, pattern in self.never.items():
            if pattern.search(folded):
                return Verdict(Outcome.BLOCK, rule, "an answer may never say this")
        return PASSED


def _unquoted(text: str) -> str:
    """Leave out what is quoted: the writer's own words, and spoken examples."""
    return regex.sub(r'"[^"\n]*"', '""', text)


def _marks(text: str, numbers: Collection[int]) -> Verdict:
    used = {int(n) for n in _MARK.findall(text)}
    if used - set(numbers):
        return Verdict(Outcome.BLOCK, "citation", "a mark without a citation")
    return PASSED


def _markup(text: str) -> Verdict:
    found = _MARKUP.search(text)
    return Verdict(Outcome.BLOCK, "markup", "image or HTML in an answer") if found else PASSED


def _alarm(text: str, acute: bool) -> Verdict:
    first = text.strip().splitlines()[0] if text.strip() else ""
    if acute and not _EMERGENCY.search(first):
        return Verdict(Outcome.BLOCK, "alarm", "danger without 112 in the first line")
    return PASSED


def load_verifier(net: OutputNet) -> Verifier:
    """Read what an answer may never say. Raises OSError, TOMLDecodeError or PatternError."""
    rules = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    return Verifier(net, {name: compile_all(patterns) for name, patterns in rules.items()})
