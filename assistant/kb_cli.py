"""The commands of the knowledge base: `signaalwijzer kb add`, `list`, `status`, `check`, …."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.errors import SignaalwijzerError
from assistant.settings import Settings
from prompts.load import texts

if TYPE_CHECKING:  # the help text and an error need not load the product
    from knowledge_base.additions import Step
    from knowledge_base.content import Problem
    from knowledge_base.load import Content
    from knowledge_base.originals import Originals

kb = typer.Typer(
    help="De kennisbank: documenten toevoegen, tonen en verwijderen, en de index bouwen.",
    no_args_is_help=True,
)


@kb.command("add")
def add(
    path: Annotated[Path, typer.Argument(help="Een bestand of een map met bestanden.")],
    source: Annotated[str, typer.Option(help="Id van de bron in sources.toml.")] = "",
) -> None:
    """Voeg originele documenten toe: PDF, DOCX, HTML, Markdown of tekst.

    Zonder --source is de bron de naam van het bestand, of wat bronnen.toml in de map zegt.
    """
    _knowledge(lambda: _add(path, source))


@kb.command("list")
def show() -> None:
    """Toon de originele documenten in de kennisbank."""
    _knowledge(_list)


@kb.command("remove")
def remove(source: Annotated[str, typer.Argument(help="Id van de bron.")]) -> None:
    """Verwijder het originele document van een bron, ook uit de index."""
    _knowledge(lambda: _remove(source))


@kb.command("build")
def build_index() -> None:
    """Bouw de zoekindex, of werk hem bij."""
    _knowledge(_build_index)


@kb.command("status")
def status(
    days: Annotated[int, typer.Option(min=0, help="Ook wat binnen zo veel dagen verloopt.")] = 60,
) -> None:
    """Toon wat opnieuw gecontroleerd moet worden, en door wie."""
    _knowledge(lambda: _status(days))


@kb.command("check")
def check() -> None:
    """Controleer of telefoonnummers en wet niet over hun controledatum heen zijn."""
    _knowledge(_check)


@kb.command("coverage")
def coverage() -> None:
    """Schrijf coverage.md: welke kaarten welk onderwerp van de feiten dragen."""
    _knowledge(_coverage)


def _knowledge(run: Callable[[], str]) -> None:
    from knowledge_base.errors import KnowledgeError

    try:
        print(run())
    except KnowledgeError as error:
        _stop(str(error))


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(1)


def _stop_at(problems: Sequence[Problem]) -> None:
    """Stop where content could not be read: what is not there cannot be said to be in order."""
    if problems:
        summary = texts("commands", Settings().language)["check.bad"]
        _stop("\n".join((*map(str, problems), summary.format(count=len(problems)))))


def _word(key: str, **filled: object) -> str:
    return texts("commands", Settings().language)[f"kb.{key}"].format(**filled)


def _add(path: Path, source: str) -> str:
    from knowledge_base.additions import Outcome, add_all

    settings = Settings()
    sources = _content(settings).sources
    if source and source not in sources:
        raise SignaalwijzerError("bron_onbekend")
    if not path.exists():
        raise SignaalwijzerError("bestand_kapot")
    if source and path.is_dir():
        _stop(_word("one_source"))
    steps: list[Step] = []
    for step in add_all(_store(settings), path, sources, _today(), source):
        print(_told(step), flush=True)
        steps.append(step)
    found = [step.outcome for step in steps]
    if {Outcome.ADDED, Outcome.REPLACED, Outcome.SAME} & set(found):
        print(_build_index())
    summary = _word("summary", **{outcome.value: found.count(outcome) for outcome in Outcome})
    if Outcome.FAILED in found or (found == [Outcome.SKIPPED] and not path.is_dir()):
        _stop(summary)
    return summary


def _told(step: Step) -> str:
    result = _word(step.outcome.value, passages=step.passages, why=step.why)
    return f"{step.number}/{step.total} {step.name}: {result}"


def _list() -> str:
    from knowledge_base.originals import read_originals

    settings = Settings()
    kept = read_originals(_store(settings))
    sources = _content(settings).sources
    titles = {id: source.title for id, source in sources.items()}
    return "\n".join(_rows(kept, titles)) or _word("none")


def _rows(kept: Originals, titles: dict[str, str]) -> list[str]:
    rows = []
    for document in kept.documents:
        own = [p for p in kept.passages if p.source == document.source]
        pages = {int(n) for p in own for n in p.page.split("-") if n.isdigit()}
        rows.append(
            _word(
                "row",
                source=document.source,
                title=titles.get(document.source) or _word("no_title"),
                file=document.file,
                passages=document.passages,
                pages=_word("pages", last=max(pages)) if pages else "",
                added_on=document.added_on,
                licence=document.licence,
                checksum=document.sha256[:12],
            )
        )
    return [*rows, *(_word("broken", file=name) for name in kept.broken)]


def _remove(source: str) -> str:
    from knowledge_base.originals import remove_original

    if not remove_original(_store(Settings()), source):
        _stop(_word("unknown", source=source))
    print(_word("removed", source=source))
    return _build_index()


def _content(settings: Settings) -> Content:
    from knowledge_base.load import load

    return load(settings.content_dir, settings.profile)


def _store(settings: Settings) -> Path:
    return settings.data_dir / "originals"


def _today() -> date:
    from assistant.build import now

    return now().date()


def _build_index() -> str:
    from assistant.build import build
    from knowledge_base.errors import KnowledgeError

    product = build(Settings())
    product.start(wait=True)
    if product.retriever.problem:
        raise KnowledgeError(product.retriever.problem)
    return _word("built")


def _status(days: int) -> str:
    from knowledge_base.freshness import due, reviews, superseded

    settings, today = Settings(), _today()
    content = _content(settings)
    if not (everything := reviews(content)):
        _stop_at(content.problems)
    lines = [
        _word(
            "review",
            late=_word("late") if review.expired(today) else _word("soon"),
            part=review.part,
            id=review.id,
            owner=review.owner,
            date=review.review_by.isoformat(),
            critical=_word("critical") if review.critical else "",
        ).rstrip()
        for review in due(everything, today, days)
    ]
    lines += [
        _word("superseded", id=source.id, by=source.replaced_by, note=source.note)
        for source in superseded(content.sources.values())
    ]
    late = len(due(everything, today))
    lines.append(_word("reviews", total=len(everything), late=late, first=everything[0].review_by))
    return "\n".join(lines)


def _check() -> str:
    from knowledge_base.freshness import due, reviews

    settings = Settings()
    content = _content(settings)
    late = [review for review in due(reviews(content), _today()) if review.critical]
    for review in late:
        print(_word("overdue", part=review.part, id=review.id, date=review.review_by,
                    owner=review.owner))  # fmt: skip
    if late:
        _stop(_word("check.bad", count=len(late)))
    _stop_at(content.problems)
    return _word("check.good")


def _coverage() -> str:
    from knowledge_base.coverage import PAGE, page, read_topics
    from knowledge_base.load import load
    from knowledge_base.problems import Report

    folder = Settings().content_dir
    report = Report(folder)
    topics = read_topics(folder, report)
    _stop_at(report.problems)
    (folder / PAGE).write_text(page(topics, load(folder).cards), encoding="utf-8")
    return _word("coverage", file=folder / PAGE)
