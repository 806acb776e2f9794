"""What the page needs of the product, and no more."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from assistant.answer import Answer
from assistant.settings import Settings
from guardrails.text import RawText, SafeText


class TurnChoices(Protocol):
    """What the user chose in the settings panel; empty means: not chosen."""

    @property
    def role(self) -> str: ...
    @property
    def gemeente(self) -> str: ...
    @property
    def language(self) -> str: ...


class Talk(Protocol):
    """The corridor: one message in, one answer out."""

    async def turn(self, thread_id: str, raw: RawText, options: TurnChoices, /) -> Answer: ...
    async def forget(self, thread_id: str, /) -> None: ...


class Net(Protocol):
    """Masks what looks like personal data in a line on its way out."""

    def mask(self, text: str, /) -> str: ...


class PageProduct(Protocol):
    """The parts of the product that the page uses."""

    @property
    def settings(self) -> Settings: ...
    @property
    def conversation(self) -> Talk: ...
    @property
    def engine(self) -> AsyncEngine: ...
    @property
    def municipality_names(self) -> tuple[str, ...]: ...
    @property
    def output_net(self) -> Net: ...
    def safe(self, thread_id: str, raw: RawText, /) -> SafeText: ...
