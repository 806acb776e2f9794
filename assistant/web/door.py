"""The door: a typed message becomes safe text before Chainlit does anything with it.

Chainlit stores a message, names the thread after it and keeps it in memory before our handler
runs. The wrapped method below replaces the words first. The raw text waits, in memory and for
this one turn, for the handler that gives it to the corridor.
"""

# mypy: untyped-calls-exclude=chainlit

from __future__ import annotations

import asyncio
import logging
from typing import Any
from uuid import UUID

from chainlit.emitter import ChainlitEmitter
from chainlit.message import Message
from chainlit.step import StepDict
from chainlit.types import MessagePayload
from chainlit.utils import utc_now

from assistant.errors import InputError, SignaalwijzerError, UnsafeError
from assistant.web.choices import choices, page_language
from assistant.web.ports import PageProduct
from assistant.web.strip import Strip
from guardrails.text import RawText, restored
from prompts.load import messages

_log = logging.getLogger(__name__)
_original = ChainlitEmitter.process_message


class Door:
    """Takes messages in; `take` hands the raw text of a message over, once."""

    def __init__(self, product: PageProduct, strip: Strip) -> None:
        self._product = product
        self._strip = strip
        self._waiting: dict[str, RawText] = {}

    def install(self) -> None:
        """Put this door in front of Chainlit's own handling of messages."""
        door = self

        async def process_message(emitter: ChainlitEmitter, payload: MessagePayload) -> Message:
            return await door.enter(emitter, payload)

        ChainlitEmitter.process_message = process_message  # type: ignore[method-assign, assignment]

    def take(self, message_id: str) -> RawText | None:
        """Give the raw text of a message that just came in, and forget it here."""
        return self._waiting.pop(message_id, None)

    async def enter(self, emitter: ChainlitEmitter, payload: MessagePayload) -> Message:
        """Replace the words of a message by safe text, then let Chainlit handle it.

        When that cannot be done the user is told, nothing is kept, and the turn is cancelled.
        """
        chosen = choices(emitter.session.chat_settings, self._product)
        failure = ""
        try:
            return await self._enter(emitter, payload["message"])
        except SignaalwijzerError as error:
            failure = error.code
        except Exception as error:  # noqa: BLE001 - Chainlit would keep and show its text
            _log.error("message not taken in: %s", type(error).__name__)
            failure = SignaalwijzerError.code
        await _tell(emitter, failure, page_language(chosen, self._product))
        raise asyncio.CancelledError

    async def _enter(self, emitter: ChainlitEmitter, step: StepDict) -> Message:
        raw = RawText(str(step.get("output") or ""))
        clean: Any = {
            "id": str(UUID(step["id"])),
            "type": "user_message",
            "name": "user",
            "output": await self._safe(emitter.session.thread_id, raw),
            "createdAt": utc_now(),
        }
        self._waiting[clean["id"]] = raw
        try:
            message: Message = await _original(emitter, {"message": clean, "fileReferences": None})
            shown = message.to_dict()
            safe = restored(message.content)
            shown["output"] = self._product.control.display(emitter.session.thread_id, safe)
            await emitter.update_step(shown)
        except BaseException:
            self._waiting.pop(clean["id"], None)  # there will be no turn to take it
            raise
        return message

    async def _safe(self, thread_id: str, raw: RawText) -> str:
        if not raw.value.strip():
            raise InputError("invoer_leeg")
        if len(raw.value) > self._product.settings.max_characters:
            raise InputError("invoer_te_lang")
        try:
            return await self._strip(thread_id, raw.value)
        except SignaalwijzerError:
            raise
        except Exception as error:  # noqa: BLE001 - not safe for whatever reason: stop
            _log.error("de-identification failed: %s", type(error).__name__)
            raise UnsafeError from None


async def _tell(emitter: ChainlitEmitter, code: str, language: str) -> None:
    """Show an error that is not kept: sent to the browser, not to the store."""
    told = Message(content=str(messages(language)[code]))
    told.created_at = utc_now()
    await emitter.send_step(told.to_dict())
