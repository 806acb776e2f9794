"""The small pattern language of the lexicon and the rules (described in docs/content.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import regex

_TOKEN = regex.compile(
    r"\{(?P<list>\w+)\}|(?P<gap>\.{2,3})|(?P<star>\*)|(?P<number>#)"
    r"|@(?P<placeholder>\w+)|(?P<maybe>\s\?)|(?P<op>[()|?])|(?P<space>\s+)"
)
# a question mark that has nothing before it to make optional
_LOOSE = regex.compile(r"(?:^|[(|?])\?")
_GAPS = {"..": 2, "...": 4}
_WORD = r"[^\s.!?;:]+"
# what may stand between two words of a pattern: white space, a comma, quotation marks
_BETWEEN = r"[\s,'\"]+"
# look-alike letters and signs that people type for one another; one character for one character
_FOLD = str.maketrans("’‘`´“”„–—ıøłđß", "''''\"\"\"--iolds")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why, in Dutch."""


def fold(text: str) -> str:
    """Give `text` in lower case without accents, character for character (offsets stay true)."""
    return "".join(_fold_char(char) for char in text)


def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return (base[0] if base else char).translate(_FOLD)


def to_regex(pattern: str, lists: Mapping[str, Sequence[str]] | None = None) -> str:
    """Translate one pattern to a regular expression for folded text.

    Raises `PatternError` for an unknown list, an empty pattern or unbalanced brackets.
    """
    # a gap at the end asks for nothing
    pattern = (
        fold(pattern.strip()).rstrip(". ")
        if pattern.strip().endswith("..")
        else fold(pattern.strip())
    )
    if not pattern:
        raise PatternError("leeg patroon")
    body = _body(pattern, lists or {})
    left = "" if pattern.startswith("*") else r"(?<!\w)"
    right = "" if pattern.endswith("*") else r"(?!\w)"
    return f"{left}{body}{right}"


def _check_brackets(pattern: str) -> None:
    """All else is taken literally, so brackets and `?` are all that can be wrong (and no compiling)."""
    depth = 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            break
    if depth or _LOOSE.search(pattern):
        raise PatternError(f"patroon «{pattern}» is niet leesbaar: haakjes of vraagteken")


def _body(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    _check_brackets(pattern)
    out: list[str] = []
    at = 0
    for token in _TOKEN.finditer(pattern):
        out.append(regex.escape(pattern[at : token.start()], literal_spaces=True))
        out.append(_translate(token, lists, pattern))
        at = token.end()
    out.append(regex.escape(pattern[at:], literal_spaces=True))
    return "".join(out)


def _translate(token: regex.Match[str], lists: Mapping[str, Sequence[str]], pattern: str) -> str:
    if name := token["list"]:
        if name not in lists:
            raise PatternError(f"patroon «{pattern}»: de lijst «{name}» bestaat niet")
        return "(?:" + "|".join(_body(fold(phrase), lists) for phrase in lists[name]) + ")"
    if gap := token["gap"]:
        return rf"(?:{_WORD}{_BETWEEN}){{0,{_GAPS[gap]}}}"
    if token["star"]:
        return r"\w*"
    if token["number"]:
        return r"\d+"
    if family := token["placeholder"]:
        return rf"\[{family}-\d+\]"
    if token["maybe"]:
        return f"(?:{_BETWEEN})?"
    if operator := token["op"]:
        return "(?:" if operator == "(" else operator
    # a gap brings its own white space
    follows_gap = pattern[: token.start()].endswith("..")
    return "" if follows_gap else _BETWEEN


def compile_all(
    patterns: Sequence[str], lists: Mapping[str, Sequence[str]] | None = None
) -> regex.Pattern[str]:
    """Compile several patterns into one expression for folded text."""
    return regex.compile("|".join(f"(?:{to_regex(pattern, lists)})" for pattern in patterns))
