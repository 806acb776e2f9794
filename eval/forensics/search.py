"""Search bytes for canaries in any usual form: case, separators, encodings, packed."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import numpy as np

from eval.forensics.canaries import Canary

_KEY = 8  # bytes of a needle that are looked up; no needle is shorter
_BITS = 22
_CHUNK = 1 << 22
_GZIP = b"\x1f\x8b\x08"
_MOST_UNPACKED = 1 << 26
_DEPTH = 2
_SEPARATORS = bytes([*range(0x21), *b"-._()/+"])
_INVISIBLE = re.compile(rb"\xe2\x80[\x8b-\x8f]|\\u200[b-f]")


@dataclass(frozen=True, slots=True)
class Found:
    """A canary at a place where no user's word may be."""

    canary: Canary
    file: str
    offset: int
    form: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search went through and what it found."""

    files: int
    size: int
    found: tuple[Found, ...]


class Searcher:
    """Knows every form of every canary and finds them all in one pass over the bytes."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._plain: dict[bytes, list[tuple[bytes, Canary, str]]] = defaultdict(list)
        self._squeezed: dict[bytes, list[tuple[bytes, Canary, str]]] = defaultdict(list)
        for canary in canaries:
            forms = {needle: form for form, needle in _forms(canary)}
            for needle, form in forms.items():
                self._plain[needle[:_KEY]].append((needle, canary, form))
            squeezed = _squeeze(canary.core.lower().encode())
            self._squeezed[squeezed[:_KEY]].append((squeezed, canary, "squeezed"))
        self._plain_keys = _Keys(self._plain)
        self._squeezed_keys = _Keys(self._squeezed)

    def under(self, *folders: Path) -> Searched:
        """Search every file below the folders."""
        files, size, found = 0, 0, []
        for folder in folders:
            for path in sorted(each for each in folder.rglob("*") if _readable(each)):
                content = path.read_bytes()
                files, size = files + 1, size + len(content)
                name = str(path.relative_to(folder.parent))
                found += [Found(c, name, at, form) for c, at, form in self.hits(content)]
        return Searched(files, size, tuple(found))

    def hits(self, content: bytes, depth: int = 0) -> Iterator[tuple[Canary, int, str]]:
        """Give each canary in some bytes, with its place and form."""
        lower = content.lower()
        yield from _look_up(lower, self._plain, self._plain_keys)
        views = [("", lower)]
        if b"%" in lower:
            views.append(("url-decoded ", unquote_to_bytes(lower).lower()))
        for name, view in views:
            for canary, at, form in _look_up(_squeeze(view), self._squeezed, self._squeezed_keys):
                yield canary, at, name + form
        if depth < _DEPTH:
            for start in _starts(content, _GZIP):
                for canary, at, form in self.hits(_unpacked(content[start:]), depth + 1):
                    yield canary, start, f"gzip at {at}: {form}"


class _Keys:
    """First bytes of all needles, as numbers that are looked up many at a time."""

    def __init__(self, needles: Iterable[bytes]) -> None:
        keys = b"".join(needles)
        self.sorted = np.unique(np.frombuffer(keys, dtype="<u8"))
        self._table = np.zeros(1 << _BITS, dtype=bool)
        self._table[_hashed(self.sorted)] = True

    def places(self, content: bytes) -> Iterator[int]:
        """Give each place at which a needle may begin."""
        for base in range(0, max(len(content) - _KEY + 1, 0), _CHUNK):
            count = min(_CHUNK, len(content) - _KEY + 1 - base)
            windows: np.ndarray[tuple[int], np.dtype[np.uint64]] = np.ndarray(
                shape=(count,), dtype="<u8", buffer=content, offset=base, strides=(1,)
            )
            maybe = np.flatnonzero(self._table[_hashed(windows)])
            sure = maybe[np.isin(windows[maybe], self.sorted)]
            yield from (base + int(at) for at in sure)


def _hashed(
    keys: np.ndarray[tuple[int], np.dtype[np.uint64]],
) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return (keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BITS)


def _look_up(
    content: bytes, needles: dict[bytes, list[tuple[bytes, Canary, str]]], keys: _Keys
) -> Iterator[tuple[Canary, int, str]]:
    for at in keys.places(content):
        for needle, canary, form in needles[content[at : at + _KEY]]:
            if content.startswith(needle, at):
                yield canary, at, form


def _forms(canary: Canary) -> Iterator[tuple[str, bytes]]:
    """Every way in which a canary could be written, in lower case."""
    for text in {canary.core, canary.core.lower(), canary.core.upper(), canary.typed}:
        low = text.lower()
        yield "utf-8", low.encode()
        yield "utf-16-le", low.encode("utf-16-le")
        yield "utf-16-be", low.encode("utf-16-be")
        yield "json", json.dumps(low)[1:-1].encode()
        yield "url", quote(low).lower().encode()
        for spelt in (text, low):
            yield "hex", spelt.encode().hex().encode()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            for shift in range(3):
                yield f"base64 of {encoding}", _base64(text.encode(encoding), shift)


def _base64(data: bytes, shift: int) -> bytes:
    """The letters that are certain when the data begins `shift` bytes into a group of three."""
    whole = base64.b64encode(bytes(shift) + data)
    first = -(-shift * 8 // 6)
    last = (shift + len(data)) * 8 // 6
    return whole[first:last].lower()


def _squeeze(content: bytes) -> bytes:
    """Without white space, separators, NUL bytes and what nobody sees."""
    if b"200" in content or b"\xe2\x80" in content:
        content = _INVISIBLE.sub(b"", content)
    return content.translate(None, _SEPARATORS)


def _starts(content: bytes, magic: bytes) -> Iterator[int]:
    at = content.find(magic)
    while at >= 0:
        yield at
        at = content.find(magic, at + 1)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(content, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _readable(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
