"""A system measured: what it removed from the messages, how fast, how large and how soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eval.bench.latency import Spread, spread
from eval.privacy.messages import Message
from eval.privacy.scores import Scores, score
from eval.privacy.systems import MissingError, Removal, System

WORDS: Final = 100
_TEXTS: Final = 50


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds a message and a text of a hundred words, seconds to load, memory in MB.

    `failed` counts the messages that the system refused or broke on; no time counts for those.
    """

    message: Spread
    hundred_words: Spread
    load_seconds: float
    memory_mb: float
    failed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A system that ran."""

    name: str
    scores: Scores
    speed: Speed


@dataclass(frozen=True, slots=True)
class Missing:
    """A system that could not run here, and why."""

    name: str
    reason: str


def measure(system: System, messages: Sequence[Message]) -> Measured | Missing:
    """Give every message to a system, then texts of a hundred words, and score the first.

    Raises OffsetError where the system says what cannot be.
    """
    texts = [message.text for message in messages]
    try:
        run = system.run([*texts, *texts_of_a_hundred_words(texts)])
    except MissingError as error:
        return Missing(system.name, str(error))
    own, long = run.removals[: len(texts)], run.removals[len(texts) :]
    speed = Speed(
        message=_spread(own),
        hundred_words=_spread(long),
        load_seconds=run.load_seconds,
        memory_mb=run.memory_mb,
        failed=sum(removal.failed for removal in own),
    )
    return Measured(system.name, score(messages, own), speed)


def texts_of_a_hundred_words(texts: Sequence[str]) -> list[str]:
    """Give up to fifty texts of exactly a hundred words, made of the messages one behind another.

    Messages that have less together give one text that repeats them.
    """
    words = " ".join(texts).split()
    while len(words) < WORDS:
        words += words
    starts = range(0, len(words) - WORDS + 1, WORDS)
    return [" ".join(words[start : start + WORDS]) for start in starts][:_TEXTS]


def _spread(removals: Sequence[Removal]) -> Spread:
    times = [removal.ms for removal in removals if not removal.failed]
    return spread(times) if times else Spread(*[float("nan")] * 3)
