"""`signaalwijzer kb status`, `check` and `coverage`, as a user types them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli import app

ROOT = Path(__file__).resolve().parents[2]
CARD = "cards/begrippen/kaart-een.md"
CONTACTS = "contacts/landelijk.toml"
PROFILE = (ROOT / "profiles/voorbeeld.toml").read_text(encoding="utf-8")
CONTACT = "[[contact]]" + PROFILE.split("[[contact]]")[1]
LATE = "2020-01-01"
TOPIC = """\
[[topic]]
part = "Kaders"
number = "1"
title = "Begrippen"
facts = 2
carried = 2
terms = 0
cards = ["kaart-een"]
left = []
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, content_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process on the small folder of content, of which nothing is late."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNAALWIJZER_CONTENT_DIR", str(content_folder))
    for path in (CARD, "sources.toml", "lexicon/rechtsextremisme.toml"):
        change(content_folder / path, "2027-11-01", in_days(4000))
    return lambda *arguments: CliRunner().invoke(app, ["kb", *arguments])


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def add_contact(folder: Path, phone: str, review_by: str) -> None:
    text = CONTACT.replace('phone = ""', f'phone = "{phone}"').replace("2027-05-22", review_by)
    (folder / CONTACTS).write_text(text, encoding="utf-8")


def add_law(folder: Path, review_by: str) -> None:
    change(folder / CARD, "topics: [begrippen]", "topics: [wet]")
    change(folder / CARD, in_days(4000), review_by)


def test_check_passes_when_nothing_is_late(run: Run, content_folder: Path) -> None:
    add_contact(content_folder, "112", in_days(30))
    done = run("check")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Alle telefoonnummers en wet zijn op tijd gecontroleerd.\n"


def test_check_fails_on_a_late_phone_number(run: Run, content_folder: Path) -> None:
    add_contact(content_folder, "112", LATE)
    done = run("check")
    assert done.exit_code == 1
    assert f"contactpunt eigen-organisatie: controledatum {LATE} is voorbij." in done.stdout
    assert "1 onderdelen" in done.stderr


def test_check_fails_on_a_late_card_about_the_law(run: Run, content_folder: Path) -> None:
    add_law(content_folder, LATE)
    done = run("check")
    assert done.exit_code == 1
    assert f"kaart kaart-een: controledatum {LATE} is voorbij." in done.stdout


def test_check_fails_on_a_late_profile(
    run: Run, content_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_contact(content_folder, "112", in_days(30))
    own = tmp_path / "profiel.toml"
    monkeypatch.setenv("SIGNAALWIJZER_PROFILE", str(own))
    own.write_text(PROFILE.replace("2027-05-22", in_days(30)), encoding="utf-8")
    assert run("check").exit_code == 0
    own.write_text(PROFILE.replace("2027-05-22", LATE), encoding="utf-8")
    done = run("check")
    assert done.exit_code == 1
    assert "profiel Voorbeeld: Stichting Jongerenwerk" in done.stdout


def test_check_passes_when_only_what_is_not_critical_is_late(
    run: Run, content_folder: Path
) -> None:
    add_contact(content_folder, "", LATE)
    for path in (CARD, "sources.toml", "lexicon/rechtsextremisme.toml"):
        change(content_folder / path, in_days(4000), LATE)
    assert run("check").exit_code == 0
    assert "4 te laat" in run("status").stdout


def test_check_does_not_pass_what_it_cannot_read(run: Run, content_folder: Path) -> None:
    (content_folder / CONTACTS).write_text("[[contact]\n", encoding="utf-8")
    done = run("check")
    assert done.exit_code == 1
    assert f"{CONTACTS}:1" in done.stderr
    assert "1 punten om te verbeteren." in done.stderr


def test_status_tells_what_is_late_and_what_is_soon_with_its_owner(
    run: Run, content_folder: Path
) -> None:
    add_contact(content_folder, "112", LATE)
    add_law(content_folder, in_days(20))
    done = run("status")
    assert done.exit_code == 0
    first, second, total = done.stdout.splitlines()
    assert first == (
        f"te laat: contactpunt eigen-organisatie, vóór {LATE}, "
        "Voorbeeld: coördinator veiligheid (nummer of wet)"
    )
    assert second == (
        f"binnenkort: kaart kaart-een, vóór {in_days(20)}, inhoudsredactie (nummer of wet)"
    )
    assert total.startswith("4 onderdelen met een controledatum, waarvan 1 te laat.")
    assert total.endswith(f"{LATE}.")


def test_status_looks_no_further_ahead_than_is_asked(run: Run, content_folder: Path) -> None:
    add_law(content_folder, in_days(20))
    assert "kaart-een" in run("status", "--days", "30").stdout
    assert "kaart-een" not in run("status", "--days", "10").stdout


def test_status_refuses_to_look_back(run: Run) -> None:
    assert run("status", "--days", "-1").exit_code == 2


def test_status_tells_which_source_is_superseded_and_by_what(
    run: Run, content_folder: Path
) -> None:
    assert "vervangen" not in run("status").stdout
    change(
        content_folder / "sources.toml",
        'status = "geldig"',
        'status = "vervangen"\nreplaced_by = "bron-twee"\nnote = "Er is een nieuwe wet."',
    )
    assert "vervangen: bron bron-een door bron-twee. Er is een nieuwe wet." in run("status").stdout


def test_status_of_a_folder_without_content_fails_and_says_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNAALWIJZER_CONTENT_DIR", str(tmp_path / "nergens"))
    done = run("status")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "sources.toml" in done.stderr


def test_coverage_writes_the_page(run: Run, content_folder: Path) -> None:
    (content_folder / "coverage.toml").write_text(TOPIC, encoding="utf-8")
    done = run("coverage")
    assert (done.exit_code, done.stdout) == (0, f"Geschreven: {content_folder / 'coverage.md'}\n")
    text = (content_folder / "coverage.md").read_text(encoding="utf-8")
    assert "1 subjects, 2 facts, of which 2 are carried by 1 of 1 cards." in text


@pytest.mark.parametrize("table", ["[[topic]\n", TOPIC.replace("facts = 2\n", "")])
def test_coverage_leaves_the_page_alone_when_its_table_is_broken(
    run: Run, content_folder: Path, table: str
) -> None:
    (content_folder / "coverage.md").write_text("zoals het was", encoding="utf-8")
    (content_folder / "coverage.toml").write_text(table, encoding="utf-8")
    done = run("coverage")
    assert done.exit_code == 1
    assert "coverage.toml" in done.stderr
    assert (content_folder / "coverage.md").read_text(encoding="utf-8") == "zoals het was"
