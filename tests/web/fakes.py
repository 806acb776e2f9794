"""A small product for tests of the page alone: fixed answers, a de-identifier of a few patterns.

Run as a module it serves the page around this product, so that a test can kill the process.
"""

from __future__ import annotations

import asyncio
import re

from sqlalchemy.ext.asyncio import AsyncEngine

from assistant.answer import (
    Answer,
    Block,
    BlockKind,
    Citation,
    ContactBlock,
    Intent,
    Reason,
    Urgency,
)
from assistant.control import Rewrite
from assistant.conversation import TurnOptions
from assistant.errors import InputError
from assistant.keep import Kept, Store, make_engine
from assistant.settings import Settings
from assistant.web.server import serve
from guardrails.output_net import OutputNet
from guardrails.text import Deidentified, RawText, Removed, SafeText, restored

_PERSONAL = (
    ("PERSON", re.compile(r"\bKaatje Proefkonijn\b")),
    ("PHONE_NUMBER", re.compile(r"\b06\d{8}\b")),
)
_WORDS = {"PERSON": "PERSOON", "PHONE_NUMBER": "TELEFOON"}
BREAKS_DEIDENTIFIER = "kapotte ontpersoonlijking"
BREAKS_TURN = "kapotte beurt"
SLOW_TURN = "trage beurt"
ACUTE = "mes bij zich"
OWN_NUMBER = "0687654321"

SOURCE = Citation(
    n=1,
    source="lse",
    title="Werkwijze van het steunpunt",
    section="Advies",
    url="https://www.example.nl/werkwijze",
    publisher="Steunpunt",
    date="2024",
    page="7",
    passage="Een teken alleen zegt weinig.\nKijk naar de combinatie.",
    fresh=True,
)
OLD_SOURCE = Citation(
    n=2,
    source="oud",
    title="Oude handleiding",
    section="Stappen",
    url="",
    publisher="Ministerie",
    date="2016",
    page="",
    passage="Schrijf op wat u zag.",
    fresh=False,
)
CONTACT = ContactBlock(
    route="politie",
    name="Politie",
    phone="0900-8844",
    tel="09008844",
    email="",
    url="https://www.politie.nl",
    hours="dag en nacht",
    when="Als er een wapen, doelwit of dag wordt genoemd.",
    when_not="direct gevaar, dan 112",
    check_first=True,
)


class FakeTalk:
    """Answers every message with the same blocks; some words make it slow, acute or fail."""

    def __init__(self, product: FakeProduct) -> None:
        self._product = product
        self.forgotten: list[str] = []

    async def turn(self, thread_id: str, raw: RawText, options: TurnOptions) -> Answer:
        safe, removed = self._product.split(raw)
        if BREAKS_TURN in safe.value:
            raise RuntimeError(f"geheim: {raw.value}")
        if SLOW_TURN in safe.value:
            await asyncio.sleep(30)
        return acute(safe) if ACUTE in safe.value else concern(safe, removed, options)

    async def forget(self, thread_id: str) -> None:
        self.forgotten.append(thread_id)


class NoControl:
    """The fake product has no wishes: every text is shown and kept as it is."""

    async def remove_also(self, thread_id: str, raw: RawText, rewrite: Rewrite) -> None:
        raise InputError("woord_nodig")

    async def restorable(self, thread_id: str) -> tuple[str, ...]:
        return ()

    async def restore(self, thread_id: str, placeholder: str) -> None:
        raise InputError("terugzetten_mag_niet")

    def display(self, thread_id: str, text: SafeText) -> str:
        return text.value

    def strip_again(self, thread_id: str, text: SafeText, *, answer: bool = False) -> SafeText:
        return text


class NoNumbering:
    """The fake de-identifier numbers each message anew."""

    def get(self, thread_id: str, kept: Kept) -> None:
        return None


class FakeCleaners:
    """A de-identifier of the fake product's few patterns; every conversation is the same."""

    max_characters = 10_000

    def __init__(self, product: FakeProduct) -> None:
        self._product = product

    def session(self) -> FakeCleaners:
        return self

    def deidentify(self, raw: RawText) -> Deidentified:
        if BREAKS_DEIDENTIFIER in raw.value:
            raise RuntimeError(raw.value)
        return Deidentified(*self._product.split(raw))


class FakeProduct:
    """What the page needs of a product, around the settings of a test."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine: AsyncEngine = make_engine(settings.store_url)
        self.municipality_names = ("Almere", "Assen", "Utrecht")
        self.conversation = FakeTalk(self)
        self.control = NoControl()
        self.deidentifier = FakeCleaners(self)
        self.output_net = OutputNet((OWN_NUMBER,))
        self.store = Store(self.engine)
        self.sessions = NoNumbering()

    def start(self) -> None:
        """There is nothing slow to begin."""

    def safe(self, thread_id: str, raw: RawText, aside: bool = False) -> SafeText:
        if BREAKS_DEIDENTIFIER in raw.value:
            raise RuntimeError(raw.value)
        return self.split(raw)[0]

    def split(self, raw: RawText) -> tuple[SafeText, tuple[Removed, ...]]:
        text, removed = raw.value, []
        for kind, pattern in _PERSONAL:
            for number, found in enumerate(pattern.finditer(raw.value), start=1):
                placeholder = f"[{_WORDS[kind]}-{number}]"
                removed.append(Removed(kind, found.start(), found.end(), placeholder))
                text = text.replace(found[0], placeholder)
        return restored(text), tuple(removed)


def concern(safe: SafeText, removed: tuple[Removed, ...], options: TurnOptions) -> Answer:
    """An answer with every kind of part that the page shows."""
    blocks = (
        Block(BlockKind.LEAD, "", "**Ja, doe er iets mee.** U hoeft het niet alleen te wegen."),
        Block(BlockKind.READ, "Wat ik lees", f"U schreef: {safe.value[:300]}"),
        Block(BlockKind.MEANING, "Wat het kan zijn", "Los zegt een teken weinig [1]."),
        Block(BlockKind.STEPS, "Wat u nu doet", "1. Schrijf op wat u zag. [2]\n2. Overleg. [9]"),
        Block(BlockKind.CONTACTS, "Wie kan helpen", "Politie, 0900-8844."),
        Block(BlockKind.QUESTIONS, "", "*In welke gemeente werkt u?*"),
    )
    return Answer(
        text=safe,
        removed=removed,
        intent=Intent.CASE,
        urgency=Urgency.CONCERN,
        language=options.language or "nl",
        blocks=blocks,
        citations=(SOURCE, OLD_SOURCE),
        contacts=(CONTACT,),
        suggestions=("Hoe begin ik het gesprek?",),
        reasons=(Reason("zorg-1", "Een teken en nieuwe contacten samen.", ("zonnewiel",), "lse"),),
    )


def acute(safe: SafeText) -> Answer:
    """An answer to danger now."""
    block = Block(BlockKind.ALARM, "Bel nu 112", "Zeg waar hij is. Ga er niet zelf achteraan.")
    return Answer(
        text=safe,
        removed=(),
        intent=Intent.CASE,
        urgency=Urgency.ACUTE,
        language="nl",
        blocks=(block,),
    )


if __name__ == "__main__":
    chosen = Settings()
    serve(chosen, FakeProduct(chosen))
