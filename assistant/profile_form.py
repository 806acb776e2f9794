"""The questions of `signaalwijzer profile new`, and the text of the file that the answers make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count

import regex
import typer

from knowledge_base.places import Places, shown_name
from knowledge_base.profiles import email_is_well_formed, phone_is_well_formed

_TERM = timedelta(days=182)  # telephone numbers are looked at twice a year
_CONTROL = regex.compile(r"\p{Cc}")

Row = tuple[str, object]


def _text(question: str, needed: bool = False) -> str:
    """Ask for a line; Enter skips it, unless it is needed: then it is asked again."""
    suffix = " " if question.endswith("?") else ": "
    skipped = None if needed else ""
    answer = typer.prompt(question, skipped, show_default=False, prompt_suffix=suffix)
    return _CONTROL.sub(" ", str(answer)).strip()


def _valid(question: str, again: str, holds: Callable[[str], bool]) -> str:
    """Ask until the answer is well-formed or skipped."""
    while not holds(answer := _text(question)):
        typer.echo(again)
    return answer


def ask_organisation(words: Mapping[str, str]) -> str:
    """Ask for the name of the organisation, until there is one."""
    return _text(words["profile.organisation"], needed=True)


def ask_municipality(words: Mapping[str, str], places: Places) -> str:
    """Ask for a municipality by name, village or postcode, until one is meant; "" when skipped."""
    while answer := _text(words["profile.gemeente"]):
        place = places.find(answer)
        if place is None:
            typer.echo(words["profile.gemeente_unknown"].format(gemeente=answer))
        elif place.municipality is None:
            typer.echo(words["profile.gemeente_which"].format(gemeente=place.shown))
        elif place.certain or _agrees(words["profile.gemeente_sure"].format(gemeente=place.shown)):
            typer.echo(words["profile.gemeente_found"].format(gemeente=place.shown))
            return shown_name(place.municipality)
    return ""


def _agrees(question: str) -> bool:
    return _text(question).lower() in ("", "j", "ja", "y", "yes")


def ask_rest(words: Mapping[str, str], organisation: str, gemeente: str, today: date) -> str:
    """Ask the rest of the questions, and give the text of the file."""
    owner = _text(words["profile.owner"]) or "contactbeheer"
    head = _table(
        "[profile]",
        ("organisation", organisation),
        ("gemeente", gemeente),
        ("owner", owner),
        ("reviewed", today),
        ("review_by", today + _TERM),
        ("reply_within", _text(words["profile.reply_within"])),
        ("signature", _text(words["profile.signature"])),
        ("opening_hours", _text(words["profile.opening_hours"])),
    )
    name = _text(words["profile.contact"])
    contact = [_contact(words, name, owner, today)] if name else []
    return "\n".join((words["profile.heading"], head, *contact, *_agreements(words)))


def _agreements(words: Mapping[str, str]) -> Iterator[str]:
    """Ask for agreements until a title is left empty."""
    for number in count(1):
        if not (title := _text(words["profile.agreement"])):
            return
        yield _table(
            "[[agreement]]",
            ("id", f"afspraak-{number}"),
            ("title", title),
            ("text", _text(words["profile.agreement_text"], needed=True)),
            ("source", _text(words["profile.agreement_source"])),
        )


def _contact(words: Mapping[str, str], name: str, owner: str, today: date) -> str:
    """Ask about the contact point inside the organisation; it replaces the general entry."""
    return _table(
        "[[contact]]",
        ("id", "eigen-organisatie"),
        ("route", "eigen_organisatie"),
        ("name", name),
        ("kind", "organisatie"),
        ("audience", "professionals"),
        ("scope", "landelijk"),
        ("municipality", ""),
        ("regions", []),
        ("phone", _valid(words["profile.phone"], words["profile.phone_bad"], phone_is_well_formed)),
        ("email", _valid(words["profile.email"], words["profile.email_bad"], email_is_well_formed)),
        ("url", ""),
        ("hours", _text(words["profile.hours"])),
        ("anonymous", "onbekend"),
        ("what_for", _text(words["profile.what_for"])),
        ("not_for", ""),
        ("source_url", ""),
        ("source_date", ""),
        ("confidence", "high"),
        ("notes", ""),
        ("checked_on", today),
        ("review_by", today + _TERM),
        ("owner", owner),
    )


def _table(heading: str, *rows: Row) -> str:
    """Write one table of TOML; a text in JSON form is a text in TOML too."""
    lines = (
        f"{key} = {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"
        for key, value in rows
    )
    return "\n".join((heading, *lines, ""))
