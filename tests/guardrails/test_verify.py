"""The check before an answer is shown: each rule rejects its case and lets a good one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guardrails.output_net import OutputNet
from guardrails.verdict import Outcome
from guardrails.verify import Verifier, load_verifier

GOOD = "**Ja, doe er iets mee.** Los zegt één ding weinig. [1]\n\nBel de politie, 0900-8844."


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return load_verifier(
        OutputNet(("0900-8844", "088 20 80 080", "https://voorbeeld.invalid/bron"))
    )


def test_a_good_answer_passes(verifier: Verifier) -> None:
    assert verifier.check(GOOD, [1], acute=False).passed


@pytest.mark.parametrize(
    ("rule", "text", "numbers", "acute"),
    [
        ("citation", "Dat staat vast. [2]", [1], False),
        ("citation", "Dat staat vast. [1]", [], False),
        ("citation", "Dat staat vast. [1] [12]", [1, 2], False),
        ("markup", "Kijk: ![plaatje](https://x.invalid/a.png)", [], False),
        ("markup", "Kijk: <script>alert(1)</script>", [], False),
        ("markup", "Kijk: <IMG src=x>", [], False),
        ("markup", "<iframe src=x>", [], False),
        ("markup", '<a href="x">hier</a>', [], False),
        ("alarm", "Overleg met een collega.\n\nBel 112.", [], True),
        ("alarm", "", [], True),
        ("alarm", "Bel 1122.", [], True),
        ("personal_data", "Bel hem op 06-12345678.", [], False),
        ("personal_data", "Mail naar jan.jansen@voorbeeld.nl.", [], False),
        ("personal_data", "Hij woont op 2312 AB.", [], False),
        ("personal_data", "Zijn rekening is NL91ABNA0417164300.", [], False),
        ("personal_data", "Zijn BSN is 111222333.", [], False),
        ("personal_data", "Kijk op https://onbekend.invalid/profiel.", [], False),
        ("verdict", "Hij is geradicaliseerd.", [], False),
        ("verdict", "Deze leerling is een gevaar.", [], False),
        ("verdict", "Zij is waarschijnlijk radicaal.", [], False),
        ("verdict", "Er is 80 procent kans.", [], False),
        ("verdict", "This person is dangerous.", [], False),
        ("investigate", "Zoek zelf uit of hij contacten heeft.", [], False),
        ("investigate", "Doorzoek zijn telefoon.", [], False),
        ("investigate", "Confronteer hem met uw vermoeden.", [], False),
        ("profile", "Moslims zijn vaker radicaal.", [], False),
    ],
)
def test_a_check_rejects_what_it_is_for(
    verifier: Verifier, rule: str, text: str, numbers: list[int], acute: bool
) -> None:
    verdict = verifier.check(text, numbers, acute)
    assert verdict.outcome is Outcome.BLOCK
    assert verdict.rule == rule


@pytest.mark.parametrize(
    ("text", "numbers", "acute"),
    [
        ("Dat staat vast. [1] [2]", [1, 2], False),
        ("Een reeks[3] is geen bron.", [], False),
        ("Als a < b en b > c.", [], False),
        ("**Bel nu 112.**\n\nZeg waar het is.", [], True),
        ("Bel 088 20 80 080 of 0900-8844.", [], False),
        ("Lees verder op https://voorbeeld.invalid/bron.", [], False),
        ('U noemt "hij is geradicaliseerd".', [], False),
        ("Of deze persoon radicaliseert, weegt de weegploeg.", [], False),
        ("Zoek niet zelf verder en confronteer niet.", [], False),
        ("Doorzoek geen telefoons.", [], False),
        ("Moslims en joden mogen hun geloof belijden.", [], False),
        ("In 2024 waren er 38 punten, zie artikel 12.", [], False),
    ],
)
def test_a_look_alike_passes(
    verifier: Verifier, text: str, numbers: list[int], acute: bool
) -> None:
    assert verifier.check(text, numbers, acute).outcome is Outcome.PASS


class _Broken:
    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("secret words of the answer")


@pytest.mark.parametrize("part", ["net", "never"])
def test_a_check_that_breaks_is_an_error_and_never_a_pass(verifier: Verifier, part: str) -> None:
    verdict = replace(verifier, **{part: _Broken()}).check(GOOD, [1], acute=False)
    assert verdict.outcome is Outcome.ERROR
    assert not verdict.passed
    assert "secret" not in verdict.reason


def test_numbers_that_cannot_be_read_are_an_error(verifier: Verifier) -> None:
    assert verifier.check(GOOD, None, False).outcome is Outcome.ERROR  # type: ignore[arg-type]
