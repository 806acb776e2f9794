"""The commands of the knowledge base, as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import SignaalwijzerError
from knowledge_base.originals import read_originals

TEXT = "De weegploeg van de gemeente bespreekt elk signaal met de politie en het OM. "


@pytest.fixture
def run(tmp_path: Path, content_folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command in this process, on the small folder of content and with the real model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNAALWIJZER_CONTENT_DIR", str(content_folder))
    monkeypatch.setenv("SIGNAALWIJZER_DATA_DIR", str(tmp_path / "data"))
    return lambda *arguments: CliRunner().invoke(app, ["kb", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document of the one source, one without a source, and nothing broken."""
    found = tmp_path / "stukken"
    found.mkdir()
    (found / "bron-een.txt").write_text(f"## Samen wegen\n\n{TEXT * 20}", encoding="utf-8")
    (found / "kladje.txt").write_text(TEXT, encoding="utf-8")
    return found


def test_a_folder_is_added_with_progress_then_listed_and_removed(
    run, folder: Path, tmp_path: Path
) -> None:
    done = run("add", folder)
    assert done.exit_code == 0
    first, second, built, summary = done.stdout.splitlines()
    assert first == "1/2 bron-een.txt: toegevoegd, 2 passages."
    assert second.startswith("2/2 kladje.txt: overgeslagen. Bij welke bron hoort «kladje.txt»?")
    assert built == "De zoekindex is klaar."
    assert summary.startswith("Toegevoegd: 1. Vervangen: 0. Stond er al: 0. Overgeslagen: 1.")

    again = run("add", folder)
    assert again.stdout.splitlines()[0] == "1/2 bron-een.txt: staat er al, 2 passages."

    listed = run("list").stdout
    for part in ("bron-een: Titel van de bron", "bestand bron-een.txt, 2 passages", "licentie CC0"):
        assert part in listed

    gone = run("remove", "bron-een")
    assert "Verwijderd: het document van bron «bron-een»." in gone.stdout
    assert read_originals(tmp_path / "data" / "originals").documents == ()
    assert run("list").stdout.startswith("Er zijn geen originele documenten.")


def test_one_bad_file_makes_the_command_fail_after_the_others_are_kept(
    run, folder: Path, tmp_path: Path
) -> None:
    (folder / "bronnen.toml").write_text('[[file]]\nname = "kladje.txt"\nsource = "bron-twee"\n')
    done = run("add", folder)
    assert done.exit_code == 1
    assert "2/2 kladje.txt: mislukt. De bron «bron-twee» staat niet in sources.toml." in done.stdout
    assert "Mislukt: 1." in done.stderr
    kept = read_originals(tmp_path / "data" / "originals").documents
    assert [document.source for document in kept] == ["bron-een"]


def test_a_file_without_a_source_is_not_added_by_itself(run, folder: Path) -> None:
    done = run("add", folder / "kladje.txt")
    assert done.exit_code == 1
    assert "Bij welke bron hoort «kladje.txt»?" in done.stdout


def test_a_source_that_is_not_on_file_is_refused(run, folder: Path) -> None:
    done = run("add", folder / "kladje.txt", "--source", "bron-twee")
    assert isinstance(done.exception, SignaalwijzerError)
    assert done.exception.code == "bron_onbekend"


def test_a_path_that_is_not_there_is_refused(run, tmp_path: Path) -> None:
    done = run("add", tmp_path / "weg.pdf", "--source", "bron-een")
    assert isinstance(done.exception, SignaalwijzerError)
    assert done.exception.code == "bestand_kapot"


def test_one_source_for_a_whole_folder_is_refused(run, folder: Path) -> None:
    done = run("add", folder, "--source", "bron-een")
    assert done.exit_code == 1
    assert "bronnen.toml" in done.stderr


def test_a_broken_manifest_is_told(run, folder: Path) -> None:
    (folder / "bronnen.toml").write_text("[[file]\n")
    done = run("add", folder)
    assert done.exit_code == 1
    assert "bronnen.toml is niet te lezen" in done.stderr


@pytest.mark.parametrize("source", ["bron-twee", "../bron-een", ""])
def test_what_is_not_there_cannot_be_removed(run, source: str) -> None:
    done = run("remove", source)
    assert done.exit_code == 1
    assert f"Van bron «{source}» is er geen document." in done.stderr


def test_a_harmed_document_is_named_in_the_list(run, tmp_path: Path) -> None:
    store = tmp_path / "data" / "originals"
    store.mkdir(parents=True)
    (store / "bron-een.jsonl").write_text("kapot")
    assert "bron-een.jsonl is beschadigd" in run("list").stdout
