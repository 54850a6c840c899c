"""What WeChat says when it says no: other texts than WeCom's, sometimes for the same number."""

from __future__ import annotations

import secrets

TEXTS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40006: "invalid meida size",  # sic
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40015: "invalid menu type",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40025: "invalid sub button name size",
    40029: "invalid code",
    40030: "invalid refresh_token",
    40035: "invalid parameter",
    40036: "invalid template_id size",
    40037: "invalid template_id",
    40053: "invalid action info",
    40125: "invalid appsecret",
    40163: "code been used",
    40164: "invalid ip, not in whitelist",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    41008: "missing code",
    41030: "invalid page",
    42001: "access_token expired",
    42003: "code expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44003: "empty news data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45015: "response out of time limit or subscription is canceled",
    45109: "api unsupported",
    45047: "out of response count limit",
    46003: "menu no exist",
    48001: "api unauthorized",
    47001: "data format error",
    47003: "argument invalid!",
}


class WeChatError(Exception):
    """`detail` names the field, as the real texts often do."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        super().__init__(f"{errcode} {TEXTS[errcode]} {detail}".rstrip())
        self.errcode = errcode
        self.detail = detail

    def answer(self) -> dict[str, object]:
        request = "-".join(secrets.token_hex(4) for _ in range(3))
        text = " ".join(part for part in (TEXTS[self.errcode], self.detail, f"rid: {request}") if part)
        return {"errcode": self.errcode, "errmsg": text}
