"""What the account may know of a customer: neither nickname nor picture, since 2021."""

from __future__ import annotations

from typing import Any

from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError

Answer = dict[str, Any]


def get_info(call: Call) -> Answer:
    customer = call.official.customers.get(call.query.get("openid", ""))
    if customer is None:
        raise WeChatError(40003)
    if not customer.follows:
        return {"subscribe": 0, "openid": customer.openid, "tagid_list": []}
    unionid = {} if call.world.switches.no_unionids else {"unionid": customer.unionid}
    return {
        "subscribe": 1,
        "openid": customer.openid,
        **unionid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": int(customer.followed_at.timestamp()) if customer.followed_at else 0,
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE",
        "qr_scene": 0,
        "qr_scene_str": "",
    }


def list_followers(call: Call) -> Answer:
    followers = [each.openid for each in call.official.customers.values() if each.follows]
    after = call.query.get("next_openid", "")
    rest = followers[followers.index(after) + 1 :] if after in followers else followers
    page = {"data": {"openid": rest}} if rest else {}
    return {"total": len(followers), "count": len(rest), "next_openid": rest[-1] if rest else "", **page}
