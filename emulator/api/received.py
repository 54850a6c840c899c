"""A request, read once: what the endpoint needs and what the log shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from emulator.api.call import Upload


@dataclass(frozen=True, kw_only=True)
class Received:
    """`body` is None for what is no JSON object. `shown` is for people."""

    body: dict[str, Any] | None
    upload: Upload | None
    shown: str


async def receive(request: web.Request) -> Received:
    """Reads the body whatever its Content-Type says: some clients send none."""
    if request.content_type.startswith("multipart/"):
        return await _multipart(request)
    text = (await request.read()).decode(errors="replace")
    return Received(body=_object(text), upload=None, shown=text)


async def _multipart(request: web.Request) -> Received:
    part = (await request.post()).get("media")
    if not isinstance(part, web.FileField):
        return Received(body={}, upload=None, shown="(multipart)")
    upload = Upload(filename=part.filename, data=part.file.read())
    return Received(body={}, upload=upload, shown=f"(media: {upload.filename}, {len(upload.data)} bytes)")


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
