"""Take what a user marked out of all that the page keeps of a conversation."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.web import render
from assistant.web.ports import Net
from guardrails.deidentify import Session
from guardrails.output_net import Exit
from guardrails.text import restored

_USERS_WORDS = (
    ('SELECT "id", "name" FROM threads WHERE "id" = :thread', "threads", "name"),
    (
        'SELECT f."id", f."comment" FROM feedbacks f JOIN steps s ON s."id" = f."forId" '
        'WHERE s."threadId" = :thread',
        "feedbacks",
        "comment",
    ),
    (
        'SELECT "id", "output" FROM steps WHERE "threadId" = :thread AND "type" = \'user_message\'',
        "steps",
        "output",
    ),
)
_ANSWERS = (
    'SELECT "id", "output", "metadata" FROM steps '
    'WHERE "threadId" = :thread AND "type" <> \'user_message\''
)


async def rewrite_thread(
    connection: AsyncConnection, thread_id: str, session: Session, net: Net
) -> None:
    """Change the name, messages, answers and comments of a conversation, within a transaction.

    Raises SQLAlchemyError, so that the caller's transaction ends too.
    """

    def change(words: str, spare_addresses: bool = False) -> str:
        again = session.strip_again(restored(words), spare_addresses=spare_addresses)
        return words if again.value == words else net.guard(again.value, Exit.STORE)

    def changed_metadata(kept: str) -> str:
        metadata: dict[str, Any] = json.loads(kept)
        if "buttons" in metadata:
            buttons = render.changed(metadata["buttons"], lambda words: change(words, True))
            metadata["buttons"] = buttons
        return json.dumps(metadata)

    for query, table, column in _USERS_WORDS:
        for id_, words in await _rows(connection, query, thread_id):
            if words and (changed := change(words)) != words:
                await _set(connection, table, id_, {column: changed})
    for id_, output, metadata in await _rows(connection, _ANSWERS, thread_id):
        values = {
            "output": change(output or "", True),
            "metadata": changed_metadata(metadata or "{}"),
        }
        await _set(connection, "steps", id_, values)


async def _rows(connection: AsyncConnection, query: str, thread_id: str) -> list[Any]:
    return list((await connection.execute(text(query), {"thread": thread_id})).all())


async def _set(connection: AsyncConnection, table: str, id_: str, values: dict[str, str]) -> None:
    columns = ", ".join(f'"{column}" = :{column}' for column in values)
    statement = text(f'UPDATE {table} SET {columns} WHERE "id" = :id')
    await connection.execute(statement, {**values, "id": id_})
