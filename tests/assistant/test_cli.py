"""The command line as a user starts it, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import SignaalwijzerError
from assistant.show import show_answer
from prompts.load import messages

PROGRAM = "from assistant.cli import main; main()"


def start(
    tmp_path: Path, *arguments: str, given: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in an empty folder, without a model."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=given,
        capture_output=True,
        timeout=120,
        cwd=home,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HF_HUB_OFFLINE": "1",
            "SIGNAALWIJZER_DATA_DIR": str(tmp_path / "data"),
            "SIGNAALWIJZER_MODEL": str(tmp_path / "geen-model"),
            **settings,
        },
    )


def test_a_batch_of_de_identification_reads_and_writes_utf8_lines_and_keeps_nothing(
    tmp_path: Path, content_folder: Path
) -> None:
    given = [
        '{"id": 1, "text": "Café met Mohammed el Idrissi"}'.encode(),
        b'{"id": 2, "text": "\xff\xfe"}',
        b"geen json",
        '{"id": 4, "text": "één"}'.encode(),
    ]
    done = start(
        tmp_path,
        "deidentify",
        "--jsonl",
        given=b"\n".join(given),
        SIGNAALWIJZER_CONTENT_DIR=str(content_folder),
    )
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 0
    assert [line["id"] for line in lines] == [1, 2, None, 4]
    assert lines[0]["text"] == "Café met [PERSOON-1]"
    assert lines[3]["text"] == "één"
    assert b"Traceback" not in done.stderr
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Idrissi" in path.read_bytes() for path in kept)


def test_a_broken_setting_is_told_without_a_stack_trace(tmp_path: Path) -> None:
    broken = start(tmp_path, "check", SIGNAALWIJZER_LANGUAGE="fr")
    assert broken.returncode == 1
    assert b"Traceback" not in broken.stderr
    assert str(messages("nl")["onverwacht"]) in broken.stderr.decode()


@pytest.fixture
def run(tmp_path: Path, content_folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command in this process, on the small folder of content."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNAALWIJZER_CONTENT_DIR", str(content_folder))
    monkeypatch.setenv("SIGNAALWIJZER_DATA_DIR", str(tmp_path / "data"))
    return lambda *arguments, given="": CliRunner().invoke(app, list(arguments), input=given)


def test_a_batch_of_questions_is_answered_where_the_search_model_is_missing(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIGNAALWIJZER_MODEL", str(tmp_path / "geen-model"))
    given = [{"id": n, "message": "Er wordt nu geschoten op onze school."} for n in (1, 2)]
    done = run("ask", "--jsonl", given="\n".join(json.dumps(line) for line in given))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], line["urgency"]) for line in lines] == [(1, "acuut"), (2, "acuut")]
    assert done.exit_code == 0


@pytest.mark.parametrize("arguments", [("reply", "Een mail."), ("reply", "--jsonl")])
def test_the_first_reply_says_that_it_comes_later(run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, given='{"id": 1, "message": "x"}')
    assert done.exit_code == 1
    assert done.stderr.strip() == str(messages("nl")["later"])


def test_an_answer_is_plain_text_with_its_sources(product, capsys) -> None:
    show_answer(product, "Mijn leerling Mohammed el Idrissi deelt racistische memes.", "docent", "")
    shown = capsys.readouterr().out
    assert shown.startswith("Uit uw bericht verwijderd, aantal gegevens: 1.")
    assert "**" not in shown
    assert "Idrissi" not in shown
    assert "Bronnen\n[1] " in shown


def test_danger_is_shown_as_112_first(product, capsys) -> None:
    show_answer(product, "Er wordt nu geschoten op onze school.", "", "")
    assert capsys.readouterr().out.startswith("Bel nu 112.")


def test_check_tells_what_is_wrong_with_path_and_line_and_fails(run, content_folder: Path) -> None:
    card = content_folder / "cards/begrippen/kaart-een.md"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("forms: []", "forms: [voetbal]"), encoding="utf-8")
    done = run("check")
    assert done.exit_code == 1
    assert "cards/begrippen/kaart-een.md:12: onbekende waarde «voetbal»" in done.output


def test_an_empty_question_is_an_error_that_the_user_can_mend(run) -> None:
    done = run("ask", "   ")
    assert isinstance(done.exception, SignaalwijzerError)
    assert done.exception.code == "invoer_leeg"


def test_a_text_is_made_safe_on_the_command_line(run) -> None:
    assert run("deidentify", "Bel Mohammed el Idrissi op 06-12345678.").output.strip() == (
        "Bel [PERSOON-1] op [TELEFOON-1]."
    )
