"""The corridor: the rooms that a message walks through, in order. LangGraph wires them.

    understand ─► screen ─► retrieve ─► route ─► compose ─► verify
                    │ │                   ▲
                    │ └─ danger ──────────┘   nothing may delay 112
                    └─── refused: refuse ─► verify

Whoever reads `Rooms` and `build_corridor` sees the whole product. No room knows its neighbours,
and only `SafeText` ever enters.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph

from assistant.advice import AdviceBook
from assistant.answer import Intent, Refusal, Urgency, as_markdown
from assistant.cite import Citer, Passages
from assistant.compose import Composed, compose
from assistant.contact_view import ContactBook
from assistant.desk import Desk
from assistant.domain import settle_intent
from assistant.errors import SignaalwijzerError
from assistant.place_named import place_named, without_place
from assistant.refuse import refuse
from assistant.route import Routed, RouteTable
from assistant.situation import Situation
from assistant.understand import Chosen, Told, Understander
from guardrails.screen import Screen
from guardrails.text import AgeBand, SafeText
from guardrails.verdict import Outcome
from guardrails.verify import Verifier
from knowledge_base.load import Content
from knowledge_base.retrieve import Hit, Retriever

_FETCH = 12


class State(TypedDict, total=False):
    """What the rooms hand on; only the wiring sees it as a dict."""

    text: SafeText
    ages: tuple[AgeBand, ...]
    before: tuple[Told, ...]
    chosen: Chosen
    situation: Situation
    refusal: Refusal | None
    routed: Routed
    hits: tuple[Hit, ...]
    enough: bool
    composed: Composed
    timing: dict[str, float]


Room = Callable[[State], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms and what they need; each is a plain function of the state."""

    understander: Understander
    screener: Screen
    table: RouteTable
    retriever: Retriever
    advice: AdviceBook
    contacts: ContactBook
    content: Content
    passages: Passages
    verifier: Verifier
    today: Callable[[], date]

    def understand(self, state: State) -> Mapping[str, Any]:
        situation = self.understander.understand(
            state["text"], state["ages"], state["before"], state["chosen"]
        )
        if situation.intent is Intent.REPORT and not situation.gemeente:
            named = place_named(situation.text.value, self.contacts.places)
            situation = replace(situation, gemeente=named)
        return {"situation": situation}

    def screen(self, state: State) -> Mapping[str, Any]:
        situation = state["situation"]
        verdict = self.screener.check(state["text"], telling=bool(situation.telling))
        if verdict.outcome is Outcome.ERROR:
            raise SignaalwijzerError
        refusal = None if verdict.passed else Refusal(verdict.rule)
        return {"refusal": refusal or _hinted(situation)}

    def retrieve(self, state: State) -> Mapping[str, Any]:
        situation = state["situation"]
        hits = self.looked_up(situation, state["before"], _FETCH)
        enough = self.retriever.enough(hits)
        situation, refusal = settle_intent(
            situation, hits, enough, self.understander.rules, self.content
        )
        return {"hits": hits, "enough": enough, "situation": situation, "refusal": refusal}

    def looked_up(self, situation: Situation, before: tuple[Told, ...], k: int) -> tuple[Hit, ...]:
        """Search for what fits a situation; a short message counts with the one before it."""
        return self.retriever.search(
            without_place(situation.text, situation.gemeente),
            k=k,
            language=situation.language,
            audience=None if situation.role == "onbekend" else situation.role,
            forms=situation.forms,
            before=before[-1].text if before else None,
        )

    def route(self, state: State) -> Mapping[str, Any]:
        return {"routed": self.table.route(state["situation"])}

    def compose(self, state: State) -> Mapping[str, Any]:
        situation = state["situation"]
        desk = self.desk(situation.language, state.get("hits", ()), state.get("enough", False))
        return {"composed": compose(situation, state["routed"], desk)}

    def refuse(self, state: State) -> Mapping[str, Any]:
        refusal, situation = state["refusal"], state["situation"]
        assert refusal is not None
        return {
            "composed": refuse(refusal, situation, self.desk(situation.language, (), False)),
            "routed": Routed((), ()),
        }

    def verify(self, state: State) -> Mapping[str, Any]:
        composed = state["composed"]
        text = as_markdown(composed.blocks)
        verdict = self.verifier.check(
            text,
            [citation.n for citation in composed.citations],
            acute=state["situation"].urgency is Urgency.ACUTE,
        )
        if not verdict.passed:
            raise SignaalwijzerError("antwoord_geblokkeerd")
        return {}

    def desk(self, language: str, hits: tuple[Hit, ...], enough: bool) -> Desk:
        """A fresh desk for one answer."""
        citer = Citer(self.passages, self.today(), language)
        return Desk(self.content, self.advice, self.contacts, citer, hits, enough)


def _hinted(situation: Situation) -> Refusal | None:
    """The second opinion's refusal; never where facts about someone are told: those are answered."""
    return None if situation.telling else situation.refusal_hint


def _timed(name: str, room: Room) -> Room:
    def run(state: State) -> Mapping[str, Any]:
        begin = time.perf_counter()
        update = room(state)
        spent = (time.perf_counter() - begin) * 1000
        timing = state.get("timing", {})
        return {**update, "timing": {**timing, name: timing.get(name, 0.0) + spent}}

    return run


def _after_screen(state: State) -> str:
    if state["situation"].urgency is Urgency.ACUTE:
        return "route"  # a threat is met first, also inside a message that is refused
    return "refuse" if state["refusal"] else "retrieve"


def _after_retrieve(state: State) -> str:
    return "refuse" if state["refusal"] else "route"


def build_corridor(rooms: Rooms) -> Callable[[State], State]:
    """Wire the rooms; gives a function from the first state to the last."""
    graph = StateGraph(State)
    for name in ("understand", "screen", "retrieve", "route", "compose", "refuse", "verify"):
        graph.add_node(name, _timed(name, getattr(rooms, name)))  # type: ignore[call-overload]
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "screen")
    graph.add_conditional_edges("screen", _after_screen, ["route", "refuse", "retrieve"])
    graph.add_conditional_edges("retrieve", _after_retrieve, ["refuse", "route"])
    graph.add_edge("route", "compose")
    graph.add_edge("compose", "verify")
    graph.add_edge("refuse", "verify")
    graph.add_edge("verify", END)
    compiled = graph.compile()
    return lambda state: compiled.invoke(state)  # type: ignore[return-value]
