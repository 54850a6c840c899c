"""A page on a phone's screen, shown in a browser of whoever plays: it meets the phone's own browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, CookieJar, web
from yarl import URL

from emulator.browsers import Browser
from emulator.server import Emulator
from emulator.windows import Windows
from tests.tooling.ports import free_port


class Site:
    """`news` is told to whoever follows."""

    def __init__(self) -> None:
        self.url = ""
        self.news: asyncio.Queue[str] = asyncio.Queue()
        self.app = web.Application()
        self.app.router.add_get("/", self.page)
        self.app.router.add_post("/form", self.form)
        self.app.router.add_get("/away", self.away)
        self.app.router.add_get("/back", self.back)
        self.app.router.add_get("/news", self.follow)

    async def page(self, request: web.Request) -> web.Response:
        seen = request.cookies.get("seen", "nothing")
        return web.Response(text=f"{request.headers['User-Agent']} {seen}", headers={"X-Said": "all"})

    async def form(self, request: web.Request) -> web.Response:
        words = (await request.post())["words"]
        back = web.HTTPSeeOther("/")
        back.set_cookie("seen", str(words))
        raise back

    async def away(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query["to"])

    async def back(self, request: web.Request) -> web.Response:
        return web.Response(text=f"back {request.query_string}")

    async def follow(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write((await self.news.get()).encode())
        return response


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    runner = web.AppRunner(site.app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


@pytest.fixture
async def windows(wecom: Emulator) -> AsyncIterator[Windows]:
    windows = Windows(wecom.world)
    yield windows
    await windows.close()


@pytest.fixture
async def real() -> AsyncIterator[ClientSession]:
    """The browser of whoever plays."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


@pytest.fixture
async def shown(windows: Windows, wecom: Emulator, site: Site) -> URL:
    openid = wecom.world.wechat.customer("王女士").openid
    return await windows.open(openid, Browser.WECHAT, URL(site.url))


async def test_the_page_meets_the_phones_browser_and_its_cookies_stay_there(shown: URL, real: ClientSession) -> None:
    async with real.get(shown) as page:
        assert page.headers["X-Said"] == "all"
        assert "MicroMessenger" in (text := await page.text())
        assert text.endswith("nothing")
    async with real.post(shown / "form", data={"words": "hello"}) as page:
        assert (page.url, (await page.text()).endswith("hello")) == (shown, True)
    assert len(real.cookie_jar) == 0


async def test_the_other_browser_of_the_phone_and_other_phones_know_nothing_of_it(
    windows: Windows, wecom: Emulator, site: Site, shown: URL, real: ClientSession
) -> None:
    await real.post(shown / "form", data={"words": "hello"})
    wang, chen = (wecom.world.wechat.customer(name).openid for name in ("王女士", "陈先生"))
    for openid, browser in ((wang, Browser.SYSTEM), (chen, Browser.WECHAT)):
        other = await windows.open(openid, browser, URL(site.url))
        async with real.get(other) as page:
            assert (await page.text()).endswith("nothing")


async def test_what_leads_elsewhere_and_back_is_followed_on_the_phone(
    shown: URL, site: Site, wecom: Emulator, real: ClientSession
) -> None:
    account = wecom.world.wechat.account
    account.trusted_domain = URL(site.url).authority
    asks = URL(f"{wecom.url}/connect/oauth2/authorize").with_query(
        appid=account.appid, redirect_uri=f"{site.url}/back", response_type="code", scope="snsapi_base", state="s1"
    )
    async with real.get((shown / "away").with_query(to=str(asks))) as page:
        assert page.url.origin() == shown.origin()
        assert (page.url.path, page.url.query["state"]) == ("/back", "s1")
        assert "code=" in await page.text()


async def test_a_page_that_stays_elsewhere_is_shown_from_there(
    shown: URL, wecom: Emulator, real: ClientSession
) -> None:
    async with real.get((shown / "away").with_query(to=f"{wecom.url}/page/state")) as page:
        assert page.url.path == "/page/state"
        assert "people" in await page.json()


async def test_news_come_while_the_page_is_open(shown: URL, site: Site, real: ClientSession) -> None:
    async with real.get(shown / "news") as stream:
        await site.news.put("data: 1\n\n")
        assert await stream.content.readline() == b"data: 1\n"


async def test_a_page_that_cannot_be_reached_says_so(windows: Windows, wecom: Emulator, real: ClientSession) -> None:
    openid = wecom.world.wechat.customer("王女士").openid
    nowhere = await windows.open(openid, Browser.WECHAT, URL(f"http://127.0.0.1:{free_port()}/t/1"))
    async with real.get(nowhere) as page:
        assert page.status == 502
        assert "打不开" in await page.text()
