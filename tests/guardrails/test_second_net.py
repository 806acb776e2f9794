"""The second net counts what it catches: nothing over a varied conversation, and a planted leak."""

from __future__ import annotations

import json
import logging
from collections import Counter
from pathlib import Path

import pytest

from guardrails.deidentify import Deidentifier
from guardrails.output_net import Exit, OutputNet
from guardrails.text import RawText, restored

_CASES = Path(__file__).with_name("cases.jsonl")
LEAKS = {
    "BSN": "zijn bsn is 111222333",
    "PHONE_NUMBER": "bel 06-12345678",
    "EMAIL_ADDRESS": "mail a.b@voorbeeld.nl",
    "IBAN": "rekening NL91 ABNA 0417 1643 00",
    "POSTCODE": "in 3514 AB",
    "USERNAME": "van @wolf_88",
    "URL": "zie https://t.me/x",
    "IP_ADDRESS": "vanaf 84.241.17.203",
}


@pytest.mark.parametrize("way", Exit)
@pytest.mark.parametrize("kind", LEAKS)
def test_a_planted_leak_is_masked_and_counted_on_every_way_out(kind: str, way: Exit) -> None:
    net = OutputNet()
    masked = net.guard(f"Hij zegt: {LEAKS[kind]}.", way)
    assert net.count(masked) == Counter()
    assert net.caught == Counter({(way, kind): 1})
    assert net.guard(masked, way) == masked
    assert net.caught.total() == 1


@pytest.mark.parametrize("end", [".", ",", ";", ")", "\n", "?", " en", ""])
@pytest.mark.parametrize("kind", LEAKS)
def test_it_is_caught_whatever_stands_behind_it(kind: str, end: str) -> None:
    assert OutputNet().count(f"({LEAKS[kind]}{end}") == Counter({kind: 1})


def test_a_safe_text_that_is_not_is_made_safe() -> None:
    net = OutputNet()
    assert net.guarded(restored("bel 0612345678"), Exit.MODEL).value == "bel [TELEFOON]"
    assert net.caught == Counter({(Exit.MODEL, "PHONE_NUMBER"): 1})


def test_the_log_tells_kind_and_way_and_no_word(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        OutputNet().guard("bel 0612345678", Exit.STORE)
    assert caplog.messages == ["the second net caught ['PHONE_NUMBER'] on the way to: store"]


def test_the_count_cannot_be_changed_from_outside() -> None:
    net = OutputNet()
    net.caught["x"] += 1  # type: ignore[index]
    assert net.caught.total() == 0


def test_after_the_first_net_the_second_has_nothing_to_catch(deidentifier: Deidentifier) -> None:
    net = OutputNet(("0800-2000", "0900-8844"))
    session = deidentifier.session()
    caught = {}
    for line in _CASES.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        safe = session.deidentify(RawText(text)).text.value
        if net.guard(safe, Exit.STORE) != safe:
            caught[line[:80]] = net.mask(safe)
    assert caught == {}
    assert net.caught == Counter()
