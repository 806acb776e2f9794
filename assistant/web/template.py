"""The HTML frame of the page: Chainlit's own, without foreign links, in the page's language."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping

_FOREIGN = re.compile(r'<(?:link|meta)\b[^>]*(?:href|content)="https?://[^>]*>', re.IGNORECASE)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\((tel:[0-9+]+)\)")


def own_frame(frame: str, language: str, texts: Mapping[str, str]) -> str:
    """Cut foreign links from Chainlit's frame; set its language, opening and labels."""
    clean = _FOREIGN.sub("", frame).replace('<html lang="en">', f'<html lang="{language}">')
    labels = {key: text for key, text in texts.items() if key.startswith("label.")}
    data = json.dumps(labels, ensure_ascii=False).replace("<", "\\u003c")
    return clean.replace(
        "</body>",
        f'<template id="sw-opening">{_opening(texts)}</template>'
        f'<template id="sw-removal">{_removal(texts)}</template>'
        f'<template id="sw-labels">{html.escape(data, quote=False)}</template></body>',
    )


def content_policy(frame: str) -> str:
    """Give the Content-Security-Policy that allows this frame and nothing from elsewhere."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE.findall(frame))
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _opening(texts: Mapping[str, str]) -> str:
    lines = "".join(f"<li>{_inline(texts[f'opening.{key}'])}</li>" for key in ("not", "names"))
    return (
        f"<h2>{_inline(texts['opening.title'])}</h2><p>{_inline(texts['opening.what'])}</p>"
        f'<ul>{lines}</ul><p class="sw-danger">{_inline(texts["opening.danger"])}</p>'
    )


def _removal(texts: Mapping[str, str]) -> str:
    """The dialog that asks which word must go also."""
    title, ask, note, send, close = (
        html.escape(texts[f"label.removal_{key}"])
        for key in ("title", "words", "note", "send", "close")
    )
    return (
        '<dialog id="sw-removal-dialog" aria-labelledby="sw-removal-title"><form method="dialog">'
        f'<h2 id="sw-removal-title">{title}</h2><label for="sw-removal-words">{ask}</label>'
        '<input id="sw-removal-words" maxlength="80" autocomplete="off" spellcheck="false" '
        f'aria-describedby="sw-removal-note"><p id="sw-removal-note">{note}</p>'
        '<p id="sw-removal-told" role="status"></p>'
        f'<button type="submit" id="sw-removal-send">{send}</button>'
        f'<button type="button" id="sw-removal-close">{close}</button></form></dialog>'
    )


def _inline(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', html.escape(text))
