"""A missed word goes from all that was kept of a conversation, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from steps import found_under
from test_page_store import _conversation, _step, postgres, store  # noqa: F401 - fixtures

from assistant.answer import Intent, Urgency
from assistant.control import Control
from assistant.conversation import Sessions
from assistant.errors import InputError, StoreError
from assistant.keep import Store
from assistant.understand import Told
from assistant.wish_cli import told as told_lines
from assistant.wish_counts import WISHES, Wish, WishCount
from guardrails.deidentify import Deidentifier, build_deidentifier
from guardrails.text import RawText
from prompts.load import LANGUAGES, texts

WORD = "vuurtorenwachter"
SAID = f"Mijn leerling zit op basisschool De Regenboog. Zijn maat {WORD} deelt memes."
MISSED = RawText("Vuurtorenwächter")


@pytest.fixture(scope="module")
def deidentifier() -> Deidentifier:
    return build_deidentifier()


class Sign:
    """Understands one thing: that a bomb is a danger."""

    def understood(self, message: Any, _before: Any) -> Any:
        return SimpleNamespace(markers=frozenset({"explosief"} & _signs(message.text.value)))


def _signs(words: str) -> set[str]:
    return {"explosief"} if "bom" in words else set()


@pytest_asyncio.fixture
async def page(store: Any, deidentifier: Deidentifier) -> Any:  # noqa: F811
    """The page's store with a real control, and one conversation in which a word was missed."""
    product = store._product
    sessions = Sessions(deidentifier)
    product.store = Store(product.engine)
    await product.store.prepare()
    async with product.engine.begin() as connection:
        await connection.run_sync(WISHES.drop_all)
        await connection.run_sync(WISHES.create_all)
    product.control = Control(Sign(), sessions, product.store)  # type: ignore[arg-type]
    product.safe = lambda thread, raw, aside=False: sessions.get(thread).deidentify(raw).text
    store.thread, store.owner = await _conversation(store)
    safe = sessions.get(store.thread).deidentify(RawText(SAID)).text
    told = Told(safe, (), Intent.CASE, Urgency.CONCERN)
    moment = datetime(2026, 1, 1)
    await product.store.add(store.thread, moment, told, "Leiden", "docent")
    await store.update_thread(store.thread, name=f"Een vraag over {WORD}")
    await store.create_step(_step(store.thread, output=SAID))
    store.answer = _answer(store.thread)
    await store.create_step(store.answer)
    return store


def _answer(thread_id: str) -> dict[str, Any]:
    reasons = [{"text": f"Over {WORD}", "facts": [f"{WORD} deelt"], "source": WORD, "rule": "r"}]
    buttons = [
        {"name": "bron", "key": "bron-1", "label": "Bron 1", "tooltip": WORD, "payload": {"n": 1}},
        {
            "name": "waarom",
            "key": "w",
            "label": "W",
            "tooltip": "",
            "payload": {"reasons": reasons},
        },
        {"name": "vervolg", "key": "v", "label": WORD, "tooltip": "", "payload": {"text": WORD}},
    ]
    return _step(
        thread_id,
        type="assistant_message",
        name="Signaalwijzer",
        output=f"U schreef: {WORD} deelt. Zie [bron](https://www.rijksoverheid.nl/{WORD}).",
        metadata={"buttons": buttons},
    )


async def test_it_goes_from_messages_answers_names_comments_and_memory(page: Any) -> None:
    from chainlit.types import Feedback

    await page.upsert_feedback(Feedback(page.answer["id"], 1, page.thread, None, f"Over {WORD}."))
    await page.remove_also(page.thread, MISSED)
    thread = await page.get_thread(page.thread)
    assert thread["name"] == "Een vraag over [PERSOON-2]"
    outputs = [step["output"] for step in thread["steps"]]
    assert any("Zijn maat [PERSOON-2] deelt memes." in words for words in outputs)
    answer = next(step for step in thread["steps"] if step["id"] == page.answer["id"])
    assert answer["output"] == (
        f"U schreef: [PERSOON-2] deelt. Zie [bron](https://www.rijksoverheid.nl/{WORD})."
    )
    assert answer["feedback"]["comment"] == "Over [PERSOON-2]."
    source, why, following = answer["metadata"]["buttons"]
    assert source["tooltip"] == WORD, "what our content says stays"
    assert why["payload"]["reasons"][0]["facts"] == ["[PERSOON-2] deelt"]
    assert (following["label"], following["payload"]["text"]) == ("[PERSOON-2]", "[PERSOON-2]")
    kept = await page._product.store.read(page.thread)
    assert [WORD in turn.text.value for turn in kept.told] == [False]
    assert (kept.gemeente, kept.role) == ("Leiden", "docent")


async def test_a_long_name_is_cut_between_words(page: Any) -> None:
    await page.update_thread(page.thread, name=SAID)
    name = (await page.get_thread(page.thread))["name"]
    assert name == "Mijn leerling zit op basisschool [SCHOOL-1]. Zijn maat…"


async def test_it_is_gone_from_the_files_of_sqlite(page: Any) -> None:
    if page.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps what was changed in its journal for a while")
    thread_id, other = page.thread, (await _conversation(page))[0]
    await page.create_step(_step(other, output="Een vraag over een vlag."))
    async with page.engine.begin() as connection:  # what is left is our own content
        await connection.execute(text("DELETE FROM steps WHERE \"type\" = 'assistant_message'"))
    assert found_under(page.folder, WORD)
    await page.remove_also(thread_id, MISSED)
    assert found_under(page.folder, WORD) == []
    assert found_under(page.folder, "Een vraag over een vlag.")


async def test_a_message_that_is_kept_late_is_stripped_too(page: Any) -> None:
    await page.remove_also(page.thread, MISSED)
    await page.update_step(_step(page.thread, output=SAID))
    await page.update_step(page.answer)
    thread = await page.get_thread(page.thread)
    assert [WORD in step["output"].split("https")[0] for step in thread["steps"]] == [False] * 3


async def test_other_conversations_stay_as_they_are(page: Any) -> None:
    other, _ = await _conversation(page)
    await page.create_step(_step(other, output=f"Mijn oom is {WORD}."))
    await page.remove_also(page.thread, MISSED)
    assert WORD in (await page.get_thread(other))["steps"][0]["output"]


async def test_when_one_part_cannot_be_changed_nothing_is(page: Any) -> None:
    async with page.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE feedbacks RENAME TO elsewhere"))
    try:
        with pytest.raises(StoreError) as failed:
            await page.remove_also(page.thread, MISSED)
    finally:
        async with page.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE elsewhere RENAME TO feedbacks"))
    assert failed.value.code == "weghalen_kapot"
    kept = await page._product.store.read(page.thread)
    assert WORD in kept.told[0].text.value
    assert WORD not in page._product.safe(page.thread, RawText(f"Nog eens {WORD}.")).value
    await page.remove_also(page.thread, MISSED)
    assert WORD not in (await page._product.store.read(page.thread)).told[0].text.value


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("bom", "woord_nodig"),
        ("hij", "woord_te_gewoon"),
        ("", "woord_leeg"),
        ("a" * 99, "woord_te_lang"),
    ],
)
async def test_words_that_must_stay_are_refused_by_name(page: Any, words: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        await page.remove_also(page.thread, RawText(words))
    assert refused.value.code == code
    assert refused.value.__context__ is None


async def test_a_school_is_shown_again_and_stays_out_of_the_store(page: Any) -> None:
    control = page._product.control
    assert await control.restorable(page.thread) == ("[SCHOOL-1]",)
    await control.restore(page.thread, "[SCHOOL-1]")
    safe = (await page._product.store.read(page.thread)).told[0].text
    assert "De Regenboog" in control.display(page.thread, safe)
    assert found_under(page.folder, "Regenboog") == []
    with pytest.raises(InputError):
        await control.restore(page.thread, "[PERSOON-1]")


async def test_a_conversation_is_found_for_its_owner_only(page: Any) -> None:
    thread = await page.get_thread(page.thread)
    own, message = thread["userIdentifier"], page.answer["id"]
    assert await page.owned_thread(message, own) == page.thread
    assert await page.owned_thread(message, "browser-ander") is None
    assert await page.owned_thread(message, "") is None


async def test_numbers_are_kept_without_text_and_shown_from_five(page: Any) -> None:
    control, stored = page._product.control, page._product.store
    await control.restore(page.thread, "[SCHOOL-1]")
    for number, word in enumerate(("kikker", "gordijn", "fiets", "tafel", "stoel"), start=1):
        await page.remove_also(page.thread, RawText(word))
        expected = (WishCount(Wish.MISSED, "PERSON", number),) if number > 4 else ()
        assert await stored.wishes() == expected
    async with page.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM signaalwijzer_wishes"))).all()
    assert sorted(map(tuple, rows)) == [("missed", "PERSON", 5), ("wrong", "SCHOOL", 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_tells_the_numbers(language: str) -> None:
    line = told_lines([WishCount(Wish.MISSED, "PERSON", 7)], language)[0]
    assert "7" in line and texts("page", language)["removed.PERSON.one"] in line
    assert told_lines([], language) == [texts("commands", language)["status.none"]]
