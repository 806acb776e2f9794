"""The vector index is opened at once, updated, or thrown away and rebuilt; in a real Chroma."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient
from search_samples import CountingEmbedder

from knowledge_base.errors import StoreError
from knowledge_base.index import open_index
from knowledge_base.passages import Document, Role, checksum
from knowledge_base.vectors import write_vectors

HERE = Path(__file__).parent


def document(n: int, text: str = "") -> Document:
    text = text or f"Vraag nummer {n} over het onderwerp {'abcdefghij'[n % 10] * 4}"
    return Document(f"d{n}", f"p{n}", Role.WHOLE, text, "nl", checksum(text))


DOCUMENTS = tuple(document(n) for n in range(40))


def nearest(
    folder: Path, documents: tuple[Document, ...], embedder: CountingEmbedder, n: int
) -> str:
    """Open as a new process would (nothing kept in memory) and find document `n` by its text."""
    SharedSystemClient.clear_system_cache()
    index = open_index(folder, documents, embedder)
    return index.near(embedder.embed([documents[n].text])[0], 1)[0].document


def test_an_unchanged_index_opens_without_embedding_anything(tmp_path: Path) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder())
    again = CountingEmbedder()
    assert nearest(tmp_path, DOCUMENTS, again, 7) == "d7"
    assert again.asked == [DOCUMENTS[7].text]


def test_a_changed_text_embeds_only_itself_and_a_removed_one_is_gone(
    tmp_path: Path,
) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder())
    changed = (*DOCUMENTS[:39], document(39, "Een heel ander onderwerp: zonnebloemen"))[1:]
    again = CountingEmbedder()
    index = open_index(tmp_path, changed, again)
    assert again.asked == [changed[-1].text]
    found = index.near(again.embed([changed[-1].text])[0], 50)
    assert found[0].document == "d39"
    assert found[0].likeness > 0.99
    assert "d0" not in {near.document for near in found}


def test_another_model_gives_a_new_index(tmp_path: Path) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder())
    other = CountingEmbedder("other", size=32)
    assert nearest(tmp_path, DOCUMENTS, other, 3) == "d3"
    assert set(other.asked) >= {d.text for d in DOCUMENTS}
    assert len(list(tmp_path.glob("chroma-*"))) == 1


def _truncate(folder: Path) -> None:
    database = next(folder.glob("chroma-*/chroma.sqlite3"))
    database.write_bytes(database.read_bytes()[:5000])


def _garbage(folder: Path) -> None:
    next(folder.glob("chroma-*/chroma.sqlite3")).write_bytes(b"geen database" * 999)


def _lose_database(folder: Path) -> None:
    next(folder.glob("chroma-*/chroma.sqlite3")).unlink()


def _break_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": 1, "mod')


def _old_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 0}))


def _lie_about_size(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "size": 12}))


def _break_cache(folder: Path) -> None:
    (folder / "vectors.npz").write_bytes(b"PK kapot")
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    "harm",
    [
        _truncate,
        _garbage,
        _lose_database,
        _break_manifest,
        _old_manifest,
        _lie_about_size,
        _break_cache,
    ],
)
def test_a_broken_index_is_rebuilt_from_the_content(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder())
    SharedSystemClient.clear_system_cache()
    harm(tmp_path)
    assert nearest(tmp_path, DOCUMENTS, CountingEmbedder(), 5) == "d5"
    assert nearest(tmp_path, DOCUMENTS, CountingEmbedder(), 5) == "d5"


def test_lost_segments_of_a_large_index_are_noticed(tmp_path: Path) -> None:
    many = tuple(
        document(n, f"Vraag {n} over {n * 7919 % 10007} en {n * 31} dingen") for n in range(2500)
    )
    open_index(tmp_path, many, CountingEmbedder())
    SharedSystemClient.clear_system_cache()
    segments = list(tmp_path.glob("chroma-*/*/*.bin"))
    assert segments
    for segment in segments:
        segment.unlink()
    assert nearest(tmp_path, many, CountingEmbedder(), 1234) == "d1234"


def test_vectors_of_another_dimension_in_the_index_are_noticed(tmp_path: Path) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder(size=32))
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "vectors.npz").unlink()
    changed = (*DOCUMENTS[1:], document(41))
    wide = CountingEmbedder(size=64)
    assert nearest(tmp_path, changed, wide, 8) == changed[8].id
    assert json.loads((tmp_path / "manifest.json").read_text())["folder"] != manifest["folder"]


def test_an_empty_library_gives_an_empty_index(tmp_path: Path) -> None:
    index = open_index(tmp_path, (), CountingEmbedder())
    assert index.near(CountingEmbedder().embed(["iets"])[0], 3) == ()


def test_a_folder_that_cannot_be_written_says_so_in_dutch(tmp_path: Path) -> None:
    place = tmp_path / "index"
    place.write_text("hier staat al een bestand")
    with pytest.raises(StoreError, match="ruimte is op de schijf"):
        open_index(place, DOCUMENTS, CountingEmbedder())
    with pytest.raises(StoreError, match="vol of niet te beschrijven"):
        write_vectors(place / "vectors.npz", "letters", {})


FULL_DISK = """
import resource, sys
from pathlib import Path
from knowledge_base.embed import Vectors
from knowledge_base.errors import ModelError, StoreError
from knowledge_base.index import open_index
from search_samples import CountingEmbedder
from test_index import DOCUMENTS
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    open_index(Path(sys.argv[1]), DOCUMENTS, CountingEmbedder())
except StoreError as error:
    print("DUTCH:", error)
"""


@pytest.mark.parametrize("room", [1000, 30000])
def test_a_full_disk_gives_a_plain_error(tmp_path: Path, room: int) -> None:
    done = run(FULL_DISK, tmp_path, str(room)).communicate(timeout=60)
    assert "DUTCH: De " in done[0], done


OPEN = """
import sys
from pathlib import Path
from test_index import DOCUMENTS, nearest
from search_samples import CountingEmbedder
print("FOUND", nearest(Path(sys.argv[1]), DOCUMENTS, CountingEmbedder(), 9))
"""


def test_two_processes_that_start_at_once_share_one_index(tmp_path: Path) -> None:
    started = [run(OPEN, tmp_path) for _ in range(2)]
    ended = [process.communicate(timeout=60) for process in started]
    assert [out.strip() for out, _ in ended] == ["FOUND d9", "FOUND d9"], ended
    assert len(list(tmp_path.glob("chroma-*"))) == 1


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_document_keeps_its_place_whatever_the_order(tmp_path: Path) -> None:
    open_index(tmp_path, DOCUMENTS, CountingEmbedder())
    turned = tuple(reversed(DOCUMENTS))
    again = CountingEmbedder()
    assert nearest(tmp_path, turned, again, 0) == "d39"
    assert len(again.asked) == 1
