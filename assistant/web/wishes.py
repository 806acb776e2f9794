"""The buttons with which a user says that something was wrongly removed.

What they bring on the screen is sent to the browser and kept nowhere.
"""

# mypy: untyped-calls-exclude=chainlit

from __future__ import annotations

from collections.abc import Iterable

import chainlit as cl
from chainlit.context import context
from chainlit.step import StepDict
from chainlit.utils import utc_now

from assistant.errors import SignaalwijzerError
from assistant.web.choices import choices, page_language
from assistant.web.data_layer import SafeDataLayer
from assistant.web.ports import PageProduct
from guardrails.text import restored
from prompts.load import messages, texts


class WishButtons:
    """Offers what may be shown again, and shows it on this user's screen."""

    def __init__(self, product: PageProduct, store: SafeDataLayer) -> None:
        self._product = product
        self._store = store

    def register(self) -> None:
        """Hand the handlers to Chainlit."""
        cl.action_callback("onterecht")(self.offer)
        cl.action_callback("terugzetten")(self.restore)

    async def offer(self, _action: cl.Action) -> None:
        """Say what may be shown again, with a button for each, and why a name never is."""
        words = texts("page", self._language())
        try:
            places = await self._product.control.restorable(context.session.thread_id)
        except SignaalwijzerError as error:
            await _say(str(messages(self._language())[error.code]))
            return
        told = words["restore.which" if places else "restore.none"]
        note = await _say(f"{told} {words['restore.never']}")
        for place in places:
            await cl.Action(
                id=f"terugzetten-{place}-{note}",
                name="terugzetten",
                label=f"{words['button.restore']} {place}",
                payload={"placeholder": place},
            ).send(for_id=note)

    async def restore(self, action: cl.Action) -> None:
        """Show one thing again, everywhere on the screen; or say why that may not be."""
        language = self._language()
        thread_id = context.session.thread_id
        try:
            await self._product.control.restore(thread_id, str(action.payload["placeholder"]))
        except SignaalwijzerError as error:
            await _say(str(messages(language)[error.code]))
            return
        await action.remove()
        thread = await self._store.get_thread(thread_id)
        steps = thread["steps"] if thread else []
        for step in self.displayed(thread_id, steps):
            await context.emitter.update_step(step)
        await _say(texts("page", language)["restore.done"])

    def displayed(self, thread_id: str, steps: Iterable[StepDict]) -> list[StepDict]:
        """Give, as the user wants to see them, the messages in which something is shown again."""
        found = []
        for step in steps:
            safe = step.get("output") or ""
            shown = self._product.control.display(thread_id, restored(safe))
            if "message" in step["type"] and shown != safe:
                step["output"] = shown
                found.append(step)
        return found

    def _language(self) -> str:
        return page_language(choices(context.session.chat_settings, self._product), self._product)


async def _say(told: str) -> str:
    """Show a note that is not kept; give its id."""
    note = cl.Message(content=told)
    note.created_at = utc_now()
    await context.emitter.send_step(note.to_dict())
    return note.id
