"""Tokens of the official account, and what is wrong with a call, in the order in which WeChat says it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator.server import Emulator
from emulator.switches import Outage
from tests.emulator.api import Api
from tests.emulator.wechat import WeChat

MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("change", "errcode"),
    [
        ({"grant_type": "password"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wx0"}, 40013),
        ({"secret": "no"}, 40125),
    ],
)
async def test_wrong_papers_get_no_token(wechat: WeChat, change: dict[str, Any], errcode: int):
    assert (await wechat.stable_token(**change))["errcode"] == errcode
    assert (await wechat.get_token(**change))["errcode"] == errcode


async def test_the_stable_token_stays_until_five_minutes_before_its_end_and_both_work_then(
    wecom: Emulator, wechat: WeChat
):
    first = wechat.token
    await wecom.advance(114 * MINUTES)
    again = await wechat.stable_token()
    assert (again["access_token"], again["expires_in"]) == (first, pytest.approx(360, abs=2))
    await wecom.advance(2 * MINUTES)
    second = (await wechat.stable_token())["access_token"]
    assert second != first
    assert "errcode" not in await wechat.get("user/info", openid=wechat.openid)
    await wecom.advance(5 * MINUTES)
    assert (await wechat.get("user/info", openid=wechat.openid))["errcode"] == 42001


async def test_a_forced_token_kills_the_one_before_but_not_twice_within_half_a_minute(wecom: Emulator, wechat: WeChat):
    forced = (await wechat.stable_token(force_refresh=True))["access_token"]
    assert (await wechat.get("user/info", openid=wechat.openid))["errcode"] == 40001
    assert (await wechat.stable_token(force_refresh=True))["access_token"] == forced
    await wecom.advance(timedelta(seconds=30))
    assert (await wechat.stable_token(force_refresh=True))["access_token"] != forced


async def test_twenty_forced_tokens_a_day(wecom: Emulator, wechat: WeChat):
    for _ in range(20):
        assert "errcode" not in await wechat.stable_token(force_refresh=True)
        await wecom.advance(timedelta(seconds=30))
    assert (await wechat.stable_token(force_refresh=True))["errcode"] == 45009
    await wecom.advance(timedelta(days=1))
    assert "errcode" not in await wechat.stable_token(force_refresh=True)


async def test_each_ordinary_token_kills_the_one_before_after_five_minutes_and_no_stable_one(
    wecom: Emulator, wechat: WeChat
):
    stable, first = wechat.token, (await wechat.get_token())["access_token"]
    wechat.token = first
    second = (await wechat.get_token())["access_token"]
    assert second != first
    assert "errcode" not in await wechat.get("user/info", openid=wechat.openid)
    await wecom.advance(5 * MINUTES)
    assert (await wechat.get("user/info", openid=wechat.openid))["errcode"] == 40001
    for token in (second, stable):
        wechat.token = token
        assert "errcode" not in await wechat.get("user/info", openid=wechat.openid)


async def test_two_thousand_ordinary_tokens_a_day(wecom: Emulator, wechat: WeChat):
    for _ in range(2000):
        wecom.world.wechat.tokens.fetch(wecom.world.clock.now())
    assert (await wechat.get_token())["errcode"] == 45009


async def test_a_call_is_refused_for_its_token_before_its_body(wecom: Emulator, wechat: WeChat):
    good = wechat.token
    for token, errcode in (("", 41001), ("!", 40014), ("x" * 40, 40001)):
        wechat.token = token
        assert (await wechat.says())["errcode"] == errcode
    wechat.token = good
    wecom.world.wechat.tokens.expire(wecom.world.clock.now())
    assert (await wechat.says())["errcode"] == 42001
    await wechat.log_in()
    wecom.world.wechat.tokens.kill(wecom.world.clock.now())
    assert (await wechat.says())["errcode"] == 40001


async def test_method_address_and_json_must_be_right(wecom: Emulator, wechat: WeChat):
    path, query = "/cgi-bin/message/custom/send", {"access_token": wechat.token}
    assert (await wechat.call("GET", path, params=query))["errcode"] == 43002
    assert (await wechat.call("POST", "/cgi-bin/user/info", params=query))["errcode"] == 43001
    assert (await wechat.call("POST", path, params=query, data="{"))["errcode"] == 47001
    wecom.switches.wechat_ip_not_listed = True
    assert (await wechat.stable_token())["errcode"] == 40164


async def test_a_call_that_was_not_granted_is_refused(wechat: WeChat):
    wechat.account.unauthorised.add("message/template/send")
    assert (await wechat.template())["errcode"] == 48001
    assert (await wechat.says())["errcode"] == 45015


async def test_a_call_that_accounts_of_this_kind_do_not_have_is_refused(wechat: WeChat):
    wechat.account.unsupported.add("message/template/send")
    assert (await wechat.template())["errcode"] == 45109
    assert (await wechat.says())["errcode"] == 45015


async def test_ten_thousand_stable_tokens_a_minute(wecom: Emulator, wechat: WeChat):
    for _ in range(10_000 - 1):  # the fixture has asked for one
        wecom.world.wechat.tokens.stable(wecom.world.clock.now(), force=False)
    assert (await wechat.stable_token())["errcode"] == 45009
    await wecom.advance(MINUTES)
    assert "errcode" not in await wechat.stable_token()


async def test_the_account_and_the_corp_have_tokens_media_and_outages_of_their_own(
    wecom: Emulator, wechat: WeChat, api: Api
):
    refused = await api.get("media/get", media_id="x")
    assert refused["errmsg"].startswith("invalid media_id, hint")
    assert (await wechat.get("media/get", media_id="x"))["errmsg"].startswith("invalid media_id rid")
    api.token = wechat.token
    assert (await api.get("department/list"))["errcode"] == 40014
    wecom.switches.wechat_outage = Outage.BUSY
    assert (await wechat.stable_token())["errcode"] == -1
    await api.log_in()
    assert (await api.get("department/list"))["errcode"] == 0
