"""The page that cleans a mail or a file, around the real product and in a real browser.

All persons and numbers are made up.
"""

from __future__ import annotations

import http.client
import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Server
from docx import Document
from fakes import BREAKS_DEIDENTIFIER
from steps import found_under

from assistant.web import strip_page
from prompts.load import LANGUAGES, messages, texts

TEXT = (
    "Mijn leerling Yassin Elbouchari draagt een zonnewiel 🙂 op zijn jas.\n\n"
    "Zijn moeder Fatiha Elbouchari belde mij op 06-48213957."
)
NAMES = ("Yassin", "Elbouchari", "Fatiha", "48213957")
_WORDS = texts("strip", "nl")
_RESULT = "#strip-result:not([hidden])"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page around the real product; after all tests nothing of what they sent is on the disk."""
    program = Path(__file__).with_name("run_product.py")
    running = Server(tmp_path_factory.mktemp("product"), [str(program)], {"SIGNAALWIJZER_LOG_LEVEL": "debug"})  # fmt: skip
    running.start()
    yield running
    running.kill()


@pytest.fixture
def page(product: Server, visitors) -> Any:  # type: ignore[no-untyped-def]
    return visitors(f"{product.url}{strip_page.ADDRESS}").page


def clean(page: Any, text: str = TEXT) -> None:
    page.fill("#strip-text", text)
    page.click("#strip-submit")
    page.wait_for_selector(_RESULT)


def upload(page: Any, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.set_input_files("#strip-file", files=[file])
    page.click("#strip-submit")


def docx_of(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail_of(text: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Marloes van Dinteren <m.vandinteren@proefschool.nl>"
    message["Subject"] = "Overleg"
    message.set_content(text)
    message.add_attachment(b"x", maintype="image", subtype="png", filename="Elbouchari.png")
    return message.as_bytes()


def post(server: Server, data: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    """Send something as another program than our page could."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=60)
    try:
        connection.request("POST", strip_page.ADDRESS, data, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_pasted_text_is_shown_beside_the_original_with_what_was_removed(page: Any) -> None:
    clean(page)
    assert page.inner_text("#strip-before") == TEXT
    after = page.inner_text("#strip-after")
    assert [name for name in NAMES if name in after] == []
    assert "draagt een zonnewiel 🙂 op zijn jas" in after
    assert "[TELEFOON-1]." in after
    assert page.locator("#strip-before mark").all_inner_texts()[0] == "Yassin Elbouchari"
    assert page.locator("#strip-after mark").all_inner_texts()[0] == "[PERSOON-1]"
    assert page.locator("#strip-removed li").all_inner_texts() == ["2 namen", "1 telefoonnummer"]
    assert page.inner_text("#strip-status") == _WORDS["told.done"]
    left, right = (page.locator(f"#strip-{side}").bounding_box() for side in ("before", "after"))
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Yassin Elbouchari.txt", TEXT.encode()),
        ("Yassin Elbouchari.DOCX", docx_of(TEXT)),
        ("Yassin Elbouchari.eml", mail_of(TEXT)),
    ],
)
def test_a_file_is_cleaned_and_its_name_never_sent(page: Any, name: str, data: bytes) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request))
    upload(page, name, data)
    page.wait_for_selector(_RESULT)
    (request,) = (each for each in sent if each.method == "POST")
    assert not any("elbouchari" in f"{each}".lower() for each in request.all_headers().items())
    assert "lbouchari" not in request.url
    assert "Elbouchari" in page.inner_text("#strip-before")
    assert "Elbouchari" not in page.inner_text("#strip-after")
    attached = "Bijlagen, niet geopend: 1 afbeelding." if name.endswith("eml") else ""
    assert page.inner_text("#strip-attachments") == attached


def test_the_page_works_with_the_keyboard_alone(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    focused = "() => document.activeElement.id"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(focused) == "strip-text"
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "strip-file"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "strip-submit"
    page.keyboard.press("Enter")
    page.wait_for_selector(_RESULT)
    assert page.evaluate(focused) == "strip-result-title"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "strip-copy"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text={_WORDS['told.copied']}")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.inner_text("#strip-after")


def test_what_is_wrong_is_told_and_nothing_is_shown(page: Any) -> None:
    error = page.locator("#strip-error")
    page.click("#strip-submit")
    assert error.inner_text() == _WORDS["told.empty"]
    upload(page, "kapot.docx", b"geen document")
    page.wait_for_selector("#strip-error:not(:empty)")
    page.wait_for_function(
        "(told) => document.getElementById('strip-error').textContent === told",
        arg=str(messages("nl")["bestand_onleesbaar"]),
    )
    upload(page, "Yassin Elbouchari", b"tekst")
    page.wait_for_function(
        "(told) => document.getElementById('strip-error').textContent === told",
        arg=str(messages("nl")["bestand_soort"]),
    )
    upload(page, "groot.txt", b"a" * 6_000_000)
    assert error.inner_text() == _WORDS["told.too_large"]
    page.fill("#strip-text", "Ook een tekst.")
    page.click("#strip-submit")
    assert error.inner_text() == _WORDS["told.both"]
    page.click("#strip-clear")
    assert error.inner_text() == ""
    page.context.set_offline(True)
    page.fill("#strip-text", "Een tekst.")
    page.click("#strip-submit")
    page.wait_for_selector(f"text={_WORDS['told.no_answer']}")
    assert page.locator(_RESULT).count() == 0


def test_markup_stays_text_and_the_policy_holds(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    visitor = visitors(f"{product.url}{strip_page.ADDRESS}")
    text = '<img src="x" onerror="document.title=1"><script>document.title=2</script> {{told}}'
    clean(visitor.page, text)
    assert visitor.page.inner_text("#strip-before") == text
    assert visitor.page.locator("#strip-result img, #strip-result script").count() == 0
    assert visitor.page.title().startswith(_WORDS["page.title"])
    assert visitor.refused == []
    script = "() => { const s = document.createElement('script'); s.text = 'x'; document.body.append(s) }"
    visitor.page.evaluate(script)
    visitor.page.wait_for_timeout(100)
    assert visitor.refused != [], "else the policy is not there"


def test_leaving_the_page_leaves_nothing_in_the_browser(product: Server, page: Any) -> None:
    clean(page)
    page.goto(f"{product.url}/health")
    page.go_back()
    page.wait_for_selector("#strip-text")
    assert page.input_value("#strip-text") == ""
    assert page.inner_text("body").find("Elbouchari") == -1
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_accessibility_violations(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    assert _violations(page) == []
    page.click("#strip-submit")
    assert _violations(page) == []
    clean(page)
    assert _violations(page) == []


def test_a_narrow_screen_shows_all_without_sideways_scrolling(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    page = visitors(f"{product.url}{strip_page.ADDRESS}", width=320, height=640).page
    clean(page, f"{TEXT}\n\n{'-' * 400}")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    above, below = (page.locator(f"#strip-{side}").bounding_box() for side in ("before", "after"))
    assert above["y"] + above["height"] <= below["y"]


def test_the_chat_page_leads_here(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    page = visitors(product.url).page
    page.click("#readme-button")
    assert (
        page.get_by_role("link", name="Schoonmaken")
        .get_attribute("href")
        .endswith(strip_page.ADDRESS)
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elders.invalid"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:{port}"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_is_refused(product: Server, headers: dict[str, str]) -> None:
    filled = {name: value.format(port=product.port) for name, value in headers.items()}
    status, answer = post(product, TEXT.encode(), **filled)
    assert status == 403
    assert answer == {"error": str(messages("nl")["andere_site"])}


def test_our_own_page_is_known_by_its_origin_where_browsers_say_no_more(product: Server) -> None:
    status, answer = post(product, TEXT.encode(), Origin=f"http://localhost:{product.port}")
    assert status == 200
    assert set(answer) == {"original", "text", "removed", "counts", "attachments"}
    first = answer["removed"][0]
    assert first == {"entity_type": "PERSON", "start": 14, "end": 31, "placeholder": "[PERSOON-1]"}
    assert answer["original"][first["start"] : first["end"]] == "Yassin Elbouchari"


@pytest.mark.parametrize(
    ("data", "kind", "status", "code"),
    [
        (b"a" * 6_000_000, "txt", 413, "bestand_te_groot"),
        (b"woord " * 50_000, "txt", 413, "tekst_te_lang"),
        (b"tekst", "exe", 415, "bestand_soort"),
        (b"", "txt", 400, "bestand_leeg"),
    ],
)
def test_what_cannot_be_used_is_refused_by_the_server_too(
    product: Server, data: bytes, kind: str, status: int, code: str
) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "X-Document-Kind": kind}
    told = {"error": str(messages("nl")[code])}
    assert post(product, data, **headers) == (status, told)


def test_answers_and_page_may_not_be_kept(product: Server) -> None:
    connection = http.client.HTTPConnection("localhost", product.port, timeout=60)
    connection.request("GET", strip_page.ADDRESS)
    answer = connection.getresponse()
    html = answer.read().decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "{{" not in html
    assert "style=" not in html
    connection.request("POST", strip_page.ADDRESS, b"x", {"Sec-Fetch-Site": "same-origin"})
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Cache-Control"] == "no-store"
    connection.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_there_in_both_languages(language: str) -> None:
    html = strip_page.page(language)
    assert f'<html lang="{language}">' in html
    assert texts("strip", language)["page.what"] in html


def test_a_text_that_cannot_be_made_safe_is_not_shown_nor_logged(server: Server) -> None:
    text = f"Kaatje Proefkonijn {BREAKS_DEIDENTIFIER}".encode()
    status, answer = post(server, text, **{"Sec-Fetch-Site": "same-origin"})
    assert status == 500
    assert answer == {"error": str(messages("nl")["strippen_mislukt"])}
    assert "stripping failed" in server.log
    assert found_under(server.root, "Proefkonijn") == []


def test_nothing_that_was_sent_is_on_the_disk(product: Server, page: Any) -> None:
    clean(page)
    upload(page, "kapot.docx", b"PK\x03\x04 Elbouchari")
    product.kill()
    assert product.log
    assert {name: hits for name in NAMES if (hits := found_under(product.root, name))} == {}


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
