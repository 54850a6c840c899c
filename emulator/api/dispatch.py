"""From an HTTP request to an endpoint and back, with what can go wrong on the way, and into the log."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import quote

from aiohttp import web

from emulator.api.media import Binary
from emulator.api.received import Received, receive
from emulator.api.service import WeComApi
from emulator.switches import Outage
from emulator.wechat.api.service import WeChatApi
from emulator.wire import Direction, WireRecord
from emulator.world import World

Answer = dict[str, Any] | Binary
SECRETS = ("access_token", "corpsecret", "secret", "key")
NO_ANSWER = (Outage.CLOSED, Outage.ANSWER_LOST)
NOTHING_DONE = (Outage.CLOSED, Outage.UNAVAILABLE)


class Dispatch:
    """Everything under `/cgi-bin/` and `/sns/`. HTTP 200 whatever the errcode."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._wecom, self._wechat = WeComApi(world), WeChatApi(world)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        service = self._wechat if self._wechat.takes(request) else self._wecom
        started = perf_counter()
        await asyncio.sleep(self._world.switches.slow_answers)
        received = await receive(request)
        outage = service.outage
        answer = {} if outage in NOTHING_DONE else service.answer(request, received)
        response = web.Response(status=503) if outage is Outage.UNAVAILABLE else _response(answer)
        record = self._record(request, received, answer, started)
        record.channel, record.status = service.channel, 0 if outage in NO_ANSWER else response.status
        record.note = "" if record.status else "连接被关闭，没有应答"
        self._world.log(record)
        if outage in NO_ANSWER and request.transport is not None:
            request.transport.abort()
        return response

    def _record(self, request: web.Request, received: Received, answer: Answer, started: float) -> WireRecord:
        return WireRecord(
            number=self._world.next_wire_number(),
            at=self._world.clock.now(),
            direction=Direction.API,
            method=request.method,
            path=request.path,
            query={name: _masked(name, value) for name, value in request.query.items()},
            request=received.shown,
            response=_shown(answer),
            errcode=None if isinstance(answer, Binary) else answer.get("errcode"),
            duration=timedelta(seconds=perf_counter() - started),
        )


def _response(answer: Answer) -> web.Response:
    if not isinstance(answer, Binary):
        return web.Response(text=_json(answer), content_type="application/json", charset="UTF-8")
    name = quote(answer.filename, safe=".")
    headers = {
        "Content-Type": answer.content_type,
        "Content-disposition": f"attachment; filename=\"{name}\"; filename*=utf-8''{name}",
    }
    if answer.content_range:
        headers["Content-Range"] = answer.content_range
    return web.Response(body=answer.data, status=206 if answer.content_range else 200, headers=headers)


def _shown(answer: Answer) -> str:
    if isinstance(answer, Binary):
        return f"({answer.filename}, {len(answer.data)} bytes)"
    return _json(answer) if answer else ""


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _masked(name: str, value: str) -> str:
    return value[:6] + "…" if name in SECRETS else value
