"""Serve the real product, with steps that break when the environment says so.

With `FORENSICS_BREAK=1` one step breaks in each turn, another each time, with the raw message in
the text of the exception: what a careless library or a bug could do at its worst.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

from assistant.conversation import Conversation
from assistant.corridor import Rooms
from assistant.keep import Store
from assistant.settings import Settings
from assistant.web.environment import prepare
from assistant.web.server import serve
from guardrails.deidentify import Session
from guardrails.output_net import OutputNet

_ROOMS = ("understand", "screen", "retrieve", "route", "compose", "refuse", "verify")


class Saboteur:
    """Breaks one step in each turn. It knows the raw message, which most steps do not."""

    def __init__(self) -> None:
        self._raw = ""
        self._broken: object = None
        self._order: Iterator[object] = iter(())

    def take_over(self) -> None:
        """Wrap every step, and the door by which messages come in."""
        from assistant.web import chat, door, render
        from assistant.web.data_layer import SafeDataLayer

        steps: list[tuple[Any, str]] = [
            *((Rooms, room) for room in _ROOMS),
            (Session, "_deidentify"),
            (Conversation, "_turn"),
            (Store, "add"),
            (Store, "read"),
            (OutputNet, "guard"),
            (render, "markdown"),
            (chat.Chat, "_show"),
            (door, "_original"),
            (SafeDataLayer, "_keep_step"),
            (SafeDataLayer, "_safe_step"),
            (SafeDataLayer, "execute_sql"),
            (SafeDataLayer, "upsert_feedback"),
        ]
        for owner, name in steps:
            setattr(owner, name, self._breaking((owner, name), getattr(owner, name)))
        self._order = itertools.cycle(steps)
        enter: Callable[..., Any] = door.Door.enter

        async def listening(self_: Any, emitter: Any, payload: Any) -> Any:
            self._raw = str(payload["message"].get("output"))
            self._broken = next(self._order)
            return await enter(self_, emitter, payload)

        setattr(door.Door, "enter", listening)  # noqa: B010 - not the type of a method

    def _breaking(self, step: object, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            if self._broken == step:
                raise RuntimeError(f"kapot bij: {self._raw}")
            return work(*given, **named)

        return run


if __name__ == "__main__":
    settings = Settings()
    if os.environ.get("FORENSICS_BREAK"):
        prepare(settings, os.environ)  # before the first import of Chainlit
        Saboteur().take_over()
    serve(settings)
