"""Check all content: cards, sources, lexicon, contacts and rules, with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.advice import load_advice
from assistant.build import now
from assistant.errors import ContentError
from assistant.route import load_routes
from assistant.rulebook import RULES, load_rulebook, read_toml
from assistant.settings import Settings
from guardrails.screen import load_screen
from knowledge_base.content import Problem
from knowledge_base.coverage import TABLE, read_topics, wrong_with
from knowledge_base.freshness import due, reviews
from knowledge_base.load import Content, load
from knowledge_base.problems import Report
from prompts.load import LANGUAGES, texts

_SUBJECTS = ("answer", "refusals", "routes", "messages", "commands", "page")


def check_all(settings: Settings) -> list[Problem]:
    """Give everything that is wrong, in plain Dutch; an empty list when all is well."""
    content = load(settings.content_dir, settings.profile)
    return [
        *content.problems,
        *_check_rules(content),
        *_check_texts(),
        *_check_dates(content),
        *_check_coverage(settings, content),
    ]


def _check_rules(content: Content) -> Iterator[Problem]:
    try:
        lists = load_rulebook().lists
        load_routes(lists)
        load_advice(lists)
        load_screen()
    except (ContentError, ValueError, OSError, KeyError):
        yield Problem(str(RULES.name), 1, "de regels zijn niet te lezen")
        return
    for name, key in (("urgency.toml", "rule"), ("routes.toml", "rule")):
        for entry in read_toml(name)[key]:
            if entry["source"] not in content.sources:
                yield _unknown(name, entry["id"], entry["source"])
    for advice in read_toml("steps.toml")["advice"]:
        for step in advice["steps"]:
            if step["source"] not in content.sources:
                yield _unknown("steps.toml", advice["id"], step["source"])


def _unknown(name: str, rule: str, source: str) -> Problem:
    lines = (RULES / name).read_text(encoding="utf-8").splitlines()
    line = next((n for n, row in enumerate(lines, 1) if f'"{rule}"' in row), 1)
    return Problem(f"rules/{name}", line, f"{rule}: onbekende bron «{source}»")


def _check_texts() -> Iterator[Problem]:
    """Every text exists in every language."""
    for subject in _SUBJECTS:
        keys = {language: set(texts(subject, language)) for language in LANGUAGES}
        for language in LANGUAGES:
            for missing in sorted(set().union(*keys.values()) - keys[language]):
                yield Problem(f"{subject}.{language}.toml", 1, f"«{missing}» ontbreekt")


def _check_dates(content: Content) -> Iterator[Problem]:
    """What is safety-critical (phone numbers, law) may not be past its review date."""
    for late in due(reviews(content), now().date()):
        if late.critical:
            yield Problem(late.part, 1, f"«{late.id}» is over zijn controledatum heen")


def _check_coverage(settings: Settings, content: Content) -> Iterator[Problem]:
    """What the coverage says of the cards is true."""
    report = Report(settings.content_dir)
    topics = read_topics(settings.content_dir, report)
    yield from report.problems
    for wrong in wrong_with(topics, content.cards):
        yield Problem(TABLE, 1, wrong)
