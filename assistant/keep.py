"""Keep a conversation: safe text only, in one table, on SQLite or PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy import text as text_of
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from assistant.answer import Intent, Urgency
from assistant.errors import StoreError
from assistant.understand import Told
from assistant.wish_counts import WISHES, WishCount, counts
from guardrails.numbering import mentioned
from guardrails.output_net import Exit, OutputNet
from guardrails.text import AgeBand, SafeText, restored

_META = MetaData()
_TURNS = Table(
    "signaalwijzer_turns",
    _META,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("thread_id", String(64), nullable=False, index=True),
    Column("created", DateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("ages", String(200), nullable=False),
    Column("intent", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("gemeente", String(80), nullable=False),
    Column("role", String(32), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it was kept: what was told, and the settings that were learned."""

    told: tuple[Told, ...] = ()
    gemeente: str = ""
    role: str = ""

    @property
    def numbers(self) -> Mapping[str, int]:
        """The highest number used per family of placeholders, so that counting goes on."""
        found: dict[str, int] = {}
        for turn in self.told:
            for family, number in mentioned(turn.text.value).items():
                found[family] = max(found.get(family, 0), number)
        return found


def make_engine(url: str) -> AsyncEngine:
    """Make the database engine. Parameters are hidden: an error may never print what was said."""
    engine = create_async_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _sqlite_settings)
    return engine


def _sqlite_settings(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    cursor.close()


@dataclass(frozen=True, slots=True)
class Store:
    """The kept conversations. Every method raises StoreError when the database does not answer."""

    engine: AsyncEngine
    net: OutputNet = field(default_factory=OutputNet)

    async def prepare(self) -> None:
        """Make the table where it is not there yet."""
        try:
            async with self.engine.begin() as connection:
                await connection.run_sync(_META.create_all)
                await connection.run_sync(WISHES.create_all)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError from error

    async def read(self, thread_id: str) -> Kept:
        """Give what was kept of a conversation; an unknown one is empty."""
        query = select(_TURNS).where(_TURNS.c.thread_id == thread_id).order_by(_TURNS.c.id)
        try:
            async with self.engine.connect() as connection:
                rows = (await connection.execute(query)).mappings().all()
        except (SQLAlchemyError, OSError) as error:
            raise StoreError from error
        told = tuple(
            Told(
                restored(row["text"]),
                tuple(AgeBand(age) for age in json.loads(row["ages"])),
                Intent(row["intent"]),
                Urgency(row["urgency"]),
            )
            for row in rows
        )
        return Kept(told, _last(rows, "gemeente"), _last(rows, "role"))

    async def add(
        self, thread_id: str, created: datetime, told: Told, gemeente: str, role: str
    ) -> None:
        """Keep one message of the writer, de-identified."""
        _only_safe(told.text)
        row = {
            "thread_id": thread_id,
            "created": created,
            "text": self.net.guard(told.text.value, Exit.STORE),
            "ages": json.dumps([str(age) for age in told.ages]),
            "intent": str(told.intent or Intent.OTHER),
            "urgency": str(told.urgency),
            "gemeente": gemeente,
            "role": role,
        }
        try:
            async with self.engine.begin() as connection:
                await connection.execute(insert(_TURNS).values(row))
        except (SQLAlchemyError, OSError) as error:
            raise StoreError from error

    async def rewrite(
        self, connection: AsyncConnection, thread_id: str, change: Callable[[SafeText], SafeText]
    ) -> None:
        """Change each text of a conversation, within a transaction of the caller.

        Raises SQLAlchemyError, so that the caller's transaction ends too.
        """
        query = select(_TURNS.c.id, _TURNS.c.text).where(_TURNS.c.thread_id == thread_id)
        for id_, text in (await connection.execute(query)).all():
            changed = change(restored(text)).value
            if changed != text:
                kept = self.net.guard(changed, Exit.STORE)
                await connection.execute(update(_TURNS).where(_TURNS.c.id == id_).values(text=kept))

    async def wishes(self) -> Sequence[WishCount]:
        """Give how often users corrected the de-identification, as far as it may be shown."""
        try:
            async with self.engine.connect() as connection:
                return await counts(connection)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError from error

    async def sweep(self) -> None:
        """Overwrite what SQLite still holds, in its journal, of texts that were changed."""
        if self.engine.dialect.name == "sqlite":
            async with self.engine.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                await connection.execute(text_of("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def forget(self, thread_id: str) -> None:
        """Delete a conversation."""
        await self._delete(delete(_TURNS).where(_TURNS.c.thread_id == thread_id))

    async def forget_before(self, now: datetime, days: int) -> None:
        """Delete what is older than `days`; 0 keeps everything."""
        if days:
            await self._delete(delete(_TURNS).where(_TURNS.c.created < now - timedelta(days=days)))

    async def _delete(self, statement: object) -> None:
        try:
            async with self.engine.begin() as connection:
                await connection.execute(statement)  # type: ignore[call-overload]
        except (SQLAlchemyError, OSError) as error:
            raise StoreError from error


def _last(rows: object, key: str) -> str:
    return next((row[key] for row in reversed(list(rows)) if row[key]), "")  # type: ignore[call-overload]


def _only_safe(text: SafeText) -> None:
    if not isinstance(
        text, SafeText
    ):  # the type checker proves it; this stops a mistake at run time
        raise TypeError("only SafeText may be kept")
