"""Page logins, QR codes and the menu of the official account; the desktop's login of the corp."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from aiohttp import ClientSession
from PIL import Image

from emulator.actions import NotPossible
from emulator.server import Emulator
from emulator.wechat.api import menus
from tests.emulator.api import Api
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChat, WeChatBot


async def location(url: str, query: dict[str, Any], **more: Any) -> str:
    async with ClientSession() as session, session.get(url, params=query, allow_redirects=False, **more) as response:
        return response.headers.get("Location", "") or await response.text()


def page_of(bot: Bot) -> str:
    return bot.url.replace("/wechat", "").replace("/wecom", "") + "/t/1"


def wanted(bot: WeChatBot, **change: str) -> dict[str, str]:
    query = {"appid": bot.account.appid, "redirect_uri": page_of(bot), "response_type": "code"}
    return query | {"scope": "snsapi_base", "state": "s1"} | change


def code_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["code"][0]


async def test_a_customer_is_known_silently_by_the_phone_or_by_choice(
    wecom: Emulator, account_bot: WeChatBot, wechat: WeChat
):
    url = f"{wecom.url}/connect/oauth2/authorize"
    asked = await location(url, wanted(account_bot))
    assert "王女士" in asked
    assert "13800001111" in asked
    by_choice = await location(url, wanted(account_bot) | {"as": wechat.openid})
    assert by_choice.startswith(page_of(account_bot))
    assert "state=s1" in by_choice
    by_phone = await location(url, wanted(account_bot), cookies={"phone": wechat.openid})
    for address in (by_choice, by_phone):
        answer = await openid_of(wechat, code_in(address))
        assert (answer["openid"], answer["scope"]) == (wechat.openid, "snsapi_base")
        assert (await openid_of(wechat, code_in(address)))["errcode"] == 40163
    query = {"appid": wechat.account.appid, "refresh_token": answer["refresh_token"], "grant_type": "refresh_token"}
    assert (await wechat.call("GET", "/sns/oauth2/refresh_token", params=query))["openid"] == wechat.openid


async def test_a_code_dies_after_five_minutes_and_an_invented_one_never_lived(
    wecom: Emulator, account_bot: WeChatBot, wechat: WeChat
):
    query = wanted(account_bot) | {"as": wechat.openid}
    address = await location(f"{wecom.url}/connect/oauth2/authorize", query)
    await wecom.advance(timedelta(minutes=5))
    assert (await openid_of(wechat, code_in(address)))["errcode"] == 42003
    assert (await openid_of(wechat, "x"))["errcode"] == 40029
    assert (await openid_of(wechat, ""))["errcode"] == 41008
    assert (await openid_of(wechat, "x", secret="no"))["errcode"] == 40125
    assert (await openid_of(wechat, "x", appid="no"))["errcode"] == 40013
    assert (await openid_of(wechat, "x", grant_type="no"))["errcode"] == 40002


async def test_in_a_snapshot_the_customer_is_somebody_who_does_not_exist(
    wecom: Emulator, account_bot: WeChatBot, wechat: WeChat
):
    wecom.switches.wechat_snapshots = True
    address = await location(f"{wecom.url}/connect/oauth2/authorize", wanted(account_bot) | {"as": wechat.openid})
    answer = await openid_of(wechat, code_in(address))
    assert answer["is_snapshotuser"] == 1
    assert answer["openid"] not in wecom.world.wechat.customers


async def test_only_the_accounts_own_domain_may_log_people_in(wecom: Emulator, account_bot: WeChatBot):
    url = f"{wecom.url}/connect/oauth2/authorize"
    assert "10003" in await location(url, wanted(account_bot, redirect_uri="http://example.com/"))
    assert "10005" in await location(url, wanted(account_bot, scope="all"))


async def test_an_address_that_wechat_would_not_know_as_its_own_leads_nowhere(
    wecom: Emulator, account_bot: WeChatBot, wechat: WeChat
):
    url, phone = f"{wecom.url}/connect/oauth2/authorize", {"phone": wechat.openid}
    another_order = dict(sorted(wanted(account_bot).items(), reverse=True))
    assert "无法访问" in await location(url, another_order, cookies=phone)
    for state in ("a-b", "a" * 129):
        assert "state" in await location(url, wanted(account_bot, state=state), cookies=phone)
    without = wanted(account_bot)
    del without["state"]
    assert page_of(account_bot) in await location(url, without, cookies=phone)


async def openid_of(wechat: WeChat, code: str, **change: str) -> dict[str, Any]:
    query = {"appid": wechat.account.appid, "secret": wechat.account.secret, "grant_type": "authorization_code"}
    return await wechat.call("GET", "/sns/oauth2/access_token", params=query | {"code": code} | change)


async def test_the_desktop_logs_in_with_one_tap(wecom: Emulator, bot: Bot, api: Api):
    url = f"{wecom.url}/wwlogin/sso/login"
    query = {
        "login_type": "CorpApp",
        "appid": wecom.world.corp.corp_id,
        "agentid": str(wecom.world.app.agent_id),
        "redirect_uri": page_of(bot),
        "state": "s1",
    }
    page = await location(url, query)
    assert "以李静登录" in page
    assert "企业外的人" not in page
    address = await location(url, query | {"as": "lijing"})
    assert (await api.get("auth/getuserinfo", code=code_in(address)))["userid"] == "lijing"
    assert "60111" in await location(url, query | {"as": "@outsider"})
    assert "50001" in await location(url, query | {"redirect_uri": "http://example.com"})
    assert "40058" in await location(url, query | {"login_type": "no"})


async def test_a_code_is_made_read_and_scanned(wecom: Emulator, wechat: WeChat, account_bot: WeChatBot):
    scene = {"scene_str": "device:1"}
    made = await create(wechat, "QR_LIMIT_STR_SCENE", scene)
    assert made.keys() == {"ticket", "url"}
    async with (
        ClientSession() as session,
        session.get(f"{wecom.url}/cgi-bin/showqrcode", params={"ticket": made["ticket"]}) as response,
    ):
        assert response.content_type == "image/png"
        picture = Image.open(io.BytesIO(await response.read()))
    read = [each.text for each in zxingcpp.read_barcodes(picture)]
    assert read == [made["url"]]
    await wecom.customer_actions.scans("王女士", read[0]).done.wait()
    event = account_bot.received[0]
    assert (event.findtext("Event"), event.findtext("EventKey")) == ("SCAN", "device:1")
    assert event.findtext("Ticket") == made["ticket"]


async def test_a_temporary_code_ends(wecom: Emulator, wechat: WeChat):
    made = await create(wechat, "QR_SCENE", {"scene_id": 7}, expire_seconds=120)
    assert made["expire_seconds"] == 120
    wecom.customer_actions.scans("王女士", "7")
    await wecom.advance(timedelta(seconds=120))
    with pytest.raises(NotPossible, match="过期"):
        wecom.customer_actions.scans("王女士", "7")
    assert (await create(wechat, "QR_SCENE", {"scene_id": 7}))["expire_seconds"] == 60


@pytest.mark.parametrize(
    ("action", "scene", "more"),
    [
        ("QR", {"scene_id": 1}, {}),
        ("QR_SCENE", {"scene_id": 0}, {}),
        ("QR_LIMIT_SCENE", {"scene_id": 100_001}, {}),
        ("QR_STR_SCENE", {"scene_str": ""}, {}),
        ("QR_STR_SCENE", {"scene_str": "x" * 65}, {}),
        ("QR_STR_SCENE", {"scene_str": "x"}, {"expire_seconds": 2_592_001}),
    ],
)
async def test_a_wrong_code_is_refused(wechat: WeChat, action: str, scene: dict[str, Any], more: dict[str, Any]):
    assert (await create(wechat, action, scene, **more))["errcode"] == 40053


async def test_so_many_permanent_codes_and_no_more(wechat: WeChat, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("emulator.wechat.api.qr_codes.MOST_PERMANENT", 1)
    assert "ticket" in await create(wechat, "QR_LIMIT_STR_SCENE", {"scene_str": "device:1"})
    assert (await create(wechat, "QR_LIMIT_STR_SCENE", {"scene_str": "device:2"}))["errcode"] == 45009
    assert "ticket" in await create(wechat, "QR_STR_SCENE", {"scene_str": "device:2"})


async def create(wechat: WeChat, action: str, scene: dict[str, Any], **more: Any) -> dict[str, Any]:
    return await wechat.post("qrcode/create", {"action_name": action, "action_info": {"scene": scene}} | more)


CLICK = {"type": "click", "name": "报修", "key": "report"}
VIEW = {"type": "view", "name": "我的报修", "url": "https://example.com"}


async def test_a_menu_is_made_read_and_taken_away(wecom: Emulator, wechat: WeChat):
    buttons = [CLICK, {"name": "更多", "sub_button": [VIEW]}]
    assert (await wechat.post("menu/create", {"button": buttons}))["errcode"] == 0
    assert (await wechat.get("menu/get"))["menu"]["button"] == buttons
    assert wecom.world.wechat.menu == buttons
    assert (await wechat.get("menu/delete"))["errcode"] == 0
    assert (await wechat.get("menu/get"))["errcode"] == 46003


@pytest.mark.parametrize(
    ("buttons", "errcode"),
    [
        ([], 40016),
        ([CLICK] * (menus.MOST + 1), 40016),
        ([{"name": "太长的菜单名"} | {"type": "click", "key": "a"}], 40018),
        ([CLICK | {"type": "dance"}], 40017),
        ([CLICK | {"key": ""}], 40019),
        ([VIEW | {"url": ""}], 40020),
        ([{"name": "更多", "sub_button": [CLICK] * 6}], 40023),
        ([{"name": "更多", "sub_button": [CLICK | {"name": "长" * 21}]}], 40025),
    ],
)
async def test_a_wrong_menu_is_refused(wechat: WeChat, buttons: list[Any], errcode: int):
    assert (await wechat.post("menu/create", {"button": buttons}))["errcode"] == errcode


async def test_what_the_account_may_know_of_a_customer(wecom: Emulator, wechat: WeChat):
    info = await wechat.get("user/info", openid=wechat.openid)
    assert (info["subscribe"], info["nickname"]) == (1, "")
    assert info["subscribe_time"] == pytest.approx(wecom.world.clock.timestamp(), abs=60)
    lin = wecom.world.wechat.customer("林女士").openid
    assert (await wechat.get("user/info", openid=lin))["subscribe"] == 0
    followers = await wechat.get("user/get")
    assert (followers["total"], lin in followers["data"]["openid"]) == (2, False)
    assert (await wechat.get("user/get", next_openid=followers["next_openid"]))["count"] == 0
    ticket = await wechat.get("ticket/getticket", type="jsapi")
    assert (await wechat.get("ticket/getticket", type="jsapi"))["ticket"] == ticket["ticket"]
    assert (await wechat.get("ticket/getticket"))["errcode"] == 40035
