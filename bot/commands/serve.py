"""`python -m bot run`"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import sys
from collections.abc import AsyncIterator

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
    stop = stop_wanted()
    async with serving(settings, Clock()):
        await stop.wait()


def stop_wanted() -> asyncio.Event:
    """Set by whoever stops us, from now on: what has begun to start is then ended in order too."""
    wanted = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sign) is not signal.SIG_IGN:  # whoever started us may want it so: nohup, `&` in a script
            loop.add_signal_handler(sign, wanted.set)
    return wanted


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
