"""Scoring what is left of personal data, survival in other spellings, and systems beside ours."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from eval.cases import CASES, load_cases
from eval.deidentify.spans import Span
from eval.privacy import __main__ as command
from eval.privacy.measured import Measured, Missing, measure, texts_of_a_hundred_words
from eval.privacy.messages import Message
from eval.privacy.misses import render_misses
from eval.privacy.report import render, shares
from eval.privacy.scores import OffsetError, Scores, having, judge, score
from eval.privacy.survival import REMOVED, Needle, Reading, needles
from eval.privacy.systems import OURS, PEERS, VARIANTS, MissingError, Removal, Run, Worker
from eval.privacy.targets import TARGETS, origins
from eval.privacy.worker import answer_to
from guardrails.deidentify import PARTS, build_deidentifier
from guardrails.text import RawText

TEXT = "Storm el Idrissi (16) woont in Zutphen, zegt de wijkagent. Bel 06-12345678 na de storm."


def message(text: str = TEXT, *marked: tuple[str, str], **changed: Any) -> Message:
    """A message with each (value, type) marked where it first stands."""
    values = marked or (
        ("Storm el Idrissi", "PERSON"),
        ("16", "AGE"),
        ("Zutphen", "LOCATION"),
        ("06-12345678", "PHONE_NUMBER"),
    )
    identifiers = [
        {"start": text.index(value), "end": text.index(value) + len(value), "type": kind,
         **({"origin": "marokkaans"} if kind == "PERSON" else {})}
        for value, kind in values
    ]  # fmt: skip
    given = {"id": "p-1", "text": text, "identifiers": identifiers, **changed}
    return Message.model_validate(given)


WHOLE = message(keep=["wijkagent", "storm"])


def removal(of: Message, *spans: Span) -> Removal:
    """What a system gives that removed exactly these spans."""
    text, at = "", 0
    for span in sorted(spans, key=lambda span: span.start):
        text, at = text + of.text[at : span.start] + "[X]", span.end
    return Removal(text + of.text[at:], spans, ms=1.0)


def perfect(of: Message) -> Removal:
    return removal(of, *(each.span for each in of.identifiers))


def of_one(told: Message, given: Removal) -> Scores:
    return score([told], [given])


def span(of: Message, value: str, kind: str = "PERSON") -> Span:
    start = of.text.index(value)
    return Span(kind, start, start + len(value))


# the cases


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"identifiers": [{"start": 0, "end": 999, "type": "PERSON"}]}, "offsets 0-999"),
        ({"identifiers": [{"start": 5, "end": 5, "type": "PERSON"}]}, "offsets 5-5"),
        ({"identifiers": [{"start": -1, "end": 5, "type": "PERSON"}]}, "greater than or equal"),
        ({"identifiers": [{"start": 17, "end": 18, "type": "AGE"}]}, "no letter or digit"),
        ({"identifiers": [{"start": 0, "end": 9, "type": "NAAM"}]}, "unknown label 'NAAM'"),
        (
            {"identifiers": [{"start": 0, "end": 9, "type": "PERSON"},
                             {"start": 6, "end": 16, "type": "PERSON"}]},
            "overlaps",
        ),
        ({"keep": ["Zutphen"]}, "word 1 to keep"),
        ({"keep": ["storm", "imam"]}, "word 2 to keep"),
        ({"text": ""}, "at least 1 character"),
        ({"naam": "x"}, "Extra inputs"),
    ],
)  # fmt: skip
def test_a_message_that_cannot_be_judged_is_refused(changed: dict[str, Any], told: str) -> None:
    line = json.loads(WHOLE.model_dump_json())
    assert Message.model_validate(line) == WHOLE
    with pytest.raises(ValidationError, match=told):
        Message.model_validate({**line, **changed})


def test_a_word_to_keep_is_where_it_stands_whole_and_outside_identifiers() -> None:
    told = message("Roos zag een roos en rozen, Storms broer een stormloop", ("Roos", "PERSON"))
    assert [(p.start, p.end) for p in told.places_to_keep("roos")] == [(13, 17)]
    # no whole word: then the beginning of one
    assert [(p.start, p.end) for p in told.places_to_keep("storm")] == [(45, 50)]
    assert told.places_to_keep("Roos") == []


def test_there_are_as_many_messages_and_identifiers_of_each_origin_as_were_asked_for() -> None:
    messages = load_cases(CASES / "privacy" / "messages.jsonl", Message)
    names = [each.origin for told in messages for each in told.identifiers if each.origin]
    assert len(messages) >= 800
    assert sum(len(told.identifiers) for told in messages) >= 3000
    assert sum(bool(told.hard) for told in messages) >= len(messages) / 2
    assert len(set(names)) == 12
    assert min(map(names.count, set(names))) >= 60
    named = {bool(e.origin) == (e.type == "PERSON") for told in messages for e in told.identifiers}
    assert named == {True}


# scores


def test_a_perfect_system_scores_everything() -> None:
    found = of_one(WHOLE, perfect(WHOLE))
    assert [found.found().value, found.precision().value, found.kept().value] == [1, 1, 1]
    assert [found.survives().value, found.destroyed().value, found.wrong_kind().value] == [0, 0, 0]


def test_a_system_that_removes_nothing_finds_nothing() -> None:
    found = of_one(WHOLE, removal(WHOLE))
    assert [found.found().value, found.survives().value, found.kept().value] == [0, 1, 1]
    assert math.isnan(found.precision().value)
    assert found.destroyed().value == 0


def test_a_system_that_removes_everything_keeps_no_word() -> None:
    found = of_one(WHOLE, removal(WHOLE, Span("PERSON", 0, len(WHOLE.text))))
    assert [found.found().value, found.survives().value] == [1, 0]
    assert [found.kept().value, found.destroyed().value] == [0, 1]
    assert found.wrong_kind().value == pytest.approx(3 / 4)


def test_a_piece_that_is_left_is_a_miss_and_punctuation_is_not() -> None:
    short = of_one(WHOLE, removal(WHOLE, span(WHOLE, "Storm el")))
    assert short.found(having("type", "PERSON")).value == 0
    number = [span(WHOLE, part, "PHONE_NUMBER") for part in ("06", "12345678")]
    assert of_one(WHOLE, removal(WHOLE, *number)).found(having("type", "PHONE_NUMBER")).value == 1


def test_what_touches_no_identifier_counts_against_precision() -> None:
    told = removal(WHOLE, span(WHOLE, "Zutphen", "LOCATION"), span(WHOLE, "wijkagent"))
    found = of_one(WHOLE, told)
    assert (found.precision().successes, found.precision().total) == (1, 2)
    assert (found.kept().successes, found.kept().total) == (1, 2)
    words = len("woont in zegt de wijkagent Bel na de storm".split())
    assert (found.destroyed().successes, found.destroyed().total) == (1, words)


def test_pieces_that_overlap_are_one_and_any_of_their_types_is_right() -> None:
    told = message("mail x@voorbeeld.nl nu", ("x@voorbeeld.nl", "EMAIL_ADDRESS"))
    both = Span("EMAIL_ADDRESS", 5, 19), Span("URL", 7, 19)
    found = of_one(told, Removal("mail [X] nu", both))
    assert (found.precision().total, found.wrong_kind().successes) == (1, 0)
    assert of_one(told, Removal("mail [X] nu", (Span("URL", 5, 19),))).wrong_kind().value == 1


def test_a_part_of_a_name_that_is_left_elsewhere_survives_and_the_ordinary_word_does_not() -> None:
    told = message("Roos Bakker zag een roos. Bakker ook", ("Roos Bakker", "PERSON"))
    assert of_one(told, perfect(told)).survives().value == 0
    twice = message(
        "Roos Bakker zag een roos. Bakker's fiets", ("Roos Bakker", "PERSON"), ("fiets", "PERSON")
    )
    marked = twice.model_copy(
        update={"identifiers": (*twice.identifiers[:1], twice.identifiers[1].model_copy(
            update={"start": 26, "end": 32}))}
    )  # fmt: skip
    assert of_one(marked, removal(marked, marked.identifiers[0].span)).survives().successes == 2
    assert of_one(marked, perfect(marked)).survives().successes == 0


@pytest.mark.parametrize(
    "spans", [(Span("PERSON", 0, 999),), (Span("PERSON", -3, 4),), (Span("PERSON", 4, 4),)]
)
def test_offsets_that_are_not_in_the_message_are_an_error(spans: tuple[Span, ...]) -> None:
    with pytest.raises(OffsetError, match="p-1: removed"):
        judge(WHOLE, Removal(WHOLE.text, spans))


@pytest.mark.parametrize(
    "left", [TEXT, TEXT.replace("Storm", "[X]"), "[X]", "", TEXT.replace("(16)", "[X]")]
)
def test_a_text_that_is_not_what_the_offsets_leave_is_an_error(left: str) -> None:
    age = Span("AGE", 18, 20)
    assert judge(WHOLE, Removal(TEXT.replace("16", "<LEEFTIJD>"), (age,))).judged[1].found
    with pytest.raises(OffsetError, match="is not what the offsets leave"):
        judge(WHOLE, Removal(left, (age,)))


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 9)), max_size=6))
def test_any_removal_scores_between_nothing_and_everything(places: list[tuple[int, int]]) -> None:
    spans = [Span("PERSON", at, min(at + size, len(TEXT))) for at, size in places]
    apart = [s for n, s in enumerate(spans) if not any(s.touches(o) for o in spans[:n])]
    found = shares(of_one(WHOLE, removal(WHOLE, *apart)))
    assert all(math.isnan(each.value) or 0 <= each.value <= 1 for each in found.values())


# survival


@pytest.mark.parametrize(
    ("value", "kind", "left"),
    [
        ("Jan de Vries", "PERSON", "mail van JAN DE VRIES"),
        ("Jan de Vries", "PERSON", "zie jandevries84"),
        ("Jan de Vries", "PERSON", "meneer Vries"),
        ("Jan de Vries", "PERSON", "Jans fiets"),
        ("Zoë Öztürk", "PERSON", "zoe was er"),
        ("Zoe Ozturk", "PERSON", "Ö\u200bztürk"),
        ("O\u0308ztu\u0308rk", "PERSON", "ozturk"),
        ("Олена", "PERSON", "и ОЛЕНА"),
        ("06-12345678", "PHONE_NUMBER", "tel 06 1234 5678"),
        ("06 12 34 56 78", "PHONE_NUMBER", "x0612345678y"),
        ("1234 AB", "POSTCODE", "1234ab"),
        ("111.222.333", "BSN", "bsn 111222333"),
        ("De Ark", "SCHOOL", "op de-ark"),
        ("16", "AGE", "hij is 16jr"),
    ],
)
def test_a_value_in_another_spelling_survives(value: str, kind: str, left: str) -> None:
    reading = Reading(left)
    assert any(reading.count(needle) for needle in needles(value, kind, ()))


@pytest.mark.parametrize(
    ("value", "kind", "left"),
    [
        ("Jan de Vries", "PERSON", "de jongen uit januari"),
        ("Jan de Vries", "PERSON", f"Ja{REMOVED}n"),
        ("Leiden", "LOCATION", "begeleiden"),
        ("16", "AGE", "in 2016 en 1600 keer"),
        ("06-12345678", "PHONE_NUMBER", f"06{REMOVED}12345678"),
        ("Bo", "PERSON", "bos"),
    ],
)
def test_what_only_looks_like_a_value_does_not(value: str, kind: str, left: str) -> None:
    reading = Reading(left)
    assert not any(reading.count(needle) for needle in needles(value, kind, ()))


def test_a_part_of_a_name_that_must_be_kept_is_no_needle() -> None:
    assert Needle("imam") in needles("Imam Yusuf", "PERSON", ())
    assert Needle("imam") not in needles("Imam Yusuf", "PERSON", ("imam",))
    assert needles("Jan de Vries", "LOCATION", ()) == [Needle("jandevries", inside=True)]


# systems


@dataclass(frozen=True)
class Told:
    """A system that removes what a test tells it, and nothing from a text of a hundred words."""

    removals: Sequence[Removal]
    name: str = "Ons"

    def run(self, texts: Sequence[str]) -> Run:
        rest = [Removal(text, (), 20.0) for text in texts[len(self.removals) :]]
        return Run((*self.removals, *rest), 2.0, 100.0)


def ran(*removals: Removal, messages: Sequence[Message] = (WHOLE,)) -> Measured:
    found = measure(Told(removals), messages)
    assert isinstance(found, Measured)
    return found


def test_a_system_is_timed_on_the_messages_and_on_a_hundred_words() -> None:
    speed = ran(perfect(WHOLE)).speed
    assert (speed.message.median, speed.hundred_words.median) == (1.0, 20.0)
    assert (speed.load_seconds, speed.memory_mb, speed.failed) == (2.0, 100.0, 0)
    texts = texts_of_a_hundred_words(["een twee drie\nvier"] * 60)
    assert [len(text.split()) for text in texts] == [100, 100]
    assert len(texts_of_a_hundred_words(["woord"])) == 1


def test_a_message_that_a_system_refuses_counts_as_missed_and_has_no_time() -> None:
    refused = ran(Removal(WHOLE.text, (), failed=True))
    assert refused.speed.failed == 1
    assert math.isnan(refused.speed.message.median)
    assert refused.scores.found().value == 0


def test_a_failure_on_a_text_says_its_kind_and_nothing_of_the_text() -> None:
    def breaks(text: str) -> tuple[str, list[tuple[str, int, int]]]:
        raise ValueError(text)

    assert answer_to(breaks, "geheim") == {"error": "ValueError"}


def test_an_environment_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    python = tmp_path / ".venv-deduce" / "bin" / "python"
    (deduce,) = (each for each in PEERS if each.system == "deduce")
    found = measure(replace(deduce, python=python), [WHOLE])
    assert found == Missing("Deduce 3", "no environment .venv-deduce")


def test_an_environment_without_the_package_is_a_reason() -> None:
    # this environment has no Deduce: its pins clash with ours
    with pytest.raises(MissingError, match="No module named 'deduce'"):
        Worker("Deduce 3", "deduce", python=Path(sys.executable)).run(["x"])


def test_ours_and_presidio_run_in_processes_of_their_own() -> None:
    told = message("Mail Fatima Aydin op f@voorbeeld.nl of bel 06-12345678.",
                   ("Fatima Aydin", "PERSON"), ("f@voorbeeld.nl", "EMAIL_ADDRESS"),
                   ("06-12345678", "PHONE_NUMBER"))  # fmt: skip
    ours, presidio = (measure(each, [told]) for each in (OURS, PEERS[0]))
    assert isinstance(ours, Measured)
    assert isinstance(presidio, Measured)
    assert ours.scores.found().value == 1
    assert [each.found for each in presidio.scores.judged] == [False, True, True]
    assert ours.speed.load_seconds > 0 < ours.speed.hundred_words.median


def test_each_variant_leaves_out_another_part() -> None:
    assert {part for each in VARIANTS for part in each.leave_out} == PARTS
    with pytest.raises(ValueError, match="koken"):
        build_deidentifier(leave_out=frozenset({"koken"}))


@pytest.mark.parametrize(
    ("part", "text", "stays"),
    [
        ("patterns", "bel 06-12345678", "06-12345678"),
        ("institutions", "hij zit op het calvijn college", "calvijn"),
        ("places", "hij woont aan de lijsterstraat 12", "lijsterstraat"),
        ("memory", "ik zag mevrouw Bakker, de zus van bakker belde", "van bakker"),
    ],
)
def test_without_a_part_what_it_finds_stays(part: str, text: str, stays: str) -> None:
    whole = build_deidentifier().session().deidentify(RawText(text))
    without = build_deidentifier(leave_out=frozenset({part})).session().deidentify(RawText(text))
    assert stays not in whole.text.value
    assert stays in without.text.value


# the report


def test_the_report_compares_names_targets_and_says_what_did_not_run() -> None:
    hard = message(id="p-2", hard="typefouten", keep=["storm"])
    ours = ran(perfect(WHOLE), removal(hard), messages=[WHOLE, hard])
    made = render(ours, [Missing("Ander", "geen omgeving")], [])
    assert "2 messages with 8 identifiers" in made
    assert "| Ons | 50.0 (" in made
    assert "| Ander | did not run: geen omgeving |" in made
    assert "| identifiers found | ≥ 98 % | 50.0 % | no |" in made
    assert "| to load | ≤ 3 s | 2.0 s | yes |" in made
    assert "| hard below plain | ≤ 2 points | 100.0 points | no |" in made
    assert "| marokkaans | 2 | 50.0 (" in made
    assert "| PERSON | 2 | 50.0 (" in made
    assert "| IBAN |" not in made
    assert "What each part earns" not in made
    assert "What each part earns" in render(ours, [], [ours])


def test_a_perfect_run_meets_what_can_be_met_and_an_unmeasured_figure_meets_nothing() -> None:
    hard = message(id="p-2", hard="typefouten", keep=["storm"])
    ours = ran(perfect(WHOLE), perfect(hard), messages=[WHOLE, hard])
    assert [target.name for target in TARGETS if not target.met(ours)] == []
    alone = ran(removal(WHOLE))
    assert "precision" in {target.name for target in TARGETS if not target.met(alone)}


def test_origins_go_from_the_lowest_to_the_highest() -> None:
    told = message("Bo en An", ("Bo", "PERSON"), ("An", "PERSON"))
    other = told.identifiers[1].model_copy(update={"origin": "pools"})
    both = told.model_copy(update={"identifiers": (told.identifiers[0], other)})
    found = origins(of_one(both, removal(both, both.identifiers[0].span)))
    assert found == {"pools": 0.0, "marokkaans": 100.0}
    assert list(found) == ["pools", "marokkaans"]


def test_misses_are_listed_by_type_with_room_for_a_reason() -> None:
    found = of_one(WHOLE, removal(WHOLE, span(WHOLE, "Zutphen", "LOCATION")))
    made = render_misses([WHOLE], found, 5)
    assert "## PERSON: 1" in made
    assert "| p-1 | Storm el Idrissi |  | yes |  |" in made
    assert "Zutphen" not in made
    assert "| p-1 |" not in render_misses([WHOLE], found, 0)


def test_the_command_prints_tables_and_keeps_values_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, results = tmp_path / "cases", tmp_path / "results"
    cases.mkdir()
    (cases / "messages.jsonl").write_text(WHOLE.model_dump_json() + "\n", encoding="utf-8")
    monkeypatch.setattr(command, "OURS", Told([removal(WHOLE)]))
    monkeypatch.setattr(command, "PEERS", ())
    options = ["--cases", str(cases), "--results", str(results), "--misses", "3"]
    told = CliRunner().invoke(command.app, options)
    assert told.exit_code == 0, told.output
    (folder,) = results.glob("*/privacy")
    assert {path.name for path in folder.iterdir()} == {
        "config.json", "report.md", "figures.json", "misses.md"
    }  # fmt: skip
    assert "Idrissi" in (folder / "misses.md").read_text("utf-8")
    assert "## Side by side" in told.output
    for shown in (told.output, *((folder / n).read_text("utf-8") for n in ("report.md",))):
        assert "Idrissi" not in shown
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    assert figures["Ons"]["shares"]["found"] == {"successes": 0, "total": 4}


def test_the_command_names_the_line_with_wrong_offsets(tmp_path: Path) -> None:
    line = json.loads(WHOLE.model_dump_json())
    line["identifiers"][0]["end"] = 999
    (tmp_path / "messages.jsonl").write_text(json.dumps(line), encoding="utf-8")
    told = CliRunner().invoke(command.app, ["--cases", str(tmp_path)])
    assert told.exit_code == 2
    assert "messages.jsonl:1" in told.output.replace("\n", "")
    assert "Idrissi" not in told.output
