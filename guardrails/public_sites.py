"""Pages and addresses that point to no private person: public bodies, the news, front pages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_PUBLIC = Path(__file__).parent / "data" / "public.toml"
_URL = re.compile(
    r"(?:(?:https?|hxxps?|ftp)\s?:\s?//)?(?:www\.)?(?P<host>[\w.-]+?)(?::\d+)?(?P<path>/.*)?",
    re.IGNORECASE,
)
_DEFANGED = re.compile(r"\s?[\[(]\s?(?:\.|punt|dot)\s?[\])]\s?|\s+(?:punt|dot)\s+", re.IGNORECASE)


@cache
def _public() -> dict[str, frozenset[str]]:
    """The sites of `public.toml` by kind."""
    data = tomllib.loads(_PUBLIC.read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in data.items()}


def _in_domain(host: str, kind: str) -> bool:
    """Whether a host is a site of this kind or a part of one."""
    parts = host.split(".")
    return any(".".join(parts[i:]) in _public()[kind] for i in range(len(parts) - 1))


def private_url(text: str) -> bool | None:
    """Not a page of a public body or of the news, nor the front page of a platform."""
    if re.fullmatch(r"[A-Z][a-z]+(?:\.[A-Z][a-z]+)+", text.strip()):
        return False  # two sentences, or a name with a dot in it
    found = _URL.fullmatch(_DEFANGED.sub(".", text.strip()).lower())
    if not found:
        return None
    if _in_domain(found["host"], "sites"):
        return False
    bare = (found["path"] or "/") == "/"
    return False if bare and found["host"] in _public()["platforms"] else None


def private_email(text: str) -> bool | None:
    """Not the general address of a public body ('info@politie.nl')."""
    name, _, host = text.lower().replace(" ", "").partition("@")
    return False if name in _public()["mailboxes"] and _in_domain(host, "sites") else None
