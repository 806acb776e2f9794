"""The product's search, and the searches that it is compared with, on the same content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import bm25s
import numpy as np
import Stemmer

from assistant.build import Product
from assistant.understand import Told
from guardrails.text import RawText
from knowledge_base.content import Card, Section, Term
from knowledge_base.embed import Embedder
from knowledge_base.load import Content
from knowledge_base.passages import Kind, Passage
from knowledge_base.retrieve import Hit

DEPTH = 10
_PER_UNIT = 6  # passages fetched for each unit wanted, as a unit may have several


class System(Protocol):
    """Gives the units that fit a question, best first, each once."""

    name: str

    def find(self, question: str, history: Sequence[str]) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A card or term as one text, in the way that any search can take it in."""

    unit: str
    text: str


def texts(content: Content) -> tuple[Text, ...]:
    """Give each card (with its questions) and each term as one text."""
    return (*map(_card_text, content.cards), *map(_term_text, content.terms))


def _unit(passage: Passage) -> str:
    """Give the unit of a passage: its card, or the id of its term."""
    return passage.card if passage.kind is Kind.CARD else passage.id


class Ours:
    """The search of the product, through the same door as a user's question."""

    def __init__(self, name: str, product: Product) -> None:
        self.name = name
        self._product = product

    def find(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        return _units(_unit(hit.passage) for hit in self._hits(question, history))

    def enough(self, question: str, history: Sequence[str]) -> bool:
        """Tell whether the product would answer from what it found."""
        return self._product.retriever.enough(self._hits(question, history))

    def _hits(self, question: str, history: Sequence[str]) -> tuple[Hit, ...]:
        session = self._product.deidentifier.session()
        before = tuple(Told(session.deidentify(RawText(text)).text) for text in history)
        message = session.deidentify(RawText(question))
        return self._product.corridor.look_up(message, before, DEPTH)


class Bm25:
    """BM25 alone: whole cards and terms, Dutch stop words and stemmer, the library's defaults."""

    name = "BM25 alone (bm25s)"

    def __init__(self, found: Iterable[Text]) -> None:
        self._texts = tuple(found)
        self._stemmer = Stemmer.Stemmer("dutch")
        self._index = bm25s.BM25()
        self._index.index(self._tokens([t.text for t in self._texts]), show_progress=False)

    def find(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        tokens = self._tokens([" ".join((*history, question))])
        count = min(DEPTH * _PER_UNIT, len(self._texts))
        places, scores = self._index.retrieve(tokens, k=count, show_progress=False)
        pairs = zip(places[0], scores[0], strict=True)
        return _units(self._texts[int(place)].unit for place, score in pairs if score > 0)

    def _tokens(self, found: list[str]) -> bm25s.tokenization.Tokenized:
        tokens = bm25s.tokenize(found, stopwords="nl", stemmer=self._stemmer, show_progress=False)
        assert not isinstance(tokens, list)
        return tokens


class Dense:
    """Vectors alone: each question, section and term is a text; a unit counts by its nearest."""

    def __init__(self, name: str, content: Content, embedder: Embedder) -> None:
        self.name = name
        self._embedder = embedder
        pieces = [piece for card in content.cards for piece in _pieces(card)]
        pieces += [_term_text(term) for term in content.terms]
        self._units = [piece.unit for piece in pieces]
        self._rows = embedder.embed([piece.text for piece in pieces])

    def find(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        (vector,) = self._embedder.embed([" ".join((*history, question))])
        best = np.argsort(-(self._rows @ vector), kind="stable")
        return _units(self._units[int(place)] for place in best)


def _units(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:DEPTH]


def _card_text(card: Card) -> Text:
    words = ", ".join(card.words)
    asked = (*card.questions, *card.phrasings)
    parts = (card.title, *asked, words, *(f"{s}\n{t}" for s, t in card.sections.items()))
    return Text(card.id, "\n".join(parts))


def _pieces(card: Card) -> Iterable[Text]:
    yield from (Text(card.id, line) for line in (card.title, *card.questions))
    for section, body in card.sections.items():
        head = "" if section is Section.SHORT else f"{section}. "
        yield Text(card.id, f"{card.title}. {head}{body}")


def _term_text(term: Term) -> Text:
    return Text(f"lex:{term.id}", f"{term.term}. {term.meaning} {term.innocent}")
