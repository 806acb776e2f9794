"""House numbers: behind a street, or alone ('nr 14b', 'huisnummer 12', 'nummer honderdtwaalf')."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = (
    "jaar|uur|u\\b|euro|km|meter|minuten|min\\b|keer|mensen|jongeren|jongens|meiden|leerlingen|"
    "weken|dagen|maanden|procent|tot\\b|personen|man\\b|kinderen|graden|kilo|mannen|vrouwen"
)
_SUFFIX = (
    r"(?:\s?[-/]\s?(?:\d{1,4}|bis|hs|huis|rd|zw|[a-z]\d{0,2}|[ivx]{1,4})(?!\w)"
    r"|\s?(?:bis|hs|huis|zwart|rood|rd|zw|i{1,3}|iv|[a-z]\d{1,3})\b"
    r"|\s?[A-Za-z](?![\w'])){0,2}"
)
_RANKED = "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende"
_FLOOR = (
    r"(?:,?\s?(?:\d|een|één|twee|drie|vier|vijf)[ -]?hoog(?:[ -](?:links|rechts|achter))?"
    rf"|,?\s(?:op de )?(?:(?:\d{{1,2}}(?:e|de|ste)|{_RANKED}) (?:verdieping|etage)|begane grond))?"
)
_NUMBER = re.compile(
    r"(?:(?:[ ,]{1,2}|,?\n)(?:[nzow]z\s|[nzow]\.z\.\s)?(?:huisnummer|huisnr\.?|nummer|nr\.?|no\.?)?\s?|(?=\d{2}))"
    rf"(?!(?:19|20)\d\d\b)\d{{1,4}}{_SUFFIX}"
    rf"(?:\s?(?:en|&|\+|t/m)\s?\d{{1,4}}[a-z]?(?!\w))?{_FLOOR}"
    rf"(?![\w%€]|[.,:/-]\d|\s*(?:{_UNITS}))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:appartement|huisnummer|huisnr\.?|busnr|postbus|standplaats|portiek|woningnummer|"
    r"app\.|kavel|perceel)\s?(?:nummer|nr\.?)?\s?\d{1,5}[a-z]?\b",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"(?:(?<=van )|(?<=op )|(?<=naast )|(?<=flat )|(?<=flat, )|(?<=[\ue000-\uf8ff] ))"
    r"(?:nr\.?|nummer)\s(?P<number>\d{2,5}\s?[a-z]?)(?![\w.,:/-]{0,9}\d|\w|\svan\sde\s\w*(?:lijst|top))",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\b(?:nr\.?|nummer)\s(?P<number>\d{1,4}\s?[a-h])(?!\w)", re.IGNORECASE)
_UNIT = re.compile(
    r",?\s(?:plek|plaats|standplaats|staanplaats|nummer|nr\.?|chalet|stacaravan|caravan|huisje|"
    r"bungalow|lodge|unit|kavel|kamer|appartement|blok|gebouw|hal|box|house|room|number|no\.?)"
    r"\s?(?:nummer |nr\.? )?[a-z]?\d{1,4}[a-z]?\b",
    re.IGNORECASE,
)
_WORDS = (
    "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|"
    "zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig|zestig|zeventig|"
    "tachtig|negentig|honderd|en|ën"
)
_SPELLED = re.compile(
    rf"\b(?:huisnummer|nummer|nr\.?)\s(?P<number>(?:{_WORDS}){{2,6}})\b", re.IGNORECASE
)
_SPELLED_OUT = re.compile(
    rf"\s(?!en\b|een\b|één\b|honderd\b)(?:{_WORDS}){{1,6}}\b(?!\s*(?:{_UNITS}|van|andere|straten))",
    re.IGNORECASE,
)


def number_end(text: str, end: int) -> int | None:
    """Where the house number ends that follows at `end`, None when none does."""
    match = _NUMBER.match(text, end)
    return match.end() if match else None


def spelled_end(text: str, end: int) -> int | None:
    """Where the house number in words ends: 'plein zes', 'laan tweeëntwintig'."""
    match = _SPELLED_OUT.match(text, end)
    return match.end() if match else None


def unit_end(text: str, end: int) -> int:
    """Where the number of a pitch or room ends: 'camping De Bremhoeve, plek 17'."""
    match = _UNIT.match(text, end)
    return match.end() if match else end


def numbers_alone(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of house numbers without a street."""
    for match in _ALONE.finditer(text):
        yield match.span()
    for pattern in (_NEIGHBOUR, _LETTERED, _SPELLED):
        for match in pattern.finditer(text):
            yield match.span("number")
