"""A run from cases to report, with a product that is told what to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval_fakes import FakeProduct, answer
from typer.testing import CliRunner

from assistant.settings import Settings
from eval.cases import CaseError
from eval.cli import app, run_tasks
from eval.config import content_files, describe, hash_of
from eval.generated import Generated, read_generated, write_generated
from eval.results import read_config
from eval.tasks import TASKS

LINES = (
    {"id": "goed", "group": "zorg", "message": "m", "expected": {"urgency": ["zorg"]}},
    {"id": "fout", "group": "kennis", "message": "m|n", "expected": {"urgency": ["acuut"]}},
)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    text = "\n".join(json.dumps(line) for line in LINES)
    (folder / "ask.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def done(cases: Path, tmp_path: Path) -> Path:
    config = describe(["ask"], "2026-01-02T03:04:05", Settings(database_url="geheim"), cases)
    run_tasks(FakeProduct(), config, cases, tmp_path / "run")
    return tmp_path / "run"


def test_a_run_leaves_all_that_is_needed_to_repeat_it(done: Path) -> None:
    config = read_config(done)
    assert config is not None
    assert config.tasks == ("ask",)
    assert len(config.cases_hash) == len(config.content_hash) == 12
    assert "geheim" not in (done / "config.json").read_text("utf-8")
    names = {path.name for path in (done / "ask").iterdir()}
    assert names == {"generated.jsonl", "rows.jsonl", "figures.json", "report.md"}


def test_the_figures_are_json_with_their_interval(done: Path) -> None:
    figures = json.loads((done / "ask" / "figures.json").read_text("utf-8"))
    assert figures["alles goed"]["successes"] == 1
    assert figures["alles goed"]["low"] == pytest.approx(0.0945, abs=1e-4)
    assert figures["geen vals alarm"]["value"] is None


def test_the_report_shows_configuration_intervals_and_what_failed(done: Path) -> None:
    report = (done / "ask" / "report.md").read_text("utf-8")
    assert "2026-01-02T03:04:05" in report
    assert "| alles goed | 1 | 2 | 0.50 | 0.09–0.91 |" in report
    assert "- **fout** (kennis)" in report
    assert "expected one of ['acuut'], got 'zorg'" in report
    assert "**goed**" not in report


def test_a_generated_file_can_be_scored_again_without_the_product(done: Path, cases: Path) -> None:
    file = done / "ask" / "generated.jsonl"
    changed = [Generated(id, answer(urgency="acuut")) for id in ("goed", "fout")]
    write_generated(file, changed)
    told = CliRunner().invoke(app, ["evaluate", str(file), "--cases", str(cases)])
    assert told.exit_code == 0, told.output
    report = (done / "ask" / "report.md").read_text("utf-8")
    assert "- **goed** (zorg)" in report
    assert "2026-01-02T03:04:05" in report


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "output": 3}'])
def test_a_broken_generated_line_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    file = tmp_path / "generated.jsonl"
    file.write_text('{"id": "a", "output": {}}\n' + line, encoding="utf-8")
    with pytest.raises(CaseError, match=r"generated\.jsonl:2: "):
        read_generated(file)


def test_a_broken_case_file_stops_the_scoring_in_words(done: Path, cases: Path) -> None:
    (cases / "ask.jsonl").write_text("{", encoding="utf-8")
    file = done / "ask" / "generated.jsonl"
    told = CliRunner().invoke(app, ["evaluate", str(file), "--cases", str(cases)])
    assert told.exit_code == 2
    assert "ask.jsonl:1" in told.output.replace("\n", "")


def test_an_unknown_task_is_refused_before_anything_runs() -> None:
    told = CliRunner().invoke(app, ["run", "koken"])
    assert told.exit_code == 2
    assert "koken" in told.output


def test_each_task_has_its_case_file() -> None:
    from eval.cases import CASES

    assert {path.stem for path in CASES.glob("*.jsonl")} == set(TASKS)


def test_the_hash_sees_a_change_of_name_and_of_content(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("x", encoding="utf-8")
    first = hash_of([file], tmp_path)
    file.write_text("y", encoding="utf-8")
    second = hash_of([file], tmp_path)
    third = hash_of([file.rename(tmp_path / "b.toml")], tmp_path)
    assert len({first, second, third}) == 3
    assert content_files()
