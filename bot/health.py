"""`/healthz`: the process lives. `/readyz`: it can keep promises. `/metrics`: for Prometheus."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.metrics import CONTENT_TYPE
from storage import migrate
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.app import Works

SILENT_AFTER_SECONDS = 60
OK = "ok"


def add_routes(app: web.Application, works: Works) -> None:
    async def alive(_: web.Request) -> web.Response:
        return web.Response(text=OK)

    async def ready(_: web.Request) -> web.Response:
        found = await checks(works)
        status = 200 if all(state == OK for state in found.values()) else 503
        return web.json_response(found, status=status)

    async def metrics(_: web.Request) -> web.Response:
        await asyncio.to_thread(measure, works)
        return web.Response(body=works.metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)


async def checks(works: Works) -> dict[str, str]:
    """Each part by name: `ok`, or what is wrong with it."""
    try:
        migrations = await asyncio.to_thread(_migrations, works)
        database = await _writable(works)
    except (StorageUnavailable, SQLAlchemyError) as error:
        database = migrations = type(error).__name__
    silent = time.monotonic() - SILENT_AFTER_SECONDS
    beats = {pump.name: OK if pump.beat_at > silent else "silent" for pump in works.pumps}
    return {"database": database, "migrations": migrations, **beats}


async def _writable(works: Works) -> str:
    """Through the writer, so that a stuck thread, a lock or a full disk shows."""
    tenant = works.settings.tenants[0].slug
    try:
        async with asyncio.timeout(3):
            await works.writer.run(tenant, lambda uow: uow.heartbeats.beat("ready", works.clock.now()))
    except TimeoutError:
        return "busy for more than 3 s"
    return OK


def _migrations(works: Works) -> str:
    found, expected = migrate.current(works.database), migrate.newest()
    return OK if found == expected else f"at {found or 'nothing'}, not at {expected}: run python -m bot migrate"


def measure(works: Works) -> None:
    """What is only known when somebody looks: how much waits, and for how long."""
    now = works.clock.now()
    for tenant in works.settings.tenants:
        with works.database.reading(tenant.slug) as uow:
            works.metrics.backlog("errands", tenant.slug, uow.reports.errands_due(now), now)
            works.metrics.backlog("timers", tenant.slug, uow.reports.timers_due(now), now)
    for pump in works.pumps:
        works.metrics.pump_beat(pump.name, time.monotonic() - pump.beat_at)
