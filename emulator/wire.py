"""The log of everything that crossed the wire, decrypted: an integrator learns the protocol from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Direction(StrEnum):
    CALLBACK = "callback"  # to the bot
    API = "api"  # from the bot


class Channel(StrEnum):
    """Whose server the bot talks to."""

    WECOM = "wecom"
    WECHAT = "wechat"
    SMS = "sms"


@dataclass(kw_only=True)
class WireRecord:
    """`request` and `response` are decrypted: XML for callbacks, JSON for calls (multipart and binary in words).

    `status` is HTTP's, 0 when no answer came; `errcode` is WeCom's for a call, None otherwise. `note` says in Chinese
    what is remarkable: the number of the try, a time-out, a refused reply.
    """

    number: int
    at: datetime
    direction: Direction
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    request: str = ""
    response: str = ""
    status: int = 0
    errcode: int | None = None
    duration: timedelta = timedelta()
    note: str = ""
    userid: str = ""
    channel: Channel = Channel.WECOM
