"""Make a user's words safe, once: what came out safe is known when it comes by again.

Chainlit hands the same message over four to six times. Only what the de-identifier made is
remembered, in memory, so nothing raw is held and no words are taken for safe that are not.
"""

from __future__ import annotations

from collections import OrderedDict

from assistant.web.ports import PageProduct
from guardrails.text import RawText

_REMEMBERED = 1000


class Strip:
    """De-identifies text of a conversation; text that it made itself it gives back as it is."""

    def __init__(self, product: PageProduct) -> None:
        self._product = product
        self._made: OrderedDict[tuple[str, str], None] = OrderedDict()

    def __call__(self, thread_id: str, words: str) -> str:
        """Give safe text. Raises SignaalwijzerError when the words cannot be made safe."""
        if (thread_id, words) in self._made:
            return words
        safe = self._product.safe(thread_id, RawText(words)).value
        self._made[thread_id, safe] = None
        if len(self._made) > _REMEMBERED:
            self._made.popitem(last=False)
        return safe
