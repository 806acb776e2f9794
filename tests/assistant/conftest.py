"""A conversation with a real database, and lives of the process that come and go."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.build import Product
from assistant.conversation import Conversation, Sessions, TurnOptions
from assistant.keep import Store, make_engine
from guardrails.text import RawText

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
