"""Wire Chainlit to the product. Import only after `environment.prepare`: Chainlit reads its
surroundings when it is imported."""

# mypy: untyped-calls-exclude=chainlit

from __future__ import annotations

import os
from typing import Any

import chainlit as cl
import chainlit.server as chainlit_server
from chainlit.auth import ensure_jwt_secret
from chainlit.config import config
from chainlit.context import init_ws_context
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession
from fastapi import FastAPI
from starlette.datastructures import Headers

from assistant.web.chat import Chat
from assistant.web.data_layer import SafeDataLayer
from assistant.web.door import Door
from assistant.web.environment import StartError, refuse_leaks
from assistant.web.headers import PageHeaders
from assistant.web.identity import identifier_of, token_of
from assistant.web.ports import PageProduct
from assistant.web.removal import Removal
from assistant.web.strip import Strip
from assistant.web.template import content_policy, own_frame
from assistant.web.wishes import WishButtons
from prompts.load import texts

_LANGUAGES = {"nl": "nl", "en": "en-US"}
# Ways in that Chainlit keeps open although they are switched off in its settings.
_CLOSED_EVENTS = ("edit_message", "message_favorite", "window_message", "audio_start")


def mount_chat(app: FastAPI, product: PageProduct) -> None:
    """Mount the chat page on `app`, with our store, our door and our headers.

    Raises StartError when Chainlit would use another store than ours.
    """
    strip = Strip(product)
    store = SafeDataLayer(product, strip)
    door = Door(product, strip)
    door.install()
    wishes = WishButtons(product, store)
    wishes.register()
    Chat(product, door, store, wishes).register()
    Removal(store, product.settings.language).add_to(app)
    cl.data_layer(lambda: store)
    cl.header_auth_callback(_user)
    if get_data_layer() is not store:
        raise StartError("Chainlit gebruikt een andere opslag dan die van Signaalwijzer.")
    refuse_leaks(os.environ)
    ensure_jwt_secret()
    config.ui.language = _LANGUAGES[product.settings.language]
    _close_events()
    frame = _own_frame(product)
    app.mount("/", chainlit_server.app)
    app.add_middleware(PageHeaders, policy=content_policy(frame))


async def _user(headers: Headers) -> cl.User | None:
    """Turn the browser's cookie into an anonymous user."""
    token = token_of(headers)
    if token is None:
        return None
    return cl.User(identifier=identifier_of(token, os.environ["CHAINLIT_AUTH_SECRET"]))


def _own_frame(product: PageProduct) -> str:
    """Replace Chainlit's frame by ours, made once; give it."""
    language = product.settings.language
    frame = own_frame(chainlit_server.get_html_template("/"), language, texts("page", language))
    chainlit_server.get_html_template = lambda _root: frame
    return frame


def _close_events() -> None:
    handlers = chainlit_server.sio.handlers["/"]
    for event in _CLOSED_EVENTS:
        handlers.pop(event, None)
    handlers["stop"] = _stop


async def _stop(sid: str) -> Any:
    """Stop a running turn, without the English message of Chainlit."""
    session = WebsocketSession.get(sid)
    if session is not None and session.current_task is not None:
        init_ws_context(session)
        session.current_task.cancel()
