"""`/healthz`: the process lives. `/readyz`: it can keep promises. `/metrics`: for Prometheus."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.metrics import CONTENT_TYPE
from bot.ticks import OK
from storage import migrate
from storage.errors import Conflict, StorageUnavailable

if TYPE_CHECKING:
    from bot.app import Works

log = structlog.get_logger()

PATIENCE_SECONDS = 5
"""Twice as long as the database waits for a lock, and some more: somebody may be before us."""


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
    """Each part by name: `ok`, or what is wrong with it, in words that give nothing away."""
    database, migrations = await asyncio.gather(_writable(works), asyncio.to_thread(_migrations, works))
    return {
        "database": database,
        "migrations": migrations,
        **{pump.name: pump.state for pump in works.pumps},
    }


async def _writable(works: Works) -> str:
    """Through the writer, so that a stuck thread, a lock or a full disk shows."""
    tenant = works.settings.tenants[0].slug
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await works.writer.run(tenant, lambda uow: uow.heartbeats.beat("ready", works.clock.now()))
    except TimeoutError:
        return f"busy for more than {PATIENCE_SECONDS} s"
    except Conflict:
        return "conflict"
    except StorageUnavailable as error:
        return error.reason
    return OK


def _migrations(works: Works) -> str:
    try:
        found, expected = migrate.current(works.database), migrate.newest()
    except StorageUnavailable as error:
        return error.reason
    return OK if found == expected else f"at {found or 'nothing'}, not at {expected}: run python -m bot migrate"


def measure(works: Works) -> None:
    """What is only known when somebody looks: how much waits, and for how long."""
    for pump in works.pumps:
        works.metrics.pump_beat(pump.name, time.monotonic() - pump.beat_at)
    now = works.clock.now()
    try:
        for tenant in works.settings.tenants:
            with works.database.reading(tenant.slug) as uow:
                works.metrics.backlog("errands", tenant.slug, uow.reports.errands_due(now), now)
                works.metrics.backlog("timers", tenant.slug, uow.reports.timers_due(now), now)
    except StorageUnavailable as error:
        # Whoever collects the numbers gets the others: /readyz says what is wrong.
        log.warning("backlog not measured", why=str(error))
