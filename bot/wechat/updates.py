"""What the official account is sent, as values of `handlers.updates`. Whatever arrives becomes one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from wechatpy.events import EVENT_TYPES
from wechatpy.messages import MESSAGE_TYPES

from bot.channels.fields import degrees, digest, moment, number, optional, required, text
from bot.channels.safe_xml import Fields, read_xml
from handlers.updates import (
    Delivery,
    LinkMessage,
    LocationMessage,
    MediaKind,
    MediaMessage,
    MenuClick,
    Scanned,
    Subscribed,
    TemplateDelivered,
    TextMessage,
    Unsubscribed,
    Unsupported,
    Update,
)
from tickets.senders import customer

EVENT = "event:"
BY_CODE = "qrscene_"
LONGEST_NAME = 64
"""Characters of an unknown type that `Unsupported.what` keeps: it labels a metric."""
LONGEST_KEY = 128
"""Characters of a menu's key or a scene."""
NOT_SHOWN = "【收到不支持的消息类型，暂无法显示】"
"""What comes instead of a forwarded chat record, a video of a channel, a transfer …"""
DELIVERIES = {
    "success": Delivery.ARRIVED,
    "failed:userblock": Delivery.BLOCKED,
    "failed:systemfailed": Delivery.FAILED,
}

_OPENID = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Common(TypedDict):
    """What every update has."""

    id: str
    sender: str
    at: datetime


def to_update(xml: str, received_at: datetime) -> Update:
    """Raises nothing. `received_at` stands in where the time that WeChat wrote cannot be read."""
    fields: Fields = {}
    try:
        fields = read_xml(xml.encode())
        return _read(fields, xml)
    except (ValueError, OverflowError, OSError):  # the last two: a time that no calendar has
        return Unsupported(id=_own(digest(xml)), sender=_sender(fields), at=received_at, what="malformed", raw=xml)


def account_of(xml: str) -> str:
    """Whom a message was sent to, which is who answers it; empty where it does not say."""
    try:
        account = read_xml(xml.encode()).get("ToUserName")
    except ValueError:
        return ""
    return account if isinstance(account, str) else ""


def _read(fields: Fields, xml: str) -> Update:
    name = _name(fields)
    openid = required(fields.get("FromUserName"))
    if not _OPENID.fullmatch(openid):
        raise ValueError("no openid")
    at = moment(fields.get("CreateTime"))
    if name not in READERS:
        return Unsupported(id=_own(digest(xml)), sender=customer(openid), at=at, what=name[:LONGEST_NAME], raw=xml)
    if name.startswith(EVENT):
        event = name.removeprefix(EVENT)
        common = Common(id=_event_id(event, fields, openid), sender=customer(openid), at=at)
        return READERS[name](EVENT_TYPES[event](fields), common, xml)
    common = Common(id=_own(str(number(fields.get("MsgId")))), sender=customer(openid), at=at)
    return READERS[name](MESSAGE_TYPES[name](fields), common, xml)


def _name(fields: Fields) -> str:
    """Following by a code is an event of its own for the library, and WeChat writes some events in capitals."""
    kind = required(fields.get("MsgType")).lower()
    if kind != "event":
        return kind
    event = required(fields.get("Event")).lower()
    by_code = event == "subscribe" and text(fields.get("EventKey", "")).startswith(BY_CODE)
    return EVENT + ("subscribe_scan" if by_code else event)


def _event_id(event: str, fields: Fields, openid: str) -> str:
    """Sender and second alone would merge two different events."""
    key = text(fields.get("EventKey", ""))
    if len(key) > LONGEST_KEY:
        raise ValueError("longer than any key")
    parts = (openid, text(fields["CreateTime"]), event, key, text(fields.get("MsgID", "")))
    return _own("/".join(parts))


def _own(id_: str) -> str:
    """Both channels number their messages; here nobody's number is taken for the other's."""
    return customer(id_)


def _sender(fields: Fields) -> str:
    openid = fields.get("FromUserName")
    return customer(openid if isinstance(openid, str) and _OPENID.fullmatch(openid) else "")


def _text_message(message: Any, common: Common, xml: str) -> Update:
    words = text(message.content)
    if words == NOT_SHOWN:
        return Unsupported(**common, what="not_shown", raw=xml)
    return TextMessage(**common, text=words)


def _media(message: Any, common: Common, _: str) -> Update:
    kind = MediaKind.VIDEO if message.type == "shortvideo" else MediaKind(message.type)
    return MediaMessage(**common, kind=kind, media_id=required(message.media_id))


def _voice(message: Any, common: Common, _: str) -> Update:
    heard = optional(message.recognition)
    return MediaMessage(**common, kind=MediaKind.VOICE, media_id=required(message.media_id), text=heard)


def _location(message: Any, common: Common, _: str) -> Update:
    return LocationMessage(
        **common,
        latitude=degrees(message.location_x, most=90),  # X is the latitude, whatever it looks like
        longitude=degrees(message.location_y, most=180),
        label=optional(message.label) or "",
    )


def _link(message: Any, common: Common, _: str) -> Update:
    return LinkMessage(
        **common,
        title=optional(message.title) or "",
        description=optional(message.description) or "",
        url=required(message.url),
    )


def _subscribed(_: Any, common: Common, __: str) -> Update:
    return Subscribed(**common)


def _subscribed_by_code(event: Any, common: Common, _: str) -> Update:
    return Subscribed(**common, scene=required(event.scene_id).removeprefix(BY_CODE) or None)


def _scanned(event: Any, common: Common, _: str) -> Update:
    return Scanned(**common, scene=required(event.scene_id))


def _clicked(event: Any, common: Common, _: str) -> Update:
    return MenuClick(**common, key=required(event.key))


def _unsubscribed(_: Any, common: Common, __: str) -> Update:
    return Unsubscribed(**common)


def _delivered(event: Any, common: Common, _: str) -> Update:
    """Some texts have a blank after the colon, some have not."""
    status = required(event.status).lower().replace(" ", "")
    return TemplateDelivered(**common, message_id=str(event.id), status=DELIVERIES.get(status, Delivery.FAILED))


Reader = Callable[[Any, Common, str], Update]

READERS: dict[str, Reader] = {
    "text": _text_message,
    "image": _media,
    "voice": _voice,
    "video": _media,
    "shortvideo": _media,
    "location": _location,
    "link": _link,
    "event:subscribe": _subscribed,
    "event:subscribe_scan": _subscribed_by_code,
    "event:unsubscribe": _unsubscribed,
    "event:scan": _scanned,
    "event:click": _clicked,
    "event:templatesendjobfinish": _delivered,
}
