"""Where things are on the page, by the names that people (and screen readers) give them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.async_api import Locator, Page

from emulator.server import Emulator
from tests.emulator.bot import Bot


def chat(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"{name}的企业微信")


async def says(page: Page, name: str, text: str) -> None:
    box = chat(page, name).get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


def bubbles(page: Page, name: str) -> Locator:
    return chat(page, name).locator(".bubble")


def card(page: Page, name: str, title: str) -> Locator:
    return chat(page, name).get_by_role("article", name=title)


async def until(wecom: Emulator, happened: Callable[[], bool]) -> None:
    while not happened():
        await wecom.world.changes.next()


async def received(wecom: Emulator, bot: Bot, count: int) -> None:
    """Returns when the bot has got so many callbacks."""
    await until(wecom, lambda: len(bot.received) >= count)
