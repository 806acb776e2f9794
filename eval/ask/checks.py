"""The checks of one answer against what is right for its message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from eval.cases import AskCase, Expected
from eval.generated import Output
from eval.outcome import Check, Row, unanswered

_MARK = re.compile(r"\[(\d{1,2})\]")


def judge(case: AskCase, output: Output | None) -> Row:
    """Judge an answer. Only what the case expects is judged, and two things always:

    every source number in the answer has a citation, and what must not return does not.
    """
    failed = unanswered(output)
    if output is None or failed is not None:
        return Row(case.id, case.group, (failed,) if failed else ())
    checks = (*_labels(case.expected, output), *_routes(case.expected, output),
              *_words(case.expected, output))  # fmt: skip
    return Row(case.id, case.group, checks)


def routes(output: Output) -> list[str]:
    """Give the route ids of an answer, in order."""
    return [str(step["id"]) for step in output.get("routes") or ()]


def _labels(expected: Expected, output: Output) -> Iterator[Check]:
    for name, allowed in (("intent", expected.intent), ("urgency", expected.urgency)):
        if allowed:
            yield _one_of(name, output.get(name), [str(label) for label in allowed])
    refusals = [None if label is None else str(label) for label in expected.refusal]
    yield _one_of("refusal", output.get("refusal"), refusals)
    if expected.forms is not None:
        given = sorted(output.get("forms") or ())
        wanted = sorted(expected.forms)
        yield Check("forms", given == wanted, f"expected {wanted}, got {given}")
    if expected.criteria_any:
        yield _any("criteria", output.get("criteria") or (), expected.criteria_any)


def _routes(expected: Expected, output: Output) -> Iterator[Check]:
    given = routes(output)
    if expected.first_route:
        first = given[0] if given else None
        yield _one_of("first_route", first, list(expected.first_route))
    missing = [route for route in expected.must_routes if route not in given]
    if expected.must_routes:
        yield Check("must_routes", not missing, f"missing {missing}, got {given}")
    wrong = [route for route in expected.forbidden_routes if route in given]
    if expected.forbidden_routes:
        yield Check("forbidden_routes", not wrong, f"forbidden {wrong}")


def _words(expected: Expected, output: Output) -> Iterator[Check]:
    answer = str(output.get("answer") or "")
    citations = output.get("citations") or ()
    if expected.sources_any:
        yield _any("sources", [c["source"] for c in citations], expected.sources_any)
    unsaid = [p for p in expected.must_say if not re.search(p, answer, re.IGNORECASE)]
    if expected.must_say:
        yield Check("must_say", not unsaid, f"does not say {unsaid}")
    said = [p for p in expected.must_not_say if re.search(p, answer, re.IGNORECASE)]
    if expected.must_not_say:
        yield Check("must_not_say", not said, f"says {said}")
    loose = {int(n) for n in _MARK.findall(answer)} - {int(c["n"]) for c in citations}
    yield Check("citations", not loose, f"no citation for {sorted(loose)}")
    if expected.must_not_return:
        whole = json.dumps(dict(output), ensure_ascii=False).casefold()
        back = [text for text in expected.must_not_return if text.casefold() in whole]
        yield Check("must_not_return", not back, f"{len(back)} came back")


def _one_of(name: str, given: object, allowed: list[str] | list[str | None]) -> Check:
    return Check(name, given in allowed, f"expected one of {allowed}, got {given!r}")


def _any(name: str, given: object, wanted: tuple[str, ...]) -> Check:
    found = {str(label) for label in given} if isinstance(given, (list, tuple)) else set()
    ok = bool(found & set(wanted))
    return Check(name, ok, f"expected any of {list(wanted)}, got {sorted(found)}")
