"""From a cleaned text to the message as it was given, and back."""

from __future__ import annotations

import pytest

from guardrails.hits import Hit, apart, hit_of, left
from guardrails.normalise import mask, normalise
from guardrails.resolve import Finding


def test_two_findings_in_a_character_that_became_two_do_not_overlap() -> None:
    """'ﬁ' is cleaned to 'fi': what ends with the f and what begins with the i share it."""
    clean = normalise("straatﬁrma")
    assert clean.text == "straatfirma"
    hits = [hit_of(clean, Finding("LOCATION", 0, 7, 1)), hit_of(clean, Finding("PERSON", 7, 11, 1))]
    assert [(hit.start, hit.end) for hit in hits] == [(0, 7), (6, 10)]
    assert [(hit.start, hit.end) for hit in apart(hits[::-1])] == [(0, 7), (7, 10)]


def test_a_finding_inside_what_is_gone_already_is_no_second_one() -> None:
    assert apart([Hit("PERSON", 0, 4, "Jans"), Hit("PERSON", 3, 4, "s")]) == [
        Hit("PERSON", 0, 4, "Jans")
    ]


def test_what_is_left_reads_as_if_it_came_in_like_that() -> None:
    """Half of 'ŉ' is a finding: the whole of it goes, and no quote stays behind."""
    text = "ŉSanne zei"
    clean = normalise(text)
    hit = hit_of(clean, Finding("PERSON", clean.text.index("n"), clean.text.index(" "), 1))
    rest = left(text, [hit])
    assert rest.text == f"{mask('PERSOON')} zei" == normalise("[PERSOON-1] zei").text


@pytest.mark.parametrize(
    "text", ["Sanne kent Mo", "e\u0301Sanne\u200b kentﬁ Mo", "&#64;Sanne kent Mo"]
)
def test_offsets_lead_back_to_the_message_as_given(text: str) -> None:
    clean = normalise(text)
    start = clean.text.index("Sanne")
    rest = left(text, [hit_of(clean, Finding("PERSON", start, start + 5, 1))])
    at = rest.text.index("Mo")
    assert text[slice(*rest.original(at, at + 2))] == "Mo"
    gone = rest.text.index(mask("PERSOON"))
    assert text[slice(*rest.original(gone, gone + 1))].startswith("Sanne")
