"""Compose the answer: choose the plan that fits, and put its blocks in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.aging import aging
from assistant.answer import (
    Block,
    BlockKind,
    Citation,
    ContactBlock,
    Intent,
    Reason,
    Urgency,
)
from assistant.cite import in_order
from assistant.compose_case import alarm, case, consent, lead, only_care, only_imagined, update
from assistant.compose_knowledge import knowledge
from assistant.desk import Desk
from assistant.explain import explain
from assistant.route import Routed
from assistant.situation import Situation
from knowledge_base.places import How
from prompts.load import texts

_MOST_ASKED = 2
_SUBJECT = 12  # words of a message that names a subject and tells nothing
_FOLLOW = {
    Intent.CASE: ("delen", "gesprek", "na_melding"),
    Intent.SHARE: ("feit", "anoniem", "na_melding"),
    Intent.RECOGNISE: ("geen_signaal", "gesprek", "melden"),
    Intent.TALK: ("feit", "delen", "melden"),
    Intent.REPORT: ("na_melding", "delen", "feit"),
    Intent.PROCESS: ("delen", "melden", "anoniem"),
    Intent.TERM: ("herkennen", "geen_signaal", "gesprek"),
    Intent.SELF_HELP: ("zelf", "melden"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """What the composer made of a turn; `answered` is False when it had to abstain."""

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    contacts: tuple[ContactBlock, ...]
    follow_up: tuple[str, ...]
    suggestions: tuple[str, ...]
    reasons: tuple[Reason, ...]
    answered: bool = True


def compose(situation: Situation, routed: Routed, desk: Desk) -> Composed:
    """Write the answer to a situation, from card sections, tables and rules."""
    contacts = _contacts(situation, routed, desk)
    reasons = explain(situation, routed)
    if situation.urgency is Urgency.ACUTE:
        return Composed(alarm(situation), (), contacts[:2], (), (), reasons)
    blocks = _plan(situation, desk)
    answered = bool(blocks)
    asked = desk.advice.ask(situation, routed)
    body = [*(blocks or _abstain(situation))]
    if _contacts_are_news(situation):
        body += _contact_block(situation, contacts, desk)
    shown, citations = in_order(tuple(body), desk.citer.citations)
    old = aging(citations, desk.citer.overdue, situation.language)
    last = (Block(BlockKind.QUESTIONS, "", f"*{' '.join(asked[:_MOST_ASKED])}*"),) if asked else ()
    return Composed(
        blocks=(*shown, *old, *last),
        citations=citations,
        contacts=contacts,
        follow_up=asked,
        suggestions=_suggestions(situation),
        reasons=reasons,
        answered=answered,
    )


def _plan(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """Choose the blocks: a concern, the writer's own need, a question within a case, knowledge."""
    words = texts("answer", situation.language)
    if situation.unclear:
        return (Block(BlockKind.LEAD, "", words["unclear.lead"]),)
    if situation.intent in (Intent.CASE, Intent.REPORT, Intent.OTHER) and only_imagined(situation):
        return (Block(BlockKind.LEAD, "", words["imagined.lead"]), *knowledge(situation, desk))
    if situation.intent is Intent.CASE:
        if situation.earlier:
            return update(situation, desk)
        return (knowledge(situation, desk) if _a_few_words(situation) else ()) or case(
            situation, desk
        )
    if situation.intent is Intent.SELF_HELP:
        return (_own_need(situation, desk), *knowledge(situation, desk)[1:])
    found = knowledge(situation, desk)
    if found and situation.about_person and situation.urgency is Urgency.URGENT:
        heading = "heading.share" if situation.intent is Intent.SHARE else "heading.more"
        asked = Block(found[0].kind, words[heading], found[0].text)
        return (Block(BlockKind.LEAD, "", lead(situation, desk)), asked, *found[1:])
    if not found and situation.about_person:
        return case(situation, desk)
    if found and situation.intent is Intent.SHARE and situation.ages:
        at_age = Block(BlockKind.SHARE, "", consent(situation, desk, words))
        return (found[0], at_age, *found[1:])
    return found


def _a_few_words(situation: Situation) -> bool:
    """A subject rather than a story: nothing is told that could be weighed."""
    return not situation.facts and len(situation.folded.split()) <= _SUBJECT


def _own_need(situation: Situation, desk: Desk) -> Block:
    words = texts("answer", situation.language)
    key = "lead.hulp_zelf_gedachten" if "eigen_gedachten" in situation.markers else "lead.hulp_zelf"
    key = "lead.hulp_zelf_zelfdoding" if situation.suicidal else key
    return Block(BlockKind.LEAD, "", words[key].format(politie=desk.contacts.phone("politie")))


def _abstain(situation: Situation) -> tuple[Block, ...]:
    words = texts("answer", situation.language)
    text = f"{words['abstain.lead']} {words['abstain.body']}\n\n{words['abstain.retry']}"
    return (Block(BlockKind.LEAD, "", text),)


def _contacts(situation: Situation, routed: Routed, desk: Desk) -> tuple[ContactBlock, ...]:
    found = (
        desk.contacts.block(step, situation.gemeente, desk.citer.today, situation.language)
        for step in routed.steps
    )
    return tuple(block for block in found if block)


def _contacts_are_news(situation: Situation) -> bool:
    """Contacts were given with the concern: say them again only when it is asked or has changed."""
    if situation.earlier is None or situation.intent in (Intent.REPORT, Intent.SELF_HELP):
        return True
    return situation.urgency is not situation.earlier


def _contact_block(
    situation: Situation, contacts: tuple[ContactBlock, ...], desk: Desk
) -> Iterable[Block]:
    if not contacts:
        return
    words = texts("answer", situation.language)
    lines = [_line(contact, words["contacts.unknown"]) for contact in contacts]
    text = "\n".join(f"- {line}" for line in lines)
    yield Block(BlockKind.CONTACTS, words["heading.contacts"], text)
    notes = [_place_note(situation, contacts, desk)]
    own = situation.intent is Intent.SELF_HELP
    if situation.urgency is Urgency.CONCERN and not own and not only_care(situation):
        notes.append(words["contacts.later"].format(politie=desk.contacts.phone("politie")))
    if note := "\n\n".join(note for note in notes if note):
        yield Block(BlockKind.LIMITS, "", note)


def _line(contact: ContactBlock, unknown: str) -> str:
    # a person or desk that everybody has near needs no number
    reach = contact.phone or contact.email
    name = f"**{contact.name}**" + (f", {reach}" if reach else "")
    return (
        f"{name}. {contact.when}"
        if reach or not contact.check_first
        else f"{name} ({unknown}). {contact.when}"
    )


def _place_note(situation: Situation, contacts: tuple[ContactBlock, ...], desk: Desk) -> str:
    """Say honestly how good the municipal contact is, for the municipality that was named."""
    municipal = next((c for c in contacts if c.route == "gemeente_meldpunt"), None)
    if not situation.gemeente or municipal is None:
        return ""
    words = texts("answer", situation.language)
    place = desk.contacts.places.find(situation.gemeente)
    if place is None:
        return words["contacts.municipality_unknown"].format(gemeente=situation.gemeente)
    if place.municipality is None:
        return words["contacts.municipality_which"].format(gemeente=place.shown)
    own = municipal.phone or municipal.email
    key = "municipality_known" if own else "municipality_general"
    notes = [] if place.how is How.NAME else [words["contacts.municipality_unsure"]]
    notes.append(words[f"contacts.{key}"])
    if municipal.check_first:
        notes.append(words["contacts.municipality_check"])
    return " ".join(note.format(gemeente=place.shown) for note in notes)


def _suggestions(situation: Situation) -> tuple[str, ...]:
    words = texts("answer", situation.language)
    lawful = situation.intent is Intent.CASE and situation.urgency is Urgency.INFORMATION
    keys = ("geen_signaal", "gesprek") if lawful else _FOLLOW.get(situation.intent, ("melden",))
    return tuple(words[f"suggest.{key}"] for key in keys)
