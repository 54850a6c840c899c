"""`auth/getuserinfo`: who came back from the OAuth page with this code; `auth/getuserdetail`: what they let us see."""

from __future__ import annotations

import hashlib
from typing import Any

from emulator import avatars
from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.directory import Member
from emulator.stores.logins import LoginCode

Answer = dict[str, Any]


def get_user_info(call: Call) -> Answer:
    login = _spent_code(call)
    if not login.userid:
        known = {"external_userid": login.external_userid} if login.external_userid else {}
        return {"openid": _openid(call), **known}
    return {"userid": login.userid, **_user_ticket(call, login)}


def get_user_info_by_old_path(call: Call) -> Answer:
    """`user/getuserinfo`, which libraries of its time still use."""
    login = _spent_code(call)
    return {"UserId": login.userid, "DeviceId": ""} if login.userid else {"OpenId": _openid(call), "DeviceId": ""}


def get_user_detail(call: Call) -> Answer:
    """As far as the admin console allows it, and the member too."""
    ticket = call.world.user_tickets.find(str(call.body.get("user_ticket", "")))
    member = call.world.directory.member(ticket.userid) if ticket is not None else None
    if ticket is None or member is None or ticket.agent_id != call.app.agent_id:
        raise ApiError(84015)
    if ticket.expired_at(call.now):
        raise ApiError(84014)
    seen = call.app.sensitive & ticket.granted
    known = {"avatar": _avatar(call, member), "mobile": member.mobile}
    return {"userid": member.userid, "gender": "0", **{name: text for name, text in known.items() if name in seen}}


def _user_ticket(call: Call, login: LoginCode) -> Answer:
    """Only of whoever was asked, and whom the app may see."""
    member = call.world.directory.member(login.userid)
    if login.granted is None or member is None or not call.app.sees(member, call.world.directory):
        return {}
    issued = call.world.user_tickets.issue(call.app.agent_id, login.userid, login.granted, call.now)
    return {"user_ticket": issued, "expires_in": 1800}


def _avatar(call: Call, member: Member) -> str:
    return f"{call.world.url}/avatar/{avatars.name_of(member.userid)}/0" if member.avatar is None else member.avatar


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
