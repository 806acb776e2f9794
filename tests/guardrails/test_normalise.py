"""Cleaning keeps track of where each character stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guardrails.normalise import fold, normalise


@given(st.text(max_size=60))
def test_every_character_knows_its_place(text: str) -> None:
    clean = normalise(text)
    assert len(clean.text) == len(clean.starts) == len(clean.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(clean.starts, clean.ends, strict=True))


def test_look_alike_letters_in_a_mixed_word_become_latin() -> None:
    assert normalise("\u0410hmed").text == "Ahmed"


def test_a_word_in_another_script_stays() -> None:
    assert normalise("Марія").text == "Марія"


def test_invisible_characters_fall_away() -> None:
    clean = normalise("Y\u200bas")
    assert clean.text == "Yas"
    assert clean.original(0, 3) == (0, 4)


def test_folding_takes_accents_and_capitals() -> None:
    assert fold("Yıldırım Łukasz") == "yildirim lukasz"
