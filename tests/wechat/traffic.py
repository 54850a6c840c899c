from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from bot.channels.crypto import CallbackCrypto
from bot.wechat.door import Door, Mode

APP_ID, TOKEN = "wx1939f9ee65384f14", "sewapower"
KEY, OLD_KEY, OTHER_KEY = ("Sd8AFrmKTlF2u5jbQl8vQEYJX57aALEz1OivuIUgD3r", "a" * 43, "b" * 43)
OPENID, ACCOUNT = "oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "gh_7f083739789a"

NOW = datetime.fromtimestamp(1700000000, UTC)


def crypto(key: str = KEY, app_id: str = APP_ID) -> CallbackCrypto:
    return CallbackCrypto(TOKEN, key, app_id)


def door(mode: Mode = "secure", *keys: str) -> Door:
    return Door("demo", TOKEN, mode, tuple(crypto(key) for key in keys or (KEY,)))


def signature(*parts: str, token: str = TOKEN) -> str:
    return hashlib.sha1("".join(sorted([token, *parts])).encode()).hexdigest()  # noqa: S324  # the protocol's


@dataclass(frozen=True)
class Posted:
    """What WeChat puts into the query and the body."""

    query: dict[str, str]
    body: bytes


def plain(xml: str, timestamp: str = "1700000000") -> Posted:
    return Posted({"timestamp": timestamp, "nonce": "n", "signature": signature(timestamp, "n")}, xml.encode())


def secret(
    xml: str, key: str = KEY, *, app_id: str = APP_ID, beside: str = "", timestamp: str = "1700000000"
) -> Posted:
    """`beside` is the plain text of the compatible mode."""
    envelope = ET.fromstring(crypto(key, app_id).seal(xml, "n", timestamp))  # noqa: S314  # our own
    encrypted, signed = envelope.findtext("Encrypt", ""), envelope.findtext("MsgSignature", "")
    query = plain("", timestamp).query | {"encrypt_type": "aes", "msg_signature": signed, "openid": OPENID}
    body = f"<xml><ToUserName>{ACCOUNT}</ToUserName>{beside}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    return Posted(query, body.encode())


def message(kind: str, *, id_: str = "<MsgId>22226002107809513</MsgId>", sender: str = OPENID, **fields: str) -> str:
    """`fields` may give another `CreateTime`."""
    fields = {"CreateTime": "1700000000", "MsgType": kind} | fields
    inside = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
    head = f"<ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
    return f"<xml>{head}{inside}{id_}</xml>"


def event(name: str, **fields: str) -> str:
    return message("event", id_="", Event=name, **fields)


TEXT = message("text", Content="3栋电梯坏了")
