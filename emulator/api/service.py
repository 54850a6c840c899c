"""WeCom's own API as a whole: how each request under `/cgi-bin/` is answered."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from emulator.api import robots, routes
from emulator.api.access import authorised_app, get_token
from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.api.media import Binary
from emulator.api.received import Received
from emulator.switches import Outage
from emulator.wire import Channel
from emulator.world import World

Answer = dict[str, Any] | Binary
OK: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
PREFIX = "/cgi-bin/"


class WeComApi:
    channel = Channel.WECOM

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def outage(self) -> Outage:
        return self._world.switches.outage

    def answer(self, request: web.Request, received: Received) -> Answer:
        path = request.path.removeprefix(PREFIX)
        try:
            if path == "webhook/send":
                return OK | robots.send(self._world, request.query, received.body)
            self._check_access()
            if path == "gettoken":
                return OK | get_token(self._world, request.query)
            return self._authorised(path, request, received)
        except ApiError as error:
            return error.answer(request.remote or "")

    def _authorised(self, path: str, request: web.Request, received: Received) -> Answer:
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


def _endpoint(method: str, path: str) -> routes.Endpoint:
    if path in routes.GET:
        return routes.GET[path]
    if path not in routes.POST:
        raise web.HTTPNotFound
    if method != "POST":
        raise ApiError(40058, "should be POST")
    return routes.POST[path]
