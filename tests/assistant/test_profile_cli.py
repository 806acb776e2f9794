"""`signaalwijzer profile new` and `profile check`, with typed answers."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli import app
from knowledge_base.load import load

EXAMPLE = Path(__file__).resolve().parents[2] / "profiles/voorbeeld.toml"
CONTENT = EXAMPLE.parents[1] / "knowledge_base"
Run = Callable[..., Result]
# organisation, municipality, owner, time, signature, hours, contact (none), agreement (none)
SHORT = ("Stichting Proef", "Leiden", "", "", "", "", "", "")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in [key for key in os.environ if key.startswith("SIGNAALWIJZER_")]:
        monkeypatch.delenv(name)
    return lambda *arguments, typed=(): CliRunner().invoke(
        app, ["profile", *arguments], input="".join(f"{line}\n" for line in typed)
    )


def test_typed_answers_make_a_profile_that_is_in_order_and_is_used(
    run: Run, tmp_path: Path
) -> None:
    contact = ("Aandachtsfunctionaris", "088 123 45 67", "zorg@voorbeeld.invalid", "ma-vr", "Wegen")
    agreement = ('Zo "doen" wij het', "Eerst overleg.", "protocol, 2026", "")
    head = ("Stichting Proef", "Leiden", "coördinator", "2 werkdagen", "Team Zorg", "ma-vr")
    done = run("new", typed=(*head, *contact, *agreement))
    assert done.exit_code == 0, done.output
    file = tmp_path / "profiles/leiden.toml"
    assert run("check", str(file)).exit_code == 0
    content = load(CONTENT, file)
    assert content.profile is not None
    assert content.profile.organisation == "Stichting Proef"
    assert (content.profile.gemeente, content.profile.reply_within) == ("Leiden", "2 werkdagen")
    assert content.profile.agreements[0].title == 'Zo "doen" wij het'
    own = next(c for c in content.contacts if c.id == "eigen-organisatie")
    assert (own.name, own.phone) == ("Aandachtsfunctionaris", "088 123 45 67")


def test_every_question_but_the_name_may_be_skipped(run: Run, tmp_path: Path) -> None:
    done = run("new", typed=("Stichting Proef", *[""] * 7))
    assert done.exit_code == 0, done.output
    data = tomllib.loads((tmp_path / "profiles/stichting-proef.toml").read_text(encoding="utf-8"))
    assert data["profile"]["gemeente"] == ""
    assert data["profile"]["owner"] == "contactbeheer"
    assert "contact" not in data


def test_a_file_that_is_there_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    for file, arguments in (
        (tmp_path / "eigen.toml", ("--out", "eigen.toml")),
        (tmp_path / "profiles/leiden.toml", ()),
    ):
        file.parent.mkdir(exist_ok=True)
        file.write_text("van mij", encoding="utf-8")
        done = run("new", *arguments, typed=SHORT)
        assert done.exit_code == 1
        assert "bestaat al" in done.output
        assert file.read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize(
    ("typed", "told", "chosen"),
    [
        (("3512 AB",), "Gemeente: Utrecht", "Utrecht"),
        (("Zaandam",), "Gemeente: Zaanstad", "Zaanstad"),
        (("Oudega", "Smallingerland"), "meer gemeenten", "Smallingerland"),
        (("Amersfort", ""), "Bedoelt u Amersfoort?", "Amersfoort"),
        (("Amersfort", "n", "Soest"), "Bedoelt u Amersfoort?", "Soest"),
        (("Krommenoordwijk", "Soest"), "ken ik niet", "Soest"),
    ],
)
def test_the_municipality_is_looked_up_and_asked_again_when_it_is_not_clear(
    run: Run, tmp_path: Path, typed: tuple[str, ...], told: str, chosen: str
) -> None:
    done = run("new", "--out", "eigen.toml", typed=("Stichting Proef", *typed, *[""] * 6))
    assert told in done.output
    data = tomllib.loads((tmp_path / "eigen.toml").read_text(encoding="utf-8"))
    assert data["profile"]["gemeente"] == chosen


def test_a_number_that_cannot_be_is_asked_again(run: Run, tmp_path: Path) -> None:
    contact = ("Meldteam", "12", "", "geen adres", "", "", "", "")
    done = run("new", "--out", "eigen.toml", typed=(*SHORT[:6], *contact))
    assert "geen telefoonnummer" in done.output
    assert "geen e-mailadres" in done.output
    data = tomllib.loads((tmp_path / "eigen.toml").read_text(encoding="utf-8"))
    assert (data["contact"][0]["phone"], data["contact"][0]["email"]) == ("", "")


def test_the_example_is_in_order(run: Run) -> None:
    done = run("check", str(EXAMPLE))
    assert (done.exit_code, done.output) == (0, "Het profiel is in orde.\n")


def test_check_says_what_is_wrong_with_path_and_line_and_fails(run: Run, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('phone = ""', 'phone = "bel maar"')
    (tmp_path / "eigen.toml").write_text(text, encoding="utf-8")
    done = run("check", "eigen.toml")
    line = text[: text.index("bel maar")].count("\n") + 1
    assert done.exit_code == 1
    assert f"eigen.toml:{line}: «eigen-organisatie»: «bel maar» is geen" in done.output


def test_check_of_a_file_that_is_not_there_fails(run: Run) -> None:
    done = run("check", "nergens.toml")
    assert done.exit_code == 1
    assert "niet te lezen" in done.output
