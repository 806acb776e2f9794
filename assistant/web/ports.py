"""What the page needs of the product, and no more."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from assistant.answer import Answer
from assistant.control import Rewrite
from assistant.conversation import TurnOptions
from assistant.keep import Kept
from assistant.settings import Settings
from assistant.strip import Cleaners
from guardrails.output_net import Exit
from guardrails.text import RawText, SafeText


class Talk(Protocol):
    """The corridor: one message in, one answer out."""

    async def turn(self, thread_id: str, raw: RawText, options: TurnOptions, /) -> Answer: ...
    async def forget(self, thread_id: str, /) -> None: ...


class Memory(Protocol):
    """What the product itself keeps of conversations."""

    async def prepare(self) -> None: ...
    async def read(self, thread_id: str, /) -> Kept: ...
    async def sweep(self) -> None: ...


class Numberings(Protocol):
    """Who is person 1 in which conversation; opening one anew goes on counting."""

    def get(self, thread_id: str, kept: Kept, /) -> object: ...


class Net(Protocol):
    """Masks and counts what looks like personal data in a text on its way out."""

    def guard(self, text: str, way: Exit, /) -> str: ...


class Wishes(Protocol):
    """The user's control of what is removed; see `assistant.control.Control`."""

    async def remove_also(self, thread_id: str, raw: RawText, rewrite: Rewrite, /) -> None: ...
    async def restorable(self, thread_id: str, /) -> tuple[str, ...]: ...
    async def restore(self, thread_id: str, placeholder: str, /) -> None: ...
    def display(self, thread_id: str, text: SafeText, /) -> str: ...
    def strip_again(
        self, thread_id: str, text: SafeText, /, *, answer: bool = False
    ) -> SafeText: ...


class PageProduct(Protocol):
    """The parts of the product that the page uses."""

    @property
    def settings(self) -> Settings: ...
    @property
    def conversation(self) -> Talk: ...
    @property
    def control(self) -> Wishes: ...
    @property
    def deidentifier(self) -> Cleaners: ...
    @property
    def engine(self) -> AsyncEngine: ...
    @property
    def municipality_names(self) -> tuple[str, ...]: ...
    @property
    def output_net(self) -> Net: ...
    @property
    def store(self) -> Memory: ...
    @property
    def sessions(self) -> Numberings: ...
    def start(self) -> None: ...
    def safe(self, thread_id: str, raw: RawText, /, aside: bool = False) -> SafeText: ...
