"""What happens in a chat: start, resume, a message, a button. No knowledge of the subject."""

# mypy: untyped-calls-exclude=chainlit

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.socket import process_message
from chainlit.step import StepDict
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from assistant.answer import Answer
from assistant.conversation import TurnOptions
from assistant.errors import SignaalwijzerError, StoreError
from assistant.web import render
from assistant.web.choices import choices, page_language, panel
from assistant.web.data_layer import SafeDataLayer
from assistant.web.door import Door
from assistant.web.ports import PageProduct
from assistant.web.wishes import WishButtons
from guardrails.text import RawText
from prompts.load import messages, texts

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 0.6
_KEEPING_SECONDS = 1.0
_STARTERS = ("jongerenwerker", "docent", "meldpunt")


class Chat:
    """The handlers of the page, around one product."""

    def __init__(
        self, product: PageProduct, door: Door, store: SafeDataLayer, wishes: WishButtons
    ) -> None:
        self._product = product
        self._door = door
        self._store = store
        self._wishes = wishes
        self._checks: set[asyncio.Task[None]] = set()

    def register(self) -> None:
        """Hand the handlers to Chainlit."""
        cl.on_chat_start(self.start)
        cl.on_chat_resume(self.resume)
        cl.on_message(self.answer)
        cl.set_starters(self.starters)
        cl.on_settings_update(self.settings)
        cl.action_callback("bron")(self.show_source)
        cl.action_callback("waarom")(self.show_reasons)
        cl.action_callback("vervolg")(self.follow)

    async def start(self) -> None:
        """Show the settings panel of a new conversation."""
        await panel(self._chosen(), self._product).send()

    async def settings(self, _chosen: dict[str, Any]) -> None:
        """Fill in the panel again, in the language that was chosen."""
        await panel(self._chosen(), self._product).send()

    async def starters(self, _user: cl.User | None = None, _language: str = "") -> list[cl.Starter]:
        """Offer one example for each of the three kinds of user."""
        words = texts("page", self._product.settings.language)
        return [
            cl.Starter(label=words[f"starter.{who}.label"], message=words[f"starter.{who}.text"])
            for who in _STARTERS
        ]

    async def resume(self, thread: ThreadDict) -> None:
        """Bring back the panel and the buttons; say so when the last message got no answer."""
        chosen = self._chosen()
        await panel(chosen, self._product).send()
        await self._remember(thread["id"])
        self._wishes.displayed(thread["id"], thread["steps"])
        shown = [step for step in thread["steps"] if "message" in step["type"]]
        for step in shown:
            for button in (step.get("metadata") or {}).get("buttons", ()):
                await _action(render.Button(**button), step["id"]).send(for_id=step["id"])
        if shown and shown[-1]["type"] == "user_message":
            thread["steps"].append(_interrupted(thread["id"], page_language(chosen, self._product)))

    async def answer(self, message: cl.Message) -> None:
        """Answer a message; whatever goes wrong, the user reads what and what to do."""
        chosen = self._chosen()
        language = page_language(chosen, self._product)
        raw = self._door.take(message.id) or RawText(message.content)
        try:
            answer = await self._patiently(self._turn(raw, chosen), language)
            await self._show(answer)
        except SignaalwijzerError as error:
            await _tell(messages(language)[error.code])
        except Exception as error:  # noqa: BLE001 - the user must always read something
            _log.error("turn failed: %s", type(error).__name__)
            await _tell(messages(language)["onverwacht"])
        check = asyncio.create_task(self._tell_if_unkept(language))
        self._checks.add(check)
        check.add_done_callback(self._checks.discard)

    async def show_source(self, action: cl.Action) -> None:
        """Open the passage of a source beside the answer."""
        await _open_panel(action, *render.source_panel(action.payload))

    async def show_reasons(self, action: cl.Action) -> None:
        """Open the facts read and the rules fired beside the answer."""
        await _open_panel(action, *render.reasons_panel(action.payload))

    async def follow(self, action: cl.Action) -> None:
        """Send the text of a suggestion as the user's next message."""
        step: Any = {
            "id": str(uuid.uuid4()),
            "threadId": context.session.thread_id,
            "type": "user_message",
            "name": "user",
            "output": str(action.payload["text"]),
            "createdAt": utc_now(),
        }
        await context.emitter.send_step(step)
        turn = process_message(context.session, {"message": step, "fileReferences": None})  # type: ignore[arg-type]
        context.session.current_task = asyncio.create_task(turn)

    async def _remember(self, thread_id: str) -> None:
        """Let a conversation go on counting its placeholders where it was."""
        with suppress(StoreError):
            self._product.sessions.get(thread_id, await self._product.store.read(thread_id))

    async def _turn(self, raw: RawText, chosen: TurnOptions) -> Answer:
        thread_id = context.session.thread_id
        return await self._product.conversation.turn(thread_id, raw, chosen)

    async def _patiently(self, turn: Any, language: str) -> Answer:
        """Wait for a turn; when it takes long, say meanwhile what is being done."""
        task: asyncio.Task[Answer] = asyncio.ensure_future(turn)
        try:
            done, _ = await asyncio.wait({task}, timeout=_PATIENCE_SECONDS)
            if not done:
                name = texts("page", language)["status.working"]
                async with cl.Step(name=name, type="tool") as status:
                    await asyncio.wait({task})
                await status.remove()
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise

    async def _tell_if_unkept(self, language: str) -> None:
        """Say that a message could not be kept; Chainlit keeps messages after showing them."""
        await asyncio.sleep(_KEEPING_SECONDS)
        if self._store.take_unkept(context.session.thread_id):
            await _tell(messages(language)["opslag_kapot"])

    async def _show(self, answer: Answer) -> None:
        message_id = str(uuid.uuid4())
        buttons = render.buttons(answer)
        message = cl.Message(
            id=message_id,
            content=render.markdown(answer, message_id),
            actions=[_action(button, message_id) for button in buttons],
            metadata={"buttons": [asdict(button) for button in buttons]},
        )
        await message.send()
        for step in self._wishes.displayed(context.session.thread_id, [message.to_dict()]):
            await context.emitter.update_step(step)

    def _chosen(self) -> TurnOptions:
        return choices(context.session.chat_settings, self._product)


def _action(button: render.Button, message_id: str) -> cl.Action:
    return cl.Action(
        id=f"{button.key}-{message_id}",
        name=button.name,
        label=button.label,
        tooltip=button.tooltip,
        payload=button.payload,
    )


async def _open_panel(action: cl.Action, title: str, body: str) -> None:
    element = cl.Text(name=f"paneel-{action.id}", content=body, display="inline")
    await cl.ElementSidebar.set_elements([element])
    await cl.ElementSidebar.set_title(title)


def _interrupted(thread_id: str, language: str) -> StepDict:
    """Make the notice that a turn was cut off; it is shown and not kept."""
    return {
        "id": str(uuid.uuid4()),
        "threadId": thread_id,
        "type": "assistant_message",
        "name": "Signaalwijzer",
        "output": texts("page", language)["notice.interrupted"],
        "createdAt": utc_now(),
    }


async def _tell(message: object) -> None:
    await cl.Message(content=str(message)).send()
