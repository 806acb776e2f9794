"""Libraries of any size: passages varied from our own texts, and questions to ask them.

The words grow as they do in real documents: mostly known ones, now and then a new compound, name
or number. The same seed gives the same texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from knowledge_base.content import Card
from knowledge_base.passages import Kind, Passage, checksum

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCES = (8, 22)
_SWAPPED = 0.06  # share of the words that make way for another
_NEW = 0.15  # share of those that make way for a word of which no passage yet knows
_COMMON = 300
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Pool:
    """What varied passages are made of: sentences, and words by how often they occur."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]


def pool_of(passages: Sequence[Passage]) -> Pool:
    """Take the sentences and words of passages. Raises ValueError where there are none."""
    sentences = tuple(
        dict.fromkeys(
            " ".join(part.split())
            for passage in passages
            for part in _SENTENCE.split(passage.text)
            if len(part) > _SHORTEST
        )
    )
    counts = Counter(word.lower() for text in sentences for word in _WORD.findall(text))
    if not sentences or not counts:
        raise ValueError("there is no text to vary")
    return Pool(sentences, tuple(word for word, _ in counts.most_common()))


def varied(pool: Pool, count: int, seed: int) -> Iterator[Passage]:
    """Give `count` passages as if from original documents, each unlike the others."""
    random = Random(seed)
    for n in range(count):
        text = " ".join(
            _vary(random.choice(pool.sentences), pool, random)
            for _ in range(random.randint(*_SENTENCES))
        )
        document, section = f"schaal-{n // 100}", f"Hoofdstuk {n % 100 + 1}"
        yield Passage(
            f"orig:{document}#{n}", Kind.ORIGINAL, "", document, f"Document {n // 100}", section,
            str(n % 100 + 1), "", text, "nl", (), (), (), checksum(section, text),
        )  # fmt: skip


def questions(pool: Pool, cards: Sequence[Card], count: int, seed: int) -> list[str]:
    """Give different questions, by turns: of cards, of common words, of rare words, mixed."""
    random = Random(seed)
    asked = [question for card in cards for question in card.questions] or list(pool.sentences)
    rare = pool.words[len(pool.words) // 2 :]
    kinds = (
        lambda: random.choice(asked),
        lambda: " ".join(random.choices(pool.words[:_COMMON], k=8)),
        lambda: " ".join((*random.choices(rare, k=3), _new(pool, random))),
        lambda: _vary(random.choice(pool.sentences), pool, random),
    )
    return [kinds[n % len(kinds)]() for n in range(count)]


def _vary(sentence: str, pool: Pool, random: Random) -> str:
    words = sentence.split()
    for n in range(len(words)):
        if random.random() < _SWAPPED:
            fresh = random.random() < _NEW
            words[n] = _new(pool, random) if fresh else random.choice(pool.words)
    return " ".join(words)


def _new(pool: Pool, random: Random) -> str:
    """Give a word that hardly any other text holds: a number, or a compound as Dutch makes them."""
    if random.random() < 1 / 3:
        return str(random.randint(2, 99_999))
    return random.choice(pool.words) + random.choice(pool.words)
