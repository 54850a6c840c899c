"""`python -m bot run`"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from aiohttp import web

from bot import logs
from bot.app import WORKS, Works, create_app
from bot.clock import Clock
from bot.config import Settings
from storage import migrate
from storage.database import Database
from storage.errors import StorageUnavailable

FAILED = 1
INTERRUPTED = 130
GRACE_SECONDS = 5


def run(settings: Settings) -> int:
    """Until SIGINT or SIGTERM; then what is under way is finished and the rest stays in its rows."""
    logs.configure(level=settings.logs.level, style=settings.logs.format, stream=sys.stderr)
    try:
        if obstacle := _outdated(settings):
            print(obstacle, file=sys.stderr)
            return FAILED
        asyncio.run(serve(settings))
    except StorageUnavailable as error:
        print(f"The database cannot be used: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(
            f"Port {settings.server.port} is taken. Choose another one: [server] port in config.toml", file=sys.stderr
        )
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED  # while it was starting
    return 0


def _outdated(settings: Settings) -> str | None:
    database = Database(settings.database.url.reveal())
    found, expected = migrate.current(database), migrate.newest()
    database.close()
    if found == expected:
        return None
    return f"The database is at {found or 'nothing'}, not at {expected}. Run: python -m bot migrate"


async def serve(settings: Settings) -> None:
    async with serving(settings, Clock()):
        await stopped()


async def stopped(or_else: Coroutine[Any, Any, Any] | None = None) -> bool:
    """Waits for SIGINT or SIGTERM, or for what else may end it; False: that came first."""
    signalled = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, signalled.set)
    waiting = {asyncio.create_task(signalled.wait())}
    if or_else is not None:
        waiting.add(asyncio.create_task(or_else))
    _, unfinished = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in unfinished:
        task.cancel()
    return signalled.is_set()


@contextlib.asynccontextmanager
async def serving(settings: Settings, clock: Clock) -> AsyncIterator[Works]:
    """The application, listening; gives its running parts. Raises OSError where it cannot listen."""
    app = await create_app(settings, clock=clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.server.host, settings.server.port).start()
        yield app[WORKS]
    finally:
        await runner.cleanup()
