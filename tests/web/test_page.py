"""The chat page in a real browser, around a product with fixed answers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import fakes
from axe_playwright_python.sync_playwright import Axe
from steps import ANSWER, found_under, open_page, panel_text, send, submit

NAME = "Kaatje Proefkonijn"
CONCERN = f"{NAME} draagt een teken. Bel 0612345678."


def test_opening_says_what_it_is_and_offers_a_starter_for_each_user(server, visitors) -> None:
    page = open_page(visitors, server.url)
    opening = page.inner_text("#sw-welcome")
    assert "geen melding en geen oordeel" in opening
    assert "Noem geen namen" in opening
    assert page.get_attribute("#sw-welcome a", "href") == "tel:112"
    assert page.locator("#starters button").count() == 3
    assert page.get_attribute("html", "lang") == "nl"


def test_starter_is_answered(server, visitors) -> None:
    page = open_page(visitors, server.url)
    page.locator("#starters button").first.click()
    page.wait_for_selector(ANSWER)
    assert "doe er iets mee" in page.inner_text(ANSWER)


def test_page_asks_nothing_of_other_machines_and_breaks_no_policy(server, visitors) -> None:
    visitor = visitors(server.url)
    page = visitor.page
    page.wait_for_selector("#starters button:not([disabled])")
    send(page, CONCERN)
    page.locator("a.sw-source").first.click()
    panel_text(page)
    assert visitor.foreign == []
    assert visitor.refused == []


def test_the_request_guard_sees_a_foreign_request(server, visitors) -> None:
    visitor = visitors(server.url)
    visitor.page.evaluate("() => { new Image().src = 'https://example.org/x.png' }")
    visitor.page.wait_for_timeout(300)
    assert visitor.refused or visitor.foreign
    visitor.foreign.clear()


def test_concern_gets_sources_that_open_at_the_passage(server, visitors) -> None:
    page = open_page(visitors, server.url)
    answer = send(page, CONCERN)
    assert "[1]" in answer and "[9]" in answer
    assert page.locator("a.sw-source").count() == 2
    page.locator("a.sw-source").first.click()
    shown = panel_text(page)
    for part in ("Bron 1", "Werkwijze van het steunpunt", "Steunpunt", "2024", "blz. 7"):
        assert part in shown
    assert "Een teken alleen zegt weinig." in shown
    page.get_by_role("button", name="Bron 2").click()
    page.wait_for_selector("text=Oude handleiding")
    assert "opnieuw worden gecontroleerd" in panel_text(page)


def test_contact_points_are_blocks_with_a_number_to_dial(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, CONCERN)
    block = page.locator(f"{ANSWER} blockquote").first
    assert block.locator("a[href='tel:09008844']").inner_text() == "0900-8844"
    for part in ("Politie", "Als er een wapen", "dag en nacht", "Niet voor", "Controleer eerst"):
        assert part in block.inner_text()


def test_removed_is_counted_by_kind_and_never_repeated(server, visitors) -> None:
    page = open_page(visitors, server.url)
    answer = send(page, CONCERN)
    assert "Verwijderd: 1 naam, 1 telefoonnummer." in answer
    page.wait_for_selector("text=[PERSOON-1] draagt")
    assert NAME not in page.inner_text("body")


def test_why_this_advice_shows_facts_and_rules(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, CONCERN)
    page.get_by_role("button", name="Waarom dit advies").click()
    shown = panel_text(page)
    assert "zonnewiel" in shown
    assert "Een teken en nieuwe contacten samen. (Bron 1)" in shown


def test_suggestion_is_sent_as_the_next_message(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, CONCERN)
    page.get_by_role("button", name="Hoe begin ik het gesprek?").click()
    page.wait_for_function(f'() => document.querySelectorAll("{ANSWER}").length === 2')
    assert "Hoe begin ik het gesprek?" in page.locator(ANSWER).last.inner_text()


def test_danger_now_puts_112_first_and_nothing_above_it(server, visitors) -> None:
    page = open_page(visitors, server.url)
    answer = send(page, "leerling heeft een mes bij zich")
    assert answer.strip().startswith("Bel nu 112")
    assert page.locator(f"{ANSWER} a").first.get_attribute("href") == "tel:112"


def test_feedback_is_kept_without_names(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, CONCERN)
    page.click(".positive-feedback-off")
    page.fill("[role=dialog] textarea", f"{NAME} zegt dank")
    page.click("#submit-feedback")
    page.wait_for_selector(".positive-feedback-on")
    with sqlite3.connect(server.root / "data" / "signaalwijzer.db") as database:
        assert ("[PERSOON-1] zegt dank", 1) in database.execute(
            "SELECT comment, value FROM feedbacks"
        ).fetchall()


def test_each_browser_sees_its_own_conversations_only(server, visitors) -> None:
    mine = open_page(visitors, server.url)
    send(mine, "Mijn vraag over een vlag")
    other = open_page(visitors, server.url)
    other.click("#header #sidebar-trigger-button")
    other.wait_for_selector("text=Nog geen gesprekken")
    thread = mine.url
    other.goto(thread)
    other.wait_for_timeout(1500)
    assert "over een vlag" not in other.inner_text("body")


def test_cookies_are_out_of_reach_of_scripts(server, visitors) -> None:
    page = open_page(visitors, server.url)
    cookies = page.context.cookies()
    assert "signaalwijzer_browser" in {cookie["name"] for cookie in cookies}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)


def test_conversation_can_be_renamed_and_the_name_is_stripped(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, "Een vraag over een lied")
    _thread_menu(page)
    page.click("#rename-thread")
    page.fill("#name", f"Gesprek over {NAME}")
    page.get_by_role("button", name="Bevestigen").click()
    page.wait_for_selector("text=Naam gewijzigd")
    page.reload()
    page.wait_for_selector("text=Gesprek over [PERSOON-1]")


def test_deleted_conversation_is_gone_from_the_disk(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, "Een vraag met het woord vuurtorenwachter")
    assert found_under(server.root / "data", "vuurtorenwachter")
    _thread_menu(page)
    page.click("#delete-thread")
    page.get_by_role("button", name="Bevestigen").click()
    page.wait_for_selector("text=Gesprek gewist")
    page.wait_for_timeout(500)
    assert found_under(server.root / "data", "vuurtorenwachter") == []


def test_failed_deidentification_keeps_nothing_and_says_so(server, visitors) -> None:
    page = open_page(visitors, server.url)
    told = send(page, f"{fakes.BREAKS_DEIDENTIFIER} boswachter")
    assert "niets bewaard" in told
    assert found_under(server.root, "boswachter") == []


def test_failing_turn_is_told_in_dutch_and_not_logged_in_words(server, visitors) -> None:
    page = open_page(visitors, server.url)
    told = send(page, f"{fakes.BREAKS_TURN} {NAME}")
    assert "Er ging iets mis" in told
    assert "RuntimeError" in server.log
    assert "geheim" not in server.log and NAME not in server.log


def test_empty_message_cannot_be_sent(server, visitors) -> None:
    page = open_page(visitors, server.url)
    page.fill("#chat-input", "   ")
    assert page.is_disabled("#chat-submit")


def test_message_that_is_too_long_is_refused_in_dutch(server, visitors) -> None:
    page = open_page(visitors, server.url)
    assert "te lang" in send(page, "lang " * 4000)
    assert "doe er iets mee" in send(page, "Korter.")


def test_markup_in_a_message_stays_text(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(
        page,
        "<script>window.kwaad=1</script> ![x](https://evil.example/?q=1) "
        "[klik](https://evil.example/) <img src=https://evil.example/y onerror=window.kwaad=2>",
    )
    assert page.evaluate("() => window.kwaad") is None
    assert page.locator(f"{ANSWER} img").count() == 0
    assert page.locator("a[href*='evil.example']").count() == 0


def test_invisible_characters_do_not_break_the_page(server, visitors) -> None:
    page = open_page(visitors, server.url)
    assert "doe er iets mee" in send(page, "te\u200bken \u202e om \u2060 \ufeff gedraaid 😀")


def test_settings_offer_role_municipality_and_language(server, visitors) -> None:
    page = open_page(visitors, server.url)
    page.click("#chat-settings-open-modal")
    page.click("#language")
    page.get_by_role("option", name="Engels").click()
    page.click("#gemeente")
    page.keyboard.type("Utr")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bevestigen").click()
    page.wait_for_timeout(300)
    assert "Removed: 1 name" in send(page, NAME)


def test_conversation_survives_a_kill_in_mid_turn(server, visitors) -> None:
    page = open_page(visitors, server.url)
    send(page, "Eerste vraag over een sticker")
    submit(page, fakes.SLOW_TURN)
    page.wait_for_selector("text=Namen weghalen, bericht lezen")
    thread = page.url
    server.kill()
    server.start()
    page.goto(thread)
    page.wait_for_selector("text=kreeg geen antwoord")
    assert "Eerste vraag over een sticker" in page.inner_text("body")
    page.get_by_role("button", name="Bron 1").first.click()
    assert "Een teken alleen zegt weinig." in panel_text(page)
    assert "doe er iets mee" in send(page, "Nog een vraag")


def test_page_has_no_accessibility_violations(server, visitors) -> None:
    page = open_page(visitors, server.url)
    assert _violations(page) == []
    send(page, CONCERN)
    assert _violations(page) == []
    page.locator("a.sw-source").first.click()
    panel_text(page)
    page.wait_for_timeout(500)
    assert _violations(page) == []


def test_phone_shows_answer_and_panel_without_sideways_scrolling(server, visitors) -> None:
    page = open_page(visitors, server.url, width=390, height=844)
    send(page, CONCERN)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.locator("a.sw-source").first.click()
    assert "Een teken alleen zegt weinig." in panel_text(page)


def test_working_folder_stays_empty(server) -> None:
    assert list((Path(server.root) / "work").iterdir()) == []


def _thread_menu(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#header #sidebar-trigger-button")
    page.hover("#thread-history a")
    page.click("#thread-options")


def _violations(page) -> list[str]:  # type: ignore[no-untyped-def]
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
