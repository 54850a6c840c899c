"""Decrypted XML to the values of `handlers.updates`. Whatever arrives becomes one of them; nothing raises."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypedDict

from wechatpy.enterprise.events import EVENT_TYPES
from wechatpy.enterprise.messages import MESSAGE_TYPES

from bot.wecom.events import AppActivity, CardMenuChosen, CardPressed
from bot.wecom.safe_xml import Fields, read_xml
from handlers.updates import (
    AppAlert,
    CardClick,
    Entrance,
    LinkMessage,
    LocationMessage,
    MediaKind,
    MediaMessage,
    TextMessage,
    Unsupported,
    Update,
    Visit,
)

EVENT = "event:"
LONGEST_NAME = 64
"""Characters of an unknown type that `Unsupported.what` keeps: it labels a metric."""


class Common(TypedDict):
    """What every update has."""

    id: str
    sender: str
    at: datetime


def to_update(xml: str, received_at: datetime) -> Update:
    """`received_at` stands in where the time that WeCom wrote cannot be read."""
    fields: Fields = {}
    try:
        fields = read_xml(xml.encode())
        return _read(fields, xml)
    except (ValueError, OverflowError, OSError):  # the last two: a time that no calendar has
        sender = fields.get("FromUserName")
        sender = sender.lower() if isinstance(sender, str) else ""
        return Unsupported(id=_digest(xml), sender=sender, at=received_at, what="malformed", raw=xml)


def _read(fields: Fields, xml: str) -> Update:
    name = _name(fields)
    sender = _required(fields.get("FromUserName")).lower()
    at = datetime.fromtimestamp(_number(fields.get("CreateTime")), UTC)
    if name not in READERS:
        # A repeated delivery carries the same XML.
        return Unsupported(id=_digest(xml), sender=sender, at=at, what=name[:LONGEST_NAME], raw=xml)
    if name.startswith(EVENT):
        event = name.removeprefix(EVENT)
        common = Common(id=_event_id(event, fields, sender), sender=sender, at=at)
        return READERS[name](EVENT_TYPES[event](fields), common)
    common = Common(id=str(_number(fields.get("MsgId"))), sender=sender, at=at)
    return READERS[name](MESSAGE_TYPES[name](fields), common)


def _name(fields: Fields) -> str:
    kind = _required(fields.get("MsgType")).lower()
    return EVENT + _required(fields.get("Event")).lower() if kind == "event" else kind


def _event_id(event: str, fields: Fields, sender: str) -> str:
    """Sender and second alone would merge two different clicks."""
    if code := fields.get("ResponseCode"):
        return _required(code)
    parts = (sender, fields["CreateTime"], event, fields.get("TaskId", ""), fields.get("EventKey", ""))
    return "/".join(_text(part) for part in parts)


def _text_message(message: Any, common: Common) -> Update:
    return TextMessage(**common, text=_text(message.content))


def _media(message: Any, common: Common) -> Update:
    return MediaMessage(**common, kind=MediaKind(message.type), media_id=_required(message.media_id))


def _voice(message: Any, common: Common) -> Update:
    heard = _optional(message.recognition)
    return MediaMessage(**common, kind=MediaKind.VOICE, media_id=_required(message.media_id), text=heard)


def _file(message: Any, common: Common) -> Update:
    name = _optional(message.name)
    return MediaMessage(**common, kind=MediaKind.FILE, media_id=_required(message.media_id), name=name)


def _location(message: Any, common: Common) -> Update:
    return LocationMessage(
        **common,
        latitude=_degrees(message.location_x, most=90),  # X is the latitude, whatever it looks like
        longitude=_degrees(message.location_y, most=180),
        label=_optional(message.label) or "",
    )


def _link(message: Any, common: Common) -> Update:
    return LinkMessage(
        **common,
        title=_optional(message.title) or "",
        description=_optional(message.description) or "",
        url=_required(message.url),
    )


def _click(event: CardPressed | CardMenuChosen, common: Common) -> Update:
    return CardClick(
        **common,
        task_id=_required(event.task_id),
        key=_required(event.key),
        response_code=_optional(event.response_code) or "",
        selections=event.selections,
    )


def _visit(event: Any, common: Common) -> Update:
    return Visit(**common, entrance=Entrance(event.event))


def _alert(event: AppActivity, common: Common) -> Update:
    return AppAlert(**common, event=_required(event.event))


Reader = Callable[[Any, Common], Update]

READERS: dict[str, Reader] = {
    "text": _text_message,
    "image": _media,
    "voice": _voice,
    "video": _media,
    "file": _file,
    "location": _location,
    "link": _link,
    "event:template_card_event": _click,
    "event:template_card_menu_event": _click,
    "event:subscribe": _visit,
    "event:unsubscribe": _visit,
    "event:enter_agent": _visit,
    "event:inactive_alert": _alert,
    "event:close_inactive_agent": _alert,
    "event:reopen_inactive_agent": _alert,
    "event:low_active_alert": _alert,
    "event:low_active": _alert,
    "event:active_restored": _alert,
}


def _digest(xml: str) -> str:
    return hashlib.sha256(xml.encode(errors="surrogatepass")).hexdigest()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("missing, repeated, or elements within")  # noqa: TRY004  # one error for every garbage
    return value


def _required(value: Any) -> str:
    if not (text := _text(value)):
        raise ValueError("empty")
    return text


def _optional(value: Any) -> str | None:
    return _text(value) or None if value is not None else None


def _number(value: Any) -> int:
    text = _required(value)
    if not (text.isascii() and text.isdigit()):
        raise ValueError("not a number")
    return int(text)


def _degrees(value: Any, *, most: int) -> float:
    degrees = float(_required(value))
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise ValueError("nowhere on earth")
    return degrees
