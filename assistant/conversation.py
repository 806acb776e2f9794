"""One turn: de-identify, walk the corridor, keep the safe text, give the answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from assistant.answer import Answer, Block, BlockKind, RouteStep, Timing, Urgency
from assistant.compose_case import alarm
from assistant.corridor import Rooms, State, build_corridor
from assistant.errors import InputError, SignaalwijzerError, StoreError, UnsafeError
from assistant.keep import Kept, Store
from assistant.place_named import without_place
from assistant.refuse import as_refused
from assistant.situation import Situation
from assistant.understand import Chosen, Told
from guardrails.deidentify import DeidentificationError, Deidentifier, Session
from guardrails.output_net import Exit, OutputNet
from guardrails.screen import check_form
from guardrails.text import Deidentified, RawText
from knowledge_base.retrieve import Hit, Retriever
from prompts.load import messages, texts

_log = logging.getLogger(__name__)
_MOST_SESSIONS = 2000
_EMERGENCY = "112"
_NOTHING = Kept()


@dataclass(frozen=True, slots=True)
class TurnOptions:
    """What the user chose in the settings; empty means: not chosen."""

    role: str = ""
    gemeente: str = ""
    language: str = ""


@dataclass
class Sessions:
    """The de-identifier's memory of each conversation: in this process only, oldest forgotten.

    With `per_turn` the values are forgotten after each turn; only the numbers of placeholders
    that were given out stay known, and the words that the user asked to remove also. `keeping` is
    held by who writes what was told: nothing is kept while a word is being removed from it.
    """

    deidentifier: Deidentifier
    per_turn: bool = False
    keeping: asyncio.Lock = field(default_factory=asyncio.Lock)
    _open: OrderedDict[str, Session] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, thread_id: str, kept: Kept = _NOTHING) -> Session:
        """Give the session of a conversation; a resumed one goes on counting where it was."""
        with self._lock:
            if thread_id not in self._open:
                self._open[thread_id] = self.deidentifier.session(numbers=kept.numbers)
            self._open.move_to_end(thread_id)
            while len(self._open) > _MOST_SESSIONS:
                self._open.popitem(last=False)
            return self._open[thread_id]

    def aside(self, thread_id: str) -> Session:
        """Give a session for words that are no turn: one of its own when turns are forgotten."""
        session = self.get(thread_id)
        return session.renewed() if self.per_turn else session

    def known(self, thread_id: str) -> Session | None:
        """Give the session of a conversation when this process has one."""
        with self._lock:
            return self._open.get(thread_id)

    def end_turn(self, thread_id: str) -> None:
        """Forget the values of a turn, where the settings say so."""
        with self._lock:
            if self.per_turn and (ended := self._open.get(thread_id)):
                self._open[thread_id] = ended.renewed()

    def forget(self, thread_id: str) -> None:
        with self._lock:
            self._open.pop(thread_id, None)


def made_safe(session: Session, raw: RawText, most: int) -> Deidentified:
    """Check the form of a message and take personal data out of it.

    Raises InputError when it cannot be used, UnsafeError when it cannot be made safe.
    """
    form = check_form(raw, most)
    if not form.passed:
        raise InputError(form.rule)
    try:
        return session.deidentify(raw)
    except DeidentificationError:
        pass
    # raised outside the handler, so that nothing of the message hangs on the error
    raise UnsafeError


class Corridor:
    """From a safe message to an answer; danger to life gets 112 first, whatever else breaks."""

    def __init__(self, rooms: Rooms, net: OutputNet | None = None) -> None:
        self._rooms = rooms
        self._net = net or OutputNet()
        self._walk = build_corridor(rooms)

    def answer(self, message: Deidentified, before: tuple[Told, ...], chosen: Chosen) -> Answer:
        """Give the answer. Raises SignaalwijzerError when there is none and no danger either."""
        begin = time.perf_counter()
        message = self._guarded(message)
        state: State = {
            "text": message.text,
            "ages": message.ages,
            "before": before,
            "chosen": chosen,
        }
        try:
            return _answer(self._walk(state), message, begin)
        except Exception as error:  # noqa: BLE001 - a broken room may not hide a danger
            _log.error("corridor: %s", type(error).__name__)
            failure = error if isinstance(error, SignaalwijzerError) else SignaalwijzerError()
        try:
            urgent = self._in_danger(message, before, chosen)
        except Exception as error:  # noqa: BLE001 - nothing is left that could understand it
            _log.error("understanding: %s", type(error).__name__)
            urgent = None
        if urgent is not None:
            return urgent
        raise failure

    def searching_with(self, retriever: Retriever) -> Corridor:
        """Give the same corridor with another search."""
        return Corridor(replace(self._rooms, retriever=retriever), self._net)

    def look_up(self, message: Deidentified, before: tuple[Told, ...], k: int) -> tuple[Hit, ...]:
        """Search as an answer would: in the language of the message and on its forms."""
        situation = self.understood(message, before)  # its text passed the net
        return self._rooms.looked_up(situation, before, k)

    def understood(self, message: Deidentified, before: tuple[Told, ...]) -> Situation:
        """Give what a message says, without answering it."""
        safe = self._guarded(message)
        return self._rooms.understander.understand(safe.text, safe.ages, before)

    def _guarded(self, message: Deidentified) -> Deidentified:
        """The message after the second net, before any model reads it."""
        return replace(message, text=self._net.guarded(message.text, Exit.MODEL))

    def _in_danger(
        self, message: Deidentified, before: tuple[Told, ...], chosen: Chosen
    ) -> Answer | None:
        """The alarm alone, from understanding alone; None when there is no danger."""
        situation = self._rooms.understander.understand(message.text, message.ages, before, chosen)
        if situation.urgency is not Urgency.ACUTE:
            return None
        return Answer(
            text=message.text,
            removed=message.removed,
            intent=situation.intent,
            urgency=situation.urgency,
            language=situation.language,
            blocks=alarm(situation),
            routes=(
                RouteStep(_EMERGENCY, texts("routes", situation.language)[f"why.{_EMERGENCY}"]),
            ),
        )


def _answer(state: State, message: Deidentified, begin: float) -> Answer:
    refusal = None if state["situation"].urgency is Urgency.ACUTE else state["refusal"]
    situation = as_refused(state["situation"], refusal) if refusal else state["situation"]
    composed, timing = state["composed"], state["timing"]
    case_like = situation.about_person or refusal is None
    return Answer(
        text=message.text,
        removed=message.removed,
        intent=situation.intent,
        urgency=situation.urgency,
        language=situation.language,
        forms=situation.forms if case_like else (),
        criteria=situation.criteria,
        routes=state["routed"].steps,
        blocks=composed.blocks,
        citations=composed.citations,
        contacts=composed.contacts,
        follow_up=composed.follow_up,
        suggestions=composed.suggestions,
        reasons=composed.reasons,
        refusal=refusal,
        timing=Timing(
            understand=timing.get("understand", 0.0) + timing.get("screen", 0.0),
            retrieve=timing.get("retrieve", 0.0),
            compose=sum(timing.get(room, 0.0) for room in ("route", "compose", "refuse")),
            verify=timing.get("verify", 0.0),
            total=(time.perf_counter() - begin) * 1000,
        ),
    )


class Conversation:
    """Conversations by id. What is kept is safe text; answers are made anew from it."""

    def __init__(
        self,
        corridor: Corridor,
        sessions: Sessions,
        store: Store,
        most_characters: int,
        now: Callable[[], datetime],
    ) -> None:
        self._corridor = corridor
        self._sessions = sessions
        self._store = store
        self._most = most_characters
        self._now = now

    async def turn(self, thread_id: str, raw: RawText, options: TurnOptions) -> Answer:
        """Answer one message. Raises InputError, UnsafeError or another SignaalwijzerError."""
        try:
            return await self._turn(thread_id, raw, options)
        finally:
            self._sessions.end_turn(thread_id)

    async def _turn(self, thread_id: str, raw: RawText, options: TurnOptions) -> Answer:
        begin = time.perf_counter()
        kept, broken = await self._kept(thread_id)
        session = self._sessions.get(thread_id, kept)
        message = await asyncio.to_thread(made_safe, session, raw, self._most)
        spent = (time.perf_counter() - begin) * 1000
        gemeente = options.gemeente or message.gemeente or kept.gemeente
        chosen = Chosen(options.role or kept.role, gemeente, options.language)
        answer = await asyncio.to_thread(self._corridor.answer, message, kept.told, chosen)
        kept_text = without_place(message.text, message.gemeente)
        try:
            async with self._sessions.keeping:
                kept_text = session.strip_again(kept_text)
                told = Told(kept_text, message.ages, answer.intent, answer.urgency)
                await self._store.add(thread_id, self._now(), told, gemeente, options.role)
        except StoreError:
            broken = True
        total = (time.perf_counter() - begin) * 1000
        timing = replace(answer.timing, deidentify=spent, total=total)
        return replace(_warned(answer) if broken else answer, timing=timing)

    async def forget(self, thread_id: str) -> None:
        """Delete a conversation, from the store and from memory."""
        self._sessions.forget(thread_id)
        await self._store.forget(thread_id)

    async def _kept(self, thread_id: str) -> tuple[Kept, bool]:
        try:
            return await self._store.read(thread_id), False
        except StoreError:
            return Kept(), True


def _warned(answer: Answer) -> Answer:
    message = str(messages(answer.language)["opslag_kapot"])
    return replace(answer, blocks=(*answer.blocks, Block(BlockKind.LIMITS, "", f"*{message}*")))
