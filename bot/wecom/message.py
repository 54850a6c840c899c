"""What `message/send` takes: the request without the app's own fields, which the client adds.

Plain JSON, so that a request whose fate nobody knows can be stored and sent again to the letter.
"""

from __future__ import annotations

import re

from bot.channels.media import MediaType
from bot.channels.plain import without_links
from bot.channels.shorten import shorten_bytes
from bot.wecom.limits import Check, Wire

MAX_BYTES = 2048
"""Of a text, in UTF-8."""
MAX_RECIPIENTS = 1000
ANSWERABLE = frozenset({"button_interaction", "vote_interaction", "multiple_interaction"})

_TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


def text(to: str, content: str) -> Wire:
    """`to` is a userid, or several joined with `|`."""
    check = Check("message")
    shown = shorten_bytes(check.at("content").required(without_links(content)), MAX_BYTES)
    return _addressed(to, check) | {"msgtype": "text", "text": {"content": shown}}


def media(to: str, kind: MediaType, media_id: str) -> Wire:
    """`media_id` is what an upload of this kind gave, at most three days ago."""
    check = Check("message")
    check.at("media_id").required(media_id)
    return _addressed(to, check) | {"msgtype": kind.value, kind.value: {"media_id": media_id}}


def card(to: str, wire: Wire) -> Wire:
    """`wire` is what a card's `to_wire` gave, and a `task_id` that no other card has if the card can be answered."""
    check = Check()
    if ("task_id" in wire or _answerable(wire)) and not _TASK_ID.fullmatch(wire.get("task_id", "")):
        check.at("task_id").refuse("must be 1 to 128 of 0-9 A-Z a-z _ - @")
    if "replace_text" in wire:
        check.at("replace_text").refuse("is for updates only")
    return _addressed(to, check) | {"msgtype": "template_card", "template_card": wire}


def _answerable(wire: Wire) -> bool:
    return wire["card_type"] in ANSWERABLE or "action_menu" in wire


def _addressed(to: str, check: Check) -> Wire:
    check.at("touser").count(to.split("|") if to else (), 1, MAX_RECIPIENTS)
    check.done()
    return {"touser": to}
