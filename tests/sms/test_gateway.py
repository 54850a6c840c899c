from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelUnavailable
from bot.channels.facts import Fact, Facts
from bot.channels.shut import Shut, WayShut
from bot.config import Secret, Sms, SmsTemplate
from bot.sms.gateway import Gateway
from bot.sms.setup import sender_for
from bot.sms.tencent import TencentSms

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
CLAIMED = SmsTemplate(text="报修 {number} 已接单，{arrival} 到。{note}{link}")
FACTS: Facts = {Fact.NUMBER: "1122-7", Fact.ARRIVAL: NOW, Fact.LINK: "https://a/t/x"}


class Provider:
    """Answers what it is told to, and keeps what it was sent."""

    def __init__(self) -> None:
        self.status, self.answer = 200, '{"ok": true, "id": "s-1"}'
        self.requests: list[tuple[dict[str, str], bytes]] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/sms/send", self._send)
        return app

    async def _send(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status, text=self.answer)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
async def gateway(provider: Provider) -> AsyncIterator[Gateway]:
    async with TestServer(provider.app()) as server, ClientSession() as session:
        settings = Sms(sign="安居物业", secret=Secret("shared"), url=str(server.make_url("/sms/send")))
        yield Gateway(session, settings, lambda: NOW)


async def refused(gateway: Gateway) -> ChannelError:
    with pytest.raises(ChannelError) as error:
        await gateway.send("13800001111", CLAIMED, FACTS)
    return error.value


async def test_a_message_is_signed_as_it_is_sent(provider: Provider, gateway: Gateway):
    assert await gateway.send("13800001111", CLAIMED, FACTS) == "s-1"
    [(headers, body)] = provider.requests
    assert json.loads(body) == {
        "phone": "13800001111",
        "text": "报修 1122-7 已接单，11月20日 09:00 到。https://a/t/x",
        "sign": "安居物业",
    }
    assert headers["X-Timestamp"] == str(int(NOW.timestamp()))
    signed = f"{headers['X-Timestamp']}\n{headers['X-Nonce']}\n".encode() + body
    assert headers["X-Signature"] == hmac.new(b"shared", signed, hashlib.sha256).hexdigest()


async def test_no_nonce_comes_twice(provider: Provider, gateway: Gateway):
    for _ in range(2):
        await gateway.send("13800001111", CLAIMED, FACTS)
    assert len({headers["X-Nonce"] for headers, _ in provider.requests}) == 2


@pytest.mark.parametrize(
    ("status", "kind", "more"),
    [
        (429, ChannelUnavailable, {"retry_after": timedelta(minutes=1), "maybe_delivered": False}),
        (503, ChannelUnavailable, {"maybe_delivered": False}),
        (401, ChannelMisconfigured, {"retry_after": timedelta(minutes=10)}),
        (403, ChannelMisconfigured, {}),
        (400, WayShut, {"shut": Shut.NUMBER}),
        (200, WayShut, {}),
    ],
)
async def test_a_refusal_says_what_to_do(
    provider: Provider, gateway: Gateway, status: int, kind: type, more: dict[str, Any]
):
    provider.status, provider.answer = status, '{"ok": false, "code": "x", "message": "why"}'
    error = await refused(gateway)
    assert type(error) is kind
    assert {name: getattr(error, name) for name in more} == more
    assert error.errmsg == "x: why"


@pytest.mark.parametrize(
    ("status", "answer"), [(200, "<html>"), (200, "[]"), (200, ""), (200, "{}"), (404, '{"detail": "Not Found"}')]
)
async def test_what_is_not_understood_may_have_been_sent_and_says_nothing_of_the_number(
    provider: Provider, gateway: Gateway, status: int, answer: str
):
    provider.status, provider.answer = status, answer
    error = await refused(gateway)
    assert isinstance(error, ChannelUnavailable)
    assert error.maybe_delivered


async def test_who_cannot_be_reached_has_not_got_it():
    settings = Sms(sign="安居", secret=Secret("s"), url="http://127.0.0.1:9")
    async with ClientSession() as session:
        error = await refused(Gateway(session, settings, lambda: NOW))
    assert isinstance(error, ChannelUnavailable)
    assert not error.maybe_delivered


async def test_the_settings_say_who_sends():
    async with ClientSession() as session:
        http = Sms(sign="安居", secret=Secret("s"), url="https://sms.example.com")
        cloud = Sms(sign="安居", secret=Secret("s"), provider="tencent", secret_id="i", app_id="1")
        kinds = [type(sender_for(session, each, lambda: NOW)) for each in (http, cloud)]
    assert kinds == [Gateway, TencentSms]
