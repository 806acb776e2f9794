"""The page around the real product. Last: fifty planted canaries in one conversation, with one
SIGKILL in mid-turn, of which none may reach the disk.

All persons, numbers and addresses are made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Server
from steps import ANSWER, found_under, open_page, panel_text, send, submit

_MESSAGES = (
    (
        "Ik ben mentor. Mijn leerling Yassin Elbouchari draagt een zonnewiel op zijn jas. Zijn "
        "moeder Fatiha Elbouchari belde mij op 06-48213957. Zijn broer heet Ilyas Elbouchari.",
        ("Elbouchari", "Yassin", "Fatiha", "Ilyas", "48213957"),
    ),
    (
        "Het gaat om Daan Rietvelder, geboren op 14-03-2009, BSN 111222333. Hij woont op de "
        "Populierenhof 218, 3514 XQ Utrecht. Zijn mail is daan.rietvelder@voorbeeldmail.nl.",
        ("Rietvelder", "14-03-2009", "111222333", "Populierenhof", "3514 XQ", "voorbeeldmail"),
    ),
    (
        "Op insta heet hij @daantje_wolf1488 en op telegram @noordkameraad. Zijn vriend Kevin "
        "Hoogstraaten rijdt een auto met kenteken GT-482-K en betaalde via NL91ABNA0417164300.",
        ("daantje_wolf1488", "noordkameraad", "Hoogstraaten", "GT-482-K", "NL91ABNA0417164300"),
    ),
    (
        "Collega Marloes van Dinteren (030-7654321) en meneer Oosterwaal zagen het ook. Volgens "
        "haar dochter Sanne van Dinteren zit hij in een groep met ene Brahim Tazouti.",
        ("Dinteren", "7654321", "Oosterwaal", "Marloes", "Brahim", "Tazouti", "Sanne"),
    ),
    (
        "Mijn cliënt Mehmet Karayilmaz zei dat hij weg wil. Zijn vrouw is Aylin Karayilmaz, tel "
        "+31 6 39517284. Hij mailt met m.karayilmaz@fictiefbedrijf.nl en chat als @mehmet_kry.",
        ("Karayilmaz", "Mehmet", "Aylin", "39517284", "fictiefbedrijf", "mehmet_kry"),
    ),
    (
        "De vader, Piotr Wisniowolski, woont aan de Zandvoortselaan 77 in 2106 ZT. Zijn zoon "
        "Kacper Wisniowolski heeft rekening NL02RABO0123456789. Bel 0623894710.",
        ("Wisniowolski", "Piotr", "Kacper", "Zandvoortselaan", "2106 ZT", "RABO0123456789"),
    ),
    (
        "Er is ook een meisje, Naomi Plettenburg, met een account op discord: @naomi.pltt. Haar "
        "mentor is mevrouw Vermeulenaar. Haar IP-adres was 84.241.17.203. Nummer 06 51738264.",
        ("Plettenburg", "Naomi", "naomi.pltt", "Vermeulenaar", "84.241.17.203", "51738264"),
    ),
)
_FEEDBACK = ("Dit hielp mij met Joris Tempelaarsen, 06-27481936.", ("Tempelaarsen", "27481936"))
_RENAME = ("Gesprek over Wesley Brandsmaker", ("Brandsmaker", "Wesley"))
_IN_MID_TURN = (
    "Vandaag zei Romano Vlietlander tegen mij: bel mij op 06-73920156. Hij woont op de "
    "Kastanjedreef 51 en zijn mail is romano.v@proefpost.nl.",
    ("Vlietlander", "Romano", "73920156", "Kastanjedreef", "proefpost"),
)
_ALLOWED = "zonnewiel"
_PLANTED = [
    canary for _, group in (*_MESSAGES, _FEEDBACK, _RENAME, _IN_MID_TURN) for canary in group
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page around the real product."""
    program = Path(__file__).with_name("run_product.py")
    running = Server(tmp_path_factory.mktemp("product"), [str(program)])
    running.start()
    yield running
    running.kill()


def test_concern_gets_advice_with_sources_and_contacts(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    page = open_page(visitors, product.url)
    page.locator("#starters button").first.click()
    page.wait_for_selector(ANSWER)
    assert page.locator(f"{ANSWER} h2").count() >= 3
    assert page.locator(f"{ANSWER} blockquote").count() >= 1
    assert page.locator(f"{ANSWER} a[href^='tel:']").count() >= 1
    page.locator("a.sw-source").first.click()
    assert "Bron 1" in panel_text(page)
    page.get_by_role("button", name="Waarom dit advies").click()
    page.wait_for_selector("text=Deze regels bepaalden het advies")


def test_danger_now_gets_112_before_anything_else(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    page = open_page(visitors, product.url)
    answer = send(
        page, "Een leerling staat met een mes op het plein en zegt dat hij nu gaat steken."
    )
    assert "112" in answer.split("\n")[0]
    assert page.locator(f"{ANSWER} a").first.get_attribute("href") == "tel:112"


@pytest.mark.parametrize("text", ["x", "😀😀😀", "\u200b\u200b.", "Привет, как дела?", "<b>", "{}"])
def test_odd_messages_get_an_answer_in_words(product: Server, visitors, text: str) -> None:  # type: ignore[no-untyped-def]
    page = open_page(visitors, product.url)
    assert len(send(page, text)) > 20
    assert "Traceback" not in product.log


def test_no_canary_reaches_the_disk(product: Server, visitors) -> None:  # type: ignore[no-untyped-def]
    assert len(set(_PLANTED)) >= 50
    page = open_page(visitors, product.url)
    for text, _ in _MESSAGES[:4]:
        send(page, text)
    thread = page.url
    submit(page, _IN_MID_TURN[0])
    page.wait_for_timeout(60)
    product.kill()
    product.start()
    page.goto(thread)
    page.wait_for_selector("#chat-input")
    for text, _ in _MESSAGES[4:]:
        send(page, text)
    _rate(page)
    _rename(page)
    product.kill()
    _scan(product.root)


def _scan(root: Path) -> None:
    """Find no canary below a folder, with a scanner that is shown to find what is there."""
    assert found_under(root, _ALLOWED), "the conversation itself must be on the disk"
    (root / "proof.bin").write_bytes(b"\x00\x01" + "Elbouchari".encode("utf-16-le"))
    assert found_under(root, "Elbouchari") == ["proof.bin"]
    (root / "proof.bin").unlink()
    leaks = {canary: hits for canary in _PLANTED if (hits := found_under(root, canary))}
    assert leaks == {}


def _rate(page) -> None:  # type: ignore[no-untyped-def]
    page.locator(".positive-feedback-off").last.click()
    page.fill("[role=dialog] textarea", _FEEDBACK[0])
    page.click("#submit-feedback")
    page.wait_for_selector(".positive-feedback-on")


def _rename(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#header #sidebar-trigger-button")
    page.hover("#thread-history a")
    page.click("#thread-options")
    page.click("#rename-thread")
    page.fill("#name", _RENAME[0])
    page.get_by_role("button", name="Bevestigen").click()
    page.wait_for_selector("text=Naam gewijzigd")
