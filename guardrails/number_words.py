"""Numbers and years in Dutch and English words."""

from __future__ import annotations

import re
from difflib import get_close_matches

from guardrails.normalise import fold

_NUMBERS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien twintig"
).split()
_ENGLISH = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70}
_TENS |= {"tachtig": 80, "negentig": 90}
_ENGLISH_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_ENGLISH_UNITS = "zero one two three four five six seven eight nine".split()
_HALF = re.compile(r"\s?en\s?een\s?half$|eneenhalf$")
_SPACED = re.compile(r"(?:[a-z] )+[a-z]")
_ORDINALS = (
    "zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende"
    " zestiende zeventiende achttiende negentiende twintigste eenentwintigste"
).split()


def number_value(text: str) -> int | None:
    """The number that digits or words say: '16', 'zestien', 'drieëntwintig', 'sixteen', '14e'."""
    found = re.search(r"\d{1,3}", text)
    if found:
        return int(found[0])
    word = re.sub(
        r"[\s-]*(?:jaar|jr|jarigen?|years?|plusser|-?year|maanden|weken).*$", "", fold(text).strip()
    )
    word = _HALF.sub("", word)
    if _SPACED.fullmatch(word):
        word = word.replace(" ", "")
    for read in (_dutch_number, _english_number, _misspelt_number):
        value = read(word)
        if value is not None:
            return value
    return None


def _misspelt_number(word: str) -> int | None:
    """'achtien', 'vijtien': only asked of words that a pattern took for a number."""
    near = get_close_matches(word, _NUMBERS[11:], n=1, cutoff=0.8)
    return _NUMBERS.index(near[0]) if near else None


def _dutch_number(word: str) -> int | None:
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    if word in ("anderhalf", "anderhalve"):
        return 1
    if word in _ORDINALS:
        return 6 + _ORDINALS.index(word)
    for tens, value in _TENS.items():
        if word.removesuffix("er").endswith(tens):
            unit = word.removesuffix("er").removesuffix(tens).removesuffix("en")
            return value + (_NUMBERS.index(unit) if unit in _NUMBERS else 0)
    return None


def _english_number(word: str) -> int | None:
    if word in _ENGLISH.split():
        return 10 + _ENGLISH.split().index(word)
    if word in _ENGLISH_UNITS:
        return _ENGLISH_UNITS.index(word)
    for tens, value in _ENGLISH_TENS.items():
        unit = word.removeprefix(tens).strip(" -")
        if word.startswith(tens) and (not unit or unit in _ENGLISH_UNITS):
            return value + (_ENGLISH_UNITS.index(unit) if unit else 0)
    return None


def year_of_words(text: str) -> int | None:
    """The year that words say: 'tweeduizendnegen', 'negentiennegentig', 'twintig acht'."""
    found = re.search(
        r"(tweeduizend|negentienhonderd|negentien|twintig)(?:\s?en\b)?\s?(?:nul\s?)?([a-z]*)$",
        fold(text),
    )
    if not found:
        return None
    rest = _dutch_number(found[2]) if found[2] else 0
    century = 1900 if found[1].startswith("negentien") else 2000
    return None if rest is None else century + rest
