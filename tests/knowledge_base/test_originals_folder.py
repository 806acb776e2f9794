"""A folder of originals: each file finds its source, a second run goes on, one bad file stops none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.additions import Outcome, Step, add_all
from knowledge_base.content import Source
from knowledge_base.errors import IngestError
from knowledge_base.originals import read_originals

TODAY = date(2026, 11, 22)
TEXT = "De gemeente bespreekt het signaal met de politie en het Openbaar Ministerie. "


def source(id: str, licence: str = "CC0-1.0") -> Source:
    return Source(
        id=id, title=f"Titel van {id}", publisher="Gemeente", date="mei 2024", url="",
        licence=licence, retrieved_on="onbekend", status="in gebruik",
        review_by=date(2027, 1, 1), owner="inhoudsredactie",
    )  # fmt: skip


SOURCES = {id: source(id) for id in ("bron-a", "bron-b", "bron-c")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "stukken"
    found.mkdir()
    for n, id in enumerate(SOURCES, 1):
        (found / f"{id}.txt").write_text(f"Stuk {n}. {TEXT * n}", encoding="utf-8")
    return found


def added(tmp_path: Path, path: Path, **options: str) -> list[Step]:
    return list(add_all(tmp_path / "kept", path, SOURCES, TODAY, **options))


def outcomes(steps: list[Step]) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in steps}


def kept(tmp_path: Path) -> set[str]:
    return {document.source for document in read_originals(tmp_path / "kept").documents}


def test_files_that_are_named_after_their_source_are_taken_in(tmp_path: Path, folder: Path) -> None:
    steps = added(tmp_path, folder)
    assert [(s.number, s.total, s.name, s.outcome, s.passages) for s in steps] == [
        (1, 3, "bron-a.txt", Outcome.ADDED, 1),
        (2, 3, "bron-b.txt", Outcome.ADDED, 1),
        (3, 3, "bron-c.txt", Outcome.ADDED, 1),
    ]
    assert kept(tmp_path) == set(SOURCES)


def test_a_second_run_skips_what_is_there_and_changes_nothing(tmp_path: Path, folder: Path) -> None:
    added(tmp_path, folder)
    before = {path.name: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    assert set(outcomes(added(tmp_path, folder)).values()) == {Outcome.SAME}
    assert {path.name: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == before


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, folder: Path) -> None:
    steps = add_all(tmp_path / "kept", folder, SOURCES, TODAY)
    next(steps)
    steps.close()
    (tmp_path / "kept" / "bron-b.new").write_text('{"half": ')  # what a stop in a write leaves
    assert kept(tmp_path) == {"bron-a"}
    assert list(outcomes(added(tmp_path, folder)).values()) == [
        Outcome.SAME,
        Outcome.ADDED,
        Outcome.ADDED,
    ]
    assert kept(tmp_path) == set(SOURCES)


def test_a_changed_file_replaces_its_passages(tmp_path: Path, folder: Path) -> None:
    added(tmp_path, folder)
    (folder / "bron-b.txt").write_text("Een heel andere tekst over hetzelfde onderwerp.")
    assert outcomes(added(tmp_path, folder))["bron-b.txt"] is Outcome.REPLACED
    texts = [p.text for p in read_originals(tmp_path / "kept").passages if p.source == "bron-b"]
    assert texts == ["Een heel andere tekst over hetzelfde onderwerp."]


def test_a_source_whose_licence_changed_is_taken_in_again(tmp_path: Path, folder: Path) -> None:
    added(tmp_path, folder)
    changed = {**SOURCES, "bron-a": source("bron-a", "CC-BY-4.0")}
    steps = list(add_all(tmp_path / "kept", folder, changed, TODAY))
    assert outcomes(steps)["bron-a.txt"] is Outcome.REPLACED
    assert read_originals(tmp_path / "kept").documents[0].licence == "CC-BY-4.0"


def test_a_harmed_store_file_is_made_again(tmp_path: Path, folder: Path) -> None:
    added(tmp_path, folder)
    (tmp_path / "kept" / "bron-c.jsonl").write_text("kapot")
    assert outcomes(added(tmp_path, folder))["bron-c.txt"] is Outcome.ADDED
    assert read_originals(tmp_path / "kept").broken == ()


def test_the_manifest_names_the_source_of_a_file_also_in_a_folder_below(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "bron-a.txt").rename(folder / "eindrapport versie 3.txt")
    (folder / "onder").mkdir()
    (folder / "bron-b.txt").rename(folder / "onder" / "bijlage.txt")
    (folder / "bronnen.toml").write_text(
        '[[file]]\nname = "eindrapport versie 3.txt"\nsource = "bron-a"\n'
        '[[file]]\nname = "onder/bijlage.txt"\nsource = "bron-b"\n'
    )
    assert set(outcomes(added(tmp_path, folder)).values()) == {Outcome.ADDED}
    assert kept(tmp_path) == set(SOURCES)


def test_a_file_without_a_source_is_listed_and_skipped(tmp_path: Path, folder: Path) -> None:
    (folder / "losse notitie.txt").write_text(TEXT)
    (folder / ".verborgen").write_text(TEXT)
    (folder / "~$bron-a.docx").write_text("slot van een open document")
    steps = added(tmp_path, folder)
    assert len(steps) == 4
    skipped = next(step for step in steps if step.name == "losse notitie.txt")
    assert skipped.outcome is Outcome.SKIPPED
    assert "Bij welke bron hoort «losse notitie.txt»?" in skipped.why
    assert "bronnen.toml" in skipped.why


def test_bad_files_fail_with_their_reason_and_the_others_are_kept(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "bron-a.txt").rename(folder / "bron-a.pdf")
    (folder / "bronnen.toml").write_text(
        '[[file]]\nname = "weg.pdf"\nsource = "bron-c"\n'
        '[[file]]\nname = "bron-c.txt"\nsource = "bron-x"\n'
    )
    steps = {step.name: step for step in added(tmp_path, folder)}
    assert "geen leesbare PDF" in steps["bron-a.pdf"].why
    assert "«bron-x» staat niet in sources.toml" in steps["bron-c.txt"].why
    assert "niet te openen" in steps["weg.pdf"].why
    assert steps["bron-b.txt"].outcome is Outcome.ADDED
    assert kept(tmp_path) == {"bron-b"}


def test_a_source_has_one_document(tmp_path: Path, folder: Path) -> None:
    (folder / "bron-a.md").write_text(f"# Een kop\n\n{TEXT}")
    steps = {step.name: step for step in added(tmp_path, folder)}
    assert steps["bron-a.md"].outcome is Outcome.ADDED
    assert steps["bron-a.txt"].outcome is Outcome.FAILED
    assert "heeft al een bestand: «bron-a.md»" in steps["bron-a.txt"].why


def test_a_broken_document_does_not_keep_out_a_good_one_of_its_source(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "bron-a.pdf").write_bytes(b"%PDF-1.7 kapot")
    steps = {step.name: step for step in added(tmp_path, folder)}
    assert steps["bron-a.pdf"].outcome is Outcome.FAILED
    assert steps["bron-a.txt"].outcome is Outcome.ADDED


@pytest.mark.parametrize("text", ["[[file]\n", '[[file]]\nname = "a.pdf"\n', "file = 3\n"])
def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path, folder: Path, text: str) -> None:
    (folder / "bronnen.toml").write_text(text)
    with pytest.raises(IngestError, match=r"bronnen\.toml is niet te lezen"):
        added(tmp_path, folder)


def test_one_file_takes_its_source_from_the_option_the_manifest_or_its_name(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "bron-b.txt").rename(folder / "b.txt")
    (folder / "bronnen.toml").write_text('[[file]]\nname = "b.txt"\nsource = "bron-b"\n')
    for name, options in (("bron-a.txt", {}), ("b.txt", {}), ("bron-a.txt", {"source": "bron-c"})):
        (step,) = added(tmp_path, folder / name, **options)
        assert step.outcome is Outcome.ADDED
    assert kept(tmp_path) == set(SOURCES)
