"""Read the facts out of a message: signals and lexicon terms, each with its span and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex

from assistant.context import Sentence, sentence_at, sentences, status
from assistant.rulebook import Rulebook, Signal
from assistant.situation import Fact, FactKind, Status, Weight
from guardrails.patterns import compile_all, fold
from knowledge_base.content import Term

_KIND_LABELS = {
    "symbool": ("een teken", "a symbol"),
    "code": ("een code", "a code"),
    "woord": ("een woord", "a word"),
    "uitspraak": ("een uitspraak", "a statement"),
    "emoji": ("een emoji", "an emoji"),
    "gebaar": ("een gebaar", "a gesture"),
    "muziek": ("muziek", "music"),
    "groep": ("een groep", "a group"),
    "gedrag": ("gedrag", "behaviour"),
    "zorg": ("een zorg", "a worry"),
}
# where a passage that is given back stops
_CLAUSE_END = regex.compile(r"[.,;:!?\n()]|\b(?:en|maar|want|and|but)\b")
_LOOSE_START = regex.compile(r"^(?:\d+|of|or|van|dat|die)\s+")
_WIDER = 3
# acts that a "geen" or "niemand" inside the words takes back
_ACTS = frozenset(
    {"wapen", "wapen_zoekt", "explosief", "dreiging", "plan", "onderweg", "geweld_nu"}
)
# what makes "now" a danger
_DANGER = frozenset({"wapen", "explosief", "dreiging", "plan", "zelfdoding", "onderweg"})


@dataclass(frozen=True)
class Reader:
    """Reads messages with one rulebook and one lexicon."""

    rules: Rulebook
    lexicon: tuple[Term, ...]

    @cached_property
    def terms(self) -> tuple[tuple[Term, regex.Pattern[str]], ...]:
        """The lexicon, compiled: at first use, because it takes a second that a start can spare."""
        lists = self.rules.lists
        return tuple((term, compile_all(term.patterns, lists)) for term in self.lexicon)

    def read(self, text: str) -> tuple[Fact, ...]:
        """Give every fact in `text` (safe text), in order of place."""
        folded = fold(text)
        parts = sentences(folded)
        found = [*self._signals(text, folded, parts), *self._terms(text, folded, parts)]
        found.sort(key=lambda fact: (fact.start, -fact.end))
        return tuple(found)

    def terms_in(self, folded: str, facts: Iterable[Fact]) -> tuple[Term, ...]:
        """Give the lexicon terms that a text names: those among its `facts`, and the concepts."""
        found = {fact.term.id for fact in facts if fact.term}
        return tuple(
            term
            for term, pattern in self.terms
            if term.id in found or (term.kind == "begrip" and pattern.search(folded))
        )

    def now(self, folded: str, facts: Iterable[Fact]) -> frozenset[str]:
        """Give the markers `nu` and `gewoonte` that hold around the facts that speak of danger."""
        parts = sentences(folded)
        markers: set[str] = set()
        for fact in facts:
            if fact.counts and fact.marker in _DANGER:
                here = sentence_at(parts, fact.start)
                markers |= self._time_markers(here.text, self._around(parts, here))
        return frozenset(markers)

    def _around(self, parts: tuple[Sentence, ...], here: Sentence) -> str:
        at = parts.index(here) if here in parts else 0
        return " ".join(part.text for part in parts[max(0, at - 1) : at + 2])

    def _time_markers(self, sentence: str, around: str) -> set[str]:
        context = self.rules.context
        told = context["now_said"].sub(" ", around)
        markers = {"nu"} if context["now"].search(told) else set()
        return markers | ({"gewoonte"} if context["habit"].search(sentence) else set())

    def _signals(self, text: str, folded: str, parts: tuple[Sentence, ...]) -> Iterable[Fact]:
        for signal in self.rules.signals:
            for match in signal.pattern.finditer(folded):
                yield self._signal_fact(signal, match, text, parts)

    def _signal_fact(
        self, signal: Signal, match: regex.Match[str], text: str, parts: tuple[Sentence, ...]
    ) -> Fact:
        return Fact(
            rule=signal.id,
            marker=signal.marker,
            kind=FactKind(signal.kind),
            weight=Weight(signal.weight),
            status=self._status(parts, match, "gevaar" if signal.marker in _ACTS else signal.kind),
            label=signal.reads,
            label_en=signal.reads_en,
            quote=passage(text, match.start(), match.end()),
            start=match.start(),
            end=match.end(),
            criteria=signal.criteria,
        )

    def _status(self, parts: tuple[Sentence, ...], match: regex.Match[str], kind: str) -> Status:
        if kind == "tegen":
            return Status.REAL
        if kind == "gevaar" and self.rules.context["negation_inside"].search(match[0]):
            return Status.DENIED
        here = sentence_at(parts, match.start())
        return status(self.rules, here, match.start(), match.end())

    def _terms(self, text: str, folded: str, parts: tuple[Sentence, ...]) -> Iterable[Fact]:
        for term, pattern in self.terms:
            if term.kind != "begrip" and (match := pattern.search(folded)):
                yield self._term_fact(term, match, text, parts)

    def _term_fact(
        self, term: Term, match: regex.Match[str], text: str, parts: tuple[Sentence, ...]
    ) -> Fact:
        label, label_en = _KIND_LABELS[term.kind]
        worry = term.kind == "zorg"
        lawful = term.weight == "zwak" and not term.forms and not worry
        kind = FactKind.CARE if worry else FactKind.BEHAVIOUR
        return Fact(
            rule=f"lexicon:{term.id}",
            marker="" if lawful or worry else "vorm",
            kind=FactKind.LAWFUL if lawful else kind,
            weight=Weight(term.weight),
            status=self._status(parts, match, term.kind),
            label=label,
            label_en=label_en,
            quote=passage(text, match.start(), match.end()),
            start=match.start(),
            end=match.end(),
            criteria=term.criteria,
            forms=term.forms,
            term=term,
        )


def passage(text: str, start: int, end: int) -> str:
    """Widen a match to the clause it stands in, at most a few words on either side."""
    before = _CLAUSE_END.split(text[:start])[-1].split(" ")
    after = _CLAUSE_END.split(text[end:])[0].split(" ")
    wide = " ".join(before[-_WIDER - 1 :]) + text[start:end] + " ".join(after[: _WIDER + 1])
    return _LOOSE_START.sub("", " ".join(wide.split()))
