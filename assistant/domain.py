"""After the search: what the message wants where no rule could tell, and whether it is our subject."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assistant.answer import Intent, Refusal
from assistant.rulebook import Rulebook
from assistant.situation import Situation
from knowledge_base.load import Content
from knowledge_base.retrieve import Hit

# the intent that a card answers, by its first topic
_BY_TOPIC = {
    "delen": Intent.SHARE,
    "gesprek": Intent.TALK,
    "melden": Intent.REPORT,
    "proces": Intent.PROCESS,
    "na_melding": Intent.PROCESS,
    "criteria": Intent.PROCESS,
    "kaders": Intent.PROCESS,
    "wet": Intent.PROCESS,
    "herkennen": Intent.RECOGNISE,
    "signaleren": Intent.RECOGNISE,
    "begrippen": Intent.TERM,
    "hulp_zelf": Intent.SELF_HELP,
}
_LOOKED_AT = 3


def settle_intent(
    situation: Situation, hits: tuple[Hit, ...], enough: bool, rules: Rulebook, content: Content
) -> tuple[Situation, Refusal | None]:
    """Settle a message that no rule of intent spoke for: by what was found, or out of scope."""
    ours = bool(
        situation.facts
        or situation.forms
        or situation.terms
        or situation.turns > 1
        or rules.context["domain"].search(situation.folded)
    )
    elsewhere = situation.intent is Intent.OUT_OF_SCOPE
    if (elsewhere or not ours) and not enough and not situation.about_person:
        return replace(situation, intent=Intent.OUT_OF_SCOPE), Refusal.OUT_OF_SCOPE
    if elsewhere:  # but something on it was found after all
        situation = replace(situation, intent=Intent.OTHER, settled=False)
    asking = rules.context["asking"].search(situation.folded)
    if not (situation.settled or ours or asking or enough):
        return replace(situation, unclear=True), None
    if situation.intent is not Intent.OTHER or situation.settled or not enough:
        return situation, None
    topics = Counter(
        _BY_TOPIC[card.topics[0]]
        for hit in hits[:_LOOKED_AT]
        if (card := content.card(hit.passage.card)) and card.topics[0] in _BY_TOPIC
    )
    found = topics.most_common(1)
    return (replace(situation, intent=found[0][0]) if found else situation), None
