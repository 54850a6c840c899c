"""What is done now and then so that the database does not grow for ever."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.writer import Writer
from handlers.likely import make_findable
from storage.checkpoints import checkpoint
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind

log = structlog.get_logger()

EVERY = timedelta(hours=6)
KEPT = timedelta(days=7)
"""Settled errands, to see what was sent when; what could not be delivered is kept. Longer than a card's code lives."""
AT_ONCE = 1000
BRING_OVER_SECONDS = 0.25
AGAIN_SECONDS = 10
FEW = 50
"""Each is read anew."""


async def bring_over(database: Database) -> None:
    """Until it is cancelled."""
    while database.is_sqlite:
        await asyncio.sleep(BRING_OVER_SECONDS)
        try:
            await asyncio.to_thread(checkpoint, database)
        except (StorageUnavailable, sqlite3.Error) as error:  # a broken file is for whoever writes to it to tell
            log.warning("nothing brought over from SQLite's log", why=str(error))
            await asyncio.sleep(AGAIN_SECONDS)


async def prune(tenants: Sequence[str], writer: Writer, clock: Clock) -> None:
    for tenant in tenants:
        while await writer.run(tenant, partial(_forget, clock.now() - KEPT)):
            pass
    await find_again(tenants, writer)


async def forget_proofs(tenants: Sequence[str], writer: Writer, clock: Clock, proven_for: timedelta) -> None:
    """Whose telephone number it was is not whose it is."""
    for tenant in tenants:
        await writer.run(tenant, partial(_forget_proofs, clock.now() - proven_for))


async def find_again(tenants: Sequence[str], writer: Writer) -> None:
    """Tickets that were opened by a version that looked for none."""
    for tenant in tenants:
        after: int | None = 0
        while after is not None:
            after = await writer.run(tenant, partial(make_findable, after=after, most=FEW))


def _forget_proofs(before: datetime, uow: UnitOfWork) -> None:
    """A code that is on its way may be on it to whoever had the number before."""
    for phone in uow.customers.forget_proofs(ContactKind.PHONE, before=before):
        uow.phone_codes.withdraw(phone)


def _forget(before: datetime, uow: UnitOfWork) -> int:
    uow.availability.prune(before=before)
    for table in (uow.page_links, uow.attempts, uow.phone_codes, uow.positions, uow.template_messages):
        table.prune(before=before)
    settled = uow.outbox.prune(settled_before=before, most=AT_ONCE)
    codes = uow.cards.prune(before=before, most=AT_ONCE)
    return settled + codes + uow.deliveries.prune(before=before, most=AT_ONCE)
