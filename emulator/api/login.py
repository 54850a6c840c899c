"""`auth/getuserinfo`: who came back from the OAuth page with this code."""

from __future__ import annotations

import hashlib
from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.stores.logins import LoginCode

Answer = dict[str, Any]


def get_user_info(call: Call) -> Answer:
    login = _spent_code(call)
    return {"userid": login.userid} if login.userid else {"openid": _openid(call)}


def get_user_info_by_old_path(call: Call) -> Answer:
    """`user/getuserinfo`, which libraries of its time still use."""
    login = _spent_code(call)
    return {"UserId": login.userid, "DeviceId": ""} if login.userid else {"OpenId": _openid(call), "DeviceId": ""}


def _spent_code(call: Call) -> LoginCode:
    login = call.world.logins.find(call.required("code", 40029))
    if login is None or login.agent_id != call.app.agent_id:
        raise ApiError(40029)
    if login.used:
        raise ApiError(42022)
    if login.expired_at(call.now):
        raise ApiError(42003)
    login.used = True
    return login


def _openid(call: Call) -> str:
    return "o" + hashlib.sha256(call.query["code"].encode()).hexdigest()[:27]
