"""The web server: a parent application of ours with Chainlit mounted in it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import ContentError, StoreError
from assistant.settings import Settings
from assistant.web import logs
from assistant.web.environment import StartError, prepare, remove_uploads
from assistant.web.memory_dump import forbid_memory_dumps
from assistant.web.ports import PageProduct
from assistant.web.schema import create_tables
from guardrails.output_net import Exit
from prompts.load import messages

_CANNOT_START = 2
_FORGET_SECONDS = 3600
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(settings: Settings, product: PageProduct | None = None) -> FastAPI:
    """Build the web application around a product (by default the real one).

    Sets environment variables and Chainlit's process-wide state, so call it once a process.
    Raises StartError when the surroundings are not safe or not writable.
    """
    root = prepare(settings, os.environ)
    product = product or _real_product(settings)
    net = product.output_net
    logs.configure(settings.log_level, lambda line: net.guard(line, Exit.LOG))
    from assistant.web.mount import mount_chat
    from assistant.web.strip_page import StripPage

    lifespan = _lifespan(product, root)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_api_route("/health", _health, methods=["GET"])
    StripPage(product).add_to(app)
    mount_chat(app, product)
    logs.silence_others()
    return app


def serve(settings: Settings, product: PageProduct | None = None) -> None:
    """Serve the page until stopped. Exits with a Dutch line when it cannot start."""
    forbid_memory_dumps()
    try:
        listener = _listen(settings)
        app = create_app(settings, product)
    except StartError as error:
        print(error, file=sys.stderr)
        raise SystemExit(_CANNOT_START) from None
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[listener])


async def _health() -> dict[str, str]:
    return {"status": "ok"}


def _real_product(settings: Settings) -> PageProduct:
    from assistant.build import build

    try:
        return build(settings)
    except ContentError as error:
        raise StartError(str(messages(settings.language)[error.code])) from None


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise StartError(
            f"Poort {settings.port} op {settings.host} is niet vrij. Stop het programma dat de "
            "poort gebruikt, of kies een andere met SIGNAALWIJZER_PORT."
        ) from None
    return listener


async def forget_again(forget: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Forget what has expired every so many seconds, until cancelled; a failure is tried again."""
    while True:
        await asyncio.sleep(seconds)
        with suppress(SQLAlchemyError, OSError, StoreError):
            await forget()


async def _forget_expired(product: PageProduct) -> None:
    from assistant.web.data_layer import SafeDataLayer

    if not product.settings.retention_days:
        return
    kept_since = datetime.now(UTC) - timedelta(days=product.settings.retention_days)
    await SafeDataLayer(product).forget_before(kept_since.replace(tzinfo=None))


def _lifespan(product: PageProduct, root: Path) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            await create_tables(product.engine)
            await product.store.prepare()
            await _forget_expired(product)
        except (SQLAlchemyError, OSError, StoreError):
            print(
                "De database is niet te bereiken of te beschrijven. Controleer "
                "SIGNAALWIJZER_DATABASE_URL en de vrije ruimte op de schijf.",
                file=sys.stderr,
            )
            raise
        forgetting = asyncio.create_task(
            forget_again(lambda: _forget_expired(product), _FORGET_SECONDS)
        )
        product.start()
        address = f"http://{product.settings.host}:{product.settings.port}"
        print(f"Signaalwijzer staat klaar op {address}", flush=True)
        yield
        forgetting.cancel()
        remove_uploads(root)

    return lifespan
