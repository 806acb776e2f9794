"""The figures in the page for the privacy officer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.privacy.page import BEGIN, END, FIGURES, PAGE, PageError, app, read_figures, with_figures

SHARE = {"successes": 3, "total": 4}
NAMES = ("found", "of the names", "surviving", "precision", "kept", "destroyed", "wrong kind")
OWN: dict[str, Any] = {
    "measured_on": "2026-05-04",
    "messages": 20,
    "shares": dict.fromkeys(NAMES, SHARE),
    "found": {
        "type": {"PERSON": SHARE, "BSN": SHARE, "IBAN": {"successes": 4, "total": 4}},
        "origin": {"oekraiens": {"successes": 1, "total": 2}, "turks": SHARE},
        "difficulty": {"plain": SHARE, "hard": {"successes": 0, "total": 1}},
    },
    "speed": {"hundred_words": {"median": 12.34, "p95": 20.0, "worst": 30.0}, "failed": 1},
}
EMPTY = f"# Privacy\n\n{BEGIN}\noud\n{END}\n\nmeer\n"


def _figures(folder: Path, **told: Any) -> Path:
    path = folder / "figures.json"
    path.write_text(json.dumps({"Signaalwijzer": OWN, **told}), encoding="utf-8")
    return path


def test_the_page_is_in_step_with_the_figures() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_figures(page, read_figures(FIGURES)), "run python -m eval.privacy.page"


def test_figures_that_changed_are_noticed(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page != with_figures(page, read_figures(_figures(tmp_path)))


def test_only_what_stands_between_the_marks_is_written(tmp_path: Path) -> None:
    made = with_figures(EMPTY, read_figures(_figures(tmp_path)))
    assert made.startswith(f"# Privacy\n\n{BEGIN}\n")
    assert made.endswith(f"\n{END}\n\nmeer\n")
    assert "oud" not in made
    assert with_figures(made, read_figures(_figures(tmp_path))) == made


def test_figures_are_written_in_dutch_with_their_uncertainty(tmp_path: Path) -> None:
    made = with_figures(EMPTY, read_figures(_figures(tmp_path)))
    assert "Gemeten op 04-05-2026 met 20 berichten, waarin 4 gegevens staan" in made
    assert "| gegevens gevonden | 75,0 % (30,1–95,4) | ≥ 98 % |" in made
    assert "| namen | 4 | 75,0 % (30,1–95,4) |" in made
    assert "| Oekraïens | 2 | 50,0 %" in made
    assert "zit 25,0 punt" in made
    assert "kost 12,3 ms" in made
    assert "1 van de 20 berichten" in made


def test_the_kinds_of_a_fixed_form_are_counted_together(tmp_path: Path) -> None:
    exact = read_figures(_figures(tmp_path)).exact
    assert (exact.successes, exact.total) == (7, 8)


def test_other_programs_are_shown_where_they_were_measured(tmp_path: Path) -> None:
    other = {"shares": {"found": {"successes": 1, "total": 4}}}
    made = with_figures(EMPTY, read_figures(_figures(tmp_path, **{"Deduce 3": other})))
    assert "| Deduce 3 | 25,0 %" in made
    assert "Naast andere" not in with_figures(EMPTY, read_figures(_figures(tmp_path)))


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}\n{BEGIN}"])
def test_a_page_without_both_marks_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(PageError):
        with_figures(page, read_figures(_figures(tmp_path)))


@pytest.mark.parametrize("told", ["", "{}", "[]", '{"Signaalwijzer": {}}'])
def test_figures_of_no_run_are_refused(tmp_path: Path, told: str) -> None:
    (tmp_path / "figures.json").write_text(told, encoding="utf-8")
    with pytest.raises(PageError):
        read_figures(tmp_path / "figures.json")


def test_the_command_brings_a_page_up_to_date_or_says_why_not(tmp_path: Path) -> None:
    page = tmp_path / "privacy.md"
    page.write_text(EMPTY, encoding="utf-8")
    options = ["--page", str(page), "--figures", str(_figures(tmp_path))]
    assert CliRunner().invoke(app, options).exit_code == 0
    assert "75,0 %" in page.read_text(encoding="utf-8")
    page.write_text("geen merk", encoding="utf-8")
    refused = CliRunner().invoke(app, options)
    assert refused.exit_code == 2
    assert page.read_text(encoding="utf-8") == "geen merk"


def test_every_file_that_the_page_names_is_there() -> None:
    import re

    root = PAGE.parent.parent
    named = re.findall(
        r"`((?:tests|assistant|guardrails|knowledge_base|eval)/[\w./]+)`",
        PAGE.read_text(encoding="utf-8"),
    )
    assert len(named) > 20
    assert [name for name in named if not (root / name).exists()] == []
