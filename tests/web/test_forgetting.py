"""What is older than the retention period goes: on command and while the server runs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import StoreError
from assistant.keep import make_engine
from assistant.settings import Settings
from assistant.web.schema import create_tables, forget_before
from assistant.web.server import forget_again

_NOW = datetime.now(UTC).replace(tzinfo=None)
_TABLES = ("threads", "steps", "feedbacks", "elements")


async def _keep(url: str, thread_id: str, told: datetime) -> None:
    """Put a conversation of one message, with a thumb, where the page keeps them."""
    engine = make_engine(url)
    await create_tables(engine)
    row = {"id": thread_id, "at": told.isoformat(), "text": f"Kruisbekzang {thread_id}"}
    async with engine.begin() as connection:
        for statement in (
            'INSERT INTO threads ("id", "createdAt", "name") VALUES (:id, :at, :text)',
            'INSERT INTO steps ("id", "name", "type", "threadId", "createdAt", "output") '
            "VALUES (:id, 'user', 'user_message', :id, :at, :text)",
            'INSERT INTO feedbacks ("id", "forId", "value", "comment") VALUES (:id, :id, 1, :text)',
            'INSERT INTO elements ("id", "threadId") VALUES (:id, :id)',
        ):
            named = {key: value for key, value in row.items() if f":{key}" in statement}
            await connection.execute(text(statement), named)
    await engine.dispose()


async def _kept(url: str) -> list[set[str]]:
    engine = make_engine(url)
    async with engine.connect() as connection:
        found = [await connection.execute(text(f'SELECT "id" FROM {table}')) for table in _TABLES]
        ids = [{row[0] for row in rows} for rows in found]
    await engine.dispose()
    return ids


async def test_an_old_conversation_goes_from_every_table_and_a_new_one_stays(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/store.db"
    await _keep(url, "old", _NOW - timedelta(days=31))
    await _keep(url, "new", _NOW - timedelta(days=29))
    engine = make_engine(url)
    await forget_before(engine, _NOW - timedelta(days=30))
    await engine.dispose()
    assert await _kept(url) == [{"new"}] * len(_TABLES)


def test_the_command_deletes_and_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNAALWIJZER_DATA_DIR", str(tmp_path))
    url = Settings().store_url
    asyncio.run(_keep(url, "old", _NOW - timedelta(days=31)))
    asyncio.run(_keep(url, "new", _NOW))
    done = CliRunner().invoke(app, ["forget"])
    assert done.exit_code == 0, done.output
    assert asyncio.run(_kept(url)) == [{"new"}] * len(_TABLES)
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Kruisbekzang new" in left
    assert b"Kruisbekzang old" not in left


def test_nothing_goes_where_the_period_is_endless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNAALWIJZER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SIGNAALWIJZER_RETENTION_DAYS", "0")
    url = Settings().store_url
    asyncio.run(_keep(url, "old", _NOW - timedelta(days=900)))
    assert CliRunner().invoke(app, ["forget"]).exit_code == 0
    assert asyncio.run(_kept(url)) == [{"old"}] * len(_TABLES)


async def test_a_running_server_forgets_again_and_again_also_after_a_failure() -> None:
    thrice = asyncio.Event()
    times = 0

    async def forget() -> None:
        nonlocal times
        times += 1
        if times == 1:
            raise StoreError
        if times == 3:
            thrice.set()

    task = asyncio.create_task(forget_again(forget, 0))
    await thrice.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
