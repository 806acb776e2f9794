"""The privacy promise as a type: what `RawText` hides and who may make `SafeText`."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import traceback
from dataclasses import asdict, replace
from datetime import datetime

import pytest

from assistant.keep import Store, make_engine
from assistant.understand import Told
from guardrails.text import RawText, SafeText, restored

CANARY = "Zwartkoplijster Wouterlood 0612345678"


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, "%s".__mod__])
def test_raw_text_never_shows_its_value(show) -> None:  # type: ignore[no-untyped-def]
    assert "Wouterlood" not in show(RawText(CANARY))
    assert "Wouterlood" not in show([RawText(CANARY)])


def test_raw_text_tells_only_how_long_it_is() -> None:
    assert repr(RawText("abc")) == "RawText(3 characters)"


def test_a_log_line_with_raw_text_does_not_hold_its_value() -> None:
    stream = io.StringIO()
    log = logging.Logger("canary")
    log.addHandler(logging.StreamHandler(stream))
    log.error("message: %s %r", RawText(CANARY), RawText(CANARY))
    assert "Wouterlood" not in stream.getvalue()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_raw_text_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError) as error:
        pickle.dumps(RawText(CANARY), protocol)
    assert "Wouterlood" not in "".join(traceback.format_exception(error.value))


def test_raw_text_cannot_be_copied_nor_written_as_json() -> None:
    with pytest.raises(TypeError):
        copy.copy(RawText(CANARY))
    with pytest.raises(TypeError) as error:
        json.dumps({"text": RawText(CANARY)})
    assert "Wouterlood" not in str(error.value)


@pytest.mark.parametrize("seal", [None, object(), True, "_SEAL"])
def test_safe_text_cannot_be_made_without_the_seal(seal: object) -> None:
    with pytest.raises(TypeError):
        SafeText(CANARY, seal)  # type: ignore[arg-type]


def test_safe_text_does_not_show_its_seal() -> None:
    assert repr(restored("veilig")) == "SafeText('veilig')"
    assert restored("veilig") == restored("veilig")
    assert not restored("")


def test_safe_text_cannot_be_changed_after_it_was_made() -> None:
    with pytest.raises((AttributeError, TypeError)):
        restored("veilig").value = CANARY  # type: ignore[misc]


@pytest.mark.parametrize("text", ["een gewone tekst", RawText(CANARY), b"bytes", None])
async def test_the_store_refuses_anything_but_safe_text(text: object) -> None:
    engine = make_engine("sqlite+aiosqlite://")
    store = Store(engine)
    await store.prepare()
    with pytest.raises(TypeError):
        await store.add("t", datetime(2026, 1, 1), Told(text), "", "")  # type: ignore[arg-type]
    assert (await store.read("t")).told == ()
    await engine.dispose()


def test_raw_text_stays_closed_to_a_generic_serialiser() -> None:
    with pytest.raises(TypeError):
        asdict(RawText(CANARY))  # type: ignore[call-overload]


def test_safe_text_cannot_be_made_from_another_one() -> None:
    with pytest.raises(TypeError):
        replace(restored("veilig"), value=CANARY)
