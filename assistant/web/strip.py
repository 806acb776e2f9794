"""Make a user's words safe, once: what came out safe is known when it comes by again.

Chainlit hands the same message over four to six times. Only what the de-identifier made is
remembered, in memory, so nothing raw is held and no words are taken for safe that are not.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from assistant.web.ports import PageProduct
from guardrails.text import RawText

_REMEMBERED = 1000


class Strip:
    """De-identifies text of a conversation; text that it made itself it gives back as it is."""

    def __init__(self, product: PageProduct) -> None:
        self._product = product
        self._made: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def __call__(self, thread_id: str, words: str, aside: bool = False) -> str:
        """Give safe text. Raises SignaalwijzerError when the words cannot be made safe.

        In a thread, so that words that take long hold up nobody else. `aside` tells that the
        words are no message of a turn.
        """
        if (thread_id, words) in self._made:
            return words
        made = await asyncio.to_thread(self._product.safe, thread_id, RawText(words), aside=aside)
        safe = made.value
        self._made[thread_id, safe] = None
        if len(self._made) > _REMEMBERED:
            self._made.popitem(last=False)
        return safe

    def forget(self, thread_id: str) -> None:
        """Know no longer which texts of a conversation were made safe: more must go from them."""
        for made in [each for each in self._made if each[0] == thread_id]:
            del self._made[made]
