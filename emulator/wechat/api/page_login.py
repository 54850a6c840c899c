"""What a page does with the code of `connect/oauth2/authorize`: `sns/oauth2/access_token` and what follows it."""

from __future__ import annotations

import secrets
from typing import Any

from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError

Answer = dict[str, Any]


def get_access_token(call: Call) -> Answer:
    account, query = call.official.account, call.query
    if query.get("appid") != account.appid:
        raise WeChatError(40013)
    if query.get("secret") != account.secret:
        raise WeChatError(40125)
    if query.get("grant_type") != "authorization_code":
        raise WeChatError(40002)
    return _tokens(call, _openid_of_code(call))


def refresh(call: Call) -> Answer:
    openid = call.official.refresh_tokens.get(call.query.get("refresh_token", ""))
    if call.query.get("appid") != call.official.account.appid:
        raise WeChatError(40013)
    if openid is None:
        raise WeChatError(40030)
    return _tokens(call, openid)


def _openid_of_code(call: Call) -> str:
    if not call.query.get("code"):
        raise WeChatError(41008)
    code = call.official.logins.find(call.query["code"])
    if code is None:
        raise WeChatError(40029)
    if code.used:
        raise WeChatError(40163)
    if code.expired_at(call.now):
        raise WeChatError(42003)
    code.used = True
    return code.userid


def _tokens(call: Call, openid: str) -> Answer:
    """Of its own kind: of no use under `/cgi-bin/`."""
    refresh_token = "90_" + secrets.token_urlsafe(64)
    call.official.refresh_tokens[refresh_token] = openid
    virtual = {"openid": "o" + secrets.token_urlsafe(20), "is_snapshotuser": 1}
    return {
        "access_token": "90_" + secrets.token_urlsafe(64),
        "expires_in": 7200,
        "refresh_token": refresh_token,
        "openid": openid,
        "scope": "snsapi_base",
        **(virtual if call.world.switches.wechat_snapshots else {}),
    }
