"""WeChat's API as one official account sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.api import Answer, Service, TokenRequest
from bot.channels.errors import ChannelError
from bot.wechat.errcodes import error_for

OFFICIAL = "https://api.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class Account:
    """A verified service account (服务号), as its console names its parts."""

    app_id: str
    secret: str = field(repr=False)
    base_url: str = OFFICIAL


def service(account: Account) -> Service:
    """The stable token: asking for another one leaves the one in use alive, and anybody else's too."""
    body = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.secret}
    return Service("WeChat", account.base_url, TokenRequest("/cgi-bin/stable_token", body=body), _error_in)


def _error_in(errcode: int, errmsg: str, _: Answer) -> ChannelError:
    return error_for(errcode, errmsg)
