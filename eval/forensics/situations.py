"""The bad weather: each situation plants its canaries on a stage while something goes wrong."""

from __future__ import annotations

import asyncio
import random
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path

from eval.forensics.postgres import Postgres
from eval.forensics.stage import Stage
from eval.forensics.visitor import Gone

Situation = Callable[[Stage], Coroutine[None, None, None]]
_KILLS = 3
_ROOM_LEFT = 48 * 1024
_DISK = "12m"
_MOST_FILE = 400 * 1024
_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
_DEBUG = {
    "SIGNAALWIJZER_LOG_LEVEL": "debug",
    "PYTHONASYNCIODEBUG": "1",
    "LANGCHAIN_DEBUG": "true",
    "CHAINLIT_DEBUG": "true",
}


async def killed(stage: Stage) -> None:
    """Killed at random moments under load, started again, and ended by a crash with a core file."""
    unlimited = resource.RLIM_INFINITY
    stage.server.limits = {resource.RLIMIT_CORE: unlimited}
    stage.server.start()
    async with stage.proxy:
        chance = random.Random(stage.count)
        await asyncio.gather(stage.talk(), stage.kill_at_random(_KILLS, chance))
        visitor = await stage.visit()
        talking = asyncio.create_task(visitor.say(stage.message()))
        await asyncio.sleep(0.05)
        stage.server.end(signal.SIGABRT)
        with suppress(Gone):
            await talking
        await visitor.leave()


async def disk_full(stage: Stage) -> None:
    """No room left: a small disk for the data folder if we may make one, else a limit on files."""
    mounted = _mount(stage.data)
    if mounted:
        stage.leftovers.append(lambda: _unmount(stage.data))
    else:
        stage.server.limits = {resource.RLIMIT_FSIZE: _MOST_FILE}
    stage.server.start()
    total = stage.count
    async with stage.proxy:
        stage.count = total // 4
        await stage.talk()
        if mounted:
            _fill(stage.data)
        stage.count = total
        await stage.talk(patience=5)
    stage.server.kill()


async def sqlite_refuses(stage: Stage) -> None:
    """A database that refuses to write: first every statement, then by a lock of another."""
    stage.server.start()
    database = stage.data / "signaalwijzer.db"
    total = stage.count
    async with stage.proxy:
        stage.count = total // 3
        await stage.talk()
        _refuse(database)
        stage.count = total - total // 10
        await stage.talk()
        locking = sqlite3.connect(database, isolation_level=None)
        locking.execute("BEGIN EXCLUSIVE")
        stage.count = total
        await stage.talk(patience=8)
        locking.execute("ROLLBACK")
        locking.close()
    stage.server.kill()


async def postgres_stops(stage: Stage) -> None:
    """PostgreSQL, stopped without warning in the midst of its work and started again."""
    postgres = Postgres()
    stage.folders.append(postgres.home)
    stage.leftovers.append(postgres.remove)
    stage.server.settings["SIGNAALWIJZER_DATABASE_URL"] = postgres.address
    postgres.start()
    stage.server.start()
    total = stage.count
    async with stage.proxy:
        stage.count = total // 2
        await stage.talk()
        await asyncio.to_thread(postgres.stop)
        stage.count = total - total // 8
        await stage.talk(patience=5)
        await asyncio.to_thread(postgres.start)
        stage.count = total
        await stage.talk()
    stage.server.kill()
    (stage.root / "dump.sql").write_bytes(postgres.dump())
    postgres.stop()


async def rooms_break(stage: Stage) -> None:
    """An exception in every room in turn, with the raw message in its text, and all logs on."""
    stage.server.settings.update(_DEBUG, FORENSICS_BREAK="1")
    stage.server.start()
    async with stage.proxy:
        await asyncio.gather(stage.talk(), beside_messages(stage))
    stage.server.stop()


async def other_ways_in(stage: Stage) -> None:
    """Words that are no message: comments, names, changed messages, files, settings, searches."""
    stage.server.settings.update(_DEBUG)
    stage.server.start()
    async with stage.proxy:
        while not stage.enough:
            await beside_messages(stage)
    stage.server.kill()


async def beside_messages(stage: Stage) -> None:
    """Let one visitor hand over words in every way that the page or its protocol knows."""
    visitor = await stage.visit()
    words = stage.message
    message_id = await visitor.say(words(), metadata={"note": words()}, tags=[words()])
    thread_id = visitor.thread_id
    feedback = {"forId": visitor.answer_id, "value": 1, "comment": words(), "threadId": thread_id}
    await visitor.ask(
        "PUT", "/feedback", json={"feedback": feedback, "sessionId": visitor.session_id}
    )
    await visitor.ask("PUT", "/project/thread", json={"threadId": thread_id, "name": words()})
    search = {"pagination": {"first": 20}, "filter": {"search": words()}}
    await visitor.ask("POST", "/project/threads", json=search)
    upload = {"file": (f"{words()}.txt", words().encode(), "text/plain")}
    await visitor.ask("POST", f"/project/file?session_id={visitor.session_id}", files=upload)
    action = {"id": "a", "name": "vervolg", "payload": {"text": words()}, "label": "", "forId": ""}
    await visitor.ask(
        "POST", "/project/action", json={"sessionId": visitor.session_id, "action": action}
    )
    await visitor.ask("POST", "/schoonmaken", content=words().encode(), headers=_OWN_PAGE)
    removal = {"message": visitor.answer_id, "words": stage.plant().canaries[0].typed}
    await visitor.ask("POST", "/weghalen", json=removal, headers=_OWN_PAGE)
    changed = {"message": {"id": message_id, "output": words(), "type": "user_message"}}
    for event in ("edit_message", "message_favorite", "window_message"):
        await visitor.emit(event, changed)
    await visitor.emit("chat_settings_change", {"role": words(), "gemeente": words()})
    await visitor.emit("client_message", {"message": {"id": words(), "output": words()}})
    await visitor.emit("client_message", words())
    half = asyncio.create_task(visitor.say(words(), patience=2))
    await asyncio.sleep(0.02)
    await visitor.emit("stop")
    await half
    await visitor.leave()


async def all_at_once(stage: Stage) -> None:
    """What is quick of all the above: broken rooms, other ways in, a kill, a refusing database."""
    stage.server.settings.update(_DEBUG, FORENSICS_BREAK="1")
    stage.server.start()
    async with stage.proxy:
        await beside_messages(stage)
        stage.count //= 2
        chance = random.Random(stage.count)
        await asyncio.gather(stage.talk(), stage.kill_at_random(1, chance))
        stage.count *= 2
        _refuse(stage.data / "signaalwijzer.db")
        await stage.talk()
    stage.server.end(signal.SIGABRT)


def _refuse(database: Path) -> None:
    """Let a database refuse every statement that writes."""
    with sqlite3.connect(database) as refusing:
        for table in ("steps", "threads", "feedbacks", "signaalwijzer_turns"):
            for act in ("INSERT", "UPDATE"):
                refusing.execute(
                    f"CREATE TRIGGER no_{act}_{table} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'refused'); END"
                )


def _mount(folder: Path) -> bool:
    line = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)]
    return subprocess.run(line, check=False, capture_output=True).returncode == 0


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=False, capture_output=True)


def _fill(folder: Path) -> None:
    """Leave only a little room on the disk below a folder."""
    with (folder / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(bytes(4096))
    with (folder / "ballast").open("r+b") as ballast:
        ballast.truncate(max((folder / "ballast").stat().st_size - _ROOM_LEFT, 0))
