"""Words spelt as they sound in Dutch, so that what is misspelt by ear still looks alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# in this order: what a rule gives, the next ones read
_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch", "sg"),
        ("sj", "sh"),
        ("tie", "sie"),
        ("ij|y", "ei"),
        ("ch", "g"),
        ("ie|ee$", "i"),
        ("oe", "u"),
        ("ou", "au"),
        ("c", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("v", "f"),
        ("dt?$", "t"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=50_000)
def as_heard(word: str) -> str:
    """Give a folded word as it sounds: 'organisatie' and 'organizasie' become the same."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word
