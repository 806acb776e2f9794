"""Words as they sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.sounds import as_heard
from knowledge_base.words import grams


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("organisatie", "organizasie"),
        ("nummer", "numer"),
        ("geradicaliseerd", "geradikaliseert"),
        ("gebeurt", "gebeurdt"),
        ("extremisch", "extremisg"),
        ("jongeren", "jongerenn"),
    ],
)
def test_misspelt_by_ear_sounds_the_same(right: str, wrong: str) -> None:
    assert as_heard(right) == as_heard(wrong)


@pytest.mark.parametrize(("one", "other"), [("wet", "wit"), ("kamer", "kamp"), ("boos", "bos")])
def test_other_words_stay_apart_unless_they_are_one_letter_long_or_short(
    one: str, other: str
) -> None:
    # 'boos' and 'bos' do fall together: the letters are one of several ways to search
    assert (as_heard(one) == as_heard(other)) is (one == "boos")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_never_longer_than_the_letters_can_give(word: str) -> None:
    assert len(as_heard(word)) <= 2 * len(word)


def test_letter_runs_of_a_misspelling_are_mostly_those_of_the_word() -> None:
    right, wrong = set(grams("de organisatie gebeurt")), set(grams("de organizasie gebeurdt"))
    assert right == wrong
