"""Every message code that the source uses exists in both languages, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from prompts.load import LANGUAGES, messages, texts

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("assistant", "guardrails", "knowledge_base")
_CALLS = regex.compile(
    r"""(?:\b_fail|\b\w*Error|\bmessage|messages\([^)]*\)\s*)[(\[]\s*["'](\w+)["']"""
    r"""|\bcode\s*=\s*["'](\w+)["']|Verdict\(\s*Outcome\.BLOCK,\s*["'](invoer_\w+|andere_taal)["']"""
)
# told at the command line, or on the page that cleans a file: where no conversation is
_OUTSIDE = {"regel_kapot", "rol_onbekend", "poort_bezet", "later", "bestand_kapot", "bron_onbekend"}
_OUTSIDE |= {"bestand_soort", "bestand_te_groot", "bestand_leeg", "bestand_beveiligd"}
_OUTSIDE |= {"bestand_scan", "bestand_onleesbaar", "bestand_niet_open", "bestand_bestaat"}
_OUTSIDE |= {"bestand_zelf", "bestand_niet_schrijven", "tekst_te_lang", "strippen_mislukt"}
_OUTSIDE |= {"andere_site"}


def codes() -> set[str]:
    """The codes named in the source."""
    found: set[str] = set()
    for folder in _FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for match in _CALLS.finditer(path.read_text(encoding="utf-8")):
                found.add(next(group for group in match.groups() if group))
    return {code for code in found if "_" in code or code in ("later", "onverwacht")}


def test_the_scan_finds_the_codes_that_are_known_to_be_used() -> None:
    known = {"invoer_leeg", "invoer_te_lang", "niet_veilig", "inhoud_kapot", "opslag_kapot"}
    known |= {"antwoord_geblokkeerd", "onverwacht", "regel_kapot", "rol_onbekend", "later"}
    assert known <= codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_source_has_a_message(language: str) -> None:
    assert codes() - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_says_what_happened_and_what_to_do(language: str) -> None:
    for code, message in messages(language).items():
        assert len(message.what) >= 15, code
        assert len(message.do) >= 20, code
        assert not regex.search(r"Traceback|Error|\.py\b", str(message)), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_a_conversation_names_112(language: str) -> None:
    shown = {code: m for code, m in messages(language).items() if code not in _OUTSIDE}
    assert [code for code, message in shown.items() if "112" not in str(message)] == []


@pytest.mark.parametrize(
    "name", ["answer", "refusals", "routes", "messages", "commands", "page", "strip"]
)
def test_every_text_exists_in_both_languages_with_the_same_slots(name: str) -> None:
    nl, en = texts(name, "nl"), texts(name, "en")
    assert set(nl) == set(en)
    slots = regex.compile(r"\{(\w*)\}")
    for key in nl:
        assert set(slots.findall(nl[key])) == set(slots.findall(en[key])), key
