"""The map from placeholder to value lives in memory: no serialiser, log or checkpoint opens it."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.graph import END, START, StateGraph

from guardrails.deidentify import Deidentifier, Session
from guardrails.memory_only import MemoryOnly
from guardrails.text import RawText

CANARY = "Zwartkoplijster"
MESSAGE = f"Mijn leerling Yassine {CANARY} belde."


@pytest.fixture
def session(deidentifier: Deidentifier) -> Session:
    """A conversation that knows who [PERSOON-1] is."""
    session = deidentifier.session()
    assert CANARY not in session.deidentify(RawText(MESSAGE)).text.value
    assert CANARY.lower() in session._memory.words
    return session


@pytest.fixture(params=["session", "numbering", "memory", "raw"])
def secret(request: pytest.FixtureRequest, session: Session) -> object:
    """Each object that holds what a user typed."""
    holders = {
        "session": session,
        "numbering": session._numbering,
        "memory": session._memory,
        "raw": RawText(MESSAGE),
    }
    return holders[request.param]


SERIALISERS: dict[str, Callable[[Any], object]] = {
    **{f"pickle {n}": lambda o, n=n: pickle.dumps(o, n) for n in range(6)},  # type: ignore[misc]
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "json": json.dumps,
    "json in a list": lambda o: json.dumps([o]),
    "asdict": dataclasses.asdict,
    "replace": lambda o: dataclasses.replace(o),
    "vars": vars,
    "reduce": lambda o: o.__reduce__(),
    "langgraph": JsonPlusSerializer().dumps_typed,
    "langgraph with pickle": JsonPlusSerializer(pickle_fallback=True).dumps_typed,
}


@pytest.mark.parametrize("name", SERIALISERS)
def test_no_serialiser_opens_it(secret: object, name: str) -> None:
    with pytest.raises(TypeError) as refused:
        SERIALISERS[name](secret)
    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_what_is_kept_by_attribute_alone_is_no_serialiser_s_business(session: Session) -> None:
    for holder in (session, session._numbering, session._memory):
        assert isinstance(holder, MemoryOnly)
        assert not dataclasses.is_dataclass(holder) and not hasattr(holder, "__dict__")
        with pytest.raises(TypeError):
            holder.__getstate__()


@pytest.mark.parametrize(
    "show", [repr, str, "{}".format, "{!r}".format, "%s".__mod__, "%r".__mod__]
)
def test_no_text_of_it_holds_a_value(secret: object, show: Callable[[object], str]) -> None:
    for shown in (show(secret), show([secret]), show({"secret": secret})):
        assert CANARY.lower() not in shown.lower()


def test_no_log_line_holds_a_value(secret: object) -> None:
    stream = io.StringIO()
    log = logging.Logger("canary", logging.DEBUG)
    log.addHandler(logging.StreamHandler(stream))
    log.debug("%s %r %s", secret, secret, {"in": [secret]})
    assert CANARY.lower() not in stream.getvalue().lower()


def test_an_exception_with_its_locals_holds_no_value(secret: object) -> None:
    def fails(held: object) -> None:
        raise ValueError(held)

    with pytest.raises(ValueError) as failed:
        fails(secret)
    shown = traceback.TracebackException.from_exception(failed.value, capture_locals=True)
    frames = [frame for frame in shown.stack if frame.name == "fails"]
    assert frames and CANARY.lower() not in str([frame.locals for frame in frames]).lower()
    assert CANARY.lower() not in "".join(shown.format_exception_only()).lower()


def test_a_failing_deidentification_shows_no_word_in_its_locals(deidentifier: Deidentifier) -> None:
    session = deidentifier.session(numbers={"PERSOON": 999})
    try:
        session.deidentify(RawText(MESSAGE))
        raise AssertionError("the thousandth person must be refused")
    except Exception as error:  # noqa: BLE001 - whatever it is, its locals are looked at
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = [
        f for f in shown.stack if f.filename.endswith("deidentify.py") and "tests" not in f.filename
    ]
    assert ours and CANARY not in str([frame.locals for frame in ours])


class _State(TypedDict, total=False):
    held: object
    text: str


@pytest.mark.parametrize("pickles", [False, True])
def test_a_graph_with_a_checkpointer_cannot_get_it(secret: object, pickles: bool) -> None:
    saver = InMemorySaver(serde=JsonPlusSerializer(pickle_fallback=pickles))
    graph = StateGraph(_State)
    graph.add_node("room", lambda state: {"text": "done"})
    graph.add_edge(START, "room")
    graph.add_edge("room", END)
    compiled = graph.compile(checkpointer=saver)
    with pytest.raises(TypeError):
        compiled.invoke({"held": secret}, {"configurable": {"thread_id": "1"}})
    kept = str((dict(saver.storage), dict(saver.writes), dict(saver.blobs))).lower()
    assert CANARY.lower() not in kept


def test_a_checkpointer_does_get_what_is_safe(tmp_path: Path) -> None:
    saver = InMemorySaver()
    graph = StateGraph(_State)
    graph.add_node("room", lambda state: {"text": f"{state['text']} gelezen"})
    graph.add_edge(START, "room")
    graph.add_edge("room", END)
    graph.compile(checkpointer=saver).invoke(
        {"text": "veilig"}, {"configurable": {"thread_id": "1"}}
    )
    assert "veilig gelezen" in str(dict(saver.blobs))
