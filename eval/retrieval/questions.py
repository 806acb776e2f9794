"""The questions: with what answers them, and those that nothing in the knowledge base answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from eval.cases import Case
from eval.labels import Form, Role, Topic

Need = Annotated[tuple[str, ...], Field(min_length=1)]
Style = Literal["plain", "vague", "long", "misspelt", "english", "double", "followup"]


class Question(Case):
    """A question that the knowledge base answers.

    A unit is the id of a card (with its English twin) or `lex:<id>` of a term. Each need lists the
    units of which any one answers it; a double question has two needs. `related` units help but do
    not answer. `history` holds what the same user said before.
    """

    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    style: Style
    topic: Topic
    role: Role
    form: Form | Literal[""] = ""
    needs: tuple[Need, ...] = Field(min_length=1)
    related: tuple[str, ...] = ()


class Absent(Case):
    """A question that the knowledge base cannot answer: near the subject, or far from it."""

    question: str = Field(min_length=1)
    kind: Literal["near", "far"]
