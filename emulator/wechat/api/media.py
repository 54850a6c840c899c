"""Temporary media of the official account: not the corp's, though the calls have the same paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.api.media import Binary
from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError

MB = 1 << 20
Answer = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    most: int
    looks_right: Callable[[bytes], bool]


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM"))


def _is_voice(data: bytes) -> bool:
    return data.startswith((b"#!AMR", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"))


KINDS = {
    "image": Kind(10 * MB, _is_picture),
    "voice": Kind(2 * MB, _is_voice),
    "video": Kind(10 * MB, lambda data: data[4:8] == b"ftyp"),
    "thumb": Kind(64 << 10, lambda data: data.startswith(b"\xff\xd8\xff")),
}


def upload(call: Call) -> Answer:
    kind, part = call.query.get("type", ""), call.upload
    if kind not in KINDS:
        raise WeChatError(40004)
    if part is None or not part.data:
        raise WeChatError(41005)
    if len(part.data) > KINDS[kind].most:
        raise WeChatError(40006)
    if not KINDS[kind].looks_right(part.data):
        raise WeChatError(40004)
    media = call.official.media.add(kind, part.data, filename=part.filename, now=call.now)
    name = "thumb_media_id" if kind == "thumb" else "media_id"
    return {"type": kind, name: media.media_id, "created_at": int(media.created_at.timestamp())}


def get(call: Call) -> Binary | Answer:
    """A video is not sent but pointed at."""
    if not call.query.get("media_id"):
        raise WeChatError(41006)
    media = call.official.media.find(call.query["media_id"])
    if media is None or media.expired_at(call.now):
        raise WeChatError(40007)
    if media.kind == "video":
        return {"video_url": f"{call.world.url}/pic/{media.media_id}"}
    return Binary(data=media.data, content_type=media.content_type, filename=media.filename)
