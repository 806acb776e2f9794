"""Say no in three parts: what I saw you ask, why not and where you can go, what I can do."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Block, BlockKind, Intent, Reason, Refusal
from assistant.compose import Composed
from assistant.desk import Desk
from assistant.situation import Situation
from knowledge_base.content import SourceRef
from prompts.load import texts

# the weighing of persons is the weegploeg's
_SOURCES = {Refusal.JUDGE_PERSON: SourceRef("inspectie-2024", "§2.2")}
_INTENTS = {
    Refusal.HARMFUL: Intent.HARMFUL,
    Refusal.INJECTION: Intent.HARMFUL,
    Refusal.OUT_OF_SCOPE: Intent.OUT_OF_SCOPE,
}


def refuse(refusal: Refusal, situation: Situation, desk: Desk) -> Composed:
    """Write the refusal, with one question that opens a better way."""
    words = texts("refusals", situation.language)
    source = _SOURCES.get(refusal)
    mark = desk.citer.mark(source) if source else ""
    text = words[f"{refusal}.text"].format(mark=mark)
    ask = words[f"{refusal}.ask"]
    return Composed(
        blocks=(
            Block(BlockKind.LEAD, "", text),
            Block(BlockKind.QUESTIONS, "", f"*{ask}*"),
        ),
        citations=desk.citer.citations,
        contacts=(),
        follow_up=(ask,),
        suggestions=(),
        reasons=(Reason(str(refusal), refusal.replace("_", " ")),),
    )


def as_refused(situation: Situation, refusal: Refusal) -> Situation:
    """Give the situation with the intent that belongs to a refusal."""
    intent = _INTENTS.get(refusal, situation.intent)
    return replace(situation, intent=intent)
