"""What the product must reach, beside what it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from eval.privacy.measured import Measured
from eval.privacy.scores import Judged, Scores, having

EXACT: Final = ("BSN", "PHONE_NUMBER", "EMAIL_ADDRESS", "IBAN")


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on one figure: at least, or at most, `bound`. Shares are in percents."""

    name: str
    of: Callable[[Measured], float]
    bound: float
    unit: str
    at_least: bool = False

    def met(self, measured: Measured) -> bool:
        """Tell whether it is met; a figure that was not measured (NaN) meets nothing."""
        value = self.of(measured)
        return value >= self.bound if self.at_least else value <= self.bound


is_name: Final = having("type", "PERSON")


def is_exact(each: Judged) -> bool:
    return each.type in EXACT


def origins(scores: Scores) -> dict[str, float]:
    """Give the share of names found, in percents, for each origin; the lowest first."""
    names = {each.origin for each in scores.judged if each.origin}
    found = {name: 100 * scores.found(having("origin", name)).value for name in names}
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


def _between_origins(measured: Measured) -> float:
    found = list(origins(measured.scores).values())
    return found[-1] - found[0] if found else float("nan")


def _plain_above_hard(measured: Measured) -> float:
    scores = measured.scores
    plain, hard = (scores.found(having("hard", value)) for value in (False, True))
    return 100 * (plain.value - hard.value)


TARGETS: Final = (
    Target("identifiers found", lambda m: 100 * m.scores.found().value, 98, "%", at_least=True),
    Target("names found", lambda m: 100 * m.scores.found(is_name).value, 99, "%", at_least=True),
    Target("BSN, phone, e-mail and IBAN found",
           lambda m: 100 * m.scores.found(is_exact).value, 99.5, "%", at_least=True),
    Target("surviving in any spelling", lambda m: 100 * m.scores.survives().value, 1.5, "%"),
    Target("precision", lambda m: 100 * m.scores.precision().value, 95, "%", at_least=True),
    Target("words to keep still there", lambda m: 100 * m.scores.kept().value, 99, "%",
           at_least=True),
    Target("between the origins of names", _between_origins, 3, "points"),
    Target("hard below plain", _plain_above_hard, 2, "points"),
    Target("a text of 100 words (median)", lambda m: m.speed.hundred_words.median, 25, "ms"),
    Target("to load", lambda m: m.speed.load_seconds, 3, "s"),
    Target("memory", lambda m: m.speed.memory_mb, 400, "MB"),
)  # fmt: skip
