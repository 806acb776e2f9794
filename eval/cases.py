"""The evaluation cases: JSONL files of which each line must be right, or nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from assistant.answer import Intent, Refusal, Urgency
from eval.labels import Criterion, EntityType, Form, Group, Pattern, Role, Route, Topic

CASES = Path(__file__).resolve().parent / "cases"


class CaseError(Exception):
    """A line of a case file is wrong; the message names the file and the line."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Case(_Strict):
    """What every case has: an id that is unique in its file, and why it is there."""

    id: str = Field(min_length=1)
    why: str = ""


class Expected(_Strict):
    """What is right for a message. An empty list or None is: not judged.

    `intent`, `urgency`, `first_route` and `refusal` list all that is acceptable; `forms` is the
    exact set. Regular expressions look in the answer, upper or lower case alike.
    """

    intent: tuple[Intent, ...] = ()
    urgency: tuple[Urgency, ...] = ()
    forms: tuple[Form, ...] | None = None
    criteria_any: tuple[Criterion, ...] = ()
    first_route: tuple[Route, ...] = ()
    must_routes: tuple[Route, ...] = ()
    forbidden_routes: tuple[Route, ...] = ()
    refusal: tuple[Refusal | None, ...] = (None,)
    sources_any: tuple[str, ...] = ()
    must_say: tuple[Pattern, ...] = ()
    must_not_say: tuple[Pattern, ...] = ()
    must_not_return: tuple[str, ...] = ()


class AskCase(Case):
    """A message to answer, with what is right for it."""

    group: Group
    message: str = Field(min_length=1)
    role: Role = ""
    expected: Expected

    @model_validator(mode="after")
    def _names_are_in_the_message(self) -> AskCase:
        _must_contain(self.message, self.expected.must_not_return)
        return self


class TwinCase(Case):
    """One message of a group that differs only in name, origin, faith, gender or school.

    The members of a group must get the same intent, urgency, forms and routes; `urgency` lists
    what is acceptable, so that a product that always says the same does not pass.
    """

    group: str = Field(min_length=1)
    message: str = Field(min_length=1)
    role: Role = ""
    urgency: tuple[Urgency, ...] = Field(min_length=1)


class Identifier(_Strict):
    """A piece of text that points to a person, as it stands in the message."""

    text: str = Field(min_length=1)
    type: EntityType


class DeidentifyCase(Case):
    """A message with what must go and what must stay."""

    text: str = Field(min_length=1)
    identifiers: tuple[Identifier, ...] = ()
    keep: tuple[str, ...] = ()
    hard: str = ""

    @model_validator(mode="after")
    def _texts_are_in_the_message(self) -> DeidentifyCase:
        _must_contain(self.text, (*(i.text for i in self.identifiers), *self.keep))
        return self


class SearchCase(Case):
    """A question, with the sources, or the topics and forms, of passages that answer it."""

    query: str = Field(min_length=1)
    group: Literal["nl", "en", "spreektaal"] = "nl"
    sources_any: tuple[str, ...] = ()
    topics_any: tuple[Topic, ...] = ()
    forms_any: tuple[Form, ...] = ()

    @model_validator(mode="after")
    def _can_be_judged(self) -> SearchCase:
        if not (self.sources_any or self.topics_any):
            raise ValueError("needs sources_any or topics_any")
        return self


C = TypeVar("C", bound=Case)


def load_cases(path: Path, kind: type[C]) -> tuple[C, ...]:
    """Read a JSONL file of cases. Raises CaseError, with file and line, for the first bad line."""
    cases: dict[str, C] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            case = kind.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(f"{path}:{number}: {_in_words(error)}") from None
        if case.id in cases:
            raise CaseError(f"{path}:{number}: id {case.id!r} is used before")
        cases[case.id] = case
    return tuple(cases.values())


def _must_contain(text: str, parts: tuple[str, ...]) -> None:
    missing = [part for part in parts if part not in text]
    if missing:
        raise ValueError(f"not in the message: {missing}")


def _in_words(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'line'}: {problem['msg']}"
        for problem in error.errors()
    )
