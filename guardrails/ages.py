"""The band of an age or a date of birth: the only thing that is kept of it."""

from __future__ import annotations

import re
from datetime import date

from guardrails.number_words import number_value, year_of_words
from guardrails.text import AgeBand

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?:'|[-/. ])(\d{2})$")
_TENS = re.compile(r"begin|eind|midden|halverwege|halfweg|achter|voor")
_MONTHS = re.compile(r"(?:maanden|weken)")
_COMPACT = re.compile(r"\d{4}((?:19|20)\d{2})|((?:19|20)\d{2})\d{4}|\d{4}(\d{2})")


def band_of_age(text: str) -> AgeBand | None:
    """The band of '16', 'zestien jaar', 'begin twintig'; None when no number can be read."""
    if _MONTHS.search(text):
        return AgeBand.UNDER_12
    if _TENS.search(text.lower()):
        return AgeBand.ADULT
    value = number_value(text)
    return None if value is None else _band(value)


def band_of_birth(text: str, today: date) -> AgeBand | None:
    """The band of a date of birth; when only the year is known, of the youngest possible age."""
    year = _year(text, today)
    if year is None:
        return None
    had = _month_day(text)
    passed = had is not None and had <= (today.month, today.day)
    return _band(today.year - year - (0 if passed else 1))


def _year(text: str, today: date) -> int | None:
    """The year of a date in digits ('12-3-08', '12032008') or in words."""
    compact = _COMPACT.fullmatch(text.strip())
    found = compact or _YEAR.search(text)
    if not found:
        return year_of_words(text)
    year = int(next((group for group in found.groups() if group), found[0]))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    return year


_NAMES = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _month_day(text: str) -> tuple[int, int] | None:
    """Month and day of '12-03-2008', '2008-03-12' or '12 maart 2008'."""
    parts = re.findall(r"\d+", text)
    lowered = text.lower().replace("mrt", "maa")
    named = [i for i, name in enumerate(_NAMES, start=1) if re.search(rf"\b{name}", lowered)]
    if named:
        return (named[0], int(parts[0])) if parts and int(parts[0]) < 32 else None
    if len(parts) != 3:
        return None
    day, month = (parts[2], parts[1]) if len(parts[0]) == 4 else (parts[0], parts[1])
    return int(month), int(day)


def _band(age: int) -> AgeBand:
    if age < 12:
        return AgeBand.UNDER_12
    if age < 16:
        return AgeBand.FROM_12_TO_15
    return AgeBand.FROM_16_TO_17 if age < 18 else AgeBand.ADULT
