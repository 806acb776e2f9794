"""Which words of a message stand in English: then an ordinary English word is no name."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NEAR = 6  # so many words on either side say in which language a word stands
_LEAST = 2
_CONTRACTION = re.compile(r".+'(?:m|re|ve|ll|d|t)|[dmz]'[rn]|zo'n|da's")
_ENGLISH = frozenset(
    "the and he she they you his her their my your our its that this these those what where when "
    "who why how not with for from by are were been has have had does did do can could would "
    "should will i i'm i've i'd it's he's she's they're there's don't doesn't didn't isn't can't "
    "won't to about because but if it him them us please me an at we be says said some any "
    "which there then than only just all one".split()
)
_DUTCH = frozenset(
    "de het een en ik hij zij ze dat die dit niet met van voor er op je mijn zijn haar hun naar "
    "bij om te ook maar als dan wat wie waar hoe aan uit over door nog al wel geen heeft hebben "
    "had heb kan moet zou wil gaat mn m'n z'n zn ie wij we u jullie ons onze".split()
)


def english_words(words: Sequence[str]) -> list[bool]:
    """For each folded word whether the small words around it are English rather than Dutch."""
    english = _sums([word in _ENGLISH for word in words])
    dutch = _sums([word in _DUTCH for word in words])
    all_english = english[-1] >= max(_LEAST, 2 * dutch[-1])
    return [all_english or _is_english(english, dutch, index) for index in range(len(words))]


def is_contraction(folded: str) -> bool:
    """'i'm', 'they've', 'isn't', and the Dutch 'd'r' and 'zo'n'."""
    return bool(_CONTRACTION.fullmatch(folded))


def _is_english(english: Sequence[int], dutch: Sequence[int], index: int) -> bool:
    """More English than Dutch small words within reach."""
    start, end = max(0, index - _NEAR), min(len(english) - 1, index + _NEAR + 1)
    count = english[end] - english[start]
    return count >= _LEAST and count > dutch[end] - dutch[start]


def _sums(flags: Sequence[bool]) -> list[int]:
    """Running totals, so that a stretch is one subtraction."""
    totals = [0]
    for flag in flags:
        totals.append(totals[-1] + flag)
    return totals
