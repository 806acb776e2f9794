"""Who is asking, without an account: a random cookie for each browser.

The cookie is the only key to a browser's own conversations. The database holds a keyed hash of
it, so that whoever reads the database cannot pose as the browser.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

COOKIE = "signaalwijzer_browser"
LIFETIME_SECONDS = 60 * 60 * 24 * 180
_VALID = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Give a fresh random token of 256 bits."""
    return secrets.token_urlsafe(32)


def token_of(headers: Mapping[str, str]) -> str | None:
    """Give the browser's token from its cookie header, or None when it has no usable one."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    if morsel is None or not _VALID.fullmatch(morsel.value):
        return None
    return morsel.value


def identifier_of(token: str, secret: str) -> str:
    """Give the name under which a browser's conversations are kept."""
    digest = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    return f"browser-{digest[:32]}"
