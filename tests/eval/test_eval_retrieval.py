"""Scoring searches by what a question needs, other searches beside ours, and the cases."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.build import Product
from eval.cases import CASES, load_cases
from eval.metrics import Share
from eval.retrieval.__main__ import abstain, run
from eval.retrieval.plain_chain import PlainChain
from eval.retrieval.questions import Absent, Question
from eval.retrieval.report import Abstention, Row, render
from eval.retrieval.scores import CUTS, Scores, means, score
from eval.retrieval.systems import Bm25, Dense, Ours, System, texts
from knowledge_base.content import Card, Section, SourceRef, Term
from knowledge_base.load import Content, load

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2027, 1, 1)
UNITS = st.lists(st.sampled_from("abcdefghijklmnop"), unique=True, max_size=12)


def question(*needs: tuple[str, ...], **changed: Any) -> Question:
    given = {
        "id": "v-1", "question": "wat doet de weegploeg", "style": "plain",
        "topic": "proces", "role": "docent", "needs": needs or (("weegploeg",),),
    }  # fmt: skip
    return Question.model_validate({**given, **changed})


# scores


def test_recall_counts_the_first_unit_that_answers() -> None:
    found = score(question(("a", "b")), ["x", "y", "b", "a"])
    assert found.recall == (0.0, 1.0, 1.0)
    assert found.reciprocal == pytest.approx(1 / 3)


def test_a_double_question_is_met_by_halves() -> None:
    double = question(("a",), ("b", "c"))
    assert score(double, ["a", "x", "y", "c"]).recall == (0.5, 0.5, 1.0)
    assert score(double, ["c", "a"]).recall == (0.5, 1.0, 1.0)
    assert score(double, ["b", "c"]).recall == (0.5, 0.5, 0.5)
    assert score(double, ["x", "c", "a"]).reciprocal == pytest.approx(1 / 2)


@pytest.mark.parametrize("units", [[], ["x"], ["x", "y", "z"]])
def test_nothing_that_answers_scores_nothing(units: list[str]) -> None:
    assert score(question(("a",)), units).all == (0.0,) * (len(CUTS) + 2)


def test_what_helps_counts_for_the_order_and_not_for_recall() -> None:
    asked = question(("a",), related=("h",))
    found = score(asked, ["h", "x"])
    assert found.recall == (0.0, 0.0, 0.0)
    assert found.reciprocal == 0.0
    assert 0 < found.ndcg < score(asked, ["a", "x"]).ndcg < 1


def test_the_ideal_order_has_the_full_gain() -> None:
    asked = question(("a", "b"), ("c",), related=("h", "i"))
    assert score(asked, ["c", "a", "b", "i", "h"]).ndcg == pytest.approx(1)
    assert score(asked, ["h", "a", "b", "c", "i"]).ndcg < 1


def test_the_gain_is_that_of_the_textbook() -> None:
    found = score(question(("a",), related=("h",)), ["x", "a"])
    assert found.ndcg == pytest.approx((2 / math.log2(3)) / (2 + 1 / math.log2(3)))


def test_what_stands_below_the_tenth_place_gains_nothing() -> None:
    assert score(question(("a",)), [*"bcdefghijk", "a"]).ndcg == 0.0


@given(UNITS, UNITS.filter(bool), UNITS)
def test_any_list_scores_between_nothing_and_everything(
    units: list[str], need: list[str], related: list[str]
) -> None:
    found = score(question(tuple(need), related=tuple(related)), units)
    assert all(0 <= value <= 1 + 1e-9 for value in found.all)
    assert list(found.recall) == sorted(found.recall)


def some(*values: float) -> list[Scores]:
    return [Scores((value, value, value), value, value) for value in values]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_interval_holds_its_mean_and_is_the_same_each_time(values: list[float]) -> None:
    found = means(some(*values))
    assert found == means(some(*values))
    assert len(found) == len(CUTS) + 2
    for mean in found:
        assert mean.value == pytest.approx(float(np.mean(values)))
        assert min(values) - 1e-9 <= mean.low <= mean.high <= max(values) + 1e-9


def test_an_interval_holds_its_mean_and_narrows_with_more_questions() -> None:
    few, many = means(some(0, 1, 1, 0, 1))[0], means(some(*[0, 1, 1, 0, 1] * 40))[0]
    assert few.low < few.value < few.high
    assert many.low < many.value < many.high
    assert many.high - many.low < few.high - few.low
    assert str(few).startswith("0.600 (")


def test_no_questions_have_no_mean() -> None:
    assert means([]) == ()


# other searches on a tiny content


def card(id: str, title: str, short: str, ask: str, language: str = "nl") -> Card:
    return Card(
        id, title, (ask,), ("proces",), (), ("iedereen",), (SourceRef("bron", "§1"),), "redactie",
        DAY, DAY, language, {Section.SHORT: short}, Path(f"{id}.md"),
    )  # fmt: skip


CARDS = (
    card("weegploeg", "De weegploeg", "Politie en gemeente wegen.", "wie zit in de weegploeg"),
    card("weegploeg", "The weighing team", "They weigh.", "who is in the team", "en"),
    card("geheim", "Beroepsgeheim", "Een arts zwijgt over patiënten.", "mag een arts praten"),
    card("gesprek", "Een gesprek voeren", "Luister eerst naar hem.", "hoe begin ik een gesprek"),
)
TERM = Term(
    "zonnerad", "zonnerad", "symbool", ("zonnerad*",), (), (), "matig", "Een teken met spaken.",
    "Een oud versiersel.", "zeker", (SourceRef("bron", "§2"),), DAY, DAY, "redactie",
)  # fmt: skip
CONTENT = Content(CARDS, {}, (TERM,), (), (), ())


class Letters:
    """Vectors from pairs of letters: no model needed, and the same each time."""

    name = "letters"

    def embed(self, lines: list[str]) -> Any:
        rows = np.zeros((len(lines), 997), dtype=np.float32)
        for row, line in zip(rows, lines, strict=True):
            row[0] = 0.1
            for one, other, next in zip(line, line[1:], line[2:], strict=False):
                row[1 + (ord(one) * 961 + ord(other) * 31 + ord(next)) % 996] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module", params=["bm25", "dense", "chain"])
def peer(request: pytest.FixtureRequest) -> System:
    whole = texts(CONTENT)
    if request.param == "bm25":
        return Bm25(whole)
    if request.param == "dense":
        return Dense("vectors", CONTENT, Letters())  # type: ignore[arg-type]
    return PlainChain(whole, Letters())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ("wie zit in de weegploeg", "weegploeg"),
        ("mag een arts praten", "geheim"),
        ("hoe begin ik een gesprek", "gesprek"),
        ("zonnerad: een teken met spaken", "lex:zonnerad"),
    ],
)
def test_a_peer_finds_what_is_obvious_and_each_unit_once(
    peer: System, asked: str, unit: str
) -> None:
    found = peer.find(asked, ())
    assert found[0] == unit
    assert len(found) == len(set(found))


def test_a_peer_reads_what_was_said_before(peer: System) -> None:
    assert peer.find("en dan", ("wie zit in de weegploeg",))[0] == "weegploeg"


@pytest.mark.parametrize("text", ["", "?!", "xqzv"])
def test_words_alone_find_nothing_where_no_word_is_shared(text: str) -> None:
    assert Bm25(texts(CONTENT)).find(text, ()) == ()


def test_two_chains_do_not_share_what_they_hold() -> None:
    whole = texts(CONTENT)
    PlainChain(whole, Letters())  # type: ignore[arg-type]
    other = PlainChain([text for text in whole if text.unit == "geheim"], Letters())  # type: ignore[arg-type]
    assert other.find("wie zit in de weegploeg", ()) == ("geheim",)


def test_twins_are_one_unit_with_a_text_each() -> None:
    units = [text.unit for text in texts(CONTENT)]
    assert units.count("weegploeg") == 2
    assert "wie zit in de weegploeg" in texts(CONTENT)[0].text


# the product's own search, and silence


def test_the_product_finds_its_card_and_is_silent_on_what_it_cannot_know(
    product: Product,
) -> None:
    ours = Ours("Signaalwijzer", product)
    assert "weegploeg" in ours.find("Wat doet de weegploeg?", ())[:3]
    assert len(ours.find("Wat doet de weegploeg?", ())) == 10
    absent = [
        Absent(id="1", question="Hoe laat gaat de trein?", kind="far"),
        Absent(id="2", question="Wat doet de weegploeg?", kind="near"),
    ]
    found = abstain(ours, absent, [question()])
    assert (found.far, found.near) == (Share(1, 1), Share(0, 1))
    assert found.false == Share(0, 1)
    assert found.recall == Share(1, 2)


# the report

SILENT = Abstention(Share(1, 2), Share(2, 2), Share(0, 5))


def rows(*found: tuple[Question, tuple[str, ...]]) -> list[Row]:
    return [Row(asked, units, score(asked, units)) for asked, units in found]


def test_every_question_is_asked_of_every_search() -> None:
    asked = [question(), question(("geheim",), id="v-2", question="mag een arts praten")]
    found = run([Bm25(texts(CONTENT)), Dense("vectors", CONTENT, Letters())], asked)  # type: ignore[arg-type]
    assert list(found) == [Bm25.name, "vectors"]
    assert [row.question.id for row in found["vectors"]] == ["v-1", "v-2"]
    assert all(row.scores.recall[-1] == 1 for each in found.values() for row in each)


def test_the_report_compares_groups_and_names_only_what_failed() -> None:
    good = question(id="goed")
    bad = question(("geheim",), id="fout", style="vague", question="mag | dat", form="jihadisme")
    other = rows((good, ("x",)), (bad, ("geheim",)))
    made = render({"Ons": rows((good, ("weegploeg",)), (bad, ("x",))), "Ander": other}, SILENT)
    assert "| Ons | 2 | 0.500" in made
    assert "| Ander | 2 |" in made
    for group in ("style", "form", "topic", "role"):
        assert f"## The product, by {group}" in made
    assert "| vague | 1 | 0.000" in made
    assert "| rightly silent |" in made
    assert "## Not met by the first five: 1 of 2" in made
    failed = made.partition("## Not met")[2]
    assert "**fout**" in failed
    assert "**goed**" not in failed


def test_the_report_of_a_search_without_a_fault_names_none() -> None:
    made = render({"Ons": rows((question(), ("weegploeg",)))}, SILENT)
    assert "## Not met by the first five: 0 of 1" in made


# the cases


@pytest.fixture(scope="module")
def content() -> Content:
    return load(ROOT / "knowledge_base")


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_cases(CASES / "retrieval/questions.jsonl", Question)


@pytest.fixture(scope="module")
def absent() -> tuple[Absent, ...]:
    return load_cases(CASES / "retrieval/absent.jsonl", Absent)


@pytest.mark.parametrize(
    "changed",
    [
        {"needs": ()},
        {"needs": ((),)},
        {"question": ""},
        {"style": "rijm"},
        {"topic": "koken"},
        {"role": "bakker"},
        {"form": "taart"},
        {"unit": "weegploeg"},
    ],
)
def test_a_question_that_cannot_be_scored_is_refused(changed: dict[str, Any]) -> None:
    assert question().needs == (("weegploeg",),)
    with pytest.raises(ValidationError):
        question(**changed)


def test_there_are_enough_cases_of_every_style_and_kind(
    questions: tuple[Question, ...], absent: tuple[Absent, ...]
) -> None:
    assert len(questions) >= 500
    assert len(absent) >= 80
    styles = [each.style for each in questions]
    assert min(styles.count(style) for style in set(styles)) >= 40
    assert len(set(styles)) == 7
    assert {each.kind for each in absent} == {"near", "far"}


def unknown(asked: Question, known: set[str]) -> set[str]:
    return {unit for need in (*asked.needs, asked.related) for unit in need} - known


def test_every_unit_of_a_case_is_in_the_content(
    questions: tuple[Question, ...], content: Content
) -> None:
    known = {card.id for card in content.cards} | {f"lex:{term.id}" for term in content.terms}
    assert {each.id: unknown(each, known) for each in questions if unknown(each, known)} == {}
    assert unknown(question(("weegploeg",), ("kaart-nul",)), known) == {"kaart-nul"}


def test_a_follow_up_has_something_before_it_and_nothing_else_has(
    questions: tuple[Question, ...],
) -> None:
    assert {e.id for e in questions if bool(e.history) != (e.style == "followup")} == set()


def test_only_a_double_question_has_two_needs(questions: tuple[Question, ...]) -> None:
    assert {e.id for e in questions if len(e.needs) > 1 and e.style != "double"} == set()
    assert max(len(e.needs) for e in questions) == 2


def same(asked: str, own: set[str]) -> bool:
    return asked.strip().lower() in own


def test_no_case_is_a_question_that_a_card_has_itself(
    questions: tuple[Question, ...], absent: tuple[Absent, ...], content: Content
) -> None:
    own = {ask.strip().lower() for card in content.cards for ask in card.questions}
    assert [e.id for e in (*questions, *absent) if same(e.question, own)] == []
    assert same(content.cards[0].questions[0].upper(), own)


def test_no_case_is_asked_twice(
    questions: tuple[Question, ...], absent: tuple[Absent, ...]
) -> None:
    asked = [(e.question.lower(), getattr(e, "history", ())) for e in (*questions, *absent)]
    assert len(asked) == len(set(asked))
