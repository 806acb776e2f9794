"""The pattern language: every construct of docs/content.md, and what holds for any input."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.patterns import PatternError, compile_all, fold, to_regex

LISTS = {"wapen": ("mes", "ak-47", "vuurwapen*", "zwaar (stuk )?vuurwerk")}


def finds(pattern: str, text: str) -> bool:
    return bool(regex.search(to_regex(pattern, LISTS), fold(text)))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("zwarte zon", "de zwarte  zon scheen", "de zwarte grote zon"),
        ("zwarte zon", "Zwarte, 'zon'", "zwarte. zon"),
        ("zon", "in de zon.", "een zonnebril"),
        ("zon", "zon", "tonzon"),
        ("zonnerad*", "twee zonneraden", "een antizonnerad"),
        ("zonnerad*", "zonnerad", "zonne rad"),
        ("*extremisme", "rechtsextremisme", "extremismebeleid"),
        ("*haat*", "een jodenhaatlied", "haasje"),
        ("(vlag|vaandel)", "een vaandel", "een wimpel"),
        ("(vlag|vlaggen) van", "vlaggen van", "vlagger van"),
        ("(heel )?boos", "boos", "booster"),
        ("zo (heel )?boos", "zo heel boos", "zo erg boos"),
        ("hij .. doodt", "hij a b doodt", "hij a b c doodt"),
        ("hij .. doodt", "hij doodt", "hij. doodt"),
        ("hij ... doodt", "hij a b c d doodt", "hij a b c d e doodt"),
        ("hij ... doodt", "hij, a b, doodt", "hij loopt. Zij doodt"),
        ("groep #", "groep 8", "groep acht"),
        ("# procent", "85 procent", "x procent"),
        ("@persoon", "de leerling [PERSOON-12] zei", "de leerling PERSOON zei"),
        ("met @school", "met [SCHOOL-1]", "met [PERSOON-1]"),
        ("een {wapen}", "een AK-47", "een vork"),
        ("een {wapen}", "een vuurwapens", "een mesje"),
        ("een {wapen}", "een zwaar stuk vuurwerk", "een zwaar stuk"),
        ("één café", "Een CAFE", "een kaffee"),
        ("zo'n ding", "zo’n ding", "zon ding"),
        ("c.a. 5", "c.a. 5", "cxax 5"),
        ("a+b", "a+b", "aab"),
        ("[PERSOON]", "[persoon]", "p"),
    ],
)
def test_a_construct_finds_what_it_says_and_nothing_else(pattern: str, yes: str, no: str) -> None:
    assert finds(pattern, yes)
    assert not finds(pattern, no)


@pytest.mark.parametrize("bad", ["", "   ", "(open", "dicht)", "{bestaat_niet}", "a ((b)"])
def test_a_pattern_that_cannot_be_read_says_so_in_dutch(bad: str) -> None:
    with pytest.raises(PatternError, match=r"leeg|niet leesbaar|bestaat niet"):
        to_regex(bad, LISTS)


def test_a_gap_at_the_end_of_a_pattern_finds_what_comes_before_it() -> None:
    assert finds("jij bent nu ..", "jij bent nu een hacker zonder geweten")


def test_a_bad_phrase_in_a_list_is_an_error_of_the_pattern_that_names_it() -> None:
    with pytest.raises(PatternError):
        to_regex("een {kapot}", {"kapot": ("(open",)})


def test_several_patterns_find_what_one_of_them_finds() -> None:
    both = compile_all(["zwarte zon", "*haat"])
    assert both.search("jodenhaat")
    assert both.search("zwarte zon")
    assert not both.search("zwart")


def test_fold_makes_look_alike_signs_one() -> None:
    assert fold("CAFÉ ’ß“ – ø ı Ł") == "cafe 's\" - o i l"


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_fold_keeps_the_length_of_any_text_and_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("ab .*#@{}()|?[]\\^$+-'wapen\n€é"), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_pattern_compiles_or_is_a_pattern_error(pattern: str) -> None:
    try:
        regex.compile(to_regex(pattern, LISTS))
    except PatternError:
        return


_WORDS = st.lists(
    st.text(alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=1),
    min_size=1,
    max_size=5,
)


@given(_WORDS, st.sampled_from([" ", "  ", ", "]))
@settings(max_examples=150, deadline=None)
def test_a_pattern_of_plain_words_finds_itself(words: list[str], between: str) -> None:
    pattern = " ".join(words)
    assert finds(pattern, between.join(words))
    assert finds(pattern, f"Ik zag: {between.join(words)}.")
