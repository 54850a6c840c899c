"""SMS by any gateway that takes our signed JSON: `{"phone", "text", "sign"}` in, `{"ok": true, "id"}` out.

The signature is over time, nonce and the body as sent, so nobody on the way can change a message or send it again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import ClientSession, ClientTimeout

from bot.channels.api import translated
from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelUnavailable
from bot.channels.facts import Facts
from bot.channels.shut import Shut, WayShut
from bot.config import Sms, SmsTemplate
from bot.sms.sender import text_of

TIMEOUT = ClientTimeout(total=15, connect=5)
BREATH = timedelta(minutes=1)
UNTIL_MENDED = timedelta(minutes=10)


class Gateway:
    """`clock` gives the time, aware UTC."""

    def __init__(self, session: ClientSession, settings: Sms, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._settings = settings
        self._clock = clock

    async def send(self, phone: str, template: SmsTemplate, facts: Facts) -> str:
        order = {"phone": phone, "text": text_of(template, facts), "sign": self._settings.sign}
        body = msgspec.json.encode(order)
        headers = self._signed(body) | {"Content-Type": "application/json"}
        with translated():
            async with self._session.post(
                self._settings.url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                return _id_in(response.status, await response.read())

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp, nonce = str(int(self._clock().timestamp())), secrets.token_hex(16)
        return {
            "X-Timestamp": timestamp,
            "X-Nonce": nonce,
            "X-Signature": signature(self._settings.secret.reveal(), timestamp, nonce, body),
        }


def signature(secret: str, timestamp: str, nonce: str, body: bytes) -> str:
    signed = f"{timestamp}\n{nonce}\n".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _id_in(status: int, body: bytes) -> str:
    try:
        answer = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError:
        raise ChannelUnavailable(None, f"HTTP {status}, and no JSON", maybe_delivered=True) from None
    if answer.get("ok") is not True:
        raise _refusal(status, answer)
    return str(answer.get("id", ""))


def _refusal(status: int, answer: dict[str, Any]) -> ChannelError:
    why = f"{answer.get('code')}: {answer.get('message')}"[:200]
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ChannelUnavailable(status, why, retry_after=BREATH)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return ChannelMisconfigured(status, why, retry_after=UNTIL_MENDED)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ChannelUnavailable(status, why)
    if answer.get("ok") is not False:  # somebody else answers there, and says nothing of the number
        return ChannelUnavailable(None, f"HTTP {status}, and not in the gateway's words", maybe_delivered=True)
    return WayShut(Shut.NUMBER, status, why)
