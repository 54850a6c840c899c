"""A group's robot: whoever knows its address may have it speak. It needs neither our app nor its token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from aiohttp import ClientSession, ClientTimeout

from bot.channels.api import translated
from bot.channels.errors import BUSY, TOO_OFTEN, ChannelRejected, ChannelUnavailable
from bot.channels.shorten import shorten_bytes
from bot.config import Secret
from bot.wecom.message import MAX_BYTES

TIMEOUT = ClientTimeout(total=10)
BREATH = timedelta(minutes=1)
"""Twenty messages a minute is what a robot may say."""


async def speak(session: ClientSession, webhook: Secret, text: str) -> None:
    """Raises `ChannelUnavailable` or `ChannelRejected`, in words that do not have the address: its key is in there."""
    message = {"msgtype": "text", "text": {"content": shorten_bytes(text, MAX_BYTES)}}
    with translated():
        async with session.post(webhook.reveal(), json=message, timeout=TIMEOUT) as response:
            errcode = _errcode_in(await response.read())
    if errcode == 0:
        return
    if errcode in (TOO_OFTEN, BUSY, None):
        raise ChannelUnavailable(errcode, "the group's robot cannot speak now", retry_after=BREATH)
    raise ChannelRejected(errcode, "the group's robot was refused")


def _errcode_in(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body, type=dict[str, Any]).get("errcode")
    except ValueError:
        raise ChannelUnavailable(None, "not in WeCom's words", maybe_delivered=True) from None
