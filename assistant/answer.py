"""The value types of a turn: what was understood, the route, and the answer that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from guardrails.text import Removed, SafeText


class Intent(StrEnum):
    CASE = "casus"
    RECOGNISE = "herkennen"
    TALK = "gesprek"
    SHARE = "informatie_delen"
    REPORT = "melden"
    PROCESS = "proces"
    TERM = "begrip"
    SELF_HELP = "hulp_zelf"
    OTHER = "overig"
    OUT_OF_SCOPE = "buiten_bereik"
    HARMFUL = "schadelijk"


class Urgency(StrEnum):
    """From most to least pressing; `rank` orders them (3 is most pressing)."""

    ACUTE = "acuut"
    URGENT = "dringend"
    CONCERN = "zorg"
    INFORMATION = "informatie"

    @property
    def rank(self) -> int:
        return {"acuut": 3, "dringend": 2, "zorg": 1, "informatie": 0}[self.value]


class Refusal(StrEnum):
    HARMFUL = "schadelijk"
    OUT_OF_SCOPE = "buiten_bereik"
    INJECTION = "injectie"
    JUDGE_PERSON = "persoon_beoordelen"


class BlockKind(StrEnum):
    """The kinds of block an answer is made of, in the order in which they are shown."""

    ALARM = "alarm"
    LEAD = "kern"
    READ = "gelezen"
    MEANING = "duiding"
    KNOWLEDGE = "kennis"
    STEPS = "stappen"
    SHARE = "delen"
    CONTACTS = "contact"
    LIMITS = "grenzen"
    QUESTIONS = "vragen"


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A contact to make, in order, with the reason in the user's language."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Source number `n` of an answer; `passage` is the text that opens beside it.

    `literal`: the passage is word for word from the source; else it is in our own words. `fresh`:
    the source is not past its review date. `note` tells what has changed since the source was
    written, and `superseded` that a newer one replaces it.
    """

    n: int
    source: str
    title: str
    section: str
    url: str
    publisher: str
    date: str
    page: str
    passage: str
    fresh: bool
    literal: bool = False
    note: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class ContactBlock:
    """A contact point as it is shown. Empty means: not known. `tel` is the dialling form."""

    route: str
    name: str
    phone: str
    tel: str
    email: str
    url: str
    hours: str
    when: str
    when_not: str
    check_first: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One part of an answer: a heading (may be empty) and Markdown text with `[n]` marks."""

    kind: BlockKind
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of "waarom dit advies": a rule that fired, in words, with the facts it rests on."""

    rule: str
    text: str
    facts: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds per room, and in all."""

    deidentify: float = 0.0
    understand: float = 0.0
    retrieve: float = 0.0
    compose: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the page and the command line show of one turn.

    `blocks` are in reading order; `suggestions` are follow-up buttons (ready-made questions in the
    user's language); `follow_up` are the questions that would change the advice most.
    """

    text: SafeText
    removed: tuple[Removed, ...]
    intent: Intent
    urgency: Urgency
    language: str
    forms: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    routes: tuple[RouteStep, ...] = ()
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    contacts: tuple[ContactBlock, ...] = ()
    follow_up: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    refusal: Refusal | None = None
    timing: Timing = field(default_factory=Timing)

    @property
    def markdown(self) -> str:
        """The whole answer as one Markdown text."""
        return as_markdown(self.blocks)


def as_markdown(blocks: tuple[Block, ...]) -> str:
    """Give blocks as one Markdown text, headings in bold."""
    parts = (
        f"**{block.heading}**\n\n{block.text}" if block.heading else block.text for block in blocks
    )
    return "\n\n".join(parts)
