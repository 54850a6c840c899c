"""The OAuth redirect, its codes, and the tickets of the JS-SDK."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientSession, CookieJar
from PIL import Image
from yarl import URL

from emulator.browsers import MEMBER_COOKIE
from emulator.corp import App
from emulator.server import Emulator
from emulator.stores.external import Relation
from tests.emulator.api import Api

PAGE = "http://bot.example.com:8443/board?x=1"


@pytest.fixture
async def browser(wecom: Emulator) -> AsyncIterator[ClientSession]:
    wecom.world.app.trusted_domain = "bot.example.com:8443"
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


def authorize(wecom: Emulator, **changed: str) -> URL:
    query = {
        "appid": wecom.world.corp.corp_id,
        "redirect_uri": PAGE,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "s42",
    }
    return URL(f"{wecom.url}/connect/oauth2/authorize").with_query(query | changed)


async def code_for(wecom: Emulator, browser: ClientSession, userid: str) -> str:
    async with browser.get(authorize(wecom, **{"as": userid}), allow_redirects=False) as response:
        assert response.status == 302
        back = URL(response.headers["Location"])
    assert str(back.with_query(x=back.query["x"])) == PAGE
    assert back.query["state"] == "s42"
    return back.query["code"]


async def test_whoever_one_chooses_to_be_comes_back_with_a_code(wecom: Emulator, browser: ClientSession, api: Api):
    async with browser.get(authorize(wecom)) as response:
        page = await response.text()
    assert "李静 <span>前台</span>" in page
    assert "as=lijing" in page
    code = await code_for(wecom, browser, "LiJing")
    assert (await api.get("auth/getuserinfo", code=code))["userid"] == "lijing"


async def test_a_code_works_once_and_for_five_minutes(wecom: Emulator, browser: ClientSession, api: Api):
    code, late = await code_for(wecom, browser, "lijing"), await code_for(wecom, browser, "lijing")
    assert (await api.get("auth/getuserinfo", code=code))["errcode"] == 0
    assert (await api.get("auth/getuserinfo", code=code))["errcode"] == 42022
    assert (await api.get("auth/getuserinfo", code="made up"))["errcode"] == 40029
    assert (await api.get("auth/getuserinfo"))["errcode"] == 40029
    wecom.world.clock.advance(timedelta(minutes=5))
    assert (await api.get("auth/getuserinfo", code=late))["errcode"] == 42003


async def test_a_code_is_of_no_use_to_another_app(wecom: Emulator, browser: ClientSession, api: Api):
    code = await code_for(wecom, browser, "lijing")
    other = App(agent_id=1000003, secret="another")
    wecom.world.corp.apps.append(other)
    await api.log_in(other)
    assert (await api.get("auth/getuserinfo", code=code))["errcode"] == 40029


async def test_the_phone_knows_who_it_is_and_asks_nobody(wecom: Emulator, browser: ClientSession, api: Api):
    browser.cookie_jar.update_cookies({MEMBER_COOKIE: "lijing"}, URL(wecom.url))
    async with browser.get(authorize(wecom), allow_redirects=False) as response:
        code = URL(response.headers["Location"]).query["code"]
    assert (await api.get("auth/getuserinfo", code=code))["userid"] == "lijing"


async def consented(wecom: Emulator, browser: ClientSession, **changed: str) -> URL:
    """Where 王工 comes back to; his own phone."""
    asked = {"scope": "snsapi_privateinfo", "agentid": "1000002", "as": "wanggong"} | changed
    async with browser.get(authorize(wecom, **asked), allow_redirects=False) as response:
        assert response.status == 302, await response.text()
        return URL(response.headers["Location"])


async def ticket_of(api: Api, back: URL) -> str | None:
    answer = await api.get("auth/getuserinfo", code=back.query["code"])
    assert answer["userid"] == "wanggong"
    return answer.get("user_ticket")


async def test_whoever_is_to_let_the_app_see_more_is_asked_and_remembered_for_thirty_days(
    wecom: Emulator, browser: ClientSession
):
    asked = authorize(wecom, scope="snsapi_privateinfo", agentid="1000002", **{"as": "wanggong"})
    async with browser.get(asked) as response:
        page = await response.text()
    assert "王工的以下信息" in page
    assert '<input type="checkbox" name="grant" value="avatar" checked>头像' in page
    refused = await consented(wecom, browser, consent="refuse")
    assert (refused.query.get("code"), refused.query["state"]) == (None, "s42")
    await consented(wecom, browser, consent="agree", grant="avatar")
    wecom.world.clock.advance(timedelta(days=30, seconds=-1))
    assert "code" in (await consented(wecom, browser)).query
    wecom.world.clock.advance(timedelta(seconds=1))
    async with browser.get(asked, allow_redirects=False) as response:
        assert response.status == 200


async def test_with_consent_the_picture_can_be_had_for_half_an_hour(wecom: Emulator, browser: ClientSession, api: Api):
    ticket = await ticket_of(api, await consented(wecom, browser, consent="agree", grant="avatar"))
    answer = await api.post("auth/getuserdetail", {"user_ticket": ticket})
    assert (answer["userid"], "mobile" in answer) == ("wanggong", False)
    async with browser.get(answer["avatar"]) as response:
        picture = Image.open(io.BytesIO(await response.read()))
    assert (picture.format, picture.size) == ("PNG", (640, 640))
    async with browser.get(f"{wecom.url}/avatar/{'0' * 32}/0") as nobodys:
        assert nobodys.status == 404
    assert (await api.post("auth/getuserdetail", {"user_ticket": "made up"}))["errcode"] == 84015
    assert (await api.post("auth/getuserdetail", {}))["errcode"] == 84015
    wecom.world.clock.advance(timedelta(minutes=30))
    assert (await api.post("auth/getuserdetail", {"user_ticket": ticket}))["errcode"] == 84014


async def test_nothing_is_told_that_the_console_or_the_member_does_not_allow(
    wecom: Emulator, browser: ClientSession, api: Api
):
    ticket = await ticket_of(api, await consented(wecom, browser, consent="agree"))
    assert "avatar" not in await api.post("auth/getuserdetail", {"user_ticket": ticket})
    wecom.world.clock.advance(timedelta(days=30))
    await api.log_in()
    ticket = await ticket_of(api, await consented(wecom, browser, consent="agree", grant="avatar"))
    wecom.world.app.sensitive.clear()
    assert "avatar" not in await api.post("auth/getuserdetail", {"user_ticket": ticket})


async def test_there_is_no_ticket_without_asking_nor_for_whom_the_app_does_not_see(
    wecom: Emulator, browser: ClientSession, api: Api
):
    assert await ticket_of(api, await consented(wecom, browser, scope="snsapi_base")) is None
    assert await ticket_of(api, await consented(wecom, browser, agentid="")) is None
    wecom.world.app.visible_departments = {2}
    assert await ticket_of(api, await consented(wecom, browser, consent="agree", grant="avatar")) is None


async def test_somebody_from_outside_has_an_openid_and_a_contact_one_more(
    wecom: Emulator, browser: ClientSession, api: Api
):
    answer = await api.get("auth/getuserinfo", code=await code_for(wecom, browser, "@outsider"))
    assert answer["openid"].startswith("o")
    assert "userid" not in answer
    assert "external_userid" not in answer
    wang = wecom.world.wechat.customer("王女士")
    wecom.world.contacts.add(
        Relation(external_userid=wang.external_userid, userid="lijing", since=wecom.world.clock.now())
    )
    answer = await api.get("auth/getuserinfo", code=await code_for(wecom, browser, wang.external_userid))
    assert answer["openid"].startswith("o")
    assert answer["external_userid"] == wang.external_userid
    answer = await api.get("user/getuserinfo", code=await code_for(wecom, browser, "@outsider"))
    assert answer["OpenId"].startswith("o")


@pytest.mark.parametrize(
    ("changed", "errcode"),
    [
        ({"appid": "ww-somebody"}, 40013),
        ({"state": "a b"}, 84025),
        ({"state": "s" * 129}, 84025),
        ({"redirect_uri": "http://bot.example.com/board"}, 50001),  # the port is part of the domain
        ({"redirect_uri": "http://evil.example.com:8443/board"}, 50001),
        ({"redirect_uri": ""}, 50001),
        ({"as": "stranger"}, 60111),
    ],
)
async def test_a_wrong_redirect_leads_nowhere(
    wecom: Emulator, browser: ClientSession, changed: dict[str, str], errcode: int
):
    async with browser.get(authorize(wecom, **changed), allow_redirects=False) as response:
        assert response.status == 200
        assert (await response.json())["errcode"] == errcode


async def test_without_a_trusted_domain_nobody_logs_in(wecom: Emulator, browser: ClientSession):
    wecom.world.app.trusted_domain = ""
    async with browser.get(authorize(wecom)) as response:
        assert (await response.json())["errcode"] == 50001


async def test_tickets_are_the_same_within_their_time_and_two_kinds(wecom: Emulator, api: Api):
    corp, again = [(await api.get("get_jsapi_ticket"))["ticket"] for _ in range(2)]
    mine = (await api.get("ticket/get", type="agent_config"))["ticket"]
    assert corp == again != mine
    assert (await api.get("ticket/get", type="jsapi"))["errcode"] == 91040
    wecom.world.clock.advance(timedelta(hours=2))
    await api.log_in()
    assert (await api.get("get_jsapi_ticket"))["ticket"] != corp


async def test_an_app_gets_a_hundred_tickets_an_hour(wecom: Emulator, api: Api):
    for _ in range(100):
        assert (await api.get("get_jsapi_ticket"))["errcode"] == 0
    assert (await api.get("ticket/get", type="agent_config"))["errcode"] == 45009
    wecom.world.clock.advance(timedelta(hours=1))
    assert (await api.get("get_jsapi_ticket"))["errcode"] == 0
