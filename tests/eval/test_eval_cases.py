"""Case files: a wrong line is refused with its place, and our own files are right."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.cases import (
    CASES,
    AskCase,
    Case,
    CaseError,
    DeidentifyCase,
    SearchCase,
    TwinCase,
    load_cases,
)
from knowledge_base.content import FORMS

ASK: dict[str, Any] = {
    "id": "a",
    "group": "zorg",
    "message": "Hij heet Pim.",
    "expected": {"intent": ["casus"], "must_not_return": ["Pim"]},
}


def write(folder: Path, *lines: str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def line(**changed: Any) -> str:
    return json.dumps({**ASK, **changed})


def expecting(**expected: Any) -> str:
    return line(expected=expected)


def test_a_good_file_gives_its_cases_in_order(tmp_path: Path) -> None:
    cases = load_cases(write(tmp_path, line(), "", line(id="b")), AskCase)
    assert [case.id for case in cases] == ["a", "b"]
    assert cases[0].expected.refusal == (None,)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "JSON"),
        ("[]", "line"),
        (line(group="anders"), "anders"),
        (line(message=""), "message"),
        (line(role="buurman"), "buurman"),
        (line(extra=1), "extra"),
        (expecting(intent=["zomaar"]), "intent"),
        (expecting(urgency=["hoog"]), "urgency"),
        (expecting(forms=["anders"]), "anders"),
        (expecting(criteria_any=["anders"]), "anders"),
        (expecting(must_routes=["brandweer"]), "brandweer"),
        (expecting(refusal=["nee"]), "refusal"),
        (expecting(must_say=["("]), "regular expression"),
        (expecting(must_not_return=["Kees"]), "not in the message"),
    ],
)
def test_a_bad_line_is_refused_with_file_and_line(tmp_path: Path, bad: str, told: str) -> None:
    path = write(tmp_path, line(), bad)
    with pytest.raises(CaseError) as caught:
        load_cases(path, AskCase)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert told in str(caught.value)


def test_a_double_id_is_refused_at_the_second_line(tmp_path: Path) -> None:
    path = write(tmp_path, line(), line(id="b"), line())
    with pytest.raises(CaseError, match=r":3: id 'a' is used before"):
        load_cases(path, AskCase)


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        (DeidentifyCase, {"text": "Piet", "identifiers": [{"text": "Jan", "type": "PERSON"}]}),
        (DeidentifyCase, {"text": "Piet", "identifiers": [{"text": "Piet", "type": "NAAM"}]}),
        (DeidentifyCase, {"text": "Piet", "keep": ["school"]}),
        (SearchCase, {"query": "waar meld ik"}),
        (SearchCase, {"query": "waar meld ik", "topics_any": ["elders"]}),
        (TwinCase, {"group": "g", "message": "m", "urgency": []}),
    ],
)
def test_a_case_that_cannot_be_judged_is_refused(
    tmp_path: Path, kind: type[Case], case: dict[str, Any]
) -> None:
    with pytest.raises(CaseError):
        load_cases(write(tmp_path, json.dumps({"id": "a", **case})), kind)


def test_our_messages_hold_the_four_groups_and_each_form_three_times() -> None:
    cases = load_cases(CASES / "ask.jsonl", AskCase)
    groups = Counter(case.group for case in cases)
    assert groups == {"zorg": 40, "geen_signaal": 30, "kennis": 30, "weigeren": 20}
    concerns = [case for case in cases if case.group == "zorg"]
    forms = Counter(form for case in concerns for form in case.expected.forms or ())
    assert min(forms[form] for form in FORMS) >= 3


def test_our_twins_come_in_groups_of_four_with_one_expectation() -> None:
    twins = load_cases(CASES / "twins.jsonl", TwinCase)
    assert set(Counter(twin.group for twin in twins).values()) == {4}
    assert len({(twin.group, twin.role, twin.urgency) for twin in twins}) == len(twins) // 4


def test_half_of_our_messages_to_deidentify_are_hard() -> None:
    cases = load_cases(CASES / "deidentify.jsonl", DeidentifyCase)
    assert len(cases) == 100
    assert sum(bool(case.hard) for case in cases) == 50
    assert all(case.keep for case in cases if not case.identifiers)


def test_every_source_that_a_case_names_is_registered() -> None:
    register = (CASES.parent.parent / "knowledge_base" / "sources.toml").read_text("utf-8")
    known = {source["id"] for source in tomllib.loads(register)["source"]}
    named = {
        source
        for case in load_cases(CASES / "ask.jsonl", AskCase)
        for source in case.expected.sources_any
    } | {
        source
        for case in load_cases(CASES / "search.jsonl", SearchCase)
        for source in case.sources_any
    }
    assert named
    assert named <= known
