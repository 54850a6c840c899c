"""The system's Chromium, driven by Playwright in the event loop of the test, so that servers can live beside it.

Anything the page complains of on its console, an uncaught error, or a request to another host fails the test.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
THIS_MACHINE_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

NewPage = Callable[..., Awaitable[Page]]


@asynccontextmanager
async def launched(rules: str = THIS_MACHINE_ONLY) -> AsyncIterator[Browser]:
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.fail("no Chromium on PATH: tools/need-browser gets it, `make unit` does without")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=[rules])
        yield browser
        await browser.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture
async def new_page(browser: Browser) -> AsyncIterator[NewPage]:
    """`await new_page(viewport=…, has_touch=…)`: a page of its own session, with Playwright's context options."""
    complaints: list[str] = []

    async def new_page(**options: Any) -> Page:
        context = await browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield new_page
    assert complaints == []


@pytest.fixture
async def page(new_page: NewPage) -> Page:
    return await new_page()
