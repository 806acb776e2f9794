"""The parts of the page that need no browser: rendering, frame, headers, start-up and log."""

from __future__ import annotations

import logging
import os
import socket
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fakes
import pytest

from assistant.answer import Block, BlockKind
from assistant.conversation import TurnOptions
from assistant.settings import Settings
from assistant.web import render
from assistant.web.environment import StartError, prepare
from assistant.web.headers import is_closed
from assistant.web.identity import COOKIE, identifier_of, new_token, token_of
from assistant.web.logs import SafeFormatter
from assistant.web.template import content_policy, own_frame
from guardrails.text import Removed, restored
from prompts.load import texts


def _answer(*blocks: Block):  # type: ignore[no-untyped-def]
    whole = fakes.concern(restored("Hij draagt een teken."), (), TurnOptions())
    return replace(whole, blocks=blocks) if blocks else whole


def test_only_numbers_with_a_source_become_links() -> None:
    shown = render.markdown(_answer(Block(BlockKind.MEANING, "", "Een [1], een [9], [x].")), "id")
    assert "[[1]](#bron-1-id)" in shown
    assert "een [9], [x]." in shown


@pytest.mark.parametrize(
    "text",
    [
        "![a](https://evil.example/?q=1)",
        "[klik](https://evil.example)",
        "zie https://evil.example/pad",
        "zie www.evil.example",
        "[klik](javascript:alert(1))",
        "[![a](https://evil.example/b)](https://evil.example/c)",
    ],
)
def test_foreign_addresses_and_images_are_dropped(text: str) -> None:
    shown = render.markdown(_answer(Block(BlockKind.KNOWLEDGE, "", text)), "id")
    assert "evil.example" not in shown and "javascript" not in shown and "![" not in shown


def test_an_address_of_a_source_stays_a_link() -> None:
    own = f"[werkwijze]({fakes.SOURCE.url})"
    assert own in render.markdown(_answer(Block(BlockKind.KNOWLEDGE, "", own)), "id")


def test_alarm_dials_112_whatever_the_text_says() -> None:
    shown = render.markdown(_answer(Block(BlockKind.ALARM, "", "Ga er niet zelf achteraan.")), "id")
    assert shown.startswith("> ## Bel nu [112](#tel:112)")
    assert "Politie" not in shown


def test_numbers_in_the_text_dial_and_others_do_not() -> None:
    text = "Bel 0900-8844 of 0800-0113, bij gevaar 112. Zie artikel 1121 en 10-112-3."
    shown = render.markdown(_answer(Block(BlockKind.LIMITS, "", text)), "id")
    assert "[0900-8844](#tel:09008844)" in shown and "[0800-0113](#tel:08000113)" in shown
    assert "[112](#tel:112)." in shown and "artikel 1121 en 10-112-3." in shown


def test_removed_counts_different_things_of_a_kind() -> None:
    removed = [
        Removed("PERSON", 0, 3, "[PERSOON-1]"),
        Removed("PERSON", 9, 12, "[PERSOON-1]"),
        Removed("PERSON", 20, 23, "[PERSOON-2]"),
        Removed("ONBEKENDE_SOORT", 30, 33, "[IETS-1]"),
    ]
    assert render.removed_line(removed, "nl") == "*Verwijderd: 1 gegeven, 2 namen.*"
    assert render.removed_line([], "nl") == ""


def test_both_languages_have_the_same_texts() -> None:
    assert set(texts("page", "nl")) == set(texts("page", "en"))


def test_frame_has_no_foreign_address_and_policy_allows_its_scripts_only() -> None:
    given = (
        '<html lang="en"><head><link rel="preconnect" href="https://fonts.example" />'
        '<meta property="og:image" content="https://s3.example/x.png">'
        "<script>const global = globalThis;</script></head><body></body></html>"
    )
    frame = own_frame(given, "nl", texts("page", "nl"))
    assert "https://" not in frame
    assert '<html lang="nl">' in frame
    policy = content_policy(frame)
    assert policy.count("'sha256-") == 1
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize(
    ("method", "path", "closed"),
    [
        ("GET", "/docs", True),
        ("GET", "/openapi.json", True),
        ("PUT", "/project/thread/share", True),
        ("GET", "/project/share/abc", True),
        ("POST", "/project/file", True),
        ("GET", "/project/file/abc", False),
        ("PUT", "/project/thread", False),
        ("GET", "/documentatie", False),
        ("GET", "/", False),
    ],
)
def test_closed_addresses(method: str, path: str, closed: bool) -> None:
    assert is_closed(method, path) is closed


def test_browser_is_known_by_its_cookie_and_kept_under_another_name() -> None:
    token = new_token()
    assert token_of({"cookie": f"a=b; {COOKIE}={token}"}) == token
    assert token not in identifier_of(token, "geheim")
    assert identifier_of(token, "geheim") != identifier_of(token, "ander")


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=kort", f"{COOKIE}=", "kapot;;=;"])
def test_unusable_cookie_is_no_identity(cookie: str) -> None:
    assert token_of({"cookie": cookie}) is None


def test_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    prepare(Settings(data_dir=tmp_path), first)
    root = prepare(Settings(data_dir=tmp_path), second)
    assert first["CHAINLIT_AUTH_SECRET"] == second["CHAINLIT_AUTH_SECRET"]
    assert stat.S_IMODE((tmp_path / "web-secret").stat().st_mode) == 0o600
    assert list((root / ".files").iterdir()) == []


@pytest.mark.parametrize("name", ["DATABASE_URL", "LITERAL_API_KEY"])
def test_start_is_refused_when_chainlit_would_store_or_send_by_itself(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(StartError, match=name):
        prepare(Settings(data_dir=tmp_path), {name: "x"})


def test_tracing_is_forced_off(tmp_path: Path) -> None:
    environment = {"LANGSMITH_TRACING": "true"}
    prepare(Settings(data_dir=tmp_path), environment)
    assert environment["LANGSMITH_TRACING"] == "false"


def test_port_in_use_is_told_in_one_dutch_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        program = str(Path(fakes.__file__))
        repository = str(Path(__file__).resolve().parents[2])
        ended = subprocess.run(
            [sys.executable, program],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": repository,
                "SIGNAALWIJZER_PORT": port,
                "SIGNAALWIJZER_DATA_DIR": str(tmp_path),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"Poort {port}" in ended.stderr and "niet vrij" in ended.stderr


def _logged(name: str, message: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "x.py", 7, message, None, info)
    return SafeFormatter(lambda line: line.replace("Kaatje", "[PERSOON-1]")).format(record)


def test_log_keeps_the_kind_of_an_exception_and_not_its_text() -> None:
    try:
        raise ValueError("Kaatje zei iets")
    except ValueError as error:
        line = _logged("assistant.web", error, error)
    assert "ValueError" in line and "zei iets" not in line


def test_log_scrubs_our_words_and_withholds_those_of_others() -> None:
    assert "[PERSOON-1] kwam" in _logged("assistant.web", "Kaatje kwam")
    assert "kwam" not in _logged("chainlit", "Kaatje kwam")


def test_log_withholds_a_line_that_cannot_be_scrubbed() -> None:
    def broken(_line: str) -> str:
        raise RuntimeError

    record = logging.LogRecord("assistant", logging.ERROR, "x.py", 7, "Kaatje", None, None)
    assert "Kaatje" not in SafeFormatter(broken).format(record)
