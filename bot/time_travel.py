"""The sandbox's clock moves ours along. Mounted only where `[demo] time_travel` says so, on this machine."""

from __future__ import annotations

from datetime import datetime

import msgspec
from aiohttp import web

from bot.clock import Clock


class Travel(msgspec.Struct, forbid_unknown_fields=True):
    now: datetime


def add_routes(app: web.Application, clock: Clock) -> None:
    async def travel(request: web.Request) -> web.Response:
        try:
            to = msgspec.json.decode(await request.read(), type=Travel).now
            clock.travel_to(to)
        except (msgspec.ValidationError, msgspec.DecodeError, ValueError, TypeError) as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response({"now": clock.now().isoformat()})

    app.router.add_post("/demo/clock", travel)
