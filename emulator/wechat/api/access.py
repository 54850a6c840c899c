"""Who may call: the two ways to a token, and the check that every other call goes through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError
from emulator.wechat.tokens import AccessToken, TooOften

Answer = dict[str, Any]


def get_token(call: Call) -> Answer:
    """Kills the token before, after five minutes."""
    _check_identity(call, call.query)
    try:
        return _answer(call, call.official.tokens.fetch(call.now))
    except TooOften:
        raise WeChatError(45009) from None


def get_stable_token(call: Call) -> Answer:
    _check_identity(call, call.body)
    force = call.body.get("force_refresh", False)
    if not isinstance(force, bool):
        raise WeChatError(47001, "force_refresh should be a boolean")
    try:
        return _answer(call, call.official.tokens.stable(call.now, force=force))
    except TooOften:
        raise WeChatError(45009) from None


def check_token(call: Call) -> None:
    """Raises WeChatError."""
    if not call.query.get("access_token"):
        raise WeChatError(41001)
    if errcode := call.official.tokens.problem(call.query["access_token"], call.now):
        raise WeChatError(errcode)


def _answer(call: Call, token: AccessToken) -> Answer:
    return {"access_token": token.text, "expires_in": token.seconds_left(call.now)}


def _check_identity(call: Call, given: Mapping[str, Any]) -> None:
    account = call.official.account
    if given.get("grant_type") != "client_credential":
        raise WeChatError(40002)
    for name, missing in (("appid", 41002), ("secret", 41004)):
        if not given.get(name):
            raise WeChatError(missing)
    if given["appid"] != account.appid:
        raise WeChatError(40013)
    if given["secret"] != account.secret:
        raise WeChatError(40125)
