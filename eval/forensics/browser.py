"""A real browser with a profile on the disk: what a user types stays in its memory."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

from eval.forensics.stage import Stage

CHROMIUM = Path("/usr/bin/chromium")
_ANSWER = "[data-step-type='assistant_message'] .message-content"
_TRIES = 5
_PATIENCE_MS = 120_000
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


async def in_a_browser(stage: Stage) -> None:
    """Messages, a comment, a name and a message that is never sent, in Chromium."""
    from playwright.async_api import async_playwright

    stage.server.start()
    profile = stage.root / "profile"
    async with stage.proxy, async_playwright() as playwright:
        while not stage.enough:
            context = await playwright.chromium.launch_persistent_context(
                str(profile), executable_path=str(CHROMIUM), args=_ARGUMENTS, locale="nl-NL"
            )
            context.set_default_timeout(_PATIENCE_MS)
            await _use(context.pages[0], stage)
            await context.close()
    stage.server.kill()


async def _use(page: Any, stage: Stage) -> None:
    await page.goto(f"http://{stage.address}")
    await page.wait_for_selector("#starters button:not([disabled])")
    for number in range(1, 4):
        await _send(page, stage.message())
        await page.wait_for_function(
            "([selector, count]) => document.querySelectorAll(selector).length >= count",
            arg=[_ANSWER, number],
        )
    await page.locator(".positive-feedback-off").last.click()
    await page.fill("[role=dialog] textarea", stage.message())
    await page.click("#submit-feedback")
    await page.wait_for_selector(".positive-feedback-on")
    await page.click("#header #sidebar-trigger-button")
    await page.hover("#thread-history a")
    await page.click("#thread-options")
    await page.click("#rename-thread")
    await page.fill("#name", stage.message())
    await page.keyboard.press("Enter")
    await asyncio.sleep(1)
    await page.reload()
    await page.wait_for_selector("#chat-input")
    await page.keyboard.press("Escape")
    await page.fill("#chat-input", stage.message())  # typed, never sent
    await asyncio.sleep(5)  # a browser saves what it saves after a while


async def _send(page: Any, text: str) -> None:
    """Type and send; again when the page made its input anew meanwhile."""
    from playwright.async_api import TimeoutError as PlaywrightTimeout

    for _ in range(_TRIES):
        await page.fill("#chat-input", text)
        with suppress(PlaywrightTimeout):
            await page.click("#chat-submit", timeout=5_000)
            return
