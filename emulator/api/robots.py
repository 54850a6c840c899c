"""`webhook/send`: a robot speaks in its group. Its key is the only secret; there is no token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.api.errors import ApiError
from emulator.world import World

LONGEST = {"text": 2048, "markdown": 4096, "markdown_v2": 4096}
"""Bytes."""


def send(world: World, query: Mapping[str, str], body: Mapping[str, Any] | None) -> dict[str, Any]:
    key = query.get("key", "")
    if not world.robots.knows(key):
        raise ApiError(93000)
    if body is None:
        raise ApiError(40058, "Warning: wrong json format.")
    kind = body.get("msgtype")
    if kind not in LONGEST:
        raise ApiError(40008, "the stand-in plays text and markdown")
    part = body.get(kind)
    content = part.get("content") if isinstance(part, Mapping) else None
    if not isinstance(content, str) or not content:
        raise ApiError(93017)
    if len(content.encode()) > LONGEST[kind]:
        raise ApiError(40058, f"{kind}.content exceed max length {LONGEST[kind]}")
    if not world.robots.may_speak(key, world.clock.now()):
        raise ApiError(45009)
    world.robots.say(key, content)
    return {}
