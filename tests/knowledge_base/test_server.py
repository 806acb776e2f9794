"""The vector index on a real Chroma server: shared, kept, replaced, and gone when it is gone."""

from __future__ import annotations

import base64
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest
from chroma_server import ChromaServer
from search_samples import CountingEmbedder, library
from test_index import DOCUMENTS, document

from eval.forensics.server import free_port
from guardrails.text import restored
from knowledge_base.chroma import ChromaError
from knowledge_base.errors import StoreError
from knowledge_base.index import open_index
from knowledge_base.passages import Document
from knowledge_base.ranking import load_search_settings
from knowledge_base.retrieve import Retriever
from knowledge_base.server import read_address

HERE = Path(__file__).parent
CHANGED = (*DOCUMENTS[1:39], document(39, "Een heel ander onderwerp: zonnebloemen"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma")).start()
    yield server
    server.stop()


@pytest.fixture
def server(shared: ChromaServer) -> ChromaServer:
    """The shared server, with nothing in it."""
    client = client_of(shared)
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    return shared


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ChromaServer]:
    """A server that a test may stop."""
    server = ChromaServer(tmp_path / "chroma").start()
    yield server
    server.stop()


def client_of(server: ChromaServer) -> chromadb.ClientAPI:
    return chromadb.HttpClient("127.0.0.1", server.port)


def names(server: ChromaServer) -> set[str]:
    return {collection.name for collection in client_of(server).list_collections()}


def nearest(
    server: ChromaServer, folder: Path, documents: tuple[Document, ...], n: int = 5
) -> tuple[str, int]:
    """Find document `n` by its text; give what is found and how many texts were embedded."""
    embedder = CountingEmbedder()
    index = open_index(folder, documents, embedder, server=server.url)
    embedded = len(embedder.asked)
    return index.near(embedder.embed([documents[n].text])[0], 1)[0].document, embedded


def test_a_server_finds_the_same_as_a_folder(server: ChromaServer, tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    local = open_index(tmp_path / "a", DOCUMENTS, embedder)
    remote = open_index(tmp_path / "b", DOCUMENTS, embedder, server=server.url)
    for text in (DOCUMENTS[3].text, DOCUMENTS[31].text, "iets over jjjj", "nummer twaalf"):
        vector = embedder.embed([text])[0]
        here, there = local.near(vector, 12), remote.near(vector, 12)
        assert [n.likeness for n in here] == pytest.approx([n.likeness for n in there], abs=1e-5)
        assert {n.document for n in here[:3]} == {n.document for n in there[:3]}


def test_unchanged_content_is_neither_embedded_nor_stored_again(
    server: ChromaServer, tmp_path: Path
) -> None:
    assert nearest(server, tmp_path, DOCUMENTS) == ("d5", len(DOCUMENTS))
    before = names(server)
    assert nearest(server, tmp_path, DOCUMENTS) == ("d5", 0)
    assert names(server) == before


def test_changed_content_gets_its_own_collection_and_ours_of_before_goes(
    server: ChromaServer, tmp_path: Path
) -> None:
    nearest(server, tmp_path, DOCUMENTS)
    before = names(server)
    assert nearest(server, tmp_path, CHANGED, -1) == ("d39", 1)
    after = names(server)
    assert len(before) == len(after) == 1
    assert before != after
    assert all(name.startswith("signaalwijzer-") for name in after)


def test_another_model_never_shares_a_collection(server: ChromaServer, tmp_path: Path) -> None:
    nearest(server, tmp_path, DOCUMENTS)
    before = names(server)
    other = CountingEmbedder("other", size=32)
    index = open_index(tmp_path, DOCUMENTS, other, server=server.url)
    assert index.near(other.embed([DOCUMENTS[3].text])[0], 1)[0].document == "d3"
    assert len(names(server)) == 1
    assert names(server) != before


def test_what_others_keep_on_the_server_stays(server: ChromaServer, tmp_path: Path) -> None:
    client_of(server).create_collection("van-iemand-anders", embedding_function=None)
    nearest(server, tmp_path / "municipality", DOCUMENTS)
    theirs = names(server)
    nearest(server, tmp_path / "school", CHANGED)
    nearest(server, tmp_path / "school", CHANGED[:20])
    assert theirs < names(server)
    assert len(names(server)) == len(theirs) + 1


def test_two_installations_with_the_same_content_share_one_collection(
    server: ChromaServer, tmp_path: Path
) -> None:
    nearest(server, tmp_path / "one", DOCUMENTS)
    assert nearest(server, tmp_path / "two", DOCUMENTS) == ("d5", 0)
    assert len(names(server)) == 1


def test_a_build_that_was_cut_short_is_completed(server: ChromaServer, tmp_path: Path) -> None:
    nearest(server, tmp_path, DOCUMENTS)
    (name,) = names(server)
    client_of(server).get_collection(name).delete(ids=["d5", "d6"])
    assert nearest(server, tmp_path, DOCUMENTS) == ("d5", 0)
    assert client_of(server).get_collection(name).count() == len(DOCUMENTS)


def test_a_collection_of_another_dimension_is_built_anew(
    server: ChromaServer, tmp_path: Path
) -> None:
    nearest(server, tmp_path, DOCUMENTS)
    (name,) = names(server)
    client = client_of(server)
    client.delete_collection(name)
    broken = client.create_collection(name, embedding_function=None)
    broken.add(ids=["x"], embeddings=[[1.0, 2.0]], metadatas=[{"checksum": "x"}])
    assert nearest(server, tmp_path, DOCUMENTS) == ("d5", 0)


def test_a_restart_of_the_server_keeps_the_index(own: ChromaServer, tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    index = open_index(tmp_path / "index", DOCUMENTS, embedder, server=own.url)
    own.stop()
    own.start()
    assert index.near(embedder.embed([DOCUMENTS[7].text])[0], 1)[0].document == "d7"
    assert nearest(own, tmp_path / "index", DOCUMENTS) == ("d5", 0)


def test_a_server_that_stops_in_mid_life_gives_a_plain_error(
    own: ChromaServer, tmp_path: Path
) -> None:
    embedder = CountingEmbedder()
    index = open_index(tmp_path / "index", DOCUMENTS, embedder, server=own.url)
    own.stop()
    with pytest.raises(ChromaError, match=rf"{own.url} antwoordt niet.*woorden werkt gewoon"):
        index.near(embedder.embed(["iets"])[0], 3)


def test_search_goes_on_by_keyword_when_the_server_stops_in_mid_life(
    own: ChromaServer, tmp_path: Path
) -> None:
    search = Retriever(library(), load_search_settings())
    search.warm_up(tmp_path / "index", CountingEmbedder(), server=own.url)
    assert search.search(restored("weegploeg"))[0].signs.likeness > 0
    own.stop()
    assert search.search(restored("weegploeg"))[0].passage.card == "weegploeg"
    assert not search.ready
    assert search.problem.startswith(f"De Chroma-server op {own.url} antwoordt niet")


def test_search_goes_on_by_keyword_when_nothing_is_at_the_address(tmp_path: Path) -> None:
    search = Retriever(library(), load_search_settings())
    search.start(tmp_path, CountingEmbedder(), server=f"http://127.0.0.1:{free_port()}")
    assert not search.wait(30)
    assert "antwoordt niet" in search.problem
    assert search.search(restored("weegploeg"))[0].passage.card == "weegploeg"


def test_a_wrong_address_says_so_in_dutch_and_at_once(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    began = time.monotonic()
    with pytest.raises(StoreError, match=rf"{url} antwoordt niet.*SIGNAALWIJZER_CHROMA_URL"):
        open_index(tmp_path, DOCUMENTS, CountingEmbedder(), server=url)
    assert time.monotonic() - began < 10


def test_a_server_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(StoreError, match="antwoordt niet"):
            open_index(tmp_path, DOCUMENTS, CountingEmbedder(), server=url)
        assert time.monotonic() - began < 10


def test_a_server_that_falls_silent_does_not_hold_up_a_search(
    own: ChromaServer, tmp_path: Path
) -> None:
    embedder = CountingEmbedder()
    index = open_index(tmp_path / "index", DOCUMENTS, embedder, server=own.url)
    own.pause()
    began = time.monotonic()
    with pytest.raises(ChromaError):
        index.near(embedder.embed(["iets"])[0], 3)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8000",
        "ftp://chroma:8000",
        "http://",
        "http://chroma:poort",
        "http://chroma:8000/pad",
        "http://chroma:8000?a=b",
        "http://piet:geheim@[kapot:8000",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_being_shown(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(StoreError, match="http://naam:poort") as caught:
        open_index(tmp_path, DOCUMENTS, CountingEmbedder(), server=url)
    assert "geheim" not in str(caught.value)


def test_an_address_is_read_with_its_name_and_password() -> None:
    address = read_address("https://piet:ge%40heim@chroma.intern")
    assert address.url == "https://chroma.intern:443"
    assert base64.b64decode(address.headers["Authorization"].split()[1]) == b"piet:ge@heim"
    assert "Basic" not in repr(address)
    assert read_address("http://[::1]:8765/").url == "http://[::1]:8765"


def test_a_password_reaches_no_log_and_no_message(
    server: ChromaServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "zeergeheim"
    coded = base64.b64encode(f"piet:{secret}".encode()).decode()
    url = server.url.replace("//", f"//piet:{secret}@")
    open_index(tmp_path, DOCUMENTS, CountingEmbedder(), server=url)
    with pytest.raises(StoreError) as caught:
        wrong = f"http://piet:{secret}@127.0.0.1:{free_port()}"
        open_index(tmp_path, DOCUMENTS, CountingEmbedder(), server=wrong)
    for told in (caplog.text, str(caught.value)):
        assert secret not in told
        assert coded not in told
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in kept if secret.encode() in path.read_bytes()]


OPEN = """
import sys
from pathlib import Path
from search_samples import CountingEmbedder
from test_index import DOCUMENTS
from knowledge_base.index import open_index
embedder = CountingEmbedder()
index = open_index(Path(sys.argv[1]), DOCUMENTS, embedder, server=sys.argv[2])
print("FOUND", index.near(embedder.embed([DOCUMENTS[9].text])[0], 1)[0].document)
"""


@pytest.mark.parametrize("folders", [("a", "a"), ("a", "b")])
def test_processes_that_start_at_once_share_one_collection(
    server: ChromaServer, tmp_path: Path, folders: tuple[str, ...]
) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, tmp_path / folder, server.url],
            cwd=HERE,
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    ended = [process.communicate(timeout=60) for process in started]
    assert [out.strip() for out, _ in ended] == ["FOUND d9", "FOUND d9"], ended
    assert len(names(server)) == 1
