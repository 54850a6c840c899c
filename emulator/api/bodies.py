"""What each message type must hold, apart from template cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.api.schema import Block, Rows, Text, Url, absent, byte_length

TEXT_BYTES = 2048

TEXTCARD = Block(
    fields={
        "title": Text(chars=128, required=True, code=41016),
        "description": Text(chars=512, required=True, code=41033),
        "url": Url(required=True, code=41010),
        "btntxt": Text(chars=4),
    },
    required=True,
)


def _article_target(path: str, value: Mapping[str, Any]) -> None:
    if absent(value.get("url")) and absent(value.get("appid")):
        raise ApiError(41010, f"{path}.url")


NEWS = Block(
    fields={
        "articles": Rows(
            item=Block(
                fields={
                    "title": Text(bytes=128, required=True, code=41016),
                    "description": Text(bytes=512),
                    "url": Url(),
                    "picurl": Url(),
                    "pagepath": Text(bytes=128),
                },
                also=_article_target,
            ),
            most=8,
            required=True,
            code=45008,
        )
    },
    required=True,
)


def _words(call: Call, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Too long a text is cut without a word (or refused, by a switch); the emulator remembers that as a problem."""
    content = value.get("content")
    if not isinstance(content, str) or absent(content):
        raise ApiError(44004)
    if byte_length(content) > TEXT_BYTES:
        if call.world.switches.refuse_long_text:
            raise ApiError(45002)
        call.world.complain(f"{kind} 消息超过 {TEXT_BYTES} 字节，被截断")
        content = content.encode()[:TEXT_BYTES].decode(errors="ignore")
    return {"content": content}


def _media(call: Call, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    media_id = value.get("media_id")
    if not isinstance(media_id, str) or absent(media_id):
        raise ApiError(41006)
    media = call.world.media.find(media_id)
    if media is None or media.expired_at(call.now) or media.kind != kind:
        raise ApiError(40007)
    return {**value, "filename": media.filename}


def _textcard(_call: Call, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    TEXTCARD.check(kind, value)
    return {"btntxt": "详情", **value}


def _news(call: Call, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    NEWS.check(kind, value)
    if call.body.get("safe") == 1:
        raise ApiError(40074)
    return dict(value)


CHECKS: dict[str, Callable[[Call, str, Mapping[str, Any]], dict[str, Any]]] = {
    "text": _words,
    "markdown": _words,
    "image": _media,
    "voice": _media,
    "video": _media,
    "file": _media,
    "textcard": _textcard,
    "news": _news,
}


def checked_body(call: Call, kind: str) -> dict[str, Any]:
    """The object named like the message type, as it will be shown. Raises ApiError."""
    value = call.body.get(kind)
    return CHECKS[kind](call, kind, value if isinstance(value, dict) else {})
