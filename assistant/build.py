"""Wire the product from its settings. Nothing happens before `build` is called."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from sqlalchemy.ext.asyncio import AsyncEngine

from assistant.advice import load_advice
from assistant.cite import passages_of
from assistant.contact_view import ContactBook
from assistant.control import Control
from assistant.conversation import Conversation, Corridor, Sessions, made_safe
from assistant.corridor import Rooms
from assistant.errors import ContentError
from assistant.facts import Reader
from assistant.keep import Store, make_engine
from assistant.opinion.judge import load_opinion
from assistant.route import load_routes
from assistant.rulebook import load_rulebook
from assistant.settings import Settings
from assistant.understand import Chosen, Understander
from assistant.weigh import load_weights
from guardrails.deidentify import Deidentifier, build_deidentifier
from guardrails.output_net import OutputNet
from guardrails.patterns import PatternError
from guardrails.screen import load_screen
from guardrails.text import RawText, SafeText
from guardrails.verify import load_verifier
from knowledge_base.answerable.judge import load_answerable
from knowledge_base.embed import SentenceEmbedder
from knowledge_base.load import Content, load
from knowledge_base.originals import read_originals
from knowledge_base.places import Places
from knowledge_base.ranking import load_search_settings
from knowledge_base.retrieve import Retriever, build_library
from knowledge_base.words import load_words

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Product:
    """The whole product, wired. `start` begins the slow part (the search model) in the background."""

    settings: Settings
    content: Content
    deidentifier: Deidentifier
    sessions: Sessions
    corridor: Corridor
    conversation: Conversation
    control: Control
    retriever: Retriever
    contacts: ContactBook
    output_net: OutputNet
    store: Store
    engine: AsyncEngine

    @property
    def municipality_names(self) -> tuple[str, ...]:
        return self.contacts.places.names

    def safe(self, thread_id: str, raw: RawText, aside: bool = False) -> SafeText:
        """De-identify a text within a conversation. Raises UnsafeError or InputError.

        `aside` tells that the text is no message (a name, a comment), so that no turn follows.
        """
        session = self.sessions.aside(thread_id) if aside else self.sessions.get(thread_id)
        return made_safe(session, raw, self.settings.max_characters).text

    def start(self, wait: bool = False) -> None:
        """Do the slow part: open the search index and load the model; behind unless `wait`."""
        embedder = SentenceEmbedder(self.settings.model)
        folder = self.settings.data_dir / "index"
        server = self.settings.chroma_url
        if wait:
            self.retriever.warm_up(folder, embedder, server)
        else:
            Thread(target=self._first_message, daemon=True).start()
            self.retriever.start(folder, embedder, server)

    def _first_message(self) -> None:
        """Answer a message that nobody asked, so that the first that is asked is quick too."""
        safe = self.deidentifier.session().deidentify(RawText("hoe herken ik dit"))
        self.corridor.answer(safe, (), Chosen())


def quiet() -> None:
    """Switch off what libraries would send or fetch without being asked."""
    os.environ["LANGSMITH_TRACING"] = "false"
    os.environ.pop("LANGCHAIN_TRACING_V2", None)
    os.environ["ANONYMIZED_TELEMETRY"] = "False"


def now() -> datetime:
    """The present moment in UTC, without a time zone mark, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def build(settings: Settings, clock: Clock = now) -> Product:
    """Wire everything. Raises ContentError when rules or cards cannot be used at all."""
    quiet()
    content = load(settings.content_dir, settings.profile)
    if not content.cards:
        raise ContentError
    deidentifier = build_deidentifier(
        max_characters=settings.max_characters, seconds=settings.deidentify_seconds
    )
    contacts = ContactBook(content.contacts, Places(content.municipalities))
    net = OutputNet((*contacts.own_numbers, *_own_addresses(content)))
    retriever = _retriever(content, settings.data_dir / "originals")
    corridor = Corridor(_rooms(content, contacts, net, retriever, clock), net)
    sessions = Sessions(deidentifier, per_turn=settings.memory == "beurt")
    engine = make_engine(settings.store_url)
    store = Store(engine, net)
    return Product(
        settings=settings,
        content=content,
        deidentifier=deidentifier,
        sessions=sessions,
        corridor=corridor,
        control=Control(corridor, sessions, store),
        conversation=Conversation(corridor, sessions, store, settings.max_characters, clock),
        retriever=retriever,
        contacts=contacts,
        output_net=net,
        store=store,
        engine=engine,
    )


def _own_addresses(content: Content) -> tuple[str, ...]:
    return tuple(source.url for source in content.sources.values() if source.url)


def _retriever(content: Content, originals: Path) -> Retriever:
    library = build_library(
        content.cards,
        content.terms,
        content.sources,
        read_originals(originals).passages,
        load_words(),
    )
    return Retriever(library, load_search_settings(), load_answerable())


def _rooms(
    content: Content, contacts: ContactBook, net: OutputNet, retriever: Retriever, clock: Clock
) -> Rooms:
    rules = load_rulebook()
    try:
        screen, verifier = load_screen(), load_verifier(net)
    except (OSError, tomllib.TOMLDecodeError, PatternError, KeyError) as error:
        raise ContentError from error
    return Rooms(
        understander=Understander(Reader(rules, content.terms), load_opinion(), load_weights()),
        screener=screen,
        table=load_routes(rules.lists),
        retriever=retriever,
        advice=load_advice(rules.lists),
        contacts=contacts,
        content=content,
        passages=passages_of(content.cards, content.sources),
        verifier=verifier,
        today=lambda: clock().date(),
    )
