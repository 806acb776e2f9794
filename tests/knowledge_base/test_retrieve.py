"""Searching cards, terms and originals: by keyword at once, by vector when ready."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from chromadb.api.shared_system_client import SharedSystemClient
from hypothesis import given, settings
from hypothesis import strategies as st
from search_samples import CountingEmbedder, card, cards, library, source, term

from guardrails.text import SafeText, restored
from knowledge_base import ranking
from knowledge_base.answerable.judge import load_answerable
from knowledge_base.content import SourceRef
from knowledge_base.embed import Embedder, SentenceEmbedder, Vectors
from knowledge_base.errors import KnowledgeError, ModelError
from knowledge_base.ingest import ingest
from knowledge_base.originals import add_original, read_originals
from knowledge_base.passages import Kind, content_passages, plain
from knowledge_base.ranking import fuse, load_search_settings
from knowledge_base.retrieve import Hit, Retriever, build_library
from knowledge_base.ways import Found
from knowledge_base.words import Reader, grams, load_words

SETTINGS = load_search_settings()


def retriever() -> Retriever:
    return Retriever(library(), SETTINGS, load_answerable())


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.id for hit in hits]


def ask(text: str) -> SafeText:
    return restored(text)


# passages


def test_each_section_of_a_card_is_a_passage_without_source_marks() -> None:
    passages = {p.id: p for p in library().passages.values()}
    short = passages["card:weegploeg#kort-antwoord"]
    assert short.text.startswith("Gemeente, politie en Openbaar Ministerie wegen samen")
    assert "[" not in short.text
    assert short.section == "De weegploeg: Kort antwoord"
    assert "card:weegploeg#wat-kunt-u-doen" in passages


def test_a_passage_names_the_sources_that_its_own_text_refers_to() -> None:
    short = library().passages["card:weegploeg#kort-antwoord"]
    assert [ref.id for ref in short.refs] == ["bron-2", "bron-1"]
    assert (short.source, short.title, short.page) == ("bron-2", "Titel van bron-2", "")
    action = library().passages["card:weegploeg#wat-kunt-u-doen"]
    assert action.refs == (SourceRef("bron-1", "hoofdstuk 1", "4"),)
    assert (action.page, action.url) == ("4", "https://voorbeeld.nl/bron-1")


def test_an_english_twin_has_an_id_of_its_own() -> None:
    twin = card(
        "weegploeg",
        "The weighing team",
        "They weigh.",
        ("who is in it",),
        language="en",
    )
    found = content_passages([*cards(), twin], [], {})
    assert len({p.id for p in found}) == len(found)
    assert "card:weegploeg.en#kort-antwoord" in {p.id for p in found}


def test_a_term_gives_its_innocent_meaning_too() -> None:
    passage = library().passages["lex:zonnerad"]
    assert passage.kind is Kind.TERM
    assert "Onschuldige betekenis: Ook een oud versiersel." in passage.text


def test_a_source_that_is_not_known_leaves_the_place_empty() -> None:
    (passage, *_) = content_passages([], [term()], {})
    assert (passage.source, passage.title, passage.url) == ("bron-2", "", "")


def test_markdown_becomes_running_text() -> None:
    assert plain("**Vet** woord. [1]\n- punt [2]\n1. stap") == "Vet woord.\npunt\nstap"


# words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("radicalisering", "geradicaliseerd"),
        ("radicaliseert", "radicaal"),
        ("extremisme", "extremistische"),
        ("melden", "gemeld"),
        ("melding", "meldt"),
        ("delen", "gedeeld"),
        ("gemeente", "gemeentelijke"),
        ("cliënt", "client"),
    ],
)
def test_words_of_one_family_are_one(one: str, other: str) -> None:
    words = load_words()
    assert [words.stem(t) for t in words.tokens(one)] == [
        words.stem(t) for t in words.tokens(other)
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("gemeente", "gemeen"), ("melden", "melk"), ("delen", "delict")]
)
def test_words_of_other_families_stay_apart(one: str, other: str) -> None:
    words = load_words()
    assert words.stem(one) != words.stem(other)


def test_a_compound_is_found_by_its_parts() -> None:
    reader = Reader(load_words(), ["meldpunt bellen", "het meldpunt", "medewerker", "medewerker"])
    stems = reader.stems("meldpuntmedewerker")
    assert reader.stems("meldpunt")[0] in stems
    assert reader.stems("medewerker")[0] in stems
    assert len(stems) == 3


def test_placeholders_and_stop_words_are_not_searched() -> None:
    assert load_words().tokens("Wat is er met [NAAM-1] en <PERSOON_2> in het casusoverleg?") == [
        "casusoverleg"
    ]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_words(text: str) -> None:
    words = load_words()
    assert all(token not in words.stop for token in words.tokens(text))
    assert all(len(gram) == 5 for gram in grams(text))


# search by keyword


@pytest.mark.parametrize(
    ("question", "card_id"),
    [
        ("wie beslissen er samen in zo'n weegploeg?", "weegploeg"),
        ("ik ben psycholoog en moet ik de politie inlichten", "beroepsgeheim"),
        ("een leerling maakt hakenkruizen", "rechtsextremisme-tekens"),
        ("hij luistert naar strijdlied", "jihadisme-tekens"),
        ("wegploeg", "weegploeg"),
        ("zwijgpligt", "beroepsgeheim"),
    ],
)
def test_a_question_in_other_words_or_with_typing_errors_finds_its_card(
    question: str, card_id: str
) -> None:
    hits = retriever().search(ask(question))
    assert hits[0].passage.card == card_id


def test_a_symbol_finds_the_lexicon_by_any_of_its_names() -> None:
    hits = retriever().search(ask("black sun op zijn jas"), kinds=(Kind.TERM,))
    assert ids(hits) == ["lex:zonnerad"]


def test_each_card_is_found_once_and_no_more_than_asked() -> None:
    hits = retriever().search(ask("weegploeg melding signaal politie leerling"), k=2)
    assert len(hits) == len({hit.passage.card for hit in hits}) == 2
    assert [h.fused for h in hits] == sorted((h.fused for h in hits), reverse=True)


@pytest.mark.parametrize("text", ["", "  \n", "?!", "de het een", "💥"])
def test_a_query_without_searchable_words_finds_no_evidence(text: str) -> None:
    search = retriever()
    assert not search.enough(search.search(ask(text)))


def test_forms_move_passages_of_that_form_up() -> None:
    query = ask("wat betekent dit teken van een leerling")
    right = retriever().search(query, forms=("rechtsextremisme",))
    jihad = retriever().search(query, forms=("jihadisme",))
    assert right[0].passage.card == "rechtsextremisme-tekens"
    assert jihad[0].passage.card == "jihadisme-tekens"


def test_the_role_of_who_asks_moves_passages() -> None:
    query = ask("wat betekent dit teken van een leerling")
    found = {
        role: {h.passage.card: h.fused for h in retriever().search(query, audience=role)}
        for role in ("docent", "jongerenwerker")
    }
    card_id = "rechtsextremisme-tekens"
    assert found["docent"][card_id] > found["jongerenwerker"][card_id]


def test_kinds_and_language_decide_what_may_be_found() -> None:
    twin = card("weegploeg", "The weighing team", "They weigh.", ("weegploeg",), language="en")
    search = Retriever(library([twin]), SETTINGS)
    query = ask("weegploeg")
    assert {h.passage.language for h in search.search(query)} == {"nl"}
    assert search.search(query, language="en")[0].passage.id == "card:weegploeg.en#kort-antwoord"
    assert {h.passage.kind for h in search.search(query, kinds=(Kind.CARD,))} == {Kind.CARD}


def test_an_original_is_found_beside_the_cards(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("De Top-600 is een voorbeeld van samenwerking die lukt. " * 9)
    originals = ingest(path, source())
    found = build_library(cards(), [], {}, originals, load_words())
    hits = Retriever(found, SETTINGS).search(ask("voorbeeld top-600"))
    assert hits[0].passage == originals[0]


def test_two_cards_with_one_id_do_not_break_the_search() -> None:
    search = Retriever(library([cards()[0]]), SETTINGS)
    assert search.search(ask("weegploeg"))[0].passage.card == "weegploeg"


def test_an_empty_library_finds_nothing() -> None:
    search = Retriever(build_library([], [], {}, (), load_words()), SETTINGS)
    assert search.search(ask("weegploeg")) == ()


# settings


def test_a_setting_that_is_missing_or_unknown_is_refused(tmp_path: Path) -> None:
    own = Path(ranking.__file__).with_name("search.toml").read_text()
    for text in (own.replace("fetch", "fetsh"), own.split("[evidence]")[0]):
        path = tmp_path / "search.toml"
        path.write_text(text)
        with pytest.raises(KnowledgeError, match=r"search\.toml"):
            load_search_settings(path)


def found(**ways: list[float]) -> Found:
    none = [0.0, 0.0]
    numbers = {
        way: np.array(ways.get(way, none), dtype=np.float32)
        for way in ("words", "letters", "told", "asked", "sections")
    }
    return Found(**numbers, by_meaning=True)


def test_fusion_counts_a_keyword_score_as_a_share_of_the_best() -> None:
    weights = SETTINGS.weights
    low = fuse(found(words=[1.0, 2.0]), weights)
    high = fuse(found(words=[10.0, 20.0]), weights)
    assert low == pytest.approx(high)
    assert float(low[1]) == pytest.approx(weights.words)


def test_fusion_adds_what_each_way_found() -> None:
    weights = SETTINGS.weights
    fused = fuse(found(words=[2.0, 2.0], told=[0.5, 0.1]), weights)
    assert float(fused[0] - fused[1]) == pytest.approx(0.4 * weights.told, rel=1e-5)


def test_a_short_question_is_searched_with_what_was_said_before() -> None:
    search = retriever()
    alone = search.search(ask("en daarna?"))
    after = search.search(ask("en daarna?"), before=ask("wat doet de weegploeg"))
    assert not search.enough(alone)
    assert after[0].passage.card == "weegploeg"


def test_a_full_question_is_searched_as_it_is() -> None:
    query = ask("mag ik als psycholoog de politie bellen over een cliënt die dreigt met geweld")
    before = ask("wat doet de weegploeg")
    assert retriever().search(query, before=before) == retriever().search(query)


# vectors


class BrokenEmbedder:
    name = "broken"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def embed(self, texts: list[str]) -> Vectors:
        raise self._error


@pytest.mark.parametrize(
    "error", [ModelError("Het taalmodel is er niet."), RuntimeError("/geheim")]
)
def test_without_a_model_search_goes_on_by_keyword_and_says_so(
    tmp_path: Path, error: Exception
) -> None:
    search = retriever()
    search.warm_up(tmp_path, BrokenEmbedder(error))  # type: ignore[arg-type]
    assert not search.ready
    assert search.problem
    assert "geheim" not in search.problem
    assert search.search(ask("weegploeg"))[0].passage.card == "weegploeg"


def test_search_answers_while_the_model_is_still_loading(tmp_path: Path) -> None:
    class SlowEmbedder(CountingEmbedder):
        def embed(self, texts):  # type: ignore[no-untyped-def]
            time.sleep(0.5)
            return super().embed(texts)

    search = retriever()
    search.start(tmp_path, SlowEmbedder())
    assert not search.ready
    assert search.search(ask("weegploeg"))[0].passage.card == "weegploeg"
    assert search.wait(30)
    assert search.search(ask("weegploeg"))[0].signs.likeness > 0


def test_an_index_that_breaks_while_open_is_left_for_keywords(tmp_path: Path) -> None:
    search = retriever()
    embedder = CountingEmbedder()
    search.warm_up(tmp_path, embedder)
    embedder.size = 12  # from now on the vectors do not fit the index
    assert search.search(ask("weegploeg"))[0].passage.card == "weegploeg"
    assert not search.ready
    assert "stuk" in search.problem


@pytest.fixture(scope="module")
def model() -> Embedder:
    return SentenceEmbedder()


@pytest.fixture(scope="module")
def warm(model: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    search = retriever()
    search.warm_up(tmp_path_factory.mktemp("index"), model)
    assert search.ready, search.problem
    return search


def test_with_the_real_model_a_question_finds_its_card_with_evidence(
    warm: Retriever,
) -> None:
    hits = warm.search(ask("Mag ik als psycholoog de politie bellen als iemand dreigt?"))
    assert hits[0].passage.card == "beroepsgeheim"
    assert hits[0].signs.likeness > 0.5
    assert warm.enough(hits)


@pytest.mark.parametrize(
    "question",
    ["recept voor appeltaart", "hoe laat gaat de trein", "wat kost een wasmachine"],
)
def test_an_unrelated_question_is_no_evidence(warm: Retriever, question: str) -> None:
    assert not warm.enough(warm.search(ask(question)))
    assert not (cold := retriever()).enough(cold.search(ask(question)))


def test_a_warm_search_is_quick(warm: Retriever) -> None:
    query = ask("een leerling tekent hakenkruizen en praat over de zwarte vlag " * 4)
    times = []
    for _ in range(15):
        start = time.thread_time()  # not by the wall clock: the machine may be busy
        warm.search(query)
        times.append(time.thread_time() - start)
    assert sorted(times)[7] < 0.2


@cache
def any_text_search() -> Retriever:
    return Retriever(library(), replace(SETTINGS, fetch=5))


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(0, 10))
def test_any_query_gives_at_most_k_hits_with_a_score_between_0_and_1(text: str, k: int) -> None:
    hits = any_text_search().search(ask(text), k=k)
    assert len(hits) <= k
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_originals_are_back_after_the_index_was_broken(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("De Top-600 is een voorbeeld van samenwerking die lukt. " * 9)
    add_original(tmp_path / "originals", path, source(), date(2026, 11, 22))
    for _ in range(2):
        kept = read_originals(tmp_path / "originals").passages
        search = Retriever(build_library(cards(), [], {}, kept, load_words()), SETTINGS)
        search.warm_up(tmp_path / "index", CountingEmbedder())
        hit = search.search(ask("voorbeeld van samenwerking"), kinds=(Kind.ORIGINAL,))[0]
        assert hit.signs.likeness > 0
        next((tmp_path / "index").glob("chroma-*/chroma.sqlite3")).write_bytes(b"kapot")
        SharedSystemClient.clear_system_cache()
