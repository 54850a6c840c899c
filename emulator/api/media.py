"""`media/upload`, `media/get`, `media/uploadimg`: type and size rules, three days of life, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.api.call import Call, Upload
from emulator.api.errors import ApiError
from emulator.stores.media import Media

Answer = dict[str, Any]
SMALLEST = 5  # a file must be larger than this
MB = 1 << 20
WHOLE = 20 * MB  # anything larger is fetched in ranges
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
AMR_FRAME_BYTES = (13, 14, 16, 18, 20, 21, 27, 32, 6)  # by mode, 20 ms each
LONGEST_VOICE = 60


@dataclass(frozen=True, kw_only=True)
class Binary:
    """A body that is no JSON. `content_range` is set for a part of the whole (HTTP 206)."""

    data: bytes
    content_type: str
    filename: str
    content_range: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    most: int
    too_large: int
    looks_right: Callable[[bytes], bool] = lambda data: True  # noqa: ARG005  any file will do


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


KINDS = {
    "image": Kind(most=10 * MB, too_large=40009, looks_right=_is_picture),
    "voice": Kind(most=2 * MB, too_large=40006, looks_right=lambda data: data.startswith(b"#!AMR\n")),
    "video": Kind(most=10 * MB, too_large=40011, looks_right=lambda data: data[4:8] == b"ftyp"),
    "file": Kind(most=20 * MB, too_large=40006),
}


def upload(call: Call) -> Answer:
    kind = call.query.get("type", "")
    if kind not in KINDS:
        raise ApiError(40005)
    media = _stored(call, kind)
    return {
        "errmsg": "",
        "type": kind,
        "media_id": media.media_id,
        "created_at": str(int(media.created_at.timestamp())),
    }


def upload_image(call: Call) -> Answer:
    """A picture without end of life, shown inside WeCom only. Its id is of no use in messages."""
    part = _checked(call, KINDS["image"])
    if len(part.data) > 2 * MB:
        raise ApiError(40009)
    return {"url": f"{call.world.url}/pic/{_add(call, 'picture', part).media_id}"}


def get(call: Call) -> Binary:
    media = call.world.media.find(call.required("media_id", 41006))
    if media is None or media.kind == "picture" or media.expired_at(call.now):
        raise ApiError(40007)
    start, stop = _span(call.range, len(media.data))
    if stop - start > WHOLE:
        raise ApiError(830002)
    whole = f"bytes {start}-{stop - 1}/{len(media.data)}" if call.range else ""
    return Binary(
        data=media.data[start:stop],
        content_type=media.content_type,
        filename=media.filename,
        content_range=whole,
    )


def _span(header: str, size: int) -> tuple[int, int]:
    if not header:
        return 0, size
    match = RANGE.fullmatch(header)
    if not match:
        raise ApiError(40146)
    start, stop = int(match[1]), min(int(match[2] or size - 1) + 1, size)
    if start >= stop:
        raise ApiError(40146)
    return start, stop


def _stored(call: Call, kind: str) -> Media:
    part = _checked(call, KINDS[kind])
    if kind == "voice" and _seconds(part.data) > LONGEST_VOICE:
        raise ApiError(45007)
    return _add(call, kind, part)


def _checked(call: Call, rules: Kind) -> Upload:
    part = call.upload
    if part is None or not part.data:
        raise ApiError(44001)
    if len(part.data) <= SMALLEST:
        raise ApiError(40006)
    if len(part.data) > rules.most:
        raise ApiError(rules.too_large)
    if not rules.looks_right(part.data):
        raise ApiError(40004)
    return part


def _add(call: Call, kind: str, part: Upload) -> Media:
    return call.world.media.add(kind, part.data, filename=part.filename, now=call.now)


def _seconds(amr: bytes) -> float:
    """How long an AMR recording is: the sum of its frames."""
    frames, at = 0, len(b"#!AMR\n")
    while at < len(amr):
        mode = (amr[at] >> 3) & 0x0F
        at += AMR_FRAME_BYTES[mode] if mode < len(AMR_FRAME_BYTES) else 1
        frames += 1
    return frames * 0.02
