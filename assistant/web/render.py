"""An answer as the page shows it: Markdown, the buttons under it, and the side panels.

Links of our own start with `#bron-` (opens a source) and `#tel:` (dials a number); the page's
script makes them work, because Chainlit's Markdown allows neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Answer, Block, BlockKind, ContactBlock, Intent
from assistant.counted import counted
from guardrails.text import Removed
from prompts.load import texts

_IMAGE = re.compile(r"!(?=\[)")
_ADDRESS = re.compile(
    r"\[([^\[\]]*)\]\(((?:[^()\s]|\([^()]*\))*)[^()]*\)"  # a link: its text and its address
    r"|\b(?:https?://|www\.)[^\s)>\]]+",  # a bare address
    re.IGNORECASE,
)
_MARK = re.compile(r"(?<!\[)\[(\d{1,2})\](?![(\]])")
_SERVICE = re.compile(r"(?<![\w\[:+.-])(?:112|0[89]00-\d{4}(?:\d{3})?)(?![\w\])]|-\w)")
_INSIDE = ("eigen_organisatie", "fg")


@dataclass(frozen=True)
class Button:
    """A button under an answer; `payload` is all that pressing it needs, also after a restart."""

    name: str
    key: str
    label: str
    tooltip: str
    payload: dict[str, Any]


def markdown(answer: Answer, message_id: str) -> str:
    """Give the answer as Markdown for the message with this id."""
    words = texts("page", answer.language)
    parts = [_block(block, answer, message_id, words) for block in answer.blocks]
    if answer.contacts and not _has_contact_block(answer) and not _is_alarm(answer):
        parts.append(_contacts(answer.contacts, words))
    return "\n\n".join([*parts, removed_line(answer.removed, answer.language)]).strip()


def removed_line(removed: Iterable[Removed], language: str) -> str:
    """Say how many things of each kind were taken out, never which; empty when none were."""
    counts = ", ".join(str(each) for each in counted(removed, language))
    title = texts("page", language)["removed.title"]
    return f"*{title}: {counts}.*" if counts else ""


def buttons(answer: Answer) -> tuple[Button, ...]:
    """Give the buttons of an answer: its sources, why this advice, what may come next, and what
    the user can do about what was removed and what was not."""
    words = texts("page", answer.language)
    language = answer.language
    sources = tuple(
        Button(
            "bron",
            f"bron-{each.n}",
            f"{words['button.source']} {each.n}",
            f"{each.publisher}: {each.title}",
            {"language": language, **asdict(each)},
        )
        for each in answer.citations
    )
    reasons = {"language": language, "reasons": _reasons(answer, words)}
    why = (Button("waarom", "waarom", words["button.why"], words["button.why_tip"], reasons),)
    following = tuple(
        Button("vervolg", f"vervolg-{number}", text, "", {"text": text})
        for number, text in enumerate(answer.suggestions, start=1)
    )
    missed = Button("weghalen", "weghalen", words["button.missed"], words["button.missed_tip"], {})
    wrong = Button("onterecht", "onterecht", words["button.wrong"], words["button.wrong_tip"], {})
    return (
        *sources,
        *(why if answer.reasons else ()),
        *following,
        *((missed,) if answer.removed or answer.intent is Intent.CASE else ()),
        *((wrong,) if answer.removed else ()),
    )


def changed(
    buttons: Iterable[Mapping[str, Any]], change: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Give kept buttons with a change in what may repeat a user's words; sources stay."""
    return [_changed(dict(button), change) for button in buttons]


def _changed(button: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    payload = dict(button["payload"])
    if button["name"] == "vervolg":
        button["label"] = change(button["label"])
        payload["text"] = change(payload["text"])
    if button["name"] == "waarom":
        payload["reasons"] = [
            reason
            | {"text": change(reason["text"]), "facts": [change(fact) for fact in reason["facts"]]}
            for reason in payload["reasons"]
        ]
    return button | {"payload": payload}


def _reasons(answer: Answer, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the reasons with the number of a source, where the answer has it, for its id."""
    numbers = {each.source: f"{words['button.source']} {each.n}" for each in answer.citations}
    return [asdict(each) | {"source": numbers.get(each.source, "")} for each in answer.reasons]


def source_panel(payload: Mapping[str, Any]) -> tuple[str, str]:
    """Give title and Markdown of the side panel of one source."""
    words = texts("page", str(payload["language"]))
    page = f"{words['panel.page']} {payload['page']}" if payload["page"] else ""
    place = (payload["publisher"], payload["date"], payload["section"], page)
    fresh = words["panel.fresh" if payload["fresh"] else "panel.stale"]
    quote = "\n".join(f"> {line}" for line in str(payload["passage"]).splitlines())
    link = f"[{words['panel.open']}]({payload['url']})" if payload["url"] else ""
    parts = (
        f"## {payload['title']}",
        " · ".join(str(part) for part in place if part),
        f"**{payload['note']}**" if payload["note"] else "",
        f"*{fresh}*",
        words["panel.literal" if payload["literal"] else "panel.own_words"]
        if payload["passage"]
        else "",
        _IMAGE.sub("", quote),
        link,
    )
    return f"{words['button.source']} {payload['n']}", "\n\n".join(part for part in parts if part)


def reasons_panel(payload: Mapping[str, Any]) -> tuple[str, str]:
    """Give title and Markdown of the side panel with the facts read and the rules that fired."""
    words = texts("page", str(payload["language"]))
    facts = dict.fromkeys(fact for reason in payload["reasons"] for fact in reason["facts"])
    read = "\n".join(f"- {_plain(fact)}" for fact in facts) or words["panel.no_facts"]
    rules = "\n".join(
        f"- {reason['text']}" + (f" ({reason['source']})" if reason["source"] else "")
        for reason in payload["reasons"]
    )
    body = f"## {words['panel.facts']}\n\n{read}\n\n## {words['panel.rules']}\n\n{rules}"
    return words["button.why"], f"{body}\n\n*{words['panel.no_verdict']}*"


def _block(block: Block, answer: Answer, message_id: str, words: Mapping[str, str]) -> str:
    if block.kind is BlockKind.CONTACTS and answer.contacts:
        heading = f"## {block.heading}\n\n" if block.heading else ""
        return heading + _contacts(answer.contacts, words)
    text = _dialled(_own_links_only(block.text, answer), answer.contacts)
    text = _numbered(text, answer, message_id)
    if block.kind is BlockKind.ALARM:
        heading = _dialled(block.heading or words["alarm.call"])
        return _quoted(f"## {heading}\n\n{text}")
    return f"## {block.heading}\n\n{text}" if block.heading else text


def _contacts(contacts: Iterable[ContactBlock], words: Mapping[str, str]) -> str:
    return "\n\n".join(_contact(contact, words) for contact in contacts)


def _contact(contact: ContactBlock, words: Mapping[str, str]) -> str:
    phone = f"{words['contact.call']} [{contact.phone}](#tel:{contact.tel})" if contact.tel else ""
    mail = f"[{contact.email}](mailto:{contact.email})" if contact.email else ""
    site = f"[{words['contact.site']}]({contact.url})" if contact.url else ""
    reach = " · ".join(part for part in (phone, mail, site, contact.hours) if part)
    lines = (
        f"**{contact.name}**",
        _dialled(contact.when),
        reach or ("" if contact.route in _INSIDE else words["contact.unknown"]),
        _dialled(f"{words['contact.not']} {contact.when_not}") if contact.when_not else "",
        f"*{words['contact.check']}*" if contact.check_first else "",
    )
    return _quoted("\n\n".join(line for line in lines if line))


def _numbered(text: str, answer: Answer, message_id: str) -> str:
    known = {citation.n for citation in answer.citations}

    def link(found: re.Match[str]) -> str:
        n = int(found[1])
        return f"[[{n}]](#bron-{n}-{message_id})" if n in known else found[0]

    return _MARK.sub(link, text)


def _dialled(text: str, contacts: Iterable[ContactBlock] = ()) -> str:
    """Make numbers dial: 112, service numbers and those of the contacts.

    Answers hold no other numbers: a user's are taken out before.
    """
    text = _SERVICE.sub(lambda found: f"[{found[0]}](#tel:{found[0].replace('-', '')})", text)
    for contact in contacts:
        if contact.phone and contact.tel and not _SERVICE.fullmatch(contact.phone):
            pattern = rf"(?<![\w\[:+-]){re.escape(contact.phone)}(?![\w\])-])"
            text = re.sub(pattern, f"[{contact.phone}](#tel:{contact.tel})", text)
    return text


def _own_links_only(text: str, answer: Answer) -> str:
    """Drop images, and links and addresses that are not of the answer's sources or contacts."""
    own = {each.url for each in answer.citations} | {each.url for each in answer.contacts}

    def address(found: re.Match[str]) -> str:
        if (found[2] or found[0].rstrip(".,;")) in own:
            return found[0]
        return "…" if found[1] is None else found[1]

    text, before = _IMAGE.sub("", text), ""
    while text != before:  # a link within a link shows only after the inner one is gone
        text, before = _ADDRESS.sub(address, text), text
    return text


def _is_alarm(answer: Answer) -> bool:
    """Danger now: beside 112 nothing else is shown."""
    return any(block.kind is BlockKind.ALARM for block in answer.blocks)


def _has_contact_block(answer: Answer) -> bool:
    return any(block.kind is BlockKind.CONTACTS for block in answer.blocks)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#!|])", r"\\\1", text)
