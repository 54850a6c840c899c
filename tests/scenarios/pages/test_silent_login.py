"""Staff pages on a phone: WeCom knows who it is, and asks nobody."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest
from yarl import URL

from emulator.browsers import MEMBER_COOKIE, USER_AGENTS, Browser
from emulator.oauth_page import OUTSIDER
from emulator.stores.external import Relation
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held

IN_A_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36"
IN_WECHAT = USER_AGENTS[Browser.WECHAT]


def path_of(response: aiohttp.ClientResponse) -> str:
    return urlsplit(str(response.url)).path


async def test_a_link_pressed_in_the_chat_leads_to_the_page_and_nobody_is_asked_anything(held: Held) -> None:
    await held.claimed()
    [link] = [each for each in held.cards.wang.links.values() if "/w/demo" in each]
    async with held.desk.wang.browser.get(link) as page:
        assert page.status == 200
        assert "打给客户" in await page.text()
        way = [path_of(each) for each in (*page.history, page)]
    assert way == ["/w/demo/1120-1", "/login/demo", "/connect/oauth2/authorize", "/login/demo/back", "/w/demo/1120-1"]
    asked = page.history[2].url.query
    assert (asked["scope"], asked["agentid"], asked["response_type"]) == ("snsapi_base", "1000002", "code")
    assert len(asked["state"]) == 32
    assert asked["state"].isalnum()
    async with held.desk.wang.browser.get(link, allow_redirects=False) as again:
        assert again.status == 200, "the session holds"


@pytest.mark.parametrize(
    ("agent", "where"),
    [
        (USER_AGENTS[Browser.WECOM], "/connect/oauth2/authorize"),
        (IN_WECHAT, "/wwlogin/sso/login"),
        (IN_A_BROWSER, "/wwlogin/sso/login"),
    ],
)
async def test_only_wecom_itself_is_asked_silently(desk: Desk, agent: str, where: str) -> None:
    headers = {"User-Agent": agent}
    async with aiohttp.ClientSession(headers=headers) as browser:
        sent = await browser.get(f"{desk.url}/login/demo", allow_redirects=False)
    assert urlsplit(sent.headers["Location"]).path == where


async def begun(desk: Desk) -> tuple[str, str]:
    """A login of 李静's phone that WeCom has answered; the state and the code that come back."""
    browser = desk.li.browser
    async with browser.get(f"{desk.url}/login/demo?to=/desk/demo", allow_redirects=False) as sent:
        asked = sent.headers["Location"]
    async with browser.get(URL(asked, encoded=True), allow_redirects=False) as answered:
        back = URL(answered.headers["Location"]).query
    return back["state"], back["code"]


async def comes_back(desk: Desk, *, state: str, code: str) -> tuple[int, str]:
    query = {"state": state, "code": code}
    async with desk.li.browser.get(f"{desk.url}/login/demo/back", params=query) as page:
        return page.status, await page.text()


async def test_a_code_lets_somebody_in_once(desk: Desk) -> None:
    state, code = await begun(desk)
    status, _ = await comes_back(desk, state=state, code=code)
    assert status == 200
    state, _ = await begun(desk)
    status, text = await comes_back(desk, state=state, code=code)
    assert status == 403
    assert "请回到企业微信，再打开一次" in text


async def test_the_state_is_this_phones_and_this_logins(desk: Desk) -> None:
    before, _ = await begun(desk)
    _, code = await begun(desk)
    for wrong in ("", "x" * 32, "状态", before):
        status, text = await comes_back(desk, state=wrong, code=code)
        assert status == 403
        assert "没有登录成功" in text


async def test_a_code_that_came_too_late_lets_nobody_in(desk: Desk) -> None:
    state, code = await begun(desk)
    await desk.wecom.advance(timedelta(minutes=5))
    status, text = await comes_back(desk, state=state, code=code)
    assert status == 403
    assert "请回到企业微信，再打开一次" in text


@pytest.mark.parametrize("is_contact", [False, True], ids=["nobody we know", "a customer"])
async def test_whoever_is_no_member_is_refused_in_words(desk: Desk, *, is_contact: bool) -> None:
    wang, somebody = desk.wecom.world.wechat.customer("王女士"), OUTSIDER
    if is_contact:
        somebody = wang.external_userid
        desk.wecom.world.contacts.add(
            Relation(external_userid=somebody, userid="lijing", since=desk.wecom.world.clock.now())
        )
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"User-Agent": USER_AGENTS[Browser.WECOM]}) as phone:
        jar.update_cookies({MEMBER_COOKIE: somebody}, URL(desk.wecom.url))
        async with phone.get(f"{desk.url}/desk/demo") as page:
            assert (page.status, path_of(page)) == (403, "/login/demo/back")
            assert "这个页面只给本公司的同事用" in await page.text()
        assert not [cookie for cookie in jar if cookie.key.startswith("staff_")]
