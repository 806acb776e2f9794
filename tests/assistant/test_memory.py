"""How long it is known which words a placeholder stands for, and what is refused on the way in."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from pydantic import ValidationError

from assistant import machine
from assistant.build import Product
from assistant.conversation import Conversation, Corridor, Sessions, TurnOptions
from assistant.errors import InputError, UnsafeError
from assistant.keep import Store, make_engine
from assistant.settings import Settings
from assistant.understand import Told
from guardrails.output_net import Exit, OutputNet
from guardrails.text import RawText, restored
from guardrails.time_limit import TimeLimit
from prompts.load import messages

MOMENT = datetime(2026, 11, 23, 10, 0)
FIRST = "Mijn leerling Yassine Bouzid deelt haatfilmpjes."
AGAIN = "Yassine Bouzid deelt nu ook haatfilmpjes met mijn leerling Sanne Postma."
VARIED = (
    FIRST,
    AGAIN,
    "Bel mij op 06-12345678 of mail s.postma@voorbeeld.nl, postcode 3514 AB.",
    "Zijn BSN is 111222333, zijn rekening NL91 ABNA 0417 1643 00.",
    "Op insta heet hij @wolf_88, zie https://t.me/wolfgroep.",
    "Wat betekent 1488? En wanneer bel ik 0800-2000 of 0900-8844?",
    "Ik werk in Utrecht. Hij woont op de Lijsterstraat 4.",
)


@asynccontextmanager
async def talk(
    product: Product, per_turn: bool = False, net: OutputNet | None = None
) -> AsyncIterator[tuple[Conversation, Sessions, Store]]:
    """A conversation with a store of its own, as the settings would make it."""
    engine = make_engine("sqlite+aiosqlite://")
    net = net or product.output_net
    store = Store(engine, net)
    await store.prepare()
    sessions = Sessions(product.deidentifier, per_turn=per_turn)
    corridor = Corridor(product.corridor._rooms, net)
    yield Conversation(corridor, sessions, store, 10_000, lambda: MOMENT), sessions, store
    await engine.dispose()


async def _say(conversation: Conversation, text: str) -> str:
    return (await conversation.turn("t", RawText(text), TurnOptions())).text.value


@pytest.mark.parametrize(("per_turn", "number"), [(False, 1), (True, 2)])
async def test_a_value_is_known_for_the_conversation_or_the_turn(
    product: Product, per_turn: bool, number: int
) -> None:
    async with talk(product, per_turn) as (conversation, sessions, _):
        assert "[PERSOON-1]" in await _say(conversation, FIRST)
        known = "bouzid" in sessions.get("t")._memory.words
        assert known is not per_turn
        later = await _say(conversation, AGAIN)
        assert later.startswith(f"[PERSOON-{number}]")
        assert f"[PERSOON-{number + 1}]" in later


@pytest.mark.parametrize("text", ["half \ud83d", "x" * 50_000])
async def test_a_turn_that_fails_leaves_nothing_in_memory(product: Product, text: str) -> None:
    async with talk(product, per_turn=True) as (conversation, sessions, store):
        with pytest.raises((UnsafeError, InputError)):
            await _say(conversation, f"Mijn leerling Yassine Bouzid {text}")
        assert sessions.get("t")._memory.words == {}
        assert (await store.read("t")).told == ()


async def test_words_beside_a_turn_are_not_remembered_when_turns_are_forgotten(
    product: Product,
) -> None:
    async with talk(product, per_turn=True) as (_, sessions, _store):
        sessions.aside("t").deidentify(RawText(FIRST))
        assert sessions.get("t")._memory.words == {}
    async with talk(product) as (_, sessions, _store):
        sessions.aside("t").deidentify(RawText(FIRST))
        assert "bouzid" in sessions.get("t")._memory.words


def test_the_settings_know_two_memories_and_a_time_limit() -> None:
    assert Settings(_env_file=None).memory == "gesprek"
    assert Settings(_env_file=None, memory="beurt").memory == "beurt"
    for wrong in ({"memory": "altijd"}, {"deidentify_seconds": 0}, {"deidentify_seconds": 600}):
        with pytest.raises(ValidationError):
            Settings(_env_file=None, **wrong)  # type: ignore[arg-type]


def test_the_time_limit_of_the_settings_is_that_of_the_product(product: Product) -> None:
    assert product.deidentifier.limit.seconds == product.settings.deidentify_seconds == 10


async def test_a_message_that_takes_too_long_is_refused_and_not_kept(product: Product) -> None:
    gate = threading.Event()
    cleaner = product.deidentifier

    def hanging(text: str) -> object:
        gate.wait()
        return cleaner.read(text)

    async with talk(product) as (conversation, sessions, store):
        sessions.deidentifier = replace(cleaner, read=hanging, limit=TimeLimit(0.05))  # type: ignore[arg-type]
        with pytest.raises(UnsafeError) as told:
            await _say(conversation, FIRST)
        gate.set()
        assert (await store.read("t")).told == ()
    for language in ("nl", "en"):
        assert "112" in str(messages(language)[told.value.code])


async def test_nothing_is_left_for_the_net_to_catch_in_a_varied_conversation(
    product: Product,
) -> None:
    before = product.output_net.caught
    async with talk(product) as (conversation, _, store):
        for text in VARIED:
            await _say(conversation, text)
        assert len((await store.read("t")).told) == len(VARIED)
    assert product.output_net.caught == before == Counter()


async def test_a_planted_leak_is_masked_on_its_way_to_the_models_and_the_store(
    product: Product,
) -> None:
    """The first net lets a number pass here: the second must not."""
    net = OutputNet()
    async with talk(product, net=net) as (conversation, sessions, store):
        open_net = _without_patterns(product)
        sessions.deidentifier = open_net
        said = await _say(conversation, "Hij is te bereiken via 06-12345678 zegt hij.")
        kept = (await store.read("t")).told[0].text.value
    assert "12345678" not in said and "12345678" not in kept
    assert net.caught[Exit.MODEL, "PHONE_NUMBER"] == 1
    assert net.caught.total() >= 2


def _without_patterns(product: Product):  # type: ignore[no-untyped-def]
    from guardrails.deidentify import build_deidentifier

    return build_deidentifier(leave_out=frozenset({"patterns"}))


async def test_the_store_masks_what_it_should_never_have_got() -> None:
    engine = make_engine("sqlite+aiosqlite://")
    store = Store(engine)
    await store.prepare()
    await store.add("t", MOMENT, Told(restored("bel 06-12345678")), "", "")
    assert (await store.read("t")).told[0].text.value == "bel [TELEFOON]"
    assert store.net.caught == Counter({(Exit.STORE, "PHONE_NUMBER"): 1})
    await engine.dispose()


@pytest.mark.parametrize(
    ("text", "code"),
    [("half \ud83d teken", "niet_veilig"), ("x" * 50_000, "invoer_te_lang")],
    ids=["half a character", "too long"],
)
@pytest.mark.parametrize(
    ("answer", "key"),
    [(machine.deidentify_line, "text"), (machine.ask_line, "message"), (machine.search_line, "query")],
)  # fmt: skip
def test_a_line_that_cannot_be_analysed_says_so(
    product: Product, answer: Callable[..., object], key: str, text: str, code: str
) -> None:
    line = json.dumps({"id": 1, key: f"Mijn leerling Yassine Bouzid: {text}"})
    (said,) = machine.run_lines(product, answer, [line], "nl")  # type: ignore[arg-type]
    assert json.loads(said)["error"] == str(messages("nl")[code])
    assert "Bouzid" not in said
