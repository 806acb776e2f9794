"""Weigh the rules and the second opinion together: intent, urgency and refusal."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Intent, Refusal, Urgency
from assistant.errors import ContentError
from assistant.opinion.judge import Judged
from assistant.rulebook import read_toml

_FEW_WORDS = 5
_CASE_LIKE = (Intent.CASE, Intent.SELF_HELP)
# "may I break my silence" is asked about somebody too
_PRESSING = (*_CASE_LIKE, Intent.SHARE)
_REFUSABLE = (Refusal.HARMFUL, Refusal.JUDGE_PERSON, Refusal.INJECTION)


@dataclass(frozen=True, slots=True)
class Weights:
    """The settings of opinion.toml."""

    acute: float
    acute_over_rule: float
    urgent: float
    concern: float
    calm: float
    about: float
    refuse: float
    rule_bonus: float
    follow_up: float

    def intent(self, by_rule: Intent | None, judged: Judged, in_case: bool, ours: bool) -> Intent:
        """Give the intent.

        `in_case`: the message follows on a concern, which it goes on with unless it clearly asks
        for something else. `ours`: it holds something of our subject, so it is not out of scope.
        """
        chances = {Intent(name): chance for name, chance in judged.intent.items()}
        chances.pop(Intent.HARMFUL, None)  # a matter of refusal
        if ours:
            chances.pop(Intent.OUT_OF_SCOPE, None)
        if by_rule:
            chances[by_rule] = chances.get(by_rule, 0.0) + self.rule_bonus
        sure = chances.get(Intent.SELF_HELP, 0.0) >= self.follow_up
        if by_rule is not Intent.SELF_HELP and (by_rule or not sure):
            chances.pop(Intent.SELF_HELP, None)  # not to be said to somebody who means another
        best = max(chances, key=lambda name: chances[name])
        if in_case and chances[best] < self.follow_up:
            return by_rule or Intent.CASE
        return best

    def urgency(self, by_rule: Urgency, judged: Judged, firm: bool, explained: bool) -> Urgency:
        """Give the urgency: the rules', or higher; weak signs alone may turn out to be calm.

        `firm`: what the rules found is more than weak signs. `explained`: the danger in it is
        denied, past, imagined or a game, which the rules tell better than the wording. A message of a few words is too
        little for a second opinion.
        """
        if judged.words < _FEW_WORDS or explained:
            return by_rule
        chances = judged.urgency
        danger = chances["acuut"] + chances["dringend"]
        case_like = sum(judged.intent.get(name, 0.0) for name in _CASE_LIKE) >= self.about
        pressing = sum(judged.intent.get(name, 0.0) for name in _PRESSING) >= self.about
        # where the rules saw the danger, and saw no "now", the wording must be surer
        acute = self.acute_over_rule if by_rule is Urgency.URGENT else self.acute
        if chances["acuut"] >= acute:
            return Urgency.ACUTE
        if danger >= self.urgent and pressing:
            return max(by_rule, Urgency.URGENT, key=lambda level: level.rank)
        if 1 - chances["informatie"] >= self.concern and case_like:
            return max(by_rule, Urgency.CONCERN, key=lambda level: level.rank)
        if by_rule is Urgency.CONCERN and not firm and chances["informatie"] >= self.calm:
            return Urgency.INFORMATION
        return by_rule

    def refusal(self, judged: Judged) -> Refusal | None:
        """Give the refusal that the wording asks for, or None."""
        chances = {label: judged.refusal.get(label, 0.0) for label in _REFUSABLE}
        if sum(chances.values()) < self.refuse:
            return None
        return max(chances, key=lambda label: chances[label])


def load_weights() -> Weights:
    """Read opinion.toml. Raises ContentError when a setting is missing or unknown."""
    try:
        return Weights(**read_toml("opinion.toml"))
    except TypeError as error:
        raise ContentError from error
