"""The answer to a concern about someone: what was read, what it may be, what to do, whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import regex

from assistant.answer import Block, BlockKind, Intent, Urgency
from assistant.condition import markers_of
from assistant.desk import Desk
from assistant.situation import Fact, FactKind, Situation, Status
from assistant.wording import SIGNS, distinct, joined, quoted, read_back
from knowledge_base.content import Section, SourceRef, Term
from prompts.load import texts

_RULE = SourceRef("ssv-radicalisering-signaleren-handelen-binnen", "signalen")
_CARE = SourceRef("ess-triggerfactoren-vervolgstappen", "vervolgstappen")
_FREEDOM = SourceRef("aivd-waar-ligt-grens-vrijheid", "vraag en antwoord")
_AGE = SourceRef("meldcode-informatie-delen", "Informatie delen")
_QUOTED_WHOLE = 25
_MOST_TERMS = 2
_SHARE_SENTENCES = 3
_SENTENCE = regex.compile(r"[^.!?]+[.!?]+(?:\s*\[\d+\])*\s*")
_SHOWN_KINDS = (*SIGNS, "uitspraak")
_SHARE_URGENT = SourceRef("kwadraad-delen-jouw-gegevens", "themapagina")
_SHARE_CARDS = {
    "jongerenwerker": "delen-jongerenwerker",
    "docent": "delen-docent-school",
    "zorgverlener": "delen-ggz-psycholoog",
    "jeugdhulp": "delen-jeugdhulp",
    "gemeente": "delen-gemeente",
    "meldpunt": "delen-meldpunt",
    "politie": "delen-politie",
    "vrijwilliger": "delen-vrijwilliger-sportclub",
    "burger": "delen-burger-ouder",
}


def share_card(role: str) -> str:
    """Give the id of the card on sharing information for a role."""
    return _SHARE_CARDS.get(role, "informatie-delen-basis")


def alarm(situation: Situation) -> tuple[Block, ...]:
    """The answer in danger: 112 and what to say. Nothing else."""
    words = texts("answer", situation.language)
    body = "alarm.body"
    if situation.suicidal:
        body = "alarm.body_me" if situation.intent is Intent.SELF_HELP else "alarm.body_self"
    elif situation.role in ("docent", "jongerenwerker", "jeugdhulp"):
        body = "alarm.body_school"
    text = f"{words[body]}\n\n*{words['alarm.after']}*"
    return (Block(BlockKind.ALARM, words["alarm.head"], text),)


def case(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """The blocks of a concern, in order, without contacts and questions."""
    words = texts("answer", situation.language)
    blocks = [
        Block(BlockKind.LEAD, "", lead(situation, desk)),
        _read(situation, words),
        Block(BlockKind.MEANING, words["heading.meaning"], _meaning(situation, desk, words)),
        steps_block(situation, desk),
        _share(situation, desk, words),
    ]
    return tuple(block for block in blocks if block and block.text)


def only_imagined(situation: Situation) -> bool:
    """Tell whether all that is told is supposed ("wat als een leerling ..."), not seen or heard."""
    supposed = any(fact.status is Status.IMAGINED for fact in situation.facts)
    return supposed and not situation.telling


def only_care(situation: Situation) -> bool:
    """Tell whether only worries about wellbeing were told: no sign of extremism or violence."""
    return "alleen_zorgen" in markers_of(situation)


def update(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """The blocks of a message that adds to a concern: only what is new, and what it changes."""
    words = texts("answer", situation.language)
    more = situation.earlier is not None and situation.urgency.rank > situation.earlier.rank
    if more:
        first = Block(BlockKind.LEAD, "", f"{words['update.more']} {lead(situation, desk)}")
        return (first, *case(situation, desk)[1:])
    new = replace(situation, facts=situation.fresh)
    blocks = [
        Block(BlockKind.LEAD, "", words["update.same"]),
        _read(new, words) if new.telling else None,
        Block(BlockKind.SHARE, words["heading.share"], consent(situation, desk, words)),
    ]
    return tuple(block for block in blocks if block and block.text)


def consent(situation: Situation, desk: Desk, words: Mapping[str, str]) -> str:
    """Who gives consent at this age; empty while the age is not known."""
    if not situation.ages:
        return ""
    return words[f"share.{situation.ages[0]}"] + desk.citer.mark(_AGE)


def lead(situation: Situation, desk: Desk) -> str:
    """The first sentence: what to do, at once."""
    words = texts("answer", situation.language)
    key = _lead_key(situation)
    lawful = list(dict.fromkeys(_thing(f) for f in distinct(situation.of_kind(FactKind.LAWFUL))))
    if key == "geen_signaal" and (len(lawful) > 1 or " en " in " ".join(lawful)):
        key = "geen_signaal_meer"
    what = joined(lawful[:3], words["read.and"])
    return words[f"lead.{key}"].format(politie=desk.contacts.phone("politie"), what=_capital(what))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _thing(fact: Fact) -> str:
    return regex.split(r" \(|, | of ", fact.term.term)[0] if fact.term else fact.quote


def _lead_key(situation: Situation) -> str:
    markers = markers_of(situation)
    if situation.urgency is Urgency.URGENT:
        if "zelfdoding" in markers and not {"wapen", "dreiging", "plan", "doelwit"} & markers:
            return "dringend_zelfdoding"
        if "dwang" in markers:
            return "dringend_dwang"
        return "dringend_zorgverlener" if situation.role == "zorgverlener" else "dringend"
    if situation.urgency is Urgency.CONCERN:
        if "alleen_zorgen" in markers:
            return "alleen_zorgen"
        special = {
            "burger": "zorg_burger",
            "meldpunt": "zorg_meldpunt",
            "gemeente": "zorg_meldpunt",
        }
        return special.get(situation.role, "zorg")
    return "geen_signaal" if "geoorloofd" in markers else "vaag"


def _read(situation: Situation, words: Mapping[str, str]) -> Block | None:
    if not situation.telling:
        # raised by the wording as a whole: give that back, and say that no fixed sign was read
        raised = situation.urgency is not Urgency.INFORMATION and bool(situation.text)
        quote = quoted(situation.text.value, _QUOTED_WHOLE)
        text = words["read.whole"].format(quote=quote)
        return Block(BlockKind.READ, words["heading.read"], text) if raised else None
    return Block(BlockKind.READ, words["heading.read"], read_back(situation))


def _meaning(situation: Situation, desk: Desk, words: Mapping[str, str]) -> str:
    markers = markers_of(situation)
    if "geoorloofd" in markers:
        return _lawful(situation, desk, words)
    if "alleen_zorgen" in markers:
        return words["meaning.care"] + desk.citer.mark(_CARE)
    if "vaag" in markers:
        return ""
    # the lexicon is in Dutch: an English answer says what it points to, the source has the words
    told = _telling_terms(situation) if situation.language == "nl" else []
    parts = [_term(fact, desk, words) for fact in told]
    if situation.forms and situation.about_person:
        names = [words[f"form.{form}"] for form in situation.forms if form != "gemengd"]
        parts.append(words["meaning.forms"].format(forms=joined(names, words["read.or"])))
    parts.append(words["meaning.rule"] + desk.citer.mark(_RULE))
    return "\n\n".join(parts)


def _lawful(situation: Situation, desk: Desk, words: Mapping[str, str]) -> str:
    facts = distinct(situation.of_kind(FactKind.LAWFUL))[:_MOST_TERMS]
    told = [
        words["meaning.lawful"].format(thing=_capital(_thing(f)), innocent=f.term.innocent)
        + desk.citer.mark(f.term.sources[0])
        for f in facts
        if f.term
    ]
    free = words["meaning.freedom"] + desk.citer.mark(_FREEDOM)
    different = words["meaning.different"] + desk.citer.mark(_RULE)
    return "\n\n".join([*dict.fromkeys(told), f"{free} {different}"])


def _telling_terms(situation: Situation) -> list[Fact]:
    """The lexicon terms that most need explaining: signs and words first, strongest first."""
    facts = [f for f in distinct(situation.telling) if f.term and f.term.kind in _SHOWN_KINDS]
    facts.sort(key=lambda fact: ("sterk", "matig", "zwak").index(fact.weight))
    return facts[:_MOST_TERMS]


def _term(fact: Fact, desk: Desk, words: Mapping[str, str]) -> str:
    term = fact.term
    assert term is not None
    return term_text(term, words) + desk.citer.mark(term.sources[0], term.meaning)


def term_text(term: Term, words: Mapping[str, str]) -> str:
    """Give both meanings of a term, and whether it was checked; without source marks."""
    unchecked = f" {words['meaning.unchecked']}" if term.certainty == "onzeker" else ""
    name = _capital(term.term)
    return (
        words["meaning.term"].format(term=name, meaning=term.meaning, innocent=term.innocent)
        + unchecked
    )


def steps_block(situation: Situation, desk: Desk) -> Block | None:
    """What the writer can do now, numbered, each step with its source."""
    words = texts("answer", situation.language)
    steps = desk.advice.steps(situation)
    lines = [f"{n}. {s.text}{desk.citer.mark(s.ref, s.text)}" for n, s in enumerate(steps, 1)]
    return Block(BlockKind.STEPS, words["heading.steps"], "\n".join(lines)) if lines else None


def _share(situation: Situation, desk: Desk, words: Mapping[str, str]) -> Block | None:
    if situation.urgency is Urgency.URGENT:
        text = words["share.dringend"] + desk.citer.mark(_SHARE_URGENT)
        return Block(BlockKind.SHARE, words["heading.share"], text)
    card = desk.content.card(share_card(situation.role), situation.language)
    if (
        situation.urgency is not Urgency.CONCERN
        or card is None
        or card.language != situation.language
    ):
        return None
    if "alleen_zorgen" in markers_of(situation):
        return None
    text = first_sentences(card.sections[Section.SHORT], _SHARE_SENTENCES)
    told = f"{desk.citer.from_card(card, text)} {consent(situation, desk, words)}"
    return Block(BlockKind.SHARE, words["heading.share"], told.strip())


def first_sentences(text: str, most: int) -> str:
    """Give the first sentences of a text, with their source marks."""
    return "".join(_SENTENCE.findall(text)[:most]).strip()
