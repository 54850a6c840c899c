"""Decrypted XML to the values of `handlers.updates`. Whatever arrives becomes one of them; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from wechatpy.enterprise.events import EVENT_TYPES
from wechatpy.enterprise.messages import MESSAGE_TYPES

from bot.channels.fields import degrees, digest, moment, number, optional, required, text
from bot.channels.safe_xml import Fields, read_xml
from bot.wecom.events import AppActivity, CardMenuChosen, CardPressed, OfContact
from handlers.updates import (
    AppAlert,
    CardClick,
    ContactChange,
    ContactChanged,
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


_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


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
        return Unsupported(id=digest(xml), sender=sender, at=received_at, what="malformed", raw=xml)


def _read(fields: Fields, xml: str) -> Update:
    name = _name(fields)
    sender = required(fields.get("FromUserName")).lower()
    at = moment(fields.get("CreateTime"))
    if name not in READERS:
        return Unsupported(id=digest(xml), sender=sender, at=at, what=name[:LONGEST_NAME], raw=xml)
    if name.startswith(EVENT):
        event = name.removeprefix(EVENT)
        common = Common(id=_event_id(event, fields, sender), sender=sender, at=at)
        return READERS[name](EVENT_TYPES[event](fields), common)
    common = Common(id=str(number(fields.get("MsgId"))), sender=sender, at=at)
    return READERS[name](MESSAGE_TYPES[name](fields), common)


def _name(fields: Fields) -> str:
    """One event may tell of several kinds of change."""
    kind = required(fields.get("MsgType")).lower()
    if kind != "event":
        return kind
    change = optional(fields.get("ChangeType"))
    return EVENT + required(fields.get("Event")).lower() + (f":{change.lower()}" if change else "")


def _event_id(event: str, fields: Fields, sender: str) -> str:
    """Sender and second alone would merge two different clicks."""
    if code := fields.get("ResponseCode"):
        return required(code)
    about = ("UserID", "ExternalUserID") if "ExternalUserID" in fields else ("TaskId", "EventKey")
    parts = (sender, fields["CreateTime"], event, *(fields.get(name, "") for name in about))
    return "/".join(text(part) for part in parts)


def _text_message(message: Any, common: Common) -> Update:
    return TextMessage(**common, text=text(message.content))


def _media(message: Any, common: Common) -> Update:
    return MediaMessage(**common, kind=MediaKind(message.type), media_id=required(message.media_id))


def _voice(message: Any, common: Common) -> Update:
    heard = optional(message.recognition)
    return MediaMessage(**common, kind=MediaKind.VOICE, media_id=required(message.media_id), text=heard)


def _file(message: Any, common: Common) -> Update:
    name = optional(message.name)
    return MediaMessage(**common, kind=MediaKind.FILE, media_id=required(message.media_id), name=name)


def _location(message: Any, common: Common) -> Update:
    return LocationMessage(
        **common,
        latitude=degrees(message.location_x, most=90),  # X is the latitude, whatever it looks like
        longitude=degrees(message.location_y, most=180),
        label=optional(message.label) or "",
    )


def _link(message: Any, common: Common) -> Update:
    return LinkMessage(
        **common,
        title=optional(message.title) or "",
        description=optional(message.description) or "",
        url=required(message.url),
    )


def _click(event: CardPressed | CardMenuChosen, common: Common) -> Update:
    return CardClick(
        **common,
        task_id=required(event.task_id),
        key=required(event.key),
        response_code=optional(event.response_code) or "",
        selections=event.selections,
    )


def _visit(event: Any, common: Common) -> Update:
    return Visit(**common, entrance=Entrance(event.event))


def _alert(event: AppActivity, common: Common) -> Update:
    return AppAlert(**common, event=required(event.event))


def _contact(event: OfContact, common: Common) -> Update:
    external_id = required(event.external_id)
    if not _EXTERNAL_ID.fullmatch(external_id):
        raise ValueError("no external id")
    change = ContactChange(required(event.change).lower())
    return ContactChanged(**common, change=change, member=required(event.member).lower(), external_id=external_id)


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
    **{f"event:change_external_contact:{change}": _contact for change in ContactChange},
}
