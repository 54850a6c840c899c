"""From an HTTP request to an endpoint and back, with what can go wrong on the way, and into the log."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import quote

from aiohttp import web

from emulator.api import robots, routes
from emulator.api.access import authorised_app, get_token
from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.api.media import Binary
from emulator.api.received import Received, receive
from emulator.switches import Outage
from emulator.wire import Direction, WireRecord
from emulator.world import World

Answer = dict[str, Any] | Binary
OK: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
SECRETS = ("access_token", "corpsecret", "key")
NO_ANSWER = (Outage.CLOSED, Outage.ANSWER_LOST)
NOTHING_DONE = (Outage.CLOSED, Outage.UNAVAILABLE)


class Dispatch:
    """Everything under `/cgi-bin/`. HTTP 200 whatever the errcode."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = perf_counter()
        await asyncio.sleep(self._world.switches.slow_answers)
        received = await receive(request)
        outage = self._world.switches.outage
        answer = {} if outage in NOTHING_DONE else self._answer(request, received)
        response = web.Response(status=503) if outage is Outage.UNAVAILABLE else _response(answer)
        lost = outage in NO_ANSWER
        self._log(request, received, answer, 0 if lost else response.status, perf_counter() - started)
        if lost and request.transport is not None:
            request.transport.abort()
        return response

    def _answer(self, request: web.Request, received: Received) -> Answer:
        try:
            if request.match_info["path"] == "webhook/send":
                return OK | robots.send(self._world, request.query, received.body)
            self._check_access()
            if request.match_info["path"] == "gettoken":
                return OK | get_token(self._world, request.query)
            return self._authorised(request, received)
        except ApiError as error:
            return error.answer(request.remote or "")

    def _authorised(self, request: web.Request, received: Received) -> Answer:
        path = request.match_info["path"]
        endpoint = _endpoint(request.method, path)
        app = authorised_app(self._world, request.query)
        if path not in routes.NOT_COUNTED and not self._world.call_limit.admit(path, self._world.clock.now()):
            raise ApiError(45009)
        if received.body is None:
            raise ApiError(40058, "Warning: wrong json format.")
        call = Call(
            world=self._world,
            app=app,
            query=request.query,
            body=received.body,
            upload=received.upload,
            range=request.headers.get("Range", ""),
        )
        answer = endpoint(call)
        return answer if isinstance(answer, Binary) else OK | answer

    def _check_access(self) -> None:
        if self._world.switches.outage is Outage.BUSY:
            raise ApiError(-1)
        if self._world.switches.ip_not_trusted:
            raise ApiError(60020)

    def _log(self, request: web.Request, received: Received, answer: Answer, status: int, seconds: float) -> None:
        self._world.log(
            WireRecord(
                number=self._world.next_wire_number(),
                at=self._world.clock.now(),
                direction=Direction.API,
                method=request.method,
                path=request.path,
                query={name: _masked(name, value) for name, value in request.query.items()},
                request=received.shown,
                response=_shown(answer),
                status=status,
                errcode=None if isinstance(answer, Binary) else answer.get("errcode"),
                duration=timedelta(seconds=seconds),
                note="" if status else "连接被关闭，没有应答",
            )
        )


def _endpoint(method: str, path: str) -> routes.Endpoint:
    if path in routes.GET:
        return routes.GET[path]
    if path not in routes.POST:
        raise web.HTTPNotFound
    if method != "POST":
        raise ApiError(40058, "should be POST")
    return routes.POST[path]


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
