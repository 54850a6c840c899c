"""The OAuth redirect, its codes, and the tickets of the JS-SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from yarl import URL

from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.api import Api

PAGE = "http://bot.example.com:8443/board?x=1"


@pytest.fixture
async def browser(wecom: Emulator) -> AsyncIterator[ClientSession]:
    wecom.world.app.trusted_domain = "bot.example.com:8443"
    async with ClientSession() as session:
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


async def test_somebody_from_outside_has_an_openid_only(wecom: Emulator, browser: ClientSession, api: Api):
    answer = await api.get("auth/getuserinfo", code=await code_for(wecom, browser, "@outsider"))
    assert answer["openid"].startswith("o")
    assert "userid" not in answer
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
