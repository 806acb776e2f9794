"""What is on the disk: never a personal word, and nothing of what was forgotten."""

from __future__ import annotations

from pathlib import Path

CANARIES = (
    "Wouterlood",
    "Idrissi",
    "0612345678",
    "06-12345678",
    "w.wouterlood@voorbeeld.nl",
    "NL91ABNA0417164300",
    "2312 AB",
    "111222333",
)


def on_disk(folder: Path) -> bytes:
    """All bytes of the database and of what lies beside it."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_no_personal_word_reaches_the_sqlite_file_or_its_log(begin, tmp_path: Path) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/gesprekken.db") as life:
        await life.say(
            "Mijn leerling Mohammed el Idrissi en zijn vader Willem Wouterlood delen haatfilmpjes. "
            "Bel 06-12345678 of 0612345678, mail w.wouterlood@voorbeeld.nl, postcode 2312 AB, "
            "BSN 111222333, rekening NL91ABNA0417164300."
        )
        live = on_disk(tmp_path)
    closed = on_disk(tmp_path)
    for kept in (live, closed):
        assert b"haatfilmpjes" in kept
        assert [word for word in CANARIES if word.lower().encode() in kept.lower()] == []


async def test_what_is_forgotten_is_overwritten_in_the_sqlite_file(begin, tmp_path: Path) -> None:
    async with begin(f"sqlite+aiosqlite:///{tmp_path}/gesprekken.db") as life:
        await life.say("Mijn leerling deelt haatfilmpjes.")
        await life.conversation.forget("t1")
    assert b"haatfilmpjes" not in on_disk(tmp_path)
