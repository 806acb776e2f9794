"""Make and check a local profile: `signaalwijzer profile new` and `signaalwijzer profile check`."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import regex
import typer

from assistant.profile_form import ask_municipality, ask_organisation, ask_rest
from assistant.settings import Settings
from guardrails.patterns import fold
from knowledge_base.content import Problem
from knowledge_base.load import Content, load
from knowledge_base.places import Places
from knowledge_base.problems import Report
from knowledge_base.profiles import read_profile
from prompts.load import texts

app = typer.Typer(
    help="Het profiel van uw organisatie: maken en controleren.", no_args_is_help=True
)

_FOLDER = Path("profiles")
_NOT_NAME = regex.compile(r"[^\p{L}\p{N}]+")


@app.command("new")
def new(
    out: Annotated[Path | None, typer.Option(help="Het bestand dat u wilt maken.")] = None,
) -> None:
    """Maak een profiel: het programma stelt vragen, u typt de antwoorden."""
    from assistant.build import now

    settings = Settings()
    words = texts("commands", settings.language)
    content = load(settings.content_dir)
    if out and out.exists():
        _stop(words["profile.exists"].format(file=out))
    typer.echo(words["profile.begin"])
    organisation = ask_organisation(words)
    gemeente = ask_municipality(words, Places(content.municipalities))
    file = out or _FOLDER / f"{_slug(gemeente or organisation)}.toml"
    if file.exists():
        _stop(words["profile.exists"].format(file=file))
    made = ask_rest(words, organisation, gemeente, now().date())
    if problems := _checked_text(made, content):
        _tell(problems, words)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(made, encoding="utf-8")
    typer.echo(words["profile.written"].format(file=file))


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="Het bestand met het profiel.")]) -> None:
    """Controleer een profiel en zeg wat er niet klopt, met bestand en regel."""
    settings = Settings()
    words = texts("commands", settings.language)
    if problems := _problems(file, load(settings.content_dir)):
        _tell(problems, words)
    typer.echo(words["profile.good"])


def _problems(file: Path, content: Content) -> list[Problem]:
    report = Report(Path.cwd())
    read_profile(file, content.contacts, content.municipalities, report)
    return report.problems


def _checked_text(text: str, content: Content) -> list[Problem]:
    """Check a text before it becomes a file, so that no broken profile is ever written."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "profiel.toml"
        trial.write_text(text, encoding="utf-8")
        return _problems(trial, content)


def _tell(problems: list[Problem], words: Mapping[str, str]) -> NoReturn:
    for problem in sorted(problems, key=lambda problem: problem.line):
        typer.echo(str(problem))
    _stop(words["check.bad"].format(count=len(problems)))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _slug(name: str) -> str:
    return _NOT_NAME.sub("-", fold(name)).strip("-") or "profiel"
