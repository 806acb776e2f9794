"""Tell Dutch from English by their small words; anything else counts as unknown."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"[a-z']+")
_DUTCH = frozenset(
    "de het een en van ik is dat op te in hij niet zijn voor met die er maar om dan zou wat mijn "
    "men dit zo door over ze zich bij ook tot je naar heeft hebben wij we mag moet kan hoe waar "
    "wie als aan of uit nog wel geen haar hem deze wil gaat".split()
)
_ENGLISH = frozenset(
    "the a an and of i is that on to in he not his for with who there but about then would what "
    "my this so by over she also until you after has have we may must can how where if at or "
    "from still no her him these wants goes are was it they do does should".split()
)
_BOTH = _DUTCH & _ENGLISH


def language_of(folded: str) -> str:
    """Give "nl", "en" or "" (neither, or too little to tell) for folded text."""
    words = [word for word in _WORD.findall(folded) if word not in _BOTH]
    dutch = sum(word in _DUTCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if dutch == english == 0:
        return ""
    return "en" if english > dutch else "nl"
