"""One Chromium for all tests; each test has an emulator and a bot of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Page, ViewportSize, expect

from emulator.server import Emulator
from tests.emulator.api import Api
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChat, WeChatBot
from tests.tooling.chromium import launched

PATIENCE = 15_000  # milliseconds that a busy machine is given
PHONE: ViewportSize = {"width": 375, "height": 812}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}


class Window:
    """A window of the browser, used by one test after the other; opening one takes longer than most tests.

    What the browser complains about fails the test.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    @asynccontextmanager
    async def showing(self, url: str, size: ViewportSize) -> AsyncIterator[Page]:
        self.complaints.clear()
        await self._page.set_viewport_size(size)
        await self._page.goto(url)
        await self._page.locator(".chat").first.wait_for()
        yield self._page
        await self._page.evaluate("localStorage.clear()")
        await self._page.unroute_all()
        await self._page.goto("about:blank")
        assert self.complaints == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window() -> AsyncIterator[Window]:
    async with launched() as browser:
        context = await browser.new_context(locale="zh-CN", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield Window(await context.new_page())


@pytest_asyncio.fixture(loop_scope="session")
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        emulator.switches.retry_after = 0
        yield emulator


@pytest_asyncio.fixture(loop_scope="session")
async def bot(wecom: Emulator) -> AsyncIterator[Bot]:
    async with Bot(wecom.world.app, wecom.world.corp.corp_id) as bot:
        await wecom.set_callback_url(bot.url)
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def api(wecom: Emulator) -> AsyncIterator[Api]:
    async with ClientSession() as session:
        api = Api(wecom, session)
        await api.log_in()
        yield api


@pytest_asyncio.fixture(loop_scope="session")
async def account_bot(wecom: Emulator) -> AsyncIterator[WeChatBot]:
    async with WeChatBot(wecom) as bot:
        await wecom.set_wechat_callback_url(bot.url)
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def wechat(wecom: Emulator) -> AsyncIterator[WeChat]:
    async with ClientSession() as session:
        wechat = WeChat(wecom, session)
        await wechat.log_in()
        yield wechat


@pytest_asyncio.fixture(loop_scope="session")
async def page(window: Window, wecom: Emulator) -> AsyncIterator[Page]:
    async with window.showing(wecom.url, DESKTOP) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def phone(window: Window, wecom: Emulator) -> AsyncIterator[Page]:
    async with window.showing(wecom.url, PHONE) as page:
        yield page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser belongs to one event loop, so all of these tests run in it."""
    for item in items:
        if item.path.parent.name == "emulator_page" and isinstance(item, pytest.Function):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
