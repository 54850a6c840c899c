"""The gateway for text messages."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession

from emulator.server import Emulator
from emulator.sms import signature
from emulator.transcript import transcript

Send = Callable[..., Awaitable[tuple[int, dict[str, Any]]]]
SECRET = "demo-secret-of-the-sms-gateway"


@pytest.fixture
async def send(wecom: Emulator) -> AsyncIterator[Send]:
    numbers = iter(range(100))

    async def post(body: Any = None, **changes: str) -> tuple[int, dict[str, Any]]:
        order = {"phone": "13800001111", "text": "验证码 4711", "sign": "安居物业"} if body is None else body
        raw = json.dumps(order).encode()
        timestamp, nonce = str(wecom.world.clock.timestamp()), f"n{next(numbers)}"
        headers = {"X-Timestamp": timestamp, "X-Nonce": nonce} | changes
        signed = signature(SECRET, headers["X-Timestamp"], headers["X-Nonce"], raw)
        headers = {"X-Signature": signed} | headers
        async with session.post(f"{wecom.url}/sms/send", data=raw, headers=headers) as response:
            return response.status, await response.json()

    async with ClientSession() as session:
        yield post


async def test_a_message_arrives_on_the_phone_with_that_number(wecom: Emulator, send: Send):
    status, answer = await send()
    assert (status, answer["ok"]) == (200, True)
    phone = wecom.world.wechat.conversation(wecom.world.wechat.customer("王女士").openid)
    assert transcript(phone) == "  < 【安居物业】验证码 4711"
    assert wecom.sms.sent[0].id == answer["id"]


async def test_a_number_that_nobody_has_is_accepted_and_reaches_nobody(wecom: Emulator, send: Send):
    assert (await send({"phone": "+8613812345678", "text": "您好", "sign": "安居物业"}))[0] == 200
    assert [(each.phone, each.reached) for each in wecom.sms.sent] == [("13812345678", False)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"X-Signature": "0" * 64}, "bad_signature"),
        ({"X-Timestamp": "1700000000"}, "stale"),
        ({"X-Nonce": ""}, "bad_signature"),
    ],
)
async def test_what_is_not_signed_rightly_is_refused(send: Send, changes: dict[str, str], code: str):
    status, answer = await send(**changes)
    assert (status, answer["ok"], answer["code"]) == (401, False, code)


async def test_a_nonce_is_good_once(send: Send):
    assert (await send(**{"X-Nonce": "same"}))[0] == 200
    assert (await send(**{"X-Nonce": "same"}))[1]["code"] == "replayed"


@pytest.mark.parametrize(
    "change", [{"phone": "110"}, {"text": ""}, {"text": "长" * 501}, {"sign": ""}, {"template": "1"}]
)
async def test_a_wrong_order_is_refused(send: Send, change: dict[str, str]):
    status, answer = await send({"phone": "13800001111", "text": "您好", "sign": "安居物业"} | change)
    assert (status, answer["code"]) == (400, "bad_request")


async def test_five_messages_a_minute_to_one_number(send: Send):
    assert [(await send())[0] for _ in range(6)] == [200] * 5 + [429]


async def test_a_gateway_that_is_down(wecom: Emulator, send: Send):
    wecom.switches.sms_down = True
    status, answer = await send()
    assert (status, answer["code"]) == (503, "unavailable")
