"""The command line: `signaalwijzer ask "…"`, batches of JSON lines, content and index."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from typing import Annotated, NoReturn

import typer

from assistant import profile_cli, strip_cli, wish_cli
from assistant.errors import SignaalwijzerError
from assistant.kb_cli import kb
from assistant.settings import Settings
from prompts.load import messages, texts

app = typer.Typer(
    name="signaalwijzer",
    help="Hulp voor professionals bij een zorg over mogelijke radicalisering. Direct gevaar? Bel 112.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(kb, name="kb")
app.add_typer(profile_cli.app, name="profile")
app.command("strip")(strip_cli.strip)
app.command("status")(wish_cli.status)

Jsonl = Annotated[bool, typer.Option("--jsonl", help="JSON-regels van de invoer, een per regel.")]
Words = Annotated[list[str] | None, typer.Argument(help="Uw vraag.")]


def main() -> None:
    """Run the command line; whatever goes wrong, the user reads what happened and what to do."""
    try:
        app()
    except SignaalwijzerError as error:
        _fail(error.code)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except Exception as error:  # noqa: BLE001 - never a stack trace to a user
        print(f"signaalwijzer: {type(error).__name__}", file=sys.stderr)
        _fail("onverwacht")


def _fail(code: str) -> NoReturn:
    try:
        language = Settings().language
    except ValueError:
        language = "nl"
    print(messages(language)[code], file=sys.stderr)
    raise SystemExit(1)


def _lines(answer_name: str) -> None:
    # imported here: the help text and an error need not load the product
    from assistant import machine
    from assistant.build import build

    settings = Settings()
    product = build(settings)
    if answer_name != "deidentify_line":
        product.start(wait=True)
    answer = getattr(machine, answer_name)
    # bytes that are no text become half characters, which the de-identifier refuses
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    for line in machine.run_lines(product, answer, sys.stdin, settings.language):
        print(line, flush=True)


@app.command()
def ask(
    question: Words = None,
    jsonl: Jsonl = False,
    role: Annotated[str, typer.Option(help="Uw rol, bijvoorbeeld docent.")] = "",
    gemeente: Annotated[str, typer.Option(help="De gemeente waar u werkt.")] = "",
) -> None:
    """Stel een vraag of leg een zorg voor. Er wordt niets bewaard."""
    if jsonl:
        return _lines("ask_line")
    from assistant.build import build
    from assistant.show import show_answer

    product = build(Settings())
    show_answer(product, " ".join(question or []) or sys.stdin.read(), role, gemeente)


@app.command()
def deidentify(text: Words = None, jsonl: Jsonl = False) -> None:
    """Haal persoonsgegevens uit een tekst. Er wordt niets bewaard."""
    if jsonl:
        return _lines("deidentify_line")
    from assistant.show import show_safe

    show_safe(" ".join(text or []) or sys.stdin.read(), Settings())


@app.command()
def search(
    query: Words = None,
    jsonl: Jsonl = False,
    k: Annotated[int, typer.Option(min=1, max=50, help="Hoeveel passages.")] = 5,
) -> None:
    """Zoek in de kennisbank."""
    if jsonl:
        return _lines("search_line")
    from assistant.build import build
    from assistant.show import show_hits

    product = build(Settings())
    product.start(wait=True)
    show_hits(product, " ".join(query or []) or sys.stdin.read(), k)


@app.command()
def reply(text: Words = None, jsonl: Jsonl = False) -> None:
    """Eerste antwoord van het meldpunt (komt in een latere versie)."""
    _fail("later")


@app.command()
def check() -> None:
    """Controleer alle inhoud: kaarten, bronnen, lexicon, contactpunten en regels."""
    from assistant.check import check_all

    problems = check_all(Settings())
    words = texts("commands", Settings().language)
    for problem in problems:
        print(problem)
    print(words["check.bad"].format(count=len(problems)) if problems else words["check.good"])
    if problems:
        raise SystemExit(1)


@app.command()
def serve() -> None:
    """Start de chatpagina."""
    from assistant.web.server import serve as run

    run(Settings())


@app.command()
def forget() -> None:
    """Verwijder gesprekken die ouder zijn dan de bewaartermijn."""
    from assistant.build import now
    from assistant.keep import Store, make_engine
    from assistant.web.schema import create_tables, forget_before

    settings = Settings()
    store = Store(make_engine(settings.store_url))

    async def run() -> None:
        await store.prepare()
        await create_tables(store.engine)
        if settings.retention_days:
            await forget_before(store.engine, now() - timedelta(days=settings.retention_days))
        await store.forget_before(now(), settings.retention_days)
        await store.sweep()
        await store.engine.dispose()

    asyncio.run(run())
