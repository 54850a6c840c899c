"""WeCom's API as one app sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from bot.channels.api import Answer, Service, TokenRequest
from bot.channels.errors import ChannelError, ChannelUnavailable
from bot.wecom.errcodes import error_for

T = TypeVar("T")

OFFICIAL = "https://qyapi.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class App:
    """A self-built app of a company, as the admin console names its parts."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    base_url: str = OFFICIAL


def service(app: App) -> Service:
    token = TokenRequest("/cgi-bin/gettoken", {"corpid": app.corp_id, "corpsecret": app.secret})
    return Service("WeCom", app.base_url, token, _error_in)


def members(listed: Any) -> tuple[str, ...]:
    """Userids in lower case, from `a|b` or from a list: WeCom writes either."""
    found = listed.split("|") if isinstance(listed, str) else listed or ()
    return tuple(str(userid).lower() for userid in found if userid)


def converted(value: Any, wanted: type[T]) -> T:
    """Part of an answer, with what was not asked for left out."""
    try:
        return msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise ChannelUnavailable(None, f"not in WeCom's words: {error}") from None


def _error_in(errcode: int, errmsg: str, answer: Answer) -> ChannelError:
    return error_for(errcode, errmsg, invalid=members(answer.get("invaliduser")))
