"""`python -m bot run`"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import signal
import sys
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from bot import logs
from bot.app import WORKS, Works, create_app, warm
from bot.clock import Clock
from bot.commands import given
from bot.config import Server, Settings

log = structlog.get_logger()

FAILED = 1
GRACE_SECONDS = 5
TURN_SECONDS = 0.001
"""So long, not Python's five milliseconds, the event loop waits for its turn while a text is read on another thread."""


class CannotListen(Exception):
    """Says why not, and what to change."""


def run(settings: Settings) -> int:
    """Until SIGINT or SIGTERM; then what is under way is finished and the rest stays in its rows."""
    logs.configure(level=settings.logs.level, style=settings.logs.format, stream=sys.stderr)
    try:
        with given.migrated_database(settings):
            pass
        asyncio.run(serve(settings))
    except CannotListen as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


async def serve(settings: Settings) -> None:
    stop = stop_wanted()
    sys.setswitchinterval(TURN_SECONDS)
    async with serving(settings, Clock()) as works:
        await warm(works)
        # What is here now stays: going through all of it to see so would hold everybody up for 50 ms each time.
        gc.freeze()
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
    """The application, listening; gives its running parts. Raises `CannotListen` or `StorageUnavailable`."""
    app = await create_app(settings, clock=clock)
    # Nobody we know packs what they send, and little can be packed that unfolds to more than memory holds.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS, auto_decompress=False)
    await runner.setup()
    try:
        await _listen(runner, settings.server)
        log.info("ready", tenants=list(app[WORKS].tenants))
        yield app[WORKS]
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, server: Server) -> None:
    try:
        await web.TCPSite(runner, server.host, server.port).start()
    except OSError as error:
        raise CannotListen(_why_not(server, error)) from error


def _why_not(server: Server, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"端口 {server.port} 已经被占用。请换一个：config.toml 的 [server] port"
        case errno.EACCES:
            return f"这个用户不能用端口 {server.port}。请换成 1024 以上的：config.toml 的 [server] port"
        case errno.EADDRNOTAVAIL:
            return f"这台机器没有地址 {server.host}。请改 config.toml 的 [server] host"
        case _:
            return f"不能在 {server.host} 的端口 {server.port} 上等连接：{error}。见 config.toml 的 [server]"
