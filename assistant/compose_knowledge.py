"""The answer to a question of knowledge: lifted from the card that fits it best."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from assistant.answer import Block, BlockKind, Intent
from assistant.compose_case import share_card, term_text
from assistant.desk import Desk
from assistant.situation import Situation
from assistant.wording import SIGNS
from guardrails.patterns import fold
from knowledge_base.content import Card, Section, SourceRef, Term
from knowledge_base.ingest import quotable
from knowledge_base.passages import Kind
from knowledge_base.retrieve import Hit
from prompts.load import texts

# the topics of cards that answer an intent; other cards may still win when they fit far better
_TOPICS = {
    Intent.SHARE: ("delen", "rechten", "wet"),
    Intent.TALK: ("gesprek",),
    Intent.PROCESS: ("proces", "na_melding", "criteria", "kaders", "wet", "rechten"),
    Intent.REPORT: ("melden",),
    Intent.RECOGNISE: ("herkennen", "signaleren"),
    Intent.TERM: ("begrippen", "herkennen"),
    Intent.SELF_HELP: ("hulp_zelf", "veiligheid"),
}
_SPOKEN = regex.compile(r'"[^"\n]{15,}[?.!]"')
_FIRST = regex.compile(r"\A([^.!?\n*]+[.!?])(\s|$)")
_TOPIC_BONUS = 1.05
_OTHER_FORM = 0.95  # a card on a form that was not asked about
_LONG = 90  # words of explanation: more does not fit in an answer
_LONG_QUOTE = 70
_SHORT_WORD = 4
_SENTENCES = regex.compile(r"(?<=[.!?])\s+|\n+")
_QUOTABLE = 0.6  # evidence from which an original is quoted
_FREE = "CC0"
_MOST_TERMS = 2


def knowledge(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """The blocks of a question of knowledge; empty when nothing found is evidence enough."""
    if situation.intent is Intent.TERM and _signs(situation):
        return _terms(situation, desk)
    by_form = situation.intent is Intent.RECOGNISE and bool(situation.forms)
    if by_form and (blocks := _recognise(situation, desk)):
        return blocks
    card = best_card(situation, desk)
    told = _card(card, situation, desk) if card else ()
    return (*told, *_from_original(situation, desk))


def _from_original(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """Quote the original document that fits best, word for word, where its licence allows that."""
    for hit in desk.hits:
        passage = hit.passage
        source = desk.content.sources.get(passage.source)
        if passage.kind is not Kind.ORIGINAL or hit.score < _QUOTABLE or source is None:
            continue
        if passage.section and quotable(passage) and source.licence.startswith(_FREE):
            words = texts("answer", situation.language)
            ref = SourceRef(source.id, passage.section, passage.page)
            mark = desk.citer.mark(ref, passage.text, literal=True)
            quote = f'"{_telling_part(passage.text, situation.text.value)}"{mark}'
            return (Block(BlockKind.KNOWLEDGE, words["heading.source"], quote),)
    return ()


def _telling_part(text: str, question: str) -> str:
    """Give the two sentences in a row that share most words with the question, on one line."""
    asked = {word for word in fold(question).split() if len(word) > _SHORT_WORD}
    plain = text.replace('"', "'").replace("[", "(").replace("]", ")")
    lines = [" ".join(line.split()) for line in _SENTENCES.split(plain)]
    lines = [line for line in lines if len(line.split()) > _SHORT_WORD] or lines

    def shared(at: int) -> int:
        words = fold(" ".join(lines[at : at + 2])).split()
        return sum(any(word.startswith(stem[:6]) for word in words) for stem in asked)

    best = max(range(len(lines)), key=shared)
    words = " ".join(lines[best : best + 2]).split()
    return " ".join(words[:_LONG_QUOTE]) + (" …" if len(words) > _LONG_QUOTE else "")


def best_card(situation: Situation, desk: Desk) -> Card | None:
    """Give the card to answer from, or None when what was found is not enough."""
    if situation.about_person and (known := _known_card(situation)):
        return desk.content.card(known, situation.language)
    if not desk.enough:
        return None
    ranked = sorted(desk.hits, key=lambda hit: -_fit(hit, situation, desk))
    cards = (desk.card_of(hit, situation.language) for hit in ranked)
    return next((card for card in cards if card), None)


def _known_card(situation: Situation) -> str:
    """Give the card that a question within a concern is always answered from, or ""."""
    if situation.intent is Intent.SHARE:
        return share_card(situation.role)
    if situation.intent is Intent.TALK:
        own = [form for form in situation.forms if form != "gemengd"]
        return f"{own[0].replace('_', '-')}-gesprek" if own else "gesprek-openen"
    return ""


def _fit(hit: Hit, situation: Situation, desk: Desk) -> float:
    card = desk.card_of(hit, situation.language)
    if card is None:
        return 0.0
    wanted = set(_TOPICS.get(situation.intent, ()))
    other_form = bool(card.forms) and not set(card.forms) & set(situation.forms)
    return (
        hit.fused
        * (_TOPIC_BONUS if wanted & set(card.topics) else 1.0)
        * (_OTHER_FORM if other_form else 1.0)
    )


def _terms(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    words = texts("answer", situation.language)
    told = [_term(term, desk, words) for term in _signs(situation)[:_MOST_TERMS]]
    note = [f"*{words['english.note']}*"] if words["english.note"] else []
    first = Block(BlockKind.LEAD, "", "\n\n".join([*note, *told]))
    rule = Block(BlockKind.LIMITS, words["heading.limits"], words["meaning.rule"])
    return (first, rule)


def _signs(situation: Situation) -> tuple[Term, ...]:
    """The signs, codes and words that a question names; not acts, and nothing of everyday life."""
    return tuple(t for t in situation.terms if t.kind in SIGNS and (t.forms or t.weight != "zwak"))


def _term(term: Term, desk: Desk, words: Mapping[str, str]) -> str:
    marks = "".join(desk.citer.mark(ref, term.meaning) for ref in term.sources[:2])
    return term_text(term, words) + marks


def _recognise(situation: Situation, desk: Desk) -> tuple[Block, ...]:
    """How to recognise a form: what to look for, what is no sign, how to begin."""
    words = texts("answer", situation.language)
    form = situation.forms[0].replace("_", "-")
    main = desk.content.card(f"{form}-herkennen", situation.language)
    if main is None:
        return ()
    blocks = [*_card(main, situation, desk)[:2]]
    no_sign = desk.content.card(f"{form}-geen-signaal", situation.language)
    if no_sign:
        text = desk.citer.from_card(no_sign, no_sign.sections[Section.SHORT])
        blocks.append(Block(BlockKind.LIMITS, words["heading.not_a_sign"], text))
    talk = desk.content.card(f"{form}-gesprek", situation.language)
    spoken = _SPOKEN.search("\n".join(talk.sections.values())) if talk else None
    opener = spoken[0] if spoken else desk.advice.opener(situation)
    blocks.append(Block(BlockKind.STEPS, words["heading.opener"], opener))
    return tuple(blocks)


def _card(card: Card, situation: Situation, desk: Desk) -> tuple[Block, ...]:
    words = texts("answer", situation.language)
    note = words["english.note"] if card.language != situation.language else ""
    short = desk.citer.from_card(card, card.sections[Section.SHORT])
    bold = _FIRST.sub(r"**\1**\2", short, count=1)
    blocks = [Block(BlockKind.LEAD, "", f"*{note}*\n\n{bold}" if note else bold)]
    for section, kind, heading in (
        (Section.EXPLANATION, BlockKind.KNOWLEDGE, "more"),
        (Section.ACTION, BlockKind.STEPS, "advice"),
        (Section.CAUTION, BlockKind.LIMITS, "limits"),
    ):
        if text := card.sections.get(section):
            shown = desk.citer.from_card(card, shortened(text, _LONG))
            blocks.append(Block(kind, words[f"heading.{heading}"], shown))
    return tuple(_fitting(blocks, situation))


def _fitting(blocks: list[Block], situation: Situation) -> list[Block]:
    """Keep the answer short: the short answer, and the two parts that fit the question best."""
    doing = situation.intent in (
        Intent.SHARE,
        Intent.TALK,
        Intent.REPORT,
        Intent.SELF_HELP,
        Intent.CASE,
    )
    wanted = (
        (BlockKind.STEPS, BlockKind.LIMITS) if doing else (BlockKind.KNOWLEDGE, BlockKind.LIMITS)
    )
    rest = [block for block in blocks[1:] if block.kind in wanted] or blocks[1:2]
    return [blocks[0], *rest]


def shortened(text: str, most: int) -> str:
    """Keep whole paragraphs or list items of Markdown, up to about `most` words, at least one."""
    kept: list[str] = []
    count = 0
    for line in text.splitlines():
        count += len(line.split())
        if kept and count > most and line.strip():
            break
        kept.append(line)
    while kept and (not kept[-1].strip() or kept[-1].rstrip().endswith(("**", ":"))):
        kept.pop()
    return "\n".join(kept) or text
