"""Steps, openers and questions: what a user can do now, and what we would still like to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.condition import Condition, condition, markers_of
from assistant.errors import ContentError
from assistant.route import Routed
from assistant.rulebook import Lists, read_toml
from assistant.situation import Situation
from guardrails.patterns import PatternError
from knowledge_base.content import SourceRef

_MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with the source it rests on."""

    text: str
    ref: SourceRef


@dataclass(frozen=True, slots=True)
class _Advice:
    condition: Condition
    steps: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Question:
    condition: Condition
    needs: str
    unknown: str
    wording: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AdviceBook:
    """The tables of steps, openers and questions, read once."""

    advice: tuple[_Advice, ...]
    openers: tuple[Mapping[str, str], ...]
    questions: tuple[_Question, ...]

    def steps(self, situation: Situation) -> tuple[Step, ...]:
        """Give what the writer can do now, in order; empty when nothing needs to be done."""
        markers = markers_of(situation)
        found = next(a for a in self.advice if a.condition.holds(situation, markers))
        opener = self.opener(situation)
        return tuple(
            Step(
                step[situation.language].replace("{opener}", opener),
                SourceRef(step["source"], step["section"]),
            )
            for step in found.steps
        )

    def opener(self, situation: Situation) -> str:
        """Give one sentence to open the conversation with, fitted to what was told."""
        told = next(o for o in self.openers if not o["marker"] or o["marker"] in situation.markers)
        return told[situation.language]

    def ask(self, situation: Situation, routed: Routed) -> tuple[str, ...]:
        """Give the questions that would change the advice most, at most three."""
        if situation.urgency == "acuut":
            return ()
        markers = markers_of(situation)
        routes = {step.id for step in routed.steps}
        found = (
            question.wording[situation.language]
            for question in self.questions
            if question.condition.holds(situation, markers)
            and (not question.needs or question.needs in routes)
            and _unknown(question.unknown, situation)
        )
        return tuple(found)[:_MOST_QUESTIONS]


def _unknown(what: str, situation: Situation) -> bool:
    known = {
        "gemeente": bool(situation.gemeente),
        "role": situation.role != "onbekend",
        "age": bool(situation.ages),
    }
    return not known.get(what, False)


def load_advice(lists: Lists) -> AdviceBook:
    """Read the tables. Raises ContentError when one is missing or broken."""
    try:
        return AdviceBook(
            advice=tuple(
                _Advice(condition(line, lists), tuple(line["steps"]))
                for line in read_toml("steps.toml")["advice"]
            ),
            openers=tuple(read_toml("openers.toml")["opener"]),
            questions=tuple(
                _question(line, lists) for line in read_toml("questions.toml")["question"]
            ),
        )
    except (KeyError, PatternError) as error:
        raise ContentError from error


def _question(line: Mapping[str, Any], lists: Lists) -> _Question:
    return _Question(
        condition(line, lists),
        line.get("needs", ""),
        line.get("unknown", ""),
        {"nl": line["nl"], "en": line["en"]},
    )
