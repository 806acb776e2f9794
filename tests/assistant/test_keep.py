"""Keeping conversations: one contract, on a real SQLite file and on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.build import Product
from assistant.conversation import Conversation, Sessions, TurnOptions
from assistant.errors import StoreError
from assistant.keep import Store, make_engine
from guardrails.text import RawText
from prompts.load import messages

MOMENT = datetime(2026, 11, 23, 10, 0)
_TOOLS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass
class Life:
    """One life of the process: everything that is in memory is new, the database is not."""

    conversation: Conversation
    store: Store

    async def say(self, text: str, thread: str = "t1", **options: str) -> Answer:
        return await self.conversation.turn(thread, RawText(text), TurnOptions(**options))


Begin = Callable[..., AbstractAsyncContextManager[Life]]


def _postgres(command: str) -> None:
    """Run as somebody who may run PostgreSQL: it refuses root."""
    line = ["su", "postgres", "-s", "/bin/bash", "-c", command]
    subprocess.run(
        line if os.geteuid() == 0 else ["/bin/bash", "-c", command],
        check=True,
        capture_output=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """A PostgreSQL of its own, in a folder that its user may enter."""
    if not _TOOLS:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    tools = _TOOLS[-1]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(f"/tmp/signaalwijzer-pg-{port}")
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    start = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        _postgres(
            f"{tools}/initdb -D {folder}/data -U postgres -A trust -E UTF8 --locale=C.UTF-8"
            f" && {tools}/pg_ctl -D {folder}/data -w -l {folder}/log"
            f" -o '{start} -c fsync=off' start"
        )
        yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
    finally:
        _postgres(f"{tools}/pg_ctl -D {folder}/data -m immediate stop; rm -rf {folder}/data")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"sqlite+aiosqlite:///{tmp_path}/gesprekken.db"


@pytest.fixture
def begin(product: Product) -> Begin:
    @asynccontextmanager
    async def life(url: str, prepared: bool = True, now: datetime = MOMENT) -> AsyncIterator[Life]:
        engine = make_engine(url)
        store = Store(engine)
        sessions = Sessions(product.deidentifier)
        try:
            if prepared:
                await store.prepare()
            yield Life(Conversation(product.corridor, sessions, store, 10_000, lambda: now), store)
        finally:
            await engine.dispose()

    return life


@pytest.fixture
async def clean(begin: Begin, url: str) -> str:
    """The address of a database without the conversations of these tests."""
    async with begin(url) as life:
        for thread in ("t1", "t2"):
            await life.store.forget(thread)
    return url


async def test_a_second_message_builds_on_the_first_after_a_restart(
    begin: Begin, clean: str
) -> None:
    async with begin(clean) as life:
        first = await life.say("Mijn leerling deelt racistische memes.", role="docent")
        assert first.urgency == "zorg"
    async with begin(clean) as life:
        second = await life.say("Hij zoekt nu ook contact met oudere mannen online.")
        alone = await life.say("Hij zoekt nu ook contact met oudere mannen online.", "t2")
    assert "memes" in second.markdown
    assert "memes" not in alone.markdown
    assert any(reason.text == "Uw rol: docent." for reason in second.reasons)


async def test_a_municipality_that_was_told_is_remembered_after_a_restart(
    begin: Begin, clean: str
) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.", gemeente="Leiden")
    async with begin(clean) as life:
        assert "Leiden" in (await life.say("Hij deelt nu ook haatfilmpjes.")).markdown
        assert (await life.store.read("t1")).gemeente == "Leiden"


async def test_the_numbering_of_placeholders_goes_on_after_a_restart(
    begin: Begin, clean: str
) -> None:
    async with begin(clean) as life:
        first = await life.say("Mijn leerling Mohammed el Idrissi deelt racistische memes.")
        assert "[PERSOON-1]" in first.text.value
    async with begin(clean) as life:
        second = await life.say("Zijn vriend Pieter Jansen doet mee.")
    assert "[PERSOON-1]" not in second.text.value
    assert "[PERSOON-2]" in second.text.value


async def test_a_conversation_that_is_forgotten_is_gone_and_others_stay(
    begin: Begin, clean: str
) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.")
        await life.say("Mijn zoon deelt haatfilmpjes.", "t2")
        await life.conversation.forget("t1")
        assert (await life.store.read("t1")).told == ()
        assert len((await life.store.read("t2")).told) == 1


async def test_old_conversations_go_after_the_retention_period(begin: Begin, clean: str) -> None:
    async with begin(clean, now=MOMENT - timedelta(days=31)) as life:
        await life.say("Mijn leerling deelt racistische memes.")
    async with begin(clean, now=MOMENT - timedelta(days=29)) as life:
        await life.say("Mijn zoon deelt haatfilmpjes.", "t2")
        await life.store.forget_before(MOMENT, 0)
        assert (await life.store.read("t1")).told
        await life.store.forget_before(MOMENT, 30)
        assert (await life.store.read("t1")).told == ()
        assert (await life.store.read("t2")).told


async def test_only_safe_text_is_kept_with_its_intent(begin: Begin, clean: str) -> None:
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
    begin: Begin, tmp_path: Path, broken: str
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


async def test_an_error_of_the_database_does_not_hold_what_was_said(
    begin: Begin, tmp_path: Path
) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/leeg.db", prepared=False) as life:
        with pytest.raises(StoreError) as error:
            await life.store.read("kwetterloot")
    cause: BaseException | None = error.value
    while cause is not None:
        assert "kwetterloot" not in str(cause)
        cause = cause.__cause__ or cause.__context__


CANARIES = (
    "Wouterlood",
    "Idrissi",
    "0612345678",
    "06-12345678",
    "w.wouterlood@voorbeeld.nl",
    "NL91ABNA0417164300",
    "2312 AB",
    "111222333",
)


async def test_no_personal_word_reaches_the_sqlite_file_or_its_log(
    begin: Begin, tmp_path: Path
) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/gesprekken.db") as life:
        await life.say(
            "Mijn leerling Mohammed el Idrissi en zijn vader Willem Wouterlood delen haatfilmpjes. "
            "Bel 06-12345678 of 0612345678, mail w.wouterlood@voorbeeld.nl, postcode 2312 AB, "
            "BSN 111222333, rekening NL91ABNA0417164300."
        )
        live = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    closed = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for kept in (live, closed):
        assert b"haatfilmpjes" in kept
        assert [word for word in CANARIES if word.lower().encode() in kept.lower()] == []


async def test_what_is_forgotten_is_overwritten_in_the_sqlite_file(
    begin: Begin, tmp_path: Path
) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/gesprekken.db") as life:
        await life.say("Mijn leerling deelt haatfilmpjes.")
        await life.conversation.forget("t1")
    assert b"haatfilmpjes" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


async def test_two_conversations_at_once_do_not_mix(begin: Begin, clean: str) -> None:
    async with begin(clean) as life:
        await life.say("Mijn leerling deelt racistische memes.")
        other = await life.say("Wat gebeurt er in het casusoverleg?", "t2")
    assert "memes" not in other.markdown
    assert other.intent == "proces"
