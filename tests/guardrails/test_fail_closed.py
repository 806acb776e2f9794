"""What cannot be analysed, for whatever reason, does not pass."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from guardrails import recognisers
from guardrails.deidentify import DeidentificationError, Deidentifier, build_deidentifier
from guardrails.presidio import AnalyzerEngine, Pattern, RecognizerRegistry
from guardrails.recognisers import CheckedPattern, pattern_recognisers
from guardrails.text import RawText
from guardrails.time_limit import TimeLimit

MESSAGE = "Mijn leerling Yassine Bouzid, 06-12345678, woont op de Lijsterstraat 4."
_PATTERNS = Path(recognisers.__file__).parent / "data" / "patterns.toml"
# Far beyond what a pattern needs, and what a pattern with nested repeats never ends within.
_SECONDS = 30.0
_LENGTH = 10_000
_ATTACKS = (
    "0", "1 ", "a", "A", "a.", "a-", "1-", "0 6 ", "a@", "a@a.", "@", "nul ", "nul een ", "[at] ",
    "a punt ", "(", "06-", "NL91", "NL 91 ", "aa:", "1:", "12 maart ", "geboren ", "geb. ", "is 16 ",
    "twintig ", "een ", "kenteken is ", "account is ", "insta: ", "nummer is ", "dossier ", " ", "\n",
    "www.", "https://", "1.", "\u200b", "é", "\uE000", "van de ", "klas 3a ", "#", "x_", "1234 ab ",
)  # fmt: skip
_RECOGNISERS = [
    f"{block['entity']}-{number}"
    for number, block in enumerate(tomllib.loads(_PATTERNS.read_text())["pattern"], start=1)
] + ["names", "places", "institutions"]


def _with(deidentifier: Deidentifier, name: str, analyze: Callable[..., object]) -> Deidentifier:
    """The same de-identifier with another `analyze` in place of that of one recogniser."""
    own = deidentifier.analyzer
    registry = RecognizerRegistry(
        recognizers=[
            _like(each, analyze) if each.name == name else each for each in own.registry.recognizers
        ],
        supported_languages=["nl"],
    )
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=own.nlp_engine, supported_languages=["nl"]
    )
    return replace(deidentifier, analyzer=engine)


def _like(recogniser: object, analyze: Callable[..., object]) -> object:
    kind = type(recogniser)
    other = kind.__new__(kind)
    other.__dict__.update(recogniser.__dict__, analyze=analyze)
    return other


@pytest.mark.parametrize("name", _RECOGNISERS)
def test_an_error_in_any_recogniser_refuses_the_message(
    deidentifier: Deidentifier, name: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(MESSAGE)

    with pytest.raises(DeidentificationError) as caught:
        _with(deidentifier, name, broken).session().deidentify(RawText(MESSAGE))
    assert str(caught.value) == "the message could not be analysed (RuntimeError)"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("step", ["engine", "anonymiser", "read"])
def test_an_error_in_any_other_part_refuses_the_message(
    deidentifier: Deidentifier, step: str
) -> None:
    broken = replace(deidentifier, **{step: None})
    with pytest.raises(DeidentificationError):
        broken.session().deidentify(RawText(MESSAGE))


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("a" * 50_000, id="fifty thousand letters"),
        pytest.param("woord " * 9_000, id="fifty thousand characters of words"),
        pytest.param("half \ud83d teken", id="half a character"),
        pytest.param("\udcff\udcfe", id="bytes that are no text"),
    ],
)
def test_too_much_and_what_is_no_text_is_refused(deidentifier: Deidentifier, message: str) -> None:
    with pytest.raises(DeidentificationError) as caught:
        deidentifier.session().deidentify(RawText(message))
    assert message[:4] not in str(caught.value)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What hangs, hangs on this; it is opened at the end so that no thread is left."""
    event = threading.Event()
    yield event
    event.set()


def test_an_analysis_that_hangs_is_refused_and_its_late_result_dropped(
    deidentifier: Deidentifier, gate: threading.Event
) -> None:
    late = threading.Event()

    def hanging(*_: object, **__: object) -> list[object]:
        gate.wait()
        late.set()
        return []

    slow = replace(_with(deidentifier, "names", hanging), limit=TimeLimit(0.05))
    session = slow.session()
    with pytest.raises(DeidentificationError) as caught:
        session.deidentify(RawText(MESSAGE))
    assert "TimeoutError" in str(caught.value)
    gate.set()
    assert late.wait(10)
    assert dict(session.numbers) == {}


def test_a_conversation_goes_on_after_a_message_that_hung(
    deidentifier: Deidentifier, gate: threading.Event
) -> None:
    names = next(r for r in deidentifier.analyzer.registry.recognizers if r.name == "names")

    def sometimes(text: str, *given: object, **named: object) -> object:
        if "hangt" in text:
            gate.wait()
        return type(names).analyze(names, text, *given, **named)

    slow = replace(_with(deidentifier, "names", sometimes), limit=TimeLimit(2))
    session = replace(slow, limit=TimeLimit(0.2)).session()
    with pytest.raises(DeidentificationError):
        session.deidentify(RawText("Mijn leerling Sanne Postma hangt."))
    session._parent = slow
    done = session.deidentify(RawText("Mijn leerling Yassine Bouzid belde."))
    assert "[PERSOON-1]" in done.text.value, "what was refused may take no number"


def test_a_message_that_is_refused_teaches_the_conversation_nothing(
    deidentifier: Deidentifier,
) -> None:
    session = replace(deidentifier, anonymiser=None).session()  # type: ignore[arg-type]
    with pytest.raises(DeidentificationError):
        session.deidentify(RawText("Mijn leerling Qoriander Zwartveld belde."))
    assert session._memory.words == {} and dict(session.numbers) == {}


def test_what_hangs_takes_a_bounded_number_of_threads(gate: threading.Event) -> None:
    limit = TimeLimit(0.05, at_once=2)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            limit.run(gate.wait)
    with pytest.raises(TimeoutError):
        limit.run(lambda: "no place left")
    gate.set()
    assert TimeLimit(5, at_once=1).run(lambda: "done") == "done"


def test_work_within_its_time_gives_its_result_or_its_error() -> None:
    limit = TimeLimit(5)
    assert limit.run(lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        limit.run(lambda: 1 // 0)


def test_the_time_can_be_set() -> None:
    assert build_deidentifier(seconds=3).limit.seconds == 3


def test_a_pattern_that_takes_too_long_is_not_skipped(deidentifier: Deidentifier) -> None:
    """Presidio goes on without a pattern that timed out: what it finds would pass."""
    block = {"entity": "PERSON", "score": 0.9}
    bad = CheckedPattern("catastrophe", block, r"(?:a|a)+(?:a|aa)+b", None)
    bad.patterns = [Pattern("catastrophe", r"(?:a|aa|a\w)+(?:aa|a)+$b", 0.9)]
    registry = RecognizerRegistry(recognizers=[bad], supported_languages=["nl"])
    analyzer = replace(deidentifier).analyzer
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=analyzer.nlp_engine, supported_languages=["nl"]
    )
    slow = replace(deidentifier, analyzer=engine, limit=TimeLimit(0.3))
    with pytest.raises(DeidentificationError):
        slow.session().deidentify(RawText("a" * 44))


@pytest.mark.parametrize("name", _RECOGNISERS[:-3])
def test_no_pattern_runs_wild(name: str) -> None:
    """Each pattern, and the cheap one before it, ends on long texts made to make it repeat."""
    (recogniser,) = [each for each in pattern_recognisers(_no_checks()) if each.name == name]
    patterns = [regex.compile(each.regex, regex.MULTILINE) for each in recogniser.patterns]
    patterns.append(regex.compile(recogniser._needs.pattern))
    for attack in _ATTACKS:
        text = (attack * (_LENGTH // len(attack) + 1))[:_LENGTH] + "!"
        for pattern in patterns:
            for _ in pattern.finditer(text, timeout=_SECONDS):
                pass


def test_a_pattern_that_runs_wild_is_caught_by_that_test() -> None:
    with pytest.raises(TimeoutError):
        list(regex.compile(r"(?:a|aa|a\w)+$b").finditer("a" * _LENGTH, timeout=0.2))


def _no_checks() -> dict[str, Callable[[str], bool | None]]:
    blocks = tomllib.loads(_PATTERNS.read_text())["pattern"]
    return {block["validator"]: lambda _: None for block in blocks if "validator" in block}


@pytest.mark.parametrize("attack", ["06-", "a@a.", "Van de ", "Lijsterstraat 1 ", "Sanne ", "1.2-"])
def test_a_long_odd_message_comes_to_an_end(deidentifier: Deidentifier, attack: str) -> None:
    patient = replace(deidentifier, limit=TimeLimit(_SECONDS * 4))
    text = (attack * (_LENGTH // len(attack)))[:_LENGTH]
    try:
        patient.session().deidentify(RawText(text))
    except DeidentificationError as error:
        assert "TimeoutError" not in str(error)
