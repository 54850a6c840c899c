"""QR codes with a scene: `qrcode/create`, and the picture that `showqrcode` gives to anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from emulator.api.media import Binary
from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError

SHORTEST, LONGEST = 60, 2_592_000  # seconds
MOST_PERMANENT = 100_000
Answer = dict[str, Any]

# Action -> is the scene a number, does the code last
ACTIONS = {
    "QR_SCENE": (True, False),
    "QR_STR_SCENE": (False, False),
    "QR_LIMIT_SCENE": (True, True),
    "QR_LIMIT_STR_SCENE": (False, True),
}


def create(call: Call) -> Answer:
    action = call.body.get("action_name")
    if action not in ACTIONS:
        raise WeChatError(40053, "action_name")
    numeric, permanent = ACTIONS[action]
    scene = _scene(call, numeric=numeric, most=MOST_PERMANENT if permanent else 2**32 - 1)
    if permanent:
        if call.official.qr_codes.permanent() >= MOST_PERMANENT:
            raise WeChatError(45009)
        code = call.official.qr_codes.add(scene, numeric=numeric)
        call.official.account_changed()
        return {"ticket": code.ticket, "url": code.url}
    seconds = _seconds(call)
    code = call.official.qr_codes.add(scene, numeric=numeric, expires_at=call.now + timedelta(seconds=seconds))
    call.official.account_changed()
    return {"ticket": code.ticket, "expire_seconds": seconds, "url": code.url}


def show(call: Call) -> Binary | Answer:
    code = call.official.qr_codes.find(call.query.get("ticket", ""))
    if code is None:
        raise WeChatError(40035, "ticket")
    return Binary(data=code.png(), content_type="image/png", filename="qrcode.png")


def _scene(call: Call, *, numeric: bool, most: int) -> str:
    info = call.block("action_info").get("scene")
    scene: Mapping[str, Any] = info if isinstance(info, dict) else {}
    if numeric:
        number = scene.get("scene_id")
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= most:
            raise WeChatError(40053, "scene_id")
        return str(number)
    text = scene.get("scene_str")
    if not isinstance(text, str) or not 1 <= len(text) <= 64:
        raise WeChatError(40053, "scene_str")
    return text


def _seconds(call: Call) -> int:
    """The default, and the longest, where the documentation names them."""
    seconds = call.body.get("expire_seconds", SHORTEST)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds <= LONGEST:
        raise WeChatError(40053, "expire_seconds")
    return seconds
