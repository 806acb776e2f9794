"""The pleasant form of the command line: an answer, a safe text or search results as plain text."""

from __future__ import annotations

import regex

from assistant.answer import Answer
from assistant.build import Product
from assistant.conversation import made_safe
from assistant.settings import Settings
from assistant.understand import Chosen
from guardrails.deidentify import build_deidentifier
from guardrails.text import RawText
from prompts.load import texts

_MARKUP = regex.compile(r"\*{1,2}")


def show_answer(product: Product, question: str, role: str, gemeente: str) -> None:
    """Print the answer to one question, with its sources. Raises SignaalwijzerError."""
    session = product.deidentifier.session()
    message = made_safe(session, RawText(question), product.settings.max_characters)
    place = gemeente or message.gemeente or ""
    answer = product.corridor.answer(message, (), Chosen(role, place))
    words = texts("commands", answer.language)
    if answer.removed:
        count = len({removed.placeholder for removed in answer.removed})
        print(words["ask.removed"].format(count=count), end="\n\n")
    print(_MARKUP.sub("", answer.markdown))
    _show_sources(answer, words["ask.sources"], words["ask.page"])


def _show_sources(answer: Answer, heading: str, page: str) -> None:
    if answer.citations:
        print(f"\n{heading}")
    for c in answer.citations:
        place = f"{c.section}, {page} {c.page}" if c.page else c.section
        told = f"{place}. {c.note}".rstrip()
        print(f"[{c.n}] {c.publisher}, {c.title} ({c.date}), {told} {c.url}".rstrip())


def show_safe(text: str, settings: Settings) -> None:
    """Print a text without personal data. Raises SignaalwijzerError."""
    session = build_deidentifier(
        max_characters=settings.max_characters, seconds=settings.deidentify_seconds
    ).session()
    print(made_safe(session, RawText(text), settings.max_characters).text)


def show_hits(product: Product, query: str, k: int) -> None:
    """Print the best passages for a query. Raises SignaalwijzerError."""
    session = product.deidentifier.session()
    safe = made_safe(session, RawText(query), product.settings.max_characters)
    hits = product.corridor.look_up(safe, (), k)
    for hit in hits:
        passage = hit.passage
        place = f"{passage.section}, p. {passage.page}" if passage.page else passage.section
        print(
            f"{hit.score:.2f}  {passage.title}, {place} [{passage.source}]\n      {passage.text[:300]}\n"
        )
    if not hits:
        print(texts("commands", product.settings.language)["search.none"])
