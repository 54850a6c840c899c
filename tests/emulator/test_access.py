"""gettoken, and what every call checks before it does anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import ClientError, ClientSession

from emulator.corp import App
from emulator.server import Emulator
from emulator.switches import Outage
from tests.emulator.api import Api


@pytest.mark.parametrize(
    ("query", "errcode"),
    [
        ({}, 41002),
        ({"corpid": "ww0123456789abcdef"}, 41004),
        ({"corpid": "ww0123456789abcdef", "corpsecret": ""}, 41004),
        ({"corpid": "somebody", "corpsecret": "demo-secret-of-the-emulator"}, 40013),
        ({"corpid": "ww0123456789abcdef", "corpsecret": "guess"}, 40001),
    ],
)
async def test_a_token_is_given_for_the_right_corp_and_secret_only(api: Api, query: dict[str, str], errcode: int):
    assert (await api.get("gettoken", **query))["errcode"] == errcode


async def test_the_token_stays_the_same_while_it_is_good(wecom: Emulator, api: Api):
    corp, app = wecom.world.corp.corp_id, wecom.world.app
    first = await api.get_token(corp, app.secret)
    wecom.world.clock.advance(timedelta(hours=1))
    again = await api.get_token(corp, app.secret)
    assert again["access_token"] == first["access_token"]
    assert first["expires_in"] in (7199, 7200)
    assert again["expires_in"] in (3599, 3600)
    wecom.world.clock.advance(timedelta(hours=1, seconds=1))
    assert (await api.get_token(corp, app.secret))["access_token"] != first["access_token"]


async def test_a_disabled_app_gets_no_token(wecom: Emulator, api: Api):
    wecom.world.app.enabled = False
    assert (await api.get_token(wecom.world.corp.corp_id, wecom.world.app.secret))["errcode"] == 50003


async def test_guessing_secrets_bans_the_address_for_an_hour(wecom: Emulator, api: Api):
    corp, secret = wecom.world.corp.corp_id, wecom.world.app.secret
    guesses = [(await api.get_token(corp, f"guess {number}"))["errcode"] for number in range(6)]
    assert guesses == [40001] * 5 + [45009]
    assert (await api.get_token(corp, secret))["errcode"] == 45009
    wecom.world.clock.advance(timedelta(hours=1))
    assert (await api.get_token(corp, secret))["errcode"] == 0


async def test_a_call_needs_a_living_token_in_the_query(wecom: Emulator, api: Api):
    api.token = ""
    assert (await api.post("message/send", {"access_token": "in the body"}))["errcode"] == 41001
    api.token = "made up"
    assert (await api.send())["errcode"] == 40014
    await api.log_in()
    assert (await api.send())["errcode"] == 0
    wecom.world.clock.advance(timedelta(hours=2))
    assert (await api.send())["errcode"] == 42001


async def test_tokens_can_be_made_to_die_or_to_expire_early(wecom: Emulator, api: Api):
    wecom.world.tokens.expire(wecom.world.clock.now())
    assert (await api.send())["errcode"] == 42001
    await api.log_in()
    wecom.world.tokens.kill()
    assert (await api.send())["errcode"] == 40014
    await api.log_in()
    assert (await api.send())["errcode"] == 0


async def test_a_token_is_good_for_its_own_app_only(wecom: Emulator, api: Api):
    other = App(agent_id=1000003, secret="another")
    wecom.world.corp.apps.append(other)
    await api.log_in(other)
    assert (await api.send())["errcode"] == 301002


@pytest.mark.parametrize(("agent_id", "errcode"), [(None, 41011), ("", 41011), ("mine", 40056), (7, 301002)])
async def test_the_agentid_must_be_there_and_be_a_number(api: Api, agent_id: object, errcode: int):
    assert (await api.send(agentid=agent_id))["errcode"] == errcode


async def test_a_post_api_refuses_get_and_what_is_no_json_object(wecom: Emulator, api: Api):
    assert (await api.get("message/send"))["errcode"] == 40058
    for body in ("{", "[]", "null"):
        answer = await api.request("POST", "message/send", params={"access_token": api.token}, data=body)
        assert answer["errcode"] == 40058
        assert "wrong json format" in answer["errmsg"]
    assert wecom.world.conversation("lijing") == []


async def test_the_body_is_json_whatever_its_content_type_says(wecom: Emulator, api: Api):
    body = '{"touser":"lijing","msgtype":"text","agentid":1000002,"text":{"content":"好"},"safe":0,"new_field":1}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = await api.request(
            "POST",
            "message/send",
            params={"access_token": api.token},
            data=body.encode(),
            headers={"Content-Type": kind},
        )
        assert answer["errcode"] == 0
    assert len(wecom.world.conversation("lijing")) == 2


async def test_an_untrusted_address_gets_nothing_at_all(wecom: Emulator, api: Api):
    wecom.switches.ip_not_trusted = True
    assert (await api.send())["errcode"] == 60020
    assert (await api.get_token(wecom.world.corp.corp_id, wecom.world.app.secret))["errcode"] == 60020


async def test_one_api_may_be_called_ten_thousand_times_a_minute(wecom: Emulator, api: Api):
    now = wecom.world.clock.now()
    assert all(wecom.world.call_limit.admit("user/get", now) for _ in range(10_000))
    assert (await api.get("user/get", userid="lijing"))["errcode"] == 45009
    assert (await api.get("department/list"))["errcode"] == 0
    wecom.world.clock.advance(timedelta(minutes=1))
    assert (await api.get("user/get", userid="lijing"))["errcode"] == 0


async def test_every_refusal_says_which_address_asked_and_where_to_read_more(api: Api):
    api.token = "made up"
    answer = await api.send()
    assert "from ip: 127.0.0.1" in answer["errmsg"]
    assert answer["errmsg"].endswith("https://open.work.weixin.qq.com/devtool/query?e=40014")


@pytest.mark.parametrize("outage", [Outage.CLOSED, Outage.ANSWER_LOST])
async def test_in_an_outage_the_connection_may_be_closed_without_an_answer(wecom: Emulator, api: Api, outage: Outage):
    wecom.world.set_switch("outage", outage)
    with pytest.raises(ClientError):
        await api.send()
    carried_out = len(wecom.world.conversation("lijing"))
    assert carried_out == (1 if outage is Outage.ANSWER_LOST else 0)
    assert wecom.log[-1].status == 0
    wecom.world.set_switch("outage", "none")
    assert (await api.send())["errcode"] == 0


async def test_in_an_outage_wecom_may_be_unavailable_or_busy(wecom: Emulator, api: Api):
    wecom.world.set_switch("outage", "busy")
    assert (await api.send())["errcode"] == -1
    wecom.world.set_switch("outage", "503")
    async with ClientSession() as session, session.get(f"{wecom.url}/cgi-bin/gettoken") as response:
        assert response.status == 503
    assert wecom.world.conversation("lijing") == []


async def test_a_slow_answer_still_comes(wecom: Emulator, api: Api):
    wecom.world.set_switch("slow_answers", "0.05")
    assert (await api.send())["errcode"] == 0
    assert wecom.log[-1].duration >= timedelta(seconds=0.05)


def test_switches_take_text_and_refuse_what_does_not_fit():
    world = Emulator().world
    world.set_switch("lose_callbacks", "true")
    world.set_switch("duplicate_callbacks", "2")
    assert world.switches.lose_callbacks is True
    assert world.switches.duplicate_callbacks == 2
    world.set_switch("lose_callbacks", "false")
    assert world.switches.lose_callbacks is False
    with pytest.raises(KeyError):
        world.set_switch("explode", "1")
    with pytest.raises(ValueError, match="often"):
        world.set_switch("duplicate_callbacks", "often")


async def test_the_wire_log_shows_calls_without_giving_away_the_token(wecom: Emulator, api: Api):
    await api.send(body={"content": "收到"})
    record = wecom.log[-1]
    assert (record.method, record.path, record.status, record.errcode) == ("POST", "/cgi-bin/message/send", 200, 0)
    assert '"msgid"' in record.response
    assert "touser" in record.request
    assert api.token not in str(record)
