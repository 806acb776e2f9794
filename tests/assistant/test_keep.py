"""Keeping conversations: one contract, on a real SQLite file and on a real PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.keep import Kept
from assistant.understand import Told
from guardrails.text import restored
from prompts.load import messages, texts

MOMENT = datetime(2026, 11, 23, 10, 0)


@pytest.fixture
async def clean(begin, url: str) -> str:
    """The address of a database without the conversations of these tests."""
    async with begin(url) as life:
        for thread in ("t1", "t2"):
            await life.store.forget(thread)
    return url


async def test_a_second_message_builds_on_the_first_after_a_restart(begin, clean: str) -> None:
    async with begin(clean) as life:
        first = await life.say("Mijn leerling deelt racistische memes.", role="docent")
        assert first.urgency == "zorg"
    async with begin(clean) as life:
        second = await life.say("Hij heeft nu ook nieuwe vrienden.")
        alone = await life.say("Hij heeft nu ook nieuwe vrienden.", "t2")
    facts = [fact for reason in second.reasons for fact in reason.facts]
    assert any("memes" in fact for fact in facts)
    assert (second.urgency, alone.urgency) == ("zorg", "informatie")
    assert any(reason.text == "Uw rol: docent." for reason in second.reasons)


async def test_a_detail_that_is_no_sign_is_not_given_back_as_one(begin, clean: str) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.", role="docent")
        detail = await life.say("Hij is 16.")
    assert texts("answer", "nl")["update.same"] in detail.markdown
    assert "U schrijft" not in detail.markdown


async def test_a_municipality_that_was_told_is_remembered_after_a_restart(
    begin, clean: str
) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.", gemeente="Leiden")
    async with begin(clean) as life:
        assert "Leiden" in (await life.say("Waar kan ik dit melden?")).markdown
        assert (await life.store.read("t1")).gemeente == "Leiden"


async def test_the_numbering_of_placeholders_goes_on_after_a_restart(begin, clean: str) -> None:
    async with begin(clean) as life:
        first = await life.say("Mijn leerling Mohammed el Idrissi deelt racistische memes.")
        assert "[PERSOON-1]" in first.text.value
    async with begin(clean) as life:
        second = await life.say("Zijn vriend Pieter Jansen doet mee.")
    assert "[PERSOON-1]" not in second.text.value
    assert "[PERSOON-2]" in second.text.value


async def test_a_conversation_that_is_forgotten_is_gone_and_others_stay(begin, clean: str) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.")
        await life.say("Mijn zoon deelt haatfilmpjes.", "t2")
        await life.conversation.forget("t1")
        assert (await life.store.read("t1")).told == ()
        assert len((await life.store.read("t2")).told) == 1


async def test_old_conversations_go_after_the_retention_period(begin, clean: str) -> None:
    async with begin(clean, now=MOMENT - timedelta(days=31)) as life:
        await life.say("Mijn leerling deelt racistische memes.")
    async with begin(clean, now=MOMENT - timedelta(days=29)) as life:
        await life.say("Mijn zoon deelt haatfilmpjes.", "t2")
        await life.store.forget_before(MOMENT, 0)
        assert (await life.store.read("t1")).told
        await life.store.forget_before(MOMENT, 30)
        assert (await life.store.read("t1")).told == ()
        assert (await life.store.read("t2")).told


async def test_only_safe_text_is_kept_with_its_intent(begin, clean: str) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling Mohammed el Idrissi (16) deelt racistische memes.")
        told = (await life.store.read("t1")).told[0]
    assert "Idrissi" not in told.text.value
    assert told.intent == "casus"
    assert told.ages


@pytest.mark.parametrize(
    "broken",
    [
        "sqlite+aiosqlite:///{below}/map/gesprekken.db",
        "sqlite+aiosqlite:///{folder}",
        "sqlite+aiosqlite:///{nonsense}",
        "postgresql+asyncpg://niemand:niets@127.0.0.1:1/weg",
    ],
    ids=["no folder", "a folder", "not a database", "no server"],
)
async def test_a_database_that_cannot_be_written_still_gives_the_answer_with_a_warning(
    begin, tmp_path: Path, broken: str
) -> None:
    below, nonsense = tmp_path / "bestand", tmp_path / "onzin.db"
    below.write_text("een bestand")
    nonsense.write_bytes(b"geen database" * 500)
    address = broken.format(below=below, folder=tmp_path, nonsense=nonsense)
    async with begin(address, prepared=False) as life:
        calm = await life.say("Mijn leerling deelt racistische memes.")
        acute = await life.say("Er wordt nu geschoten op onze school.")
        with pytest.raises(StoreError):
            await life.store.prepare()
    warning = str(messages("nl")["opslag_kapot"])
    assert calm.urgency == "zorg"
    assert warning in calm.markdown
    assert "112" in acute.markdown.splitlines()[0]
    assert warning in acute.markdown


async def test_an_error_of_the_database_does_not_hold_what_was_said(begin, tmp_path: Path) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/leeg.db", prepared=False) as life:
        with pytest.raises(StoreError) as error:
            await life.store.read("kwetterloot")
    cause: BaseException | None = error.value
    while cause is not None:
        assert "kwetterloot" not in str(cause)
        cause = cause.__cause__ or cause.__context__


async def test_two_conversations_at_once_do_not_mix(begin, clean: str) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.")
        other = await life.say("Wat gebeurt er in het casusoverleg?", "t2")
    assert "memes" not in other.markdown
    assert other.intent == "proces"


def test_a_number_that_a_user_typed_in_any_spelling_is_not_given_out_after_a_restart() -> None:
    """And one that no placeholder can have does not stop the counting."""
    kept = Kept((Told(restored("［persoon-3］ kent [PERSOON-1], niet [PERSOON-5000]")),))
    assert kept.numbers == {"PERSOON": 3}
