from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.channels import api
from bot.channels.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.token import MemoryTokenStore
from bot.wecom import message
from bot.wecom.api import App
from bot.wecom.client import Sent, WecomClient
from tests.wecom.tiny_wecom import SECRET, Call, Clock, TinyWecom

HELLO = message.text("zhangsan", "你好")


async def test_a_message_carries_the_app_and_asks_for_the_duplicate_check(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": 0, "errmsg": "ok", "msgid": "m-1", "response_code": "rc", "new": [1]})
    assert await client.send(HELLO) == Sent(msgid="m-1", response_code="rc")
    [call] = wecom.calls_of("message/send")
    assert call.query == {"access_token": "token-1"}
    assert call.headers["Content-Type"] == "application/json"
    assert call.json == {
        **HELLO,
        "agentid": 1000002,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 1800,
    }


async def test_chinese_is_not_escaped(client: WecomClient, wecom: TinyWecom):
    await client.send(HELLO)
    assert "你好".encode() in wecom.calls_of("message/send")[0].body


async def test_the_same_message_is_the_same_bytes_in_whatever_order_it_was_stored(
    client: WecomClient, wecom: TinyWecom
):
    await client.send(HELLO)
    await client.send(dict(reversed(HELLO.items())))
    first, second = wecom.calls_of("message/send")
    assert first.body == second.body


async def test_members_who_were_not_reached_are_told(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": 0, "invaliduser": "Li|wang", "unlicenseduser": "zhao", "msgid": "m"})
    assert (await client.send(HELLO)).invalid == ("li", "wang", "zhao")


async def test_an_answer_without_errcode_is_a_success(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"msgid": "m"})
    assert await client.send(HELLO) == Sent(msgid="m", response_code=None)


async def test_nobody_reached_is_a_rejection_that_names_them(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": 81013, "errmsg": "all invalid", "invaliduser": "ZhangSan"})
    with pytest.raises(ChannelRejected) as error:
        await client.send(HELLO)
    assert (error.value.errcode, error.value.invalid) == (81013, ("zhangsan",))


async def test_nobody_reached_names_those_addressed_where_wecom_does_not(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": 81013, "errmsg": "all invalid"})
    with pytest.raises(ChannelRejected) as error:
        await client.send(message.text("Li|wang", "你好"))
    assert error.value.invalid == ("li", "wang")


@pytest.mark.parametrize("errcode", [60140, 40008, 42014, 45002, 123456])
async def test_most_errors_are_final(client: WecomClient, wecom: TinyWecom, errcode: int):
    wecom.says("message/send", {"errcode": errcode, "errmsg": "no"})
    with pytest.raises(ChannelRejected, match=rf"no \({errcode}\)") as error:
        await client.send(HELLO)
    assert not isinstance(error.value, ChannelMisconfigured)
    assert len(wecom.calls_of("message/send")) == 1


@pytest.mark.parametrize(("errcode", "minutes"), [(60020, 1), (40001, 10), (301002, 10), (43012, 10), (50003, 10)])
async def test_some_wait_for_the_operator(client: WecomClient, wecom: TinyWecom, errcode: int, minutes: int):
    wecom.says("message/send", {"errcode": errcode, "errmsg": "not allow to access from your ip"})
    with pytest.raises(ChannelMisconfigured) as error:
        await client.send(HELLO)
    assert error.value.retry_after.total_seconds() == minutes * 60
    assert (len(wecom.calls_of("message/send")), wecom.issued) == (1, 1)


@pytest.mark.parametrize(("errcode", "seconds"), [(45009, 60), (45033, 5), (6000, 5)])
async def test_some_pass_by_themselves(client: WecomClient, wecom: TinyWecom, errcode: int, seconds: int):
    wecom.says("message/send", {"errcode": errcode, "errmsg": "too often"})
    with pytest.raises(ChannelUnavailable) as error:
        await client.send(HELLO)
    assert error.value.retry_after is not None
    assert error.value.retry_after.total_seconds() == seconds
    assert not error.value.maybe_delivered
    assert len(wecom.calls_of("message/send")) == 1


async def test_a_busy_server_is_asked_three_times(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": -1, "errmsg": "system busy"})
    with pytest.raises(ChannelUnavailable) as error:
        await client.send(HELLO)
    assert (error.value.errcode, error.value.maybe_delivered) == (-1, False)
    assert len(wecom.calls_of("message/send")) == 3


async def test_a_busy_server_may_answer_the_next_time(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": -1}, {"errcode": -1}, {"errcode": 0, "msgid": "m"})
    assert (await client.send(HELLO)).msgid == "m"
    assert len({call.body for call in wecom.calls_of("message/send")}) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, b"<html>Bad Gateway</html>"),
        (500, b"{}"),
        (302, b""),
        (200, b""),
        (200, b"[]"),
        (200, b'"ok"'),
        (200, b'{"errcode": "many"}'),
        (200, b"\xff\xfe"),
    ],
)
async def test_an_answer_that_is_not_wecoms_leaves_it_open_whether_the_message_arrived(
    client: WecomClient, wecom: TinyWecom, status: int, body: bytes
):
    wecom.says("message/send", web.Response(status=status, body=body, headers={"Location": "/cgi-bin/gettoken"}))
    with pytest.raises(ChannelUnavailable) as error:
        await client.send(HELLO)
    assert error.value.maybe_delivered
    assert wecom.issued == 1


async def never_answer(_: Call) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_connection_lost_after_sending_leaves_it_open(
    client: WecomClient, wecom: TinyWecom, monkeypatch: pytest.MonkeyPatch
):
    wecom.says("message/send", never_answer)
    monkeypatch.setattr(api, "TIMEOUT", aiohttp.ClientTimeout(total=0.1))
    with pytest.raises(ChannelUnavailable, match="no answer") as error:
        await client.send(HELLO)
    assert error.value.maybe_delivered


async def test_nobody_listening_means_not_delivered(session: aiohttp.ClientSession, clock: Clock):
    app = App("ww1", 1, SECRET, f"http://127.0.0.1:{unused_port()}")
    with pytest.raises(ChannelUnavailable, match="no connection") as error:
        await WecomClient(session, app, MemoryTokenStore(clock), clock).send(HELLO)
    assert not error.value.maybe_delivered


async def test_a_token_that_could_not_be_fetched_means_not_delivered(
    client: WecomClient, wecom: TinyWecom, monkeypatch: pytest.MonkeyPatch
):
    wecom.says("gettoken", never_answer)
    monkeypatch.setattr(api, "TIMEOUT", aiohttp.ClientTimeout(total=0.1))
    with pytest.raises(ChannelUnavailable) as error:
        await client.send(HELLO)
    assert not error.value.maybe_delivered


async def test_one_connection_serves_many_calls(client: WecomClient, wecom: TinyWecom):
    ports = set()

    async def note_port(call: Call) -> dict[str, object]:
        ports.add(call.peer)
        return {"errcode": 0}

    wecom.says("message/send", note_port)
    for _ in range(5):
        await client.send(HELLO)
    assert len(ports) == 1


async def test_neither_secret_nor_token_nor_code_is_told_to_anybody(client: WecomClient, wecom: TinyWecom):
    async def tell_all(call: Call) -> dict[str, object]:
        return {"errcode": 40001, "errmsg": f"cannot use {call.query}"}

    wecom.says("auth/getuserinfo", tell_all)
    with pytest.raises(ChannelMisconfigured) as error:
        await client.user_info("one-time-code")
    assert "one-time-code" not in repr(error.value)
    assert "token-1" not in repr(error.value)
    wecom.says("gettoken", tell_all)
    wecom.kill_tokens()
    with pytest.raises(ChannelMisconfigured) as error:
        await client.send(HELLO)
    assert SECRET not in repr(error.value) + repr(App("ww1", 1, SECRET)) + repr(vars(client))


async def test_a_card_is_updated_for_those_named(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/update_template_card", {"errcode": 0, "errmsg": "ok", "invaliduser": ["Li"]})
    assert await client.update_card("rc", ["li", "wang"], {"card_type": "text_notice"}) == ("li",)
    assert wecom.calls_of("message/update_template_card")[0].json == {
        "agentid": 1000002,
        "response_code": "rc",
        "userids": ["li", "wang"],
        "template_card": {"card_type": "text_notice"},
    }


async def test_a_button_is_greyed_for_everybody(client: WecomClient, wecom: TinyWecom):
    assert await client.update_card("rc", None, "已被 王五 接单") == ()
    assert wecom.calls_of("message/update_template_card")[0].json == {
        "agentid": 1000002,
        "response_code": "rc",
        "atall": 1,
        "button": {"replace_name": "已被 王五 接单"},
    }


async def test_a_spent_response_code_is_a_rejection(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/update_template_card", {"errcode": 60140, "errmsg": "invalid response_code"})
    with pytest.raises(ChannelRejected) as error:
        await client.update_card("rc", ["li"], "已关闭")
    assert error.value.errcode == 60140
