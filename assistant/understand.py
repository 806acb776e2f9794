"""Understand a message: from safe text (and the conversation before it) to a `Situation`.

Rules and data decide; a name, origin, faith, gender or school is not among what they look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Intent, Reason, Urgency
from assistant.context import sentences
from assistant.facts import Reader
from assistant.forms import forms_of
from assistant.intent import intent_of
from assistant.language import language_of
from assistant.opinion.judge import Opinion
from assistant.role import role_of
from assistant.rulebook import Rulebook, UrgencyRule
from assistant.situation import Fact, FactKind, Situation, Status, Weight
from assistant.weigh import Weights
from assistant.wording import SIGNS
from guardrails.patterns import fold
from guardrails.text import AgeBand, SafeText
from knowledge_base.content import CRITERIA
from prompts.load import texts

_SURE = 0.45  # below this chance, and without a rule, the search may tell what is wanted
# questions of knowledge: what they name is a subject, not something that someone did
_KNOWLEDGE = frozenset({Intent.RECOGNISE, Intent.TERM, Intent.PROCESS, Intent.OTHER})
_PRESSING = frozenset({Status.REAL, Status.HEARSAY})


@dataclass(frozen=True, slots=True)
class Told:
    """One earlier message of the writer, as it was kept."""

    text: SafeText
    ages: tuple[AgeBand, ...] = ()
    intent: Intent | None = None
    urgency: Urgency = Urgency.INFORMATION


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user chose in the settings; empty means: not chosen."""

    role: str = ""
    gemeente: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Understander:
    """Turns messages into situations; built once."""

    reader: Reader
    opinion: Opinion
    weights: Weights

    @property
    def rules(self) -> Rulebook:
        return self.reader.rules

    def understand(
        self,
        text: SafeText,
        ages: tuple[AgeBand, ...] = (),
        before: Sequence[Told] = (),
        chosen: Chosen = Chosen(),
    ) -> Situation:
        """Give the situation that `text` describes, on top of what was told `before`."""
        folded = fold(text.value)
        facts = self.reader.read(text.value)
        earlier = tuple(fact for told in before for fact in self.reader.read(told.text.value))
        judged = self.opinion.judge(text.value)
        in_case = _was_case(before)
        person = (self._about_person(folded, facts) and not self._general(folded, ages)) or in_case
        found = intent_of(self.rules, folded, facts, person)
        ours = bool(facts) or bool(self.rules.context["domain"].search(folded))
        by_rule = found or (Intent.CASE if person else None)
        intent = self.weights.intent(by_rule, judged, in_case, ours)
        if intent is Intent.CASE and not person and self._general(folded, ages):
            intent = Intent.OTHER  # what was found tells what kind of knowledge is asked
        all_facts = _merge(earlier, facts) if person else facts
        markers = self._markers(folded, facts, all_facts, person)
        rule = self._urgency(markers, intent, person, all_facts)
        ruled = Urgency(rule.urgency)
        was = max((told.urgency for told in before), key=_rank) if in_case else None
        urgency = self.weights.urgency(
            ruled, judged, firm=_firm(all_facts), explained=_explained(facts)
        )
        if was:  # what was pressing stays so; a danger that was met need not be met again
            urgency = max(urgency, min(was, Urgency.URGENT, key=_rank), key=_rank)
        person = person or (urgency is not Urgency.INFORMATION and intent not in _KNOWLEDGE)
        counted = all_facts if person else facts
        reason = _reason(rule, all_facts, chosen.language)
        if urgency is not ruled:
            reason = _weighed(urgency, chosen.language)
        return Situation(
            text=text,
            folded=folded,
            language=chosen.language or language_of(folded) or "nl",
            role=role_of(self.rules, [*(t.text.value for t in before), text.value], chosen.role),
            intent=intent,
            urgency=urgency,
            about_person=person,
            facts=all_facts,
            forms=self._forms(counted, folded, intent, person),
            criteria=_criteria(counted) if person else (),
            markers=markers,
            ages=ages or next((t.ages for t in reversed(before) if t.ages), ()),
            gemeente=chosen.gemeente,
            terms=self.reader.terms_in(folded, facts),
            urgency_reason=reason,
            turns=len(before) + 1,
            fresh=facts,
            earlier=was,
            settled=found is not None or in_case or judged.intent.get(intent, 0.0) >= _SURE,
            refusal_hint=self.weights.refusal(judged),
        )

    def _about_person(self, folded: str, facts: tuple[Fact, ...]) -> bool:
        if not any(fact.kind is not FactKind.AGAINST for fact in facts):
            return False
        if self.rules.context["person"].search(folded):
            return True
        # behaviour told without a word for the person, and nothing asked that is knowledge
        telling = any(f.counts and f.weight is not Weight.WEAK for f in facts)
        return telling and intent_of(self.rules, folded, (), False) in (None, Intent.CASE)

    def _general(self, folded: str, ages: tuple[AgeBand, ...]) -> bool:
        """Tell whether a message is one question for knowledge, with nobody in it."""
        context = self.rules.context
        return (
            not ages
            and len(sentences(folded)) == 1
            and bool(context["general"].match(folded.strip()))
            and not context["person"].search(folded)
        )

    def _markers(
        self, folded: str, facts: tuple[Fact, ...], all_facts: tuple[Fact, ...], person: bool
    ) -> frozenset[str]:
        markers = {fact.marker for fact in all_facts if fact.counts and fact.marker}
        if person and _worrying(all_facts):
            markers.add("zorg_genoeg")
        if self.rules.context["own_thoughts"].search(folded):
            markers.add("eigen_gedachten")
        return frozenset(markers) | self.reader.now(folded, facts)

    def _urgency(
        self,
        markers: frozenset[str],
        intent: Intent,
        person: bool,
        facts: tuple[Fact, ...],
    ) -> UrgencyRule:
        spoken = any(fact.term is None and fact.weight is not Weight.WEAK for fact in facts)
        strong = any(f.term is None and f.counts and f.weight is Weight.STRONG for f in facts)
        concrete = (person or strong) and (intent not in _KNOWLEDGE or spoken)
        if not concrete and intent is not Intent.SELF_HELP:
            # danger that happens now counts without any person named
            markers &= {"geweld_nu", "zelfdoding_nu"} if not _KNOWLEDGE & {intent} else set()
        return next(rule for rule in self.rules.urgency if rule.holds(markers))

    def _forms(
        self, facts: tuple[Fact, ...], folded: str, intent: Intent, person: bool
    ) -> tuple[str, ...]:
        if person and intent not in _KNOWLEDGE:
            return forms_of(facts)
        asked = self.rules.forms_named(folded)
        return asked or forms_of(facts)


def _rank(level: Urgency) -> int:
    return level.rank


def _was_case(before: Sequence[Told]) -> bool:
    return any(told.intent is Intent.CASE for told in before)


def _merge(earlier: tuple[Fact, ...], now: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Join what was told before with what is told now; the newest word on a thing holds."""
    newer = {fact.rule for fact in now}
    return (*(fact for fact in earlier if fact.rule not in newer), *now)


def _worrying(facts: Iterable[Fact]) -> bool:
    """One strong or medium fact, or two weak ones of different kinds; past facts count as weak."""
    weak: set[str] = set()
    for fact in facts:
        if fact.kind not in (FactKind.BEHAVIOUR, FactKind.CARE):
            continue
        if fact.counts and fact.weight is not Weight.WEAK:
            return True
        if fact.counts or (fact.status is Status.PAST and fact.weight is not Weight.WEAK):
            weak.add(fact.rule)
    return len(weak - {"verandering"}) > 1


def _firm(facts: Iterable[Fact]) -> bool:
    """Tell whether something was told that no second opinion may call calm."""
    return any(
        fact.counts
        and fact.kind in (FactKind.BEHAVIOUR, FactKind.CARE)
        and (fact.weight is Weight.STRONG or (fact.weight is Weight.MEDIUM and _exact(fact)))
        for fact in facts
    )


def _exact(fact: Fact) -> bool:
    """A rule's behaviour or a sign is what it is; a saying from the lexicon may be many things."""
    return fact.term is None or fact.term.kind in SIGNS


def _explained(facts: Iterable[Fact]) -> bool:
    """Tell whether all danger in a message is denied, past, imagined or a game."""
    dangers = [fact for fact in facts if fact.weight is Weight.STRONG]
    return bool(dangers) and not any(fact.counts for fact in dangers)


def _weighed(urgency: Urgency, language: str) -> Reason:
    """The reason when the second opinion changed what the rules found."""
    key = "calmer" if urgency is Urgency.INFORMATION else "raised"
    return Reason("M1", texts("answer", language or "nl")[f"explain.{key}"])


def _criteria(facts: Iterable[Fact]) -> tuple[str, ...]:
    touched = {name for fact in facts if fact.counts for name in fact.criteria}
    return tuple(name for name in CRITERIA if name in touched)


def _reason(rule: UrgencyRule, facts: Iterable[Fact], language: str) -> Reason:
    wanted = rule.all | rule.any
    told = tuple(dict.fromkeys(f.quote for f in facts if f.counts and f.marker in wanted))
    return Reason(rule.id, rule.why_en if language == "en" else rule.why, told, rule.source)
