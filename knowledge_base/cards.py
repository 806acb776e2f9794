"""Read a knowledge card: YAML front matter and Markdown sections (docs/content.md)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import regex
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.content import FORMS, ROLES, TOPICS, Card, Section, SourceRef
from knowledge_base.problems import Report

_FRONT = regex.compile(r"\A---\n(.*?)\n---\n(.*)\Z", regex.S)
_HEADING = regex.compile(r"^## (.+?)\s*$", regex.M)
_MARK = regex.compile(r"\[(\d+)\]")
_CONTACT_DETAIL = regex.compile(r"https?://|www\.|\w@\w|\b0[89]00\b|\b0\d{2,3}[- ]\d{3}")
# the C loader is ten times as quick; some installations lack it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHORT_WORDS = 60
_QUESTIONS = 6

_Words = Annotated[tuple[str, ...], Field(default=())]


class _Ref(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)
    id: str
    section: str = Field(min_length=1)
    page: str = ""


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)
    id: str
    title: str
    questions: tuple[str, ...]
    words: str = ""
    topics: tuple[str, ...] = Field(min_length=1)
    forms: _Words
    audience: tuple[str, ...] = Field(min_length=1)
    sources: tuple[_Ref, ...] = Field(min_length=1)
    owner: str
    reviewed: date
    review_by: date
    language: str


def read_card(path: Path, report: Report) -> Card | None:
    """Read one card; None when it cannot be used. What is wrong is noted in `report`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        report.add(path, "", "", "het bestand is niet te lezen (verwacht: tekst in UTF-8)")
        return None
    match = _FRONT.match(text)
    if not match:
        report.add(path, text, "---", "de kop tussen twee regels met --- ontbreekt")
        return None
    front = _front(path, text, match[1], report)
    if front is None:
        return None
    card = _card(front, _sections(path, text, match[2], report), path)
    _check(card, text, report)
    return card if Section.SHORT in card.sections else None


def _front(path: Path, text: str, head: str, report: Report) -> _Front | None:
    try:
        return _Front.model_validate(yaml.load(head, Loader=_LOADER))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (regel {mark.line + 2})" if mark else ""
        report.add(path, text, "---", f"de kop is geen geldige YAML{line}")
    except ValidationError as error:
        for issue in error.errors():
            key = str(issue["loc"][0]) if issue["loc"] else "kop"
            report.add(path, text, f"{key}:", f"«{key}» klopt niet of ontbreekt")
    return None


def _sections(path: Path, text: str, body: str, report: Report) -> dict[Section, str]:
    parts = _HEADING.split(body)
    found: dict[Section, str] = {}
    for name, content in zip(parts[1::2], parts[2::2], strict=True):
        try:
            found[Section(name)] = content.strip()
        except ValueError:
            report.add(path, text, f"## {name}", f"onbekend kopje «{name}»")
    return found


def _card(front: _Front, sections: dict[Section, str], path: Path) -> Card:
    refs = tuple(SourceRef(ref.id, ref.section, ref.page) for ref in front.sources)
    return Card(
        id=front.id,
        title=front.title,
        questions=front.questions,
        words=tuple(word.strip() for word in front.words.split(",") if word.strip()),
        topics=front.topics,
        forms=front.forms,
        audience=front.audience,
        sources=refs,
        owner=front.owner,
        reviewed=front.reviewed,
        review_by=front.review_by,
        language=front.language,
        sections=sections,
        path=path,
    )


def _check(card: Card, text: str, report: Report) -> None:
    def wrong(near: str, message: str) -> None:
        report.add(card.path, text, near, message)

    stem = card.path.name.removesuffix(".md").removesuffix(".en")
    if card.id != stem:
        wrong("id:", f"de id «{card.id}» is niet de naam van het bestand")
    if card.topics[0] != card.path.parent.name:
        wrong("topics:", "het eerste onderwerp is niet de naam van de map")
    if len(card.questions) < _QUESTIONS:
        wrong("questions:", f"er zijn minder dan {_QUESTIONS} vragen")
    for key, values, allowed in (
        ("topics", card.topics, TOPICS),
        ("forms", card.forms, FORMS),
        ("audience", card.audience, (*ROLES, "iedereen")),
    ):
        for value in set(values) - set(allowed):
            wrong(f"{key}:", f"onbekende waarde «{value}» bij {key}")
    _check_sections(card, text, report)


def _check_sections(card: Card, text: str, report: Report) -> None:
    short = card.sections.get(Section.SHORT, "")
    if not short or len(card.sections) < 2:
        report.add(card.path, text, "## ", "«Kort antwoord» of een tweede kopje ontbreekt")
    if len(_MARK.sub("", short).split()) > _SHORT_WORDS:
        message = f"«Kort antwoord» heeft meer dan {_SHORT_WORDS} woorden"
        report.add(card.path, text, "## Kort antwoord", message)
    body = "\n".join(card.sections.values())
    used = {int(n) for n in _MARK.findall(body)}
    for n in sorted(used ^ set(range(1, len(card.sources) + 1))):
        report.add(card.path, text, f"[{n}]", f"bron [{n}] en de lijst van bronnen kloppen niet")
    if detail := _CONTACT_DETAIL.search(body):
        message = f"contactgegevens horen in contacts/, niet in een kaart («{detail[0]}»)"
        report.add(card.path, text, detail[0], message)
