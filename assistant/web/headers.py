"""What every HTTP answer of the page must have, and the addresses that do not exist here."""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.identity import COOKIE, LIFETIME_SECONDS, new_token, token_of

# Chainlit answers these: API docs that load scripts from elsewhere, sharing and uploading.
_CLOSED = (
    "/docs",
    "/redoc",
    "/openapi.json",
    "/copilot",
    "/mcp",
    "/metrics",
    "/project/element",
    "/project/share",
    "/project/thread/share",
    "/auth/jwt",
    "/auth/oauth",
    "/share",
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class PageHeaders:
    """ASGI middleware: closes addresses, sets security headers and the browser's cookie."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        token = new_token() if token_of(headers) is None else None
        secure = scope["scheme"] == "https" or headers.get("x-forwarded-proto") == "https"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message), token, secure)
            await send(message)

        if is_closed(scope["method"], scope["path"]):
            await JSONResponse({"detail": "Not found"}, 404)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _complete(self, headers: MutableHeaders, token: str | None, secure: bool) -> None:
        headers.update(_FIXED)
        headers["Content-Security-Policy"] = self._policy
        if token is not None:
            headers.append("Set-Cookie", _cookie(token, secure))


def is_closed(method: str, path: str) -> bool:
    """Tell whether an address is shut: API docs, sharing, uploads and foreign sign-ins."""
    if path == "/project/file" and method == "POST":
        return True
    return any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED)


def _cookie(token: str, secure: bool) -> str:
    cookie: SimpleCookie = SimpleCookie()
    cookie[COOKIE] = token
    morsel = cookie[COOKIE]
    morsel.update({"path": "/", "max-age": str(LIFETIME_SECONDS), "samesite": "Lax"})
    morsel["httponly"] = True
    morsel["secure"] = secure
    return morsel.OutputString()
