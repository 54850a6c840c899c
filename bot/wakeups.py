"""What one process has committed wakes the others: on PostgreSQL, by LISTEN and NOTIFY.

The rows are the truth. What nobody hears the next sweep finds, so nothing here has to be certain.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import psycopg
import structlog

from bot.clock import Clock
from bot.ticks import SWEEP_SECONDS
from storage import wakeups
from storage.connection import Connection
from storage.database import Database
from storage.presence import STAY
from storage.wakeups import CHANNEL, Word

log = structlog.get_logger()

SOON = timedelta(seconds=SWEEP_SECONDS)
"""What is due later each process finds by itself in time."""
TOGETHER_SECONDS = 0.2
"""So long whoever has written it has a start; and what was heard meanwhile is one look."""
CHECK_SECONDS = 60
PATIENCE_SECONDS = 5
AGAIN_SECONDS = 3


class Wakeups:
    """`wake(tenant, at)`: somebody else has written what is due then."""

    def __init__(self, database: Database, clock: Clock, wake: Callable[[str, datetime], None]) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._me = secrets.token_hex(8)
        self._heard: dict[str, datetime] = {}

    def announce(self, connection: Connection, wakes: Mapping[str, datetime]) -> None:
        """In the transaction that has written it."""
        if self._database.is_sqlite:
            return
        latest = self._clock.now() + SOON
        if soon := {tenant: at for tenant, at in wakes.items() if at <= latest}:
            wakeups.send(connection, Word(self._me, soon))

    async def listen(self) -> None:
        """Until it is cancelled; a connection that breaks is made again."""
        while not self._database.is_sqlite:
            try:
                await self._listen()
            except (psycopg.Error, OSError, TimeoutError) as error:
                log.warning("not listening to other processes", why=str(error) or type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self) -> None:
        address = wakeups.address(self._database)
        async with await psycopg.AsyncConnection.connect(address, autocommit=True, connect_timeout=5) as connection:
            await connection.execute(STAY)
            await connection.execute(f"LISTEN {CHANNEL}")
            log.info("listening to other processes")
            while True:
                async for each in connection.notifies(timeout=CHECK_SECONDS):
                    self._hear(wakeups.read(each.payload))
                async with asyncio.timeout(PATIENCE_SECONDS):  # whoever says nothing may not be there any more
                    await connection.execute("SELECT 1")

    def _hear(self, word: Word | None) -> None:
        if word is None or word.by == self._me:
            return
        if not self._heard:
            asyncio.get_running_loop().call_later(TOGETHER_SECONDS, self._pass_on)
        for tenant, at in word.wakes.items():
            self._heard[tenant] = min(at, self._heard.get(tenant, at))

    def _pass_on(self) -> None:
        heard, self._heard = self._heard, {}
        for tenant, at in heard.items():
            self._wake(tenant, at)
