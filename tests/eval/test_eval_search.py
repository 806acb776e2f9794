"""Scoring search by the place of the first passage that fits."""

from __future__ import annotations

from typing import Any

import pytest
from eval_fakes import FakeProduct

from eval.cases import SearchCase
from eval.metrics import Share
from eval.product import Labels, labels_of
from eval.search.evaluate import evaluate
from eval.search.generate import generate
from knowledge_base.load import Content


def case(**changed: Any) -> SearchCase:
    return SearchCase.model_validate({"id": "a", "query": "waar meld ik", **changed})


def hit(passage: str = "p", **changed: Any) -> dict[str, Any]:
    return {"passage": passage, "source": "s", "topics": [], "forms": [], "sources": [], **changed}


MELDEN = hit(topics=["melden"], forms=["jihadisme"])
LSE = hit(source="lse")


def right(judged: SearchCase, *hits: dict[str, Any]) -> bool:
    return evaluate((judged,), {"a": {"hits": list(hits)}}).rows[0].ok


def test_a_topic_among_the_first_three_is_right() -> None:
    assert right(case(topics_any=["melden"]), hit(), hit(), MELDEN)


@pytest.mark.parametrize("hits", [(), (hit(),), (hit(), hit(), hit(), MELDEN)])
def test_nothing_fitting_or_too_low_is_wrong(hits: tuple[dict[str, Any], ...]) -> None:
    assert not right(case(topics_any=["melden"]), *hits)


def test_the_topic_of_another_form_is_wrong() -> None:
    assert right(case(topics_any=["melden"], forms_any=["jihadisme"]), MELDEN)
    assert not right(case(topics_any=["melden"], forms_any=["misogynie"]), MELDEN)


def test_a_named_source_is_right_whatever_its_topic() -> None:
    assert right(case(sources_any=["lse"]), LSE)
    assert right(case(sources_any=["lse"]), hit(sources=["wet-pga", "lse"]))
    assert not right(case(sources_any=["lse"]), MELDEN)


def test_ranks_give_known_figures() -> None:
    cases = tuple(case(id=id, sources_any=["lse"]) for id in "abc")
    outputs = {"a": {"hits": [LSE]}, "b": {"hits": [hit(), LSE]}}
    result = evaluate(cases, outputs)
    assert result.figures["bij de eerste 1"] == Share(1, 3)
    assert result.figures["bij de eerste 3"] == Share(2, 3)
    assert result.tables[0].rows == (("MRR", "0.500"),)


def test_hits_get_what_their_card_says_about_itself() -> None:
    labels = Labels(("melden",), (), ("lse",))
    product = FakeProduct(hits=({"passage": "p", "source": "s"},), passages={"p": labels})
    (row,) = generate(product, (case(sources_any=["lse"]),))
    assert row.output["hits"][0]["topics"] == ("melden",)
    assert row.output["hits"][0]["sources"] == ("lse",)


def test_no_content_gives_no_labels() -> None:
    assert labels_of(Content((), {}, (), (), (), ())) == {}
