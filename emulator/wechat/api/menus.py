"""The account's menu at the foot of the chat."""

from __future__ import annotations

from typing import Any

from emulator.wechat.api.call import OK, Call
from emulator.wechat.api.errors import WeChatError

MOST, MOST_BELOW = 3, 5
NAME_BYTES, SUB_NAME_BYTES, KEY_BYTES, URL_BYTES = 16, 60, 128, 1024
KEYED = {"click", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin"}
KEYED |= {"location_select"}
Answer = dict[str, Any]


def create(call: Call) -> Answer:
    buttons = call.body.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST:
        raise WeChatError(40016)
    for button in buttons:
        _check_button(button)
    call.official.menu = buttons
    call.official.account_changed()
    return OK


def get(call: Call) -> Answer:
    if not call.official.menu:
        raise WeChatError(46003)
    return {"menu": {"button": call.official.menu}}


def delete(call: Call) -> Answer:
    call.official.menu = []
    call.official.account_changed()
    return OK


def _check_button(button: Any) -> None:
    below = button.get("sub_button") if isinstance(button, dict) else None
    if not below:
        _check_entry(button, NAME_BYTES, 40018)
        return
    _check_name(button, NAME_BYTES, 40018)
    if not isinstance(below, list) or len(below) > MOST_BELOW:
        raise WeChatError(40023)
    for entry in below:
        _check_entry(entry, SUB_NAME_BYTES, 40025)


def _check_entry(entry: Any, name_bytes: int, errcode: int) -> None:
    _check_name(entry, name_bytes, errcode)
    kind = entry.get("type")
    if kind in KEYED:
        if not 1 <= len(str(entry.get("key", "")).encode()) <= KEY_BYTES:
            raise WeChatError(40019)
    elif kind == "view":
        if not 1 <= len(str(entry.get("url", "")).encode()) <= URL_BYTES:
            raise WeChatError(40020)
    else:
        raise WeChatError(40017)


def _check_name(button: Any, most: int, errcode: int) -> None:
    name = button.get("name") if isinstance(button, dict) else None
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= most:
        raise WeChatError(errcode)
