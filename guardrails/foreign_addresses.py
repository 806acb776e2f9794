"""Addresses in other languages, and places told by coordinates or three words."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_NAME = r"\p{Lu}[\p{L}'.]{1,24}"  # bounded: an odd message must not make the search run wild
_HOUSE = r"(?:,?\s\d{1,4}\s?[a-zA-Z]?(?![\w'])(?:/\d{1,3})?)"
_FORMS = tuple(
    regex.compile(form)
    for form in (
        rf"\b(?:{_NAME}[ -]){{0,3}}(?:\p{{Lu}}\p{{L}}{{0,24}}?)?"
        rf"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Pp]latz|[Gg]asse|[Aa]llee|[Uu]fer|[Dd]amm){_HOUSE}",
        rf"\b\d{{1,4}}[a-zA-Z]?,?\s(?:{_NAME}\s){{1,3}}"
        r"(?:Street|Road|Lane|Avenue|Drive|Close|Court|Square|Way|Place|Gardens|Terrace|Crescent|St|Rd|Ave)\b",
        rf"\b(?:{_NAME}\s){{1,3}}(?:Street|Road|Lane|Avenue|Crescent|Terrace|Gardens)\b{_HOUSE}?",
        rf"\b(?:[Rr]ue|[Aa]venue|[Cc]haussée|[Bb]oulevard|[Ii]mpasse)\s(?:d(?:e|es|u)\s|de\sl[a']\s?|l[ae]\s|d')?"
        rf"{_NAME}(?:[ -]{_NAME}){{0,3}}{_HOUSE}?",
        rf"\b(?:[Uu]l\.|[Uu]lica|вул\.|вулиця)\s{_NAME}(?:\s{_NAME})?{_HOUSE}?",
        rf"\b(?:{_NAME}\s){{1,3}}(?:[Ss]ok(?:ak|\.)|[Cc]ad(?:desi|\.)|[Mm]ahallesi)(?:\s[Nn]o:?\s?\d+\w?)?",
        r"(?<![\d.])5[0-3][.,]\d{3,8}°?\s?N?[,;/ ]{1,3}[3-7][.,]\d{3,8}°?\s?[EO]?(?!\d)",
        r"\b5[0-3]°\s?\d{1,2}['′]\s?[\d.,]*[\"″]?\s?N?[, ]{0,2}[3-7]°\s?\d{1,2}['′]\s?[\d.,]*[\"″]?\s?[EO]?",
        r"/{3}\p{Ll}{3,}\.\p{Ll}{3,}\.\p{Ll}{3,}",
    )
)


def foreign_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of German, English, French, Polish and Turkish addresses and of coordinates."""
    if not any(char.isdigit() for char in text) and "/" not in text:
        yield from _spans(text, _FORMS[2:6])
        return
    yield from _spans(text, _FORMS)


def _spans(text: str, forms: tuple[regex.Pattern[str], ...]) -> Iterator[tuple[int, int]]:
    for form in forms:
        for match in form.finditer(text):
            yield match.span()
