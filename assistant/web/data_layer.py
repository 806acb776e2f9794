"""Chainlit's store of conversations, on the product's database, with safe text only.

Chainlit hands over what a user typed before any handler of ours runs. So each text that can hold
a user's words passes the de-identifier here, again, whatever came before. The assistant's own
answers are made of content and safe text and are kept as they are.
"""

# mypy: untyped-calls-exclude=chainlit, allow-untyped-decorators

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.data.utils import queue_until_user_message
from chainlit.element import Element
from chainlit.step import StepDict
from chainlit.types import Feedback, ThreadDict
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker

from assistant.errors import UnsafeError
from assistant.web import render
from assistant.web.choices import choices
from assistant.web.ports import PageProduct
from assistant.web.rewrite import rewrite_thread
from assistant.web.schema import EXPIRED, STEP_COLUMNS
from assistant.web.strip import Strip
from guardrails.deidentify import Session
from guardrails.output_net import Exit
from guardrails.text import RawText, restored
from prompts.load import messages

_log = logging.getLogger(__name__)
# The parent's method without its queue, which has done its work when `_keep_step` runs.
_create_step = SQLAlchemyDataLayer.create_step.__wrapped__
_OWN_TYPES = ("assistant_message", "system_message")
_OWN_NAMES = ("on_message", "on_chat_start")
_NAME_LENGTH = 70
Row = dict[str, Any]


class SafeDataLayer(SQLAlchemyDataLayer):
    """Keeps users, threads, steps and feedback; never an element, never a raw text."""

    def __init__(self, product: PageProduct, strip: Strip | None = None) -> None:
        # The parent would make an engine that prints parameters; so its start is not called.
        self._conninfo = ""
        self._product = product
        self._strip = strip or Strip(product)
        self.engine: AsyncEngine = product.engine
        self.engine.sync_engine.hide_parameters = True
        self.async_session = async_sessionmaker(self.engine, expire_on_commit=False)
        self.user_thread_limit = 500
        self.show_logger = False
        self.storage_provider = None
        self._lock = asyncio.Lock()
        self._refusals = 0
        self._unkept: set[str] = set()

    async def execute_sql(self, query: str, parameters: Row) -> list[Row] | int | None:
        """Run one statement; give its rows or count, or None when the database refused.

        Only the kind of error is logged: its text may hold what a user wrote.
        """
        try:
            async with self.engine.begin() as connection:
                if self.engine.dialect.name == "sqlite" and query.startswith("DELETE"):
                    await connection.execute(text("PRAGMA secure_delete = ON"))
                result = await connection.execute(text(query), parameters)
                rows = [dict(row._mapping) for row in result] if result.returns_rows else None
        except (SQLAlchemyError, OSError) as error:
            self._refusals += 1
            _log.error("database refused a statement: %s", type(error).__name__)
            return None
        return result.rowcount if rows is None else rows

    # Steps. One lock, because Chainlit starts create and update as unordered tasks.

    @queue_until_user_message()
    async def create_step(self, step_dict: StepDict) -> None:
        """Keep a message or step; the user's words in it are de-identified first."""
        await self._keep_step(step_dict)

    @queue_until_user_message()
    async def update_step(self, step_dict: StepDict) -> None:
        """Keep a changed message or step, as `create_step` does."""
        await self._keep_step(step_dict)

    async def _keep_step(self, step: StepDict) -> None:
        if step["type"] not in (*_OWN_TYPES, "user_message", "run"):
            return
        async with self._lock:
            before = self._refusals
            kept = cast(StepDict, await self._safe_step(dict(step)))
            await _create_step(self, kept)
            if self._refusals > before:
                self._unkept.add(step["threadId"])

    def take_unkept(self, thread_id: str) -> bool:
        """Tell, once, whether a message of this conversation could not be kept."""
        unkept = thread_id in self._unkept
        self._unkept.discard(thread_id)
        return unkept

    async def _safe_step(self, step: Row) -> Row:
        """Copy a step with only known columns and without a user's raw words."""
        thread_id = _checked(step["threadId"])
        kept = {key: step[key] for key in STEP_COLUMNS if step.get(key) is not None}
        kept["generation"] = {}
        if kept["type"] in _OWN_TYPES:
            kept.pop("input", None)
            if kept.get("isError"):  # Chainlit's own notice holds the text of an exception
                kept["output"] = str(messages(self._product.settings.language)["onverwacht"])
            kept |= {
                key: self._guarded(kept[key])
                for key in ("name", "output", "metadata")
                if key in kept
            }
            return kept | self._without_marked(thread_id, kept)
        words = str(kept.get("output") or "") if kept["type"] == "user_message" else ""
        for key in ("input", "language"):
            kept.pop(key, None)
        name = kept["name"] if kept["name"] in _OWN_NAMES else "user"
        output = await self._safe_or_nothing(thread_id, words) if words else ""
        return kept | {"metadata": {}, "name": name, "output": output}

    def _without_marked(self, thread_id: str, kept: Row) -> Row:
        """Give the parts of an answer that may quote the user, without what the user marked."""

        def change(words: str) -> str:
            again = self._product.control.strip_again
            return again(thread_id, restored(words), answer=True).value

        parts: Row = {"output": change(kept["output"])} if kept.get("output") else {}
        if buttons := (kept.get("metadata") or {}).get("buttons"):
            parts["metadata"] = kept["metadata"] | {"buttons": render.changed(buttons, change)}
        return parts

    async def remove_also(self, thread_id: str, raw: RawText) -> None:
        """Remove a user's words from all that is kept of a conversation, and from what will be.

        Raises SignaalwijzerError when that cannot be done.
        """

        async def rewrite(connection: AsyncConnection, session: Session) -> None:
            self._strip.forget(thread_id)
            await rewrite_thread(connection, thread_id, session, self._product.output_net)

        async with self._lock:
            await self._product.control.remove_also(thread_id, raw, rewrite)

    async def owned_thread(self, message_id: str, identifier: str) -> str | None:
        """Give the conversation of a message, or None when it is not this user's own."""
        found = await self.execute_sql(
            'SELECT t."id" FROM steps s JOIN threads t ON t."id" = s."threadId" '
            'WHERE s."id" = :id AND t."userIdentifier" = :owner',
            {"id": _checked(message_id), "owner": identifier},
        )
        return str(found[0]["id"]) if isinstance(found, list) and found else None

    # Threads.

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: Row | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Make or change a thread; its name is a user's words, so it is de-identified."""
        _checked(thread_id)
        safe_name = _short(await self._safe(thread_id, name)) if name else None
        safe_metadata = None if metadata is None else self._settings_of(metadata)
        await super().update_thread(thread_id, safe_name, user_id, safe_metadata, None)

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """Give a thread with its steps, or None."""
        thread = await super().get_thread(_checked(thread_id))
        if thread is not None:
            thread["metadata"] = json.loads(cast(str, thread["metadata"]) or "{}")
            for step in thread["steps"]:
                step["metadata"] = json.loads(cast(str, step["metadata"]) or "{}")
        return thread

    async def delete_thread(self, thread_id: str) -> None:
        """Remove a conversation for good, also from the assistant's own memory."""
        await super().delete_thread(_checked(thread_id))
        await self._product.conversation.forget(thread_id)
        await self._product.store.sweep()

    async def forget_before(self, moment: datetime) -> int:
        """Delete for good each conversation without a message since `moment`; give how many."""
        old = await self.execute_sql(EXPIRED, {"moment": moment.isoformat()})
        expired = [str(row["id"]) for row in old] if isinstance(old, list) else []
        for thread_id in expired:
            await self.delete_thread(thread_id)
        return len(expired)

    # Feedback and elements.

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Keep a thumb; its comment is de-identified within its conversation.

        Raises UnsafeError, and keeps nothing, when the comment cannot be made safe.
        """
        _checked(feedback.forId)
        if feedback.comment:
            thread_id = _checked(feedback.threadId or feedback.forId)
            feedback.comment = await self._safe(thread_id, feedback.comment)
        return await super().upsert_feedback(feedback)

    async def create_element(self, element: Element) -> None:
        """Keep nothing: what a side panel shows is made anew from the answer."""

    async def close(self) -> None:
        """Leave the engine to its owner."""

    def _settings_of(self, metadata: Mapping[str, Any]) -> Row:
        """Keep of a browser session only what the settings panel offers."""
        chosen = choices(metadata.get("chat_settings"), self._product)
        return {"chat_settings": asdict(chosen)}

    async def _safe(self, thread_id: str, words: str) -> str:
        """Give safe text. Raises UnsafeError, without the words, when they cannot be made safe."""
        try:
            safe = await self._strip(thread_id, words, aside=True)
            return self._product.output_net.guard(safe, Exit.STORE)
        except Exception as error:  # noqa: BLE001 - not safe for whatever reason: not kept
            _log.error("text not kept: %s", type(error).__name__)
        raise UnsafeError

    async def _safe_or_nothing(self, thread_id: str, words: str) -> str:
        """Give safe text, or none at all: a message is shown whether it is kept or not."""
        try:
            return await self._safe(thread_id, words)
        except UnsafeError:
            return ""

    def _guarded(self, value: Any) -> Any:
        """Give a text, or all texts in a structure, as they may be kept."""
        if isinstance(value, str):
            return self._product.output_net.guard(value, Exit.STORE)
        if isinstance(value, Mapping):
            return {key: self._guarded(each) for key, each in value.items()}
        return [self._guarded(each) for each in value] if isinstance(value, list) else value


def _checked(thread_id: str) -> str:
    """Give the id of a thread; ValueError when a client sent something else in its place."""
    return str(UUID(thread_id))


def _short(name: str) -> str:
    """Cut a name between words: of half a word nobody could tell later that it must go."""
    line = " ".join(name.split())
    if len(line) <= _NAME_LENGTH:
        return line
    words = line[:_NAME_LENGTH].rpartition(" ")[0] or line[: _NAME_LENGTH - 1]
    return f"{words}…"
