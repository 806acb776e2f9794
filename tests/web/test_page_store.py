"""The contract of the store of conversations, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from fakes import BREAKS_DEIDENTIFIER
from steps import found_under

from assistant.errors import UnsafeError
from assistant.settings import Settings
from eval.forensics.postgres import Postgres
from guardrails.output_net import Exit

NAME = "Kaatje Proefkonijn"


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A PostgreSQL of this test's own; gives its address and its folder."""
    try:
        cluster = Postgres()
    except RuntimeError as error:
        pytest.skip(str(error))
    cluster.start()
    yield cluster.address, cluster.home
    cluster.remove()


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, prepared: Path
) -> AsyncIterator[Any]:
    """A store around the fake product; `store.folder` is where its bytes lie."""
    from chainlit.context import init_http_context
    from fakes import FakeProduct

    from assistant.web.data_layer import SafeDataLayer
    from assistant.web.schema import create_tables

    address, folder = "", tmp_path
    if request.param == "postgresql":
        address, folder = request.getfixturevalue("postgres")
    product = FakeProduct(Settings(data_dir=tmp_path, database_url=address))
    await create_tables(product.engine)
    await create_tables(product.engine)
    init_http_context()
    layer = SafeDataLayer(product)
    layer.folder = folder
    yield layer
    await product.engine.dispose()


async def _conversation(store: Any) -> tuple[str, str]:
    from chainlit.user import User

    user = await store.create_user(User(identifier=f"browser-{uuid.uuid4()}"))
    thread_id = str(uuid.uuid4())
    await store.update_thread(thread_id, name=f"Vraag over {NAME}", user_id=user.id)
    return thread_id, user.id


def _step(thread_id: str, **given: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "threadId": thread_id,
        "name": NAME,
        "type": "user_message",
        "output": f"Over {NAME}, bel 0612345678",
        "input": "",
        "createdAt": "2026-01-01T10:00:00Z",
        "metadata": {"location": f"http://localhost/?prompt={NAME}"},
        "generation": {"prompt": NAME},
        "tags": [NAME],
        "modes": {"a": NAME},
        "command": NAME,
        "language": NAME,
        "streaming": False,
        "isError": False,
        "waitForAnswer": False,
        "showInput": False,
        **given,
    }


async def test_a_users_words_are_stripped_in_every_column(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    await store.create_step(_step(thread_id))
    await store.update_step(_step(thread_id, type="run", name="on_message", input=NAME))
    await store.update_thread(thread_id, metadata={"name": NAME, "chat_settings": {"role": NAME}})
    thread = await store.get_thread(thread_id)
    assert thread["name"] == "Vraag over [PERSOON-1]"
    assert thread["steps"][0]["output"] == "Over [PERSOON-1], bel [TELEFOON-1]"
    assert found_under(store.folder, NAME) == []
    assert found_under(store.folder, "PERSOON-1") != []


async def test_an_answer_is_kept_as_it_is(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    metadata = {"buttons": [{"name": "bron", "payload": {"n": 1}}]}
    step = _step(thread_id, type="assistant_message", output="Bel 0687654321.", metadata=metadata)
    await store.create_step(step)
    kept = (await store.get_thread(thread_id))["steps"][0]
    assert kept["output"] == "Bel 0687654321."
    assert kept["metadata"] == metadata


async def test_other_steps_are_not_kept(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    await store.create_step(_step(thread_id, type="tool", output="tussenstap"))
    assert (await store.get_thread(thread_id))["steps"] == []


async def test_late_create_does_not_undo_an_update(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    step = _step(thread_id, type="assistant_message", output="begin")
    await asyncio.gather(
        *(store.create_step(dict(step)) for _ in range(3)),
        store.update_step(step | {"output": "einde"}),
    )
    assert (await store.get_thread(thread_id))["steps"][0]["output"] == "einde"


async def test_feedback_comment_is_stripped(store: Any) -> None:
    from chainlit.types import Feedback

    thread_id, _ = await _conversation(store)
    step = _step(thread_id, type="assistant_message")
    await store.create_step(step)
    await store.upsert_feedback(Feedback(step["id"], 1, thread_id, None, f"{NAME} zegt dank"))
    kept = (await store.get_thread(thread_id))["steps"][0]["feedback"]
    assert kept["comment"] == "[PERSOON-1] zegt dank"


async def test_threads_are_listed_for_their_owner_and_deleted_for_good(store: Any) -> None:
    from chainlit.types import Pagination, ThreadFilter

    thread_id, user_id = await _conversation(store)
    other_id, _ = await _conversation(store)
    await store.create_step(_step(thread_id))
    listed = await store.list_threads(Pagination(first=20), ThreadFilter(userId=user_id))
    assert [thread["id"] for thread in listed.data] == [thread_id]
    await store.delete_thread(thread_id)
    assert await store.get_thread(thread_id) is None
    assert await store.get_thread(other_id) is not None
    assert store._product.conversation.forgotten == [thread_id]


async def test_conversations_past_their_time_are_forgotten_and_others_kept(store: Any) -> None:
    old_id, _ = await _conversation(store)
    new_id, _ = await _conversation(store)
    await store.create_step(_step(old_id, createdAt="2026-01-01T10:00:00Z"))
    await store.create_step(_step(new_id, createdAt="2026-03-01T10:00:00Z"))
    await store.forget_before(datetime(2026, 2, 1))
    assert await store.get_thread(old_id) is None
    assert await store.get_thread(new_id) is not None


@pytest.mark.parametrize("wrong", ["", "x') OR 1=1 --", "../../etc"])
async def test_a_thread_id_that_is_none_is_refused(store: Any, wrong: str) -> None:
    with pytest.raises(ValueError):
        await store.update_thread(wrong, name="x")
    with pytest.raises(ValueError):
        await store.get_thread(wrong)


async def test_a_refusal_of_the_database_is_noticed_and_logged_without_words(
    store: Any, caplog: pytest.LogCaptureFixture
) -> None:
    refused = await store.execute_sql(
        'INSERT INTO steps ("id", "nergens") VALUES (:id, :words)', {"id": "1", "words": NAME}
    )
    assert refused is None
    assert caplog.records and NAME not in caplog.text


async def test_a_number_that_is_not_ours_is_masked_in_an_answer_and_counted(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    step = _step(
        thread_id,
        type="assistant_message",
        name="Signaalwijzer",
        output="U schreef: 0611111118.",
        metadata={"buttons": [{"name": "bron", "payload": {"text": "bel 06-22222226"}}]},
    )
    await store.create_step(step)
    kept = (await store.get_thread(thread_id))["steps"][0]
    assert kept["output"] == "U schreef: [TELEFOON]."
    assert kept["metadata"]["buttons"][0]["payload"] == {"text": "bel [TELEFOON]"}
    assert store._product.output_net.caught == {(Exit.STORE, "PHONE_NUMBER"): 2}


async def test_what_the_first_net_leaves_in_a_users_words_is_masked(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    await store.create_step(_step(thread_id, output="mail a.b@voorbeeld.nl"))
    await store.update_thread(thread_id, name="over 1.2.3.4 en meer")
    thread = await store.get_thread(thread_id)
    assert (thread["name"], thread["steps"][0]["output"]) == ("over [IP] en meer", "mail [EMAIL]")


async def test_the_text_of_an_exception_is_not_kept(store: Any) -> None:
    thread_id, _ = await _conversation(store)
    await store.create_step(_step(thread_id, type="assistant_message", isError=True, output=NAME))
    kept = (await store.get_thread(thread_id))["steps"][0]
    assert "Er ging iets mis" in kept["output"]
    assert found_under(store.folder, kept["output"][:20]) != []


async def test_a_comment_or_name_that_cannot_be_made_safe_is_refused(store: Any) -> None:
    from chainlit.types import Feedback

    thread_id, _ = await _conversation(store)
    words = f"{BREAKS_DEIDENTIFIER} {NAME}"
    comment = Feedback(forId=str(uuid.uuid4()), value=1, threadId=thread_id, comment=words)
    with pytest.raises(UnsafeError):
        await store.upsert_feedback(comment)
    with pytest.raises(UnsafeError):
        await store.update_thread(thread_id, name=words)
    assert found_under(store.folder, "kapotte ontpersoonlijking") == []
