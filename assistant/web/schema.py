"""The tables in which the page keeps conversations (columns as Chainlit's queries name them)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

_TABLES = (
    """users ("id" TEXT PRIMARY KEY, "identifier" TEXT NOT NULL UNIQUE, "metadata" TEXT NOT NULL,
    "createdAt" TEXT)""",
    """threads ("id" TEXT PRIMARY KEY, "createdAt" TEXT, "name" TEXT, "userId" TEXT,
    "userIdentifier" TEXT, "tags" TEXT, "metadata" TEXT)""",
    """steps ("id" TEXT PRIMARY KEY, "name" TEXT NOT NULL, "type" TEXT NOT NULL,
    "threadId" TEXT NOT NULL, "parentId" TEXT, "streaming" BOOLEAN, "waitForAnswer" BOOLEAN,
    "isError" BOOLEAN, "metadata" TEXT, "tags" TEXT, "input" TEXT, "output" TEXT,
    "createdAt" TEXT, "start" TEXT, "end" TEXT, "generation" TEXT, "showInput" TEXT,
    "language" TEXT, "defaultOpen" BOOLEAN)""",
    """elements ("id" TEXT PRIMARY KEY, "threadId" TEXT, "type" TEXT, "url" TEXT,
    "chainlitKey" TEXT, "name" TEXT, "display" TEXT, "objectKey" TEXT, "size" TEXT,
    "page" INTEGER, "language" TEXT, "forId" TEXT, "mime" TEXT, "props" TEXT,
    "autoPlay" BOOLEAN, "playerConfig" TEXT)""",
    """feedbacks ("id" TEXT PRIMARY KEY, "forId" TEXT NOT NULL, "threadId" TEXT,
    "value" INTEGER NOT NULL, "comment" TEXT)""",
)
_INDEXES = (
    'threads_of_user ON threads ("userId")',
    'steps_of_thread ON steps ("threadId")',
    'feedback_of_step ON feedbacks ("forId")',
)
STEP_COLUMNS = (
    "id",
    "name",
    "type",
    "threadId",
    "parentId",
    "streaming",
    "waitForAnswer",
    "isError",
    "metadata",
    "input",
    "output",
    "createdAt",
    "start",
    "end",
    "generation",
    "showInput",
    "language",
    "defaultOpen",
)
EXPIRED = (
    'SELECT t."id" FROM threads t LEFT JOIN steps s ON s."threadId" = t."id" '
    'GROUP BY t."id", t."createdAt" '
    'HAVING COALESCE(MAX(s."createdAt"), t."createdAt", \'\') < :moment'
)
_DELETE = (
    'DELETE FROM feedbacks WHERE "forId" IN (SELECT "id" FROM steps WHERE "threadId" = :id)',
    'DELETE FROM elements WHERE "threadId" = :id',
    'DELETE FROM steps WHERE "threadId" = :id',
    'DELETE FROM threads WHERE "id" = :id',
)


async def create_tables(engine: AsyncEngine) -> None:
    """Make the tables that are not there yet; safe to repeat, on SQLite and PostgreSQL.

    Raises SQLAlchemyError when the database cannot be reached or written.
    """
    async with engine.begin() as connection:
        for table in _TABLES:
            await connection.execute(text(f"CREATE TABLE IF NOT EXISTS {table}"))
        for index in _INDEXES:
            await connection.execute(text(f"CREATE INDEX IF NOT EXISTS {index}"))


async def forget_before(engine: AsyncEngine, moment: datetime) -> None:
    """Delete each conversation without a message since `moment`, without the page's running.

    Raises SQLAlchemyError when the database refuses.
    """
    async with engine.begin() as connection:
        expired = (await connection.execute(text(EXPIRED), {"moment": moment.isoformat()})).all()
        for (thread_id,) in expired:
            for statement in _DELETE:
                await connection.execute(text(statement), {"id": thread_id})
