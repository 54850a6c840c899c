r"""A gateway for text messages, with the smallest contract that can be trusted. Not WeChat's: any provider's stand-in.

`POST /sms/send`, JSON: `{"phone": "13800001111", "text": "…", "sign": "安居物业"}`. Headers:

* `X-Timestamp`: Unix seconds, at most five minutes off
* `X-Nonce`: never used before
* `X-Signature`: hex HMAC-SHA256 of `<timestamp>\n<nonce>\n<raw body>` with the shared secret

Answers `{"ok": true, "id": "…"}`, or with HTTP 4xx/5xx `{"ok": false, "code": "…", "message": "…"}`: 400 `bad_request`,
401 `bad_signature` `stale` `replayed`, 429 `too_often`, 503 `unavailable`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Annotated

import msgspec
from aiohttp import web

from emulator.stores.limits import HOUR, MINUTE, Limiter, Rate
from emulator.wire import Channel, Direction, WireRecord
from emulator.world import World

OFF_BY = timedelta(minutes=5)
PHONE_RATES = (Rate(5, MINUTE), Rate(20, HOUR))


class Order(msgspec.Struct, forbid_unknown_fields=True):
    phone: Annotated[str, msgspec.Meta(pattern=r"^(\+86)?1\d{10}$")]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    sign: Annotated[str, msgspec.Meta(min_length=2, max_length=16)]


@dataclass(frozen=True, kw_only=True)
class TextMessage:
    """`reached` is False where no phone has that number."""

    id: str
    at: datetime
    phone: str
    text: str
    sign: str
    reached: bool


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class SmsGateway:
    """`sent`: everything that was accepted, oldest first. `blacklist`: numbers that get nothing."""

    def __init__(self, world: World, secret: str) -> None:
        self._world = world
        self.secret = secret
        self.sent: list[TextMessage] = []
        self.blacklist: set[str] = set()
        self._nonces: set[str] = set()
        self._limit = Limiter(PHONE_RATES)

    async def handle(self, request: web.Request) -> web.Response:
        started, body = perf_counter(), await request.read()
        try:
            status, answer = 200, {"ok": True, "id": self._accept(request.headers, body).id}
        except Refused as refused:
            status, answer = refused.status, {"ok": False, "code": refused.code, "message": refused.message}
        text = json.dumps(answer, ensure_ascii=False)
        self._log(body, text, status, perf_counter() - started)
        if self._world.switches.sms_answers_lost and request.transport is not None:
            request.transport.abort()
        return web.Response(text=text, status=status, content_type="application/json", charset="utf-8")

    def _accept(self, headers: Mapping[str, str], body: bytes) -> TextMessage:
        if self._world.switches.sms_down:
            raise Refused(503, "unavailable", "gateway is down")
        self._check_signature(headers, body)
        try:
            order = msgspec.json.decode(body, type=Order)
        except msgspec.MsgspecError as wrong:
            raise Refused(400, "bad_request", str(wrong)) from None
        phone = order.phone.removeprefix("+86")
        if phone in self.blacklist:
            raise Refused(422, "blacklisted", "this number wants no messages")
        if not self._limit.admit(phone, self._world.clock.now()):
            raise Refused(429, "too_often", "too many messages to this number")
        return self._deliver(phone, order)

    def _check_signature(self, headers: Mapping[str, str], body: bytes) -> None:
        timestamp, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
        wanted = signature(self.secret, timestamp, nonce, body)
        if not nonce or not hmac.compare_digest(wanted.encode(), headers.get("X-Signature", "").encode()):
            raise Refused(401, "bad_signature", "signature does not match")
        now = self._world.clock.timestamp()
        if not timestamp.isdecimal() or abs(now - int(timestamp)) > OFF_BY.total_seconds():
            raise Refused(401, "stale", "timestamp is too far off")
        if nonce in self._nonces:
            raise Refused(401, "replayed", "nonce was used before")
        self._nonces.add(nonce)

    def _deliver(self, phone: str, order: Order) -> TextMessage:
        owner = self._world.wechat.owner_of(phone)
        message = TextMessage(
            id=secrets.token_hex(8),
            at=self._world.clock.now(),
            phone=phone,
            text=order.text,
            sign=order.sign,
            reached=owner is not None,
        )
        self.sent.append(message)
        if owner is not None:
            self._world.wechat.shows(owner.openid, "sms", {"sign": order.sign, "text": order.text}, msgid=message.id)
        return message

    def _log(self, body: bytes, answer: str, status: int, seconds: float) -> None:
        self._world.log(
            WireRecord(
                number=self._world.next_wire_number(),
                at=self._world.clock.now(),
                direction=Direction.API,
                method="POST",
                path="/sms/send",
                request=body.decode(errors="replace"),
                response=answer,
                status=status,
                duration=timedelta(seconds=seconds),
                channel=Channel.SMS,
            )
        )


def signature(secret: str, timestamp: str, nonce: str, body: bytes) -> str:
    text = f"{timestamp}\n{nonce}\n".encode() + body
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
