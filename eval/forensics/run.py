"""Play situations one after another and search what each left behind."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from eval.forensics.browser import CHROMIUM, in_a_browser
from eval.forensics.canaries import Breeder, Message
from eval.forensics.report import Outcome
from eval.forensics.situations import (
    Situation,
    all_at_once,
    disk_full,
    killed,
    other_ways_in,
    postgres_stops,
    rooms_break,
    sqlite_refuses,
)
from eval.forensics.stage import Stage, recognised
from guardrails.deidentify import build_deidentifier
from guardrails.text import RawText

SITUATIONS: dict[str, Situation] = {
    "killed": killed,
    "disk full": disk_full,
    "sqlite refuses": sqlite_refuses,
    "postgres stops": postgres_stops,
    "rooms break": rooms_break,
    "other ways in": other_ways_in,
    "browser": in_a_browser,
}
SHORT: dict[str, Situation] = {"all at once": all_at_once}
# a browser types slowly; the rest shares what is left
_SHARES = {"browser": 0.05}


def run(
    names: Sequence[str],
    canaries: int,
    root: Path,
    seed: int = 1,
    told: Callable[[str], None] = print,
) -> list[Outcome]:
    """Play the situations of these names with so many canaries in all, below `root`."""
    supply = _supply(seed)
    outcomes = []
    others = len(set(names) - set(_SHARES)) or 1
    rest = (1 - sum(_SHARES.get(name, 0) for name in names)) / others
    for name in names:
        share = _SHARES.get(name, rest)
        outcome = _play(name, max(round(canaries * share), 1), root, supply)
        told(f"{name}: {outcome.skipped or f'{outcome.planted} canaries, {outcome.found} found'}")
        outcomes.append(outcome)
    return outcomes


def _supply(seed: int) -> Iterator[Message]:
    cleaner = build_deidentifier()

    def clean(text: str) -> str:
        return cleaner.session().deidentify(RawText(text)).text.value

    return recognised(Breeder(seed).messages(), clean)


def _play(name: str, count: int, root: Path, supply: Iterator[Message]) -> Outcome:
    if missing := _missing(name):
        return Outcome(name, skipped=missing)
    stage = Stage(name, root / name.replace(" ", "-"), supply, count)
    try:
        asyncio.run((SITUATIONS | SHORT)[name](stage))
        stage.server.kill()
        searched, talked = stage.search(), stage.talked()
    finally:
        stage.clear()
    return Outcome(name, len(stage.planted), stage.kills, searched, talked)


def _missing(name: str) -> str:
    if name == "browser" and not CHROMIUM.exists():
        return "chromium is not installed"
    if name == "postgres stops" and not shutil.which("pg_ctl", path="/usr/lib/postgresql/15/bin"):
        return "PostgreSQL 15 is not installed"
    return ""
