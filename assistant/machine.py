"""The machine interface: one JSON object in, one out. Nothing that is read here is stored."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, NoReturn

from assistant.answer import Answer
from assistant.build import Product
from assistant.conversation import made_safe
from assistant.errors import SignaalwijzerError
from assistant.understand import Chosen, Told
from guardrails.deidentify import DeidentificationError, Session
from guardrails.text import RawText
from knowledge_base.content import ROLES
from prompts.load import messages

Line = Mapping[str, Any]
Answered = dict[str, Any]
_HITS = 8
_MOST_HITS = 50


class LineError(Exception):
    """A line that cannot be used; `code` names the message for the user."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask_line(product: Product, line: Line) -> Answered:
    """Answer one `ask` line. Raises LineError or SignaalwijzerError."""
    role = _text(line, "role", required=False)
    if role and role not in ROLES:
        raise LineError("rol_onbekend")
    session = product.deidentifier.session()
    before = _history(product, session, line.get("history", []))
    begin = time.perf_counter()
    most = product.settings.max_characters
    message = made_safe(session, RawText(_text(line, "message")), most)
    spent = (time.perf_counter() - begin) * 1000
    gemeente = _text(line, "gemeente", required=False) or message.gemeente or ""
    answer = product.corridor.answer(message, before, Chosen(role, gemeente))
    timing = replace(answer.timing, deidentify=spent, total=answer.timing.total + spent)
    return {"id": line["id"], **as_json(replace(answer, timing=timing))}


def as_json(answer: Answer) -> Answered:
    """Give an answer in the form of the interface."""
    keys = ("n", "source", "title", "section", "url")
    return {
        "text": answer.text.value,
        "removed": [asdict(removed) for removed in answer.removed],
        "intent": answer.intent,
        "urgency": answer.urgency,
        "forms": list(answer.forms),
        "criteria": list(answer.criteria),
        "routes": [asdict(step) for step in answer.routes],
        "answer": answer.markdown,
        "citations": [{key: getattr(c, key) for key in keys} for c in answer.citations],
        "follow_up": list(answer.follow_up),
        "refusal": answer.refusal,
        "timing_ms": {name: round(ms, 2) for name, ms in asdict(answer.timing).items()},
    }


def deidentify_line(product: Product, line: Line) -> Answered:
    """Answer one `deidentify` line. Raises LineError or SignaalwijzerError."""
    text = RawText(_text(line, "text", empty=True))
    if not text.value.strip():
        return {"id": line["id"], "text": text.value, "entities": []}
    if len(text.value) > product.settings.max_characters:
        raise LineError("invoer_te_lang")
    try:
        done = product.deidentifier.session().deidentify(text)
    except DeidentificationError:
        raise LineError("niet_veilig") from None
    return {
        "id": line["id"],
        "text": done.text.value,
        "entities": [asdict(removed) for removed in done.removed],
    }


def search_line(product: Product, line: Line) -> Answered:
    """Answer one `search` line. Raises LineError or SignaalwijzerError."""
    session = product.deidentifier.session()
    query = made_safe(session, RawText(_text(line, "query")), product.settings.max_characters)
    k = line.get("k", _HITS)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= _MOST_HITS:
        raise LineError("regel_kapot")
    hits = product.corridor.look_up(query, (), k)
    return {
        "id": line["id"],
        "hits": [
            {
                "passage": hit.passage.id,
                "source": hit.passage.source,
                "title": hit.passage.title,
                "section": hit.passage.section,
                "score": round(hit.score, 4),
                "text": hit.passage.text,
            }
            for hit in hits
        ],
    }


def run_lines(
    product: Product,
    answer: Callable[[Product, Line], Answered],
    lines: Iterable[str],
    language: str,
) -> Iterator[str]:
    """Answer every line, in order; a bad one gets an error in its place and never stops the rest."""
    for text in lines:
        if text.strip():
            yield _as_line(_answered(product, answer, text, language))


def _as_line(answered: Answered) -> str:
    line = json.dumps(answered, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half a character in an id: written as it came, escaped
        return json.dumps(answered)
    return line


def _no_number(name: str) -> NoReturn:
    raise LineError("regel_kapot")


def _answered(
    product: Product, answer: Callable[[Product, Line], Answered], text: str, language: str
) -> Answered:
    id_: object = None
    code = "onverwacht"
    try:
        line = json.loads(text, parse_constant=_no_number)
        if not isinstance(line, dict) or "id" not in line:
            raise LineError("regel_kapot")
        id_ = line["id"]
        return answer(product, line)
    except (json.JSONDecodeError, RecursionError):
        code = "regel_kapot"
    except (LineError, SignaalwijzerError) as error:
        code = error.code
    except Exception:  # noqa: BLE001 - one line may never stop the batch, nor show what was in it
        code = "onverwacht"
    return {"id": id_, "error": str(messages(language)[code])}


def _text(line: Line, key: str, required: bool = True, empty: bool = False) -> str:
    value = line.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not empty and key not in line):
        raise LineError("regel_kapot")
    return value


def _history(product: Product, session: Session, turns: object) -> tuple[Told, ...]:
    """Read earlier turns: what the user said is understood again, what we said is left."""
    if not isinstance(turns, Sequence) or isinstance(turns, str):
        raise LineError("regel_kapot")
    told: list[Told] = []
    for turn in turns:
        if not isinstance(turn, dict) or not isinstance(turn.get("text"), str):
            raise LineError("regel_kapot")
        if turn.get("role") != "user" or not turn["text"].strip():
            continue
        message = made_safe(session, RawText(turn["text"]), product.settings.max_characters)
        situation = product.corridor.understood(message, tuple(told))
        told.append(Told(message.text, message.ages, situation.intent, situation.urgency))
    return tuple(told)
