"""How often users say that something was missed or wrongly removed: numbers by kind, no text.

No user, no conversation, no moment: one row a wish and kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Column, Integer, MetaData, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

WISHES: Final = MetaData()
_COUNTS = Table(
    "signaalwijzer_wishes",
    WISHES,
    Column("wish", String(16), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
)
SHOWN_FROM: Final = 5  # a lower number could point to one user


class Wish(StrEnum):
    """What a user said of the de-identification."""

    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class WishCount:
    """How often a wish came for a kind of personal data."""

    wish: Wish
    kind: str
    count: int


async def count(connection: AsyncConnection, wish: Wish, kind: str) -> None:
    """Count one more, within a transaction of the caller. Raises SQLAlchemyError."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(_COUNTS).values(wish=str(wish), kind=kind, count=1)
    more = row.on_conflict_do_update(
        index_elements=[_COUNTS.c.wish, _COUNTS.c.kind], set_={"count": _COUNTS.c.count + 1}
    )
    await connection.execute(more)


async def counts(connection: AsyncConnection) -> Sequence[WishCount]:
    """Give the numbers that are high enough to show, highest first. Raises SQLAlchemyError."""
    enough = select(_COUNTS).where(_COUNTS.c.count >= SHOWN_FROM)
    ordered = enough.order_by(_COUNTS.c.count.desc(), _COUNTS.c.wish, _COUNTS.c.kind)
    rows = (await connection.execute(ordered)).mappings().all()
    return tuple(WishCount(Wish(row["wish"]), row["kind"], row["count"]) for row in rows)
