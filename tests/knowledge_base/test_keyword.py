"""The keyword index: the same scores and order as the plain way, in less memory."""

from __future__ import annotations

import bm25s
import numpy as np
import pytest
from search_samples import library

from knowledge_base.keyword import KeywordIndex
from knowledge_base.passages import Document, Role
from knowledge_base.rows import Part, Rows
from knowledge_base.words import Reader, load_words

LIBRARY = library()
QUERY = "een leerling luistert naar strijdliederen en tekent een teken in zijn schrift"


def document(n: int, text: str, role: Role = Role.PASSAGE) -> Document:
    return Document(f"d{n}", f"d{n}", role, text, "nl", str(n))


def test_rows_give_back_every_token_in_its_order() -> None:
    rows = Rows([["b", "a", "b"], [], ["c"]])
    names = {number: token for token, number in rows.numbers.items()}
    assert [[names[n] for n in rows[place]] for place in range(len(rows))] == [
        ["b", "a", "b"], [], ["c"],
    ]  # fmt: skip
    assert rows.known(["c", "x", "a"]) == [rows.numbers["c"], rows.numbers["a"]]
    assert list(Part(rows, [2, 1])) == [rows[2], []]


@pytest.mark.parametrize("role", list(Role))
def test_scores_are_those_of_plain_bm25_over_the_documents_of_a_role(role: Role) -> None:
    documents = LIBRARY.documents
    reader = Reader(load_words(), (d.text for d in documents))
    places = [n for n, d in enumerate(documents) if d.role is role]
    plain = bm25s.BM25(k1=1.2, b=0.6)
    plain.index([reader.stems(documents[n].text) for n in places], show_progress=False)
    stems = list(LIBRARY.keywords.stems(QUERY))
    others = [s for s in reader.words.expand(stems) if s in plain.vocab_dict]
    expected = plain.get_scores(stems)
    if others:
        expected = expected + np.float32(0.35) * plain.get_scores(others)
    assert LIBRARY.keywords.by_word(stems, 0.35)[places] == pytest.approx(expected)


def test_coverage_is_the_weighted_share_of_the_query_that_a_document_holds() -> None:
    index = KeywordIndex([document(0, "weegploeg school"), document(1, "school")], load_words())
    stems = index.stems("weegploeg school onbekendwoord")
    weights = index.weights(stems)
    assert weights[stems[2]] >= weights[stems[0]] > weights[stems[1]] > 0
    assert index.coverage(weights, 0) == pytest.approx(
        1 - weights[stems[2]] / sum(weights.values())
    )
    assert index.coverage(weights, 1) < index.coverage(weights, 0)
    assert index.coverage({}, 0) == 0


@pytest.mark.parametrize("texts", [[], ["", "de het een"], ["", "weegploeg"]])
def test_documents_without_words_are_never_found_and_break_nothing(texts: list[str]) -> None:
    index = KeywordIndex([document(n, text) for n, text in enumerate(texts)], load_words())
    scores = index.by_word(index.stems("weegploeg"), 0.3)
    assert scores.nonzero()[0].tolist() == [n for n, t in enumerate(texts) if "weeg" in t]
    assert index.places(Role.PASSAGE).tolist() == list(range(len(texts)))
    assert not index.by_letters("weegploeg").any()
