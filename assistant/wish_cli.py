"""`signaalwijzer status`: how often users corrected the de-identification, without any text."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.settings import Settings
from prompts.load import texts

if TYPE_CHECKING:  # the help text need not load the store
    from assistant.wish_counts import WishCount


def status() -> None:
    """Toon hoe vaak gebruikers iets zelf weghaalden of terugzetten: aantallen, geen tekst."""
    settings = Settings()
    print("\n".join(told(asyncio.run(_read(settings)), settings.language)))


def told(counts: Sequence[WishCount], language: str) -> list[str]:
    """Give a line a number; one that says so when there is none to show."""
    words, kinds = texts("commands", language), texts("page", language)
    lines = [
        words[f"status.{each.wish}"].format(
            count=each.count, kind=kinds[f"removed.{each.kind}.one"]
        )
        for each in counts
    ]
    return lines or [words["status.none"]]


async def _read(settings: Settings) -> Sequence[WishCount]:
    from assistant.keep import Store, make_engine

    store = Store(make_engine(settings.store_url))
    try:
        await store.prepare()
        return await store.wishes()
    finally:
        await store.engine.dispose()
