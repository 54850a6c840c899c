"""The sandbox's clock moves ours along. Mounted only where `[demo] time_travel` says so, on this machine."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

if TYPE_CHECKING:
    from bot.app import Works
    from bot.outbox import Relay
    from bot.ticks import Pump

PATIENCE_SECONDS = 2.0


class Travel(msgspec.Struct, forbid_unknown_fields=True):
    now: datetime


def add_routes(app: web.Application, works: Works) -> None:
    clock = works.clock

    async def travel(request: web.Request) -> web.Response:
        try:
            to = msgspec.json.decode(await request.read(), type=Travel).now
            clock.travel_to(to)
        except (msgspec.ValidationError, msgspec.DecodeError, ValueError, TypeError) as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response({"now": clock.now().isoformat()})

    async def next_stop(_: web.Request) -> web.Response:
        """What is due by now is done first. `next` is null where nothing lies ahead."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await _settled(works)
        ahead = min((at for pump in works.tenant_pumps if (at := pump.looks_again_at)), default=None)
        return web.json_response({"next": ahead.isoformat() if ahead else None})

    app.router.add_post("/demo/clock", travel)
    app.router.add_get("/demo/clock", next_stop)


async def _settled(works: Works) -> None:
    """What one has done may have woken another."""
    relays = [tenant.relay for tenant in works.tenants.values()]
    parts: list[Pump | Relay] = [*works.tenant_pumps, *relays]
    while busy := [part.settled() for part in parts if part.busy]:
        await asyncio.gather(*busy)
