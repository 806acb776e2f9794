"""Read the texts that users see: TOML files in this folder, one a subject and a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Message:
    """What a user reads when something went wrong: what happened, and what to do now."""

    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


@cache
def texts(name: str, language: str) -> Mapping[str, str]:
    """Give the texts of `<name>.<language>.toml` by key; a nested table gives `table.key`.

    Raises FileNotFoundError for an unknown subject or language, KeyError on an unknown key.
    """
    data = tomllib.loads((_FOLDER / f"{name}.{language}.toml").read_text(encoding="utf-8"))
    return MappingProxyType(dict(_flat(data, "")))


def _flat(data: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", str(value)))
    return found


@cache
def messages(language: str) -> Mapping[str, Message]:
    """Give the error messages of a language by code."""
    flat = texts("messages", language)
    codes = {key.rpartition(".")[0] for key in flat}
    return MappingProxyType(
        {code: Message(flat[f"{code}.what"], flat[f"{code}.do"]) for code in codes}
    )
