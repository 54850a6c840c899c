"""客户联系: whom members have as WeCom contacts, and what WeCom tells of them.

Only apps that the console allows it may ask, and only of members whom they can see.
"""

from __future__ import annotations

from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.stores.external import Relation
from emulator.wechat.customers import Customer

Answer = dict[str, Any]
BY_CODE = 1


def list_members(call: Call) -> Answer:
    """Who has the right to have customers; here, who has some."""
    _check_allowed(call)
    return {"follow_user": [userid for userid in call.world.contacts.members() if _is_seen(call, userid)]}


def list_contacts(call: Call) -> Answer:
    _check_allowed(call)
    userid = call.required("userid", 41009)
    if call.world.directory.member(userid) is None:
        raise ApiError(40003)
    if not _is_seen(call, userid):
        raise ApiError(60030)
    found = call.world.contacts.of_member(userid)
    if not found:
        raise ApiError(84061)
    return {"external_userid": [each.external_userid for each in found]}


def get_contact(call: Call) -> Answer:
    _check_allowed(call)
    wanted = call.query.get("external_userid", "")
    customer = next((each for each in call.world.wechat.customers.values() if each.external_userid == wanted), None)
    if customer is None:
        raise ApiError(40096)
    relations = [each for each in call.world.contacts.of_customer(wanted) if _is_seen(call, each.userid)]
    if not relations:
        raise ApiError(84061)
    return {
        "external_contact": _contact(call, customer),
        "follow_user": [_follower(each) for each in relations],
    }


def _check_allowed(call: Call) -> None:
    if call.app.contact_sync or call.world.switches.contacts_not_allowed:
        raise ApiError(48002)


def _is_seen(call: Call, userid: str) -> bool:
    member = call.world.directory.member(userid)
    return member is not None and call.app.sees(member, call.world.directory)


def _contact(call: Call, customer: Customer) -> Answer:
    """A WeChat user has a `unionid` only where the corp has bound an account of the Open Platform."""
    unionid = {} if call.world.switches.no_unionids else {"unionid": customer.unionid}
    return {
        "external_userid": customer.external_userid,
        "name": customer.nickname,
        "type": 1,
        "avatar": "",
        "gender": 0,
        **unionid,
    }


def _follower(relation: Relation) -> Answer:
    return {
        "userid": relation.userid,
        "remark": relation.remark,
        "description": "",
        "createtime": int(relation.since.timestamp()),
        "tags": [],
        "remark_mobiles": list(relation.mobiles),
        "state": relation.state,
        "oper_userid": relation.userid,
        "add_way": BY_CODE,
    }
