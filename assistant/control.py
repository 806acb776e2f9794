"""The user's control of the de-identification: remove a word also, show a removal again.

What is removed also goes from everything that was kept of the conversation, in one transaction.
What is shown again is shown on the user's screen and kept nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.conversation import Corridor, Sessions
from assistant.errors import InputError, StoreError, UnsafeError
from assistant.keep import Store
from assistant.wish_counts import Wish, count
from guardrails.deidentify import DeidentificationError, Session
from guardrails.text import RawText, SafeText
from guardrails.wishes import UnusableWord

Rewrite = Callable[[AsyncConnection, Session], Awaitable[None]]

_CODES: Final = MappingProxyType(
    {
        "empty": "woord_leeg",
        "long": "woord_te_lang",
        "common": "woord_te_gewoon",
        "kept": "woord_nodig",
    }
)
# A word that brings a sign into one of these must stay: without it a danger would not be heard.
_PROBES: Final = (
    "Hij heeft een {} bij zich.",
    "Hij wil een {} plegen.",
    "Hij wil naar {}.",
    "Hij wil {}.",
    "Hij praat over {}.",
)
_NEUTRAL: Final = "xyz"


class Control:
    """Carries out what users ask about what was removed and what was not."""

    def __init__(self, corridor: Corridor, sessions: Sessions, store: Store) -> None:
        self._corridor = corridor
        self._sessions = sessions
        self._store = store

    async def remove_also(self, thread_id: str, raw: RawText, rewrite: Rewrite) -> None:
        """Remove words from a conversation: from what comes, and from all that was kept of it.

        `rewrite` does the same, in the same transaction, for what others keep of it. Raises
        InputError when the words cannot be removed, UnsafeError, and StoreError when what was
        kept could not be changed; then what comes is stripped all the same.
        """
        session = await self._session(thread_id)
        try:
            await asyncio.to_thread(self._refuse_signs, raw)
            mark = await asyncio.to_thread(session.remove_also, raw)
        except UnusableWord as unusable:
            code = _CODES[unusable.reason]
        except DeidentificationError:
            code = UnsafeError.code
        else:
            await self._rewrite(thread_id, session, mark.entity, rewrite)
            return
        # raised outside the handler, so that nothing of the words hangs on the error
        raise UnsafeError if code == UnsafeError.code else InputError(code)

    async def restorable(self, thread_id: str) -> tuple[str, ...]:
        """Give the placeholders of a conversation that the user may have shown again."""
        return (await self._session(thread_id)).restorable

    async def restore(self, thread_id: str, placeholder: str) -> None:
        """Show a value again on the user's screen. Raises InputError when that is not allowed.

        A name, a number or an address is never allowed, whoever asks.
        """
        session = await self._session(thread_id)
        try:
            kind = await asyncio.to_thread(session.restore, placeholder)
        except (KeyError, DeidentificationError):
            raise InputError("terugzetten_mag_niet") from None
        try:
            async with self._store.engine.begin() as connection:
                await count(connection, Wish.WRONG, kind)
        except (SQLAlchemyError, OSError):
            return  # a number less: no reason to trouble the user

    def display(self, thread_id: str, text: SafeText) -> str:
        """Give a text as the user wants to see it; never for a store or a log."""
        session = self._sessions.known(thread_id)
        return session.display(text) if session else text.value

    def strip_again(self, thread_id: str, text: SafeText, *, answer: bool = False) -> SafeText:
        """Take out of a safe text what the user marked since; `answer` tells that it is ours."""
        session = self._sessions.known(thread_id)
        return session.strip_again(text, spare_addresses=answer) if session else text

    async def _session(self, thread_id: str) -> Session:
        return self._sessions.known(thread_id) or self._sessions.get(
            thread_id, await self._store.read(thread_id)
        )

    async def _rewrite(self, thread_id: str, session: Session, kind: str, rewrite: Rewrite) -> None:
        try:
            async with self._sessions.keeping, self._store.engine.begin() as connection:
                await self._store.rewrite(connection, thread_id, session.strip_again)
                await rewrite(connection, session)
                await count(connection, Wish.MISSED, kind)
            await self._store.sweep()
        except (SQLAlchemyError, OSError) as error:
            raise StoreError("weghalen_kapot") from error

    def _refuse_signs(self, raw: RawText) -> None:
        """Raise UnusableWord for a word that says by itself that there may be danger."""
        words = raw.value.split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return  # a full name goes as a whole ('Jihad Bouzid'), its everyday words stay
        for probe in _PROBES:
            with_word = self._markers(probe.format(raw.value))
            if with_word - self._markers(probe.format(_NEUTRAL)):
                raise UnusableWord("kept")

    def _markers(self, sentence: str) -> frozenset[str]:
        safe = self._sessions.deidentifier.session().deidentify(RawText(sentence))
        return self._corridor.understood(safe, ()).markers
