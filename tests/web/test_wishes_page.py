"""The user corrects the de-identification, in a real browser around the real product."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from steps import ANSWER, found_under, open_page, send

from eval.forensics.server import Server

WORD = "vuurtorenwachter"
STORY = (
    f"Mijn leerling zag {WORD} vaak. Hij deelt racistische memes. Hij zit op basisschool De "
    "Regenboog en zijn broer heet Ilyas Elbouchari."
)
DIALOG = "#sw-removal-dialog"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page around the real product."""
    program = Path(__file__).with_name("run_product.py")
    running = Server(tmp_path_factory.mktemp("wishes"), [str(program)])
    running.start()
    yield running
    running.kill()


@pytest.fixture
def told(product: Server, visitors: Any) -> Any:
    """A page on which the story was told and answered."""
    page = open_page(visitors, product.url)
    send(page, STORY)
    page.get_by_role("button", name="Nog iets weghalen").wait_for()
    return page


def _ask(page: Any, words: str) -> str:
    """Ask in the dialog to remove words; give what it tells."""
    if not page.locator(DIALOG).count():
        page.get_by_role("button", name="Nog iets weghalen").last.click()
    page.fill("#sw-removal-words", words)
    page.click("#sw-removal-send")
    page.wait_for_function("() => document.getElementById('sw-removal-told').textContent")
    return str(page.inner_text("#sw-removal-told"))


def test_a_missed_word_goes_from_page_store_and_name(product: Server, told: Any) -> None:
    assert WORD in told.inner_text("body")
    assert found_under(product.root, WORD)
    assert "te gewoon" in _ask(told, "hij")
    told.locator("#sw-removal-told").evaluate("node => { node.textContent = ''; }")
    assert Axe().run(told).response["violations"] == []
    assert _ask(told, "Vuurtorenwächter").startswith("Weggehaald")
    told.click("#sw-removal-close")
    told.wait_for_selector(f"{ANSWER} >> text=memes")
    told.wait_for_selector("text=Mijn leerling zag [PERSOON-")
    assert WORD not in told.inner_text("body").lower()
    assert "Verwijderd: 1 naam" in send(told, f"Ik sprak {WORD} gisteren weer over memes.")
    told.wait_for_selector("text=Ik sprak [PERSOON-")
    with sqlite3.connect(product.root / "data" / "signaalwijzer.db") as database:
        names = [row[0] for row in database.execute("SELECT name FROM threads")]
    assert any(name.startswith("Mijn leerling zag [PERSOON-") for name in names)
    told.wait_for_timeout(1500)
    for typed in (WORD, "Vuurtorenwächter"):
        assert found_under(product.root, typed) == []
        assert typed not in product.log


def test_a_school_is_put_back_on_the_screen_and_a_name_is_not(product: Server, told: Any) -> None:
    told.get_by_role("button", name="Ten onrechte weggehaald").last.click()
    told.wait_for_selector("text=Een naam van een persoon zet ik nooit terug")
    offers = told.get_by_role("button", name="Terugzetten:")
    labels = offers.all_inner_texts()
    assert any("[SCHOOL-1]" in label for label in labels)
    assert not any("PERSOON" in label for label in labels)
    told.get_by_role("button", name="Terugzetten: [SCHOOL-1]").click()
    told.wait_for_selector("text=alleen op uw scherm")
    told.wait_for_selector("text=basisschool De Regenboog")
    assert "[PERSOON-1]" in told.inner_text("body")
    told.reload()
    told.wait_for_selector("text=basisschool De Regenboog")
    assert "Elbouchari" not in told.inner_text("body")
    assert found_under(product.root, "Regenboog") == []


def test_only_the_own_page_and_the_own_browser_may_remove(
    product: Server, told: Any, visitors: Any
) -> None:
    answer = told.locator("button[id^='weghalen-']").last.get_attribute("id")
    sent = {"message": answer.removeprefix("weghalen-"), "words": WORD}
    other = open_page(visitors, product.url)
    post = "async sent => (await fetch('/weghalen', {method: 'POST', body: JSON.stringify(sent)})).status"
    assert other.evaluate(post, sent) == 404
    assert other.request.post(f"{product.url}/weghalen", data=sent).status == 403
    assert told.evaluate(post, {"message": "geen", "words": WORD}) == 500
    assert WORD in told.inner_text("body")
    assert told.evaluate(post, sent) == 200
