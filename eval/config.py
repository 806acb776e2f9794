"""Under what circumstances a result was made: kept beside it, so that it can be repeated."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from assistant.settings import Settings

REPO = Path(__file__).resolve().parent.parent
_CONTENT = ("knowledge_base", "assistant/rules", "prompts", "guardrails/data")
_CONTENT_ENDS = {".md", ".toml", ".csv", ".yaml", ".txt"}
_PACKAGES = (
    "presidio-analyzer", "spacy", "sentence-transformers", "torch", "chromadb", "bm25s",
    "langgraph",
)  # fmt: skip
_SHOWN_SETTINGS = ("model", "language", "max_characters", "profile")


@dataclass(frozen=True, slots=True)
class Config:
    """What went into a run. Hashes are the first twelve digits of SHA-256."""

    made_at: str
    tasks: tuple[str, ...]
    cases_hash: str
    content_hash: str
    commit: str
    settings: dict[str, str]
    versions: dict[str, str]
    runs: int = 1


def describe(tasks: Sequence[str], made_at: str, settings: Settings, cases: Path) -> Config:
    """Describe a run; the settings named leave out every address and path of the store."""
    return Config(
        made_at=made_at,
        tasks=tuple(tasks),
        cases_hash=hash_of(sorted(cases.glob("*.jsonl")), cases),
        content_hash=hash_of(content_files(), REPO),
        commit=_commit(),
        settings={name: str(getattr(settings, name) or "") for name in _SHOWN_SETTINGS},
        versions={"python": platform.python_version(), **_versions()},
    )


def content_files() -> list[Path]:
    """Give every file that a domain expert may change and that decides an answer."""
    return sorted(
        path
        for folder in _CONTENT
        for path in (REPO / folder).rglob("*")
        if path.is_file() and path.suffix in _CONTENT_ENDS
    )


def hash_of(paths: Sequence[Path], root: Path) -> str:
    """Give one hash over names and contents of files under `root`."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _versions() -> dict[str, str]:
    return {name: _version(name) for name in ("signaalwijzer", *_PACKAGES)}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "niet geïnstalleerd"


def _commit() -> str:
    """The commit that is checked out; "onbekend" outside a git working tree."""
    command = ["git", "-C", str(REPO), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return "onbekend"
    return done.stdout.strip()
