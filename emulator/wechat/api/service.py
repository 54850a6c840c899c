"""The official account's API as a whole: which requests are its own, and how each is answered."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from emulator.api.media import Binary
from emulator.api.received import Received
from emulator.switches import Outage
from emulator.wechat.account import Account
from emulator.wechat.api import routes
from emulator.wechat.api.access import check_token
from emulator.wechat.api.call import Call
from emulator.wechat.api.errors import WeChatError
from emulator.wire import Channel
from emulator.world import World


class WeChatApi:
    channel = Channel.WECHAT

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def outage(self) -> Outage:
        return self._world.switches.wechat_outage

    def takes(self, request: web.Request) -> bool:
        """In real life it listens on another host."""
        if request.path in routes.SHARED:
            return self._world.wechat.tokens.knows(request.query.get("access_token", ""))
        return request.path in routes.OWN or request.path in routes.OPEN

    def answer(self, request: web.Request, received: Received) -> dict[str, Any] | Binary:
        try:
            return self._answer(request, received)
        except WeChatError as error:
            return error.answer()

    def _answer(self, request: web.Request, received: Received) -> dict[str, Any] | Binary:
        """The method is judged first, then who calls, then the body."""
        if self.outage is Outage.BUSY:
            raise WeChatError(-1)
        method, endpoint = (routes.OPEN | routes.OWN)[request.path]
        if request.method != method:
            raise WeChatError(43002 if method == "POST" else 43001)
        if self._world.switches.wechat_ip_not_listed:
            raise WeChatError(40164, request.remote or "")
        call = Call(
            world=self._world,
            query=request.query,
            body=received.body or {},
            upload=received.upload,
            ip=request.remote or "",
        )
        if request.path in routes.OWN:
            check_token(call)
            _check_granted(self._world.wechat.account, request.path.removeprefix("/cgi-bin/"))
        if received.body is None:
            raise WeChatError(47001)
        return endpoint(call)


def _check_granted(account: Account, path: str) -> None:
    if path in account.unsupported:
        raise WeChatError(45109)
    if path in account.unauthorised:
        raise WeChatError(48001)
