"""The ticket for the signatures of WeChat's JS-SDK, the same one for two hours."""

from __future__ import annotations

import hashlib
from typing import Any

from emulator.wechat.api.call import OK, Call
from emulator.wechat.api.errors import WeChatError

LIFETIME = 7200


def get(call: Call) -> dict[str, Any]:
    if call.query.get("type") not in ("jsapi", "wx_card"):
        raise WeChatError(40035, "type")
    period, gone = divmod(int(call.now.timestamp()), LIFETIME)
    text = f"{call.official.account.appid}/{call.query['type']}/{period}"
    return OK | {"ticket": hashlib.sha256(text.encode()).hexdigest(), "expires_in": LIFETIME - gone}
