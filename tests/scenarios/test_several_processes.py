"""Two bots on one PostgreSQL: what one has written the other hears of at once, and does where the first does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

import psycopg
import pytest
from sqlalchemy import text

from bot.app import Works
from bot.commands.serve import serving
from bot.ticks import SWEEP_SECONDS
from storage.errands import Errand, ErrandKind
from storage.presence import presence
from storage.unit_of_work import UnitOfWork
from storage.wakeups import CHANNEL, address, read
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.stories import a_draft
from tests.tooling.ports import free_port
from tests.tooling.strictness import Log

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

AT_ONCE = 1.0
assert AT_ONCE < SWEEP_SECONDS
LISTENERS = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
HOLDERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
"""Of what says who is here, and who is on duty."""


@pytest.fixture
async def other(desk: Desk) -> AsyncIterator[Works]:
    """The first one's relay has come to a standstill; only the second one sends."""
    settings = desk.works.settings
    elsewhere = replace(settings, server=replace(settings.server, port=free_port()))
    async with serving(elsewhere, desk.clock) as works:
        await until(lambda: listeners(desk) == 2)
        yield works
        await until(lambda: not works.tenants["demo"].relay.busy)


async def its_relay_stands_still(desk: Desk) -> None:
    _, relay = desk.works.tenants["demo"].pumps
    relay.stop()
    await until(lambda: relay.state == "stopped")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.01)


def listeners(desk: Desk) -> int:
    with desk.works.database.transaction() as connection:
        return connection.execute(text(f"SELECT count(*) {LISTENERS}")).scalar_one()


async def seconds_until_heard(desk: Desk, words: str) -> float:
    began = monotonic()
    await desk.li.hears(words)
    return monotonic() - began


@pytest.mark.usefixtures("other")
async def test_what_one_writes_and_does_not_send_the_other_sends_at_once(desk: Desk) -> None:
    card = await a_draft(desk)
    await its_relay_stands_still(desk)
    for _ in range(5):
        await card.press("看出处")
        assert await seconds_until_heard(desk, "各项出处") < AT_ONCE


@pytest.mark.usefixtures("other")
async def test_a_timer_that_one_sets_the_other_fires(desk: Desk) -> None:
    for pump in desk.works.tenants["demo"].pumps:
        pump.stop()
    await desk.li.says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    await asyncio.sleep(AT_ONCE / 2)
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿")


@pytest.mark.usefixtures("other")
async def test_a_connection_that_was_cut_off_is_made_again(desk: Desk, logged: Log) -> None:
    with desk.works.database.transaction() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {LISTENERS}"))
    await until(lambda: len(logged.about("not listening to other processes")) == 2)
    await until(lambda: listeners(desk) == 2)
    await its_relay_stands_still(desk)

    def says(uow: UnitOfWork) -> None:
        now = desk.clock.now()
        uow.outbox.add(
            Errand(kind=ErrandKind.TEXT, lane="x", recipient="lijing", data={"text": "在的"}, not_before=now), now
        )

    await desk.works.writer.run("demo", says)
    assert await seconds_until_heard(desk, "在的") < AT_ONCE


async def test_whoever_was_cut_off_is_not_taken_for_dead(desk: Desk, logged: Log) -> None:
    """What it has leased it may be at still."""
    await until(lambda: listeners(desk) == 1)
    with desk.works.database.transaction() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {LISTENERS} OR pid IN ({HOLDERS})"))
    await until(lambda: bool(logged.about("not listening to other processes")) and listeners(desk) == 1)
    alone: list[bool] = []
    with presence(desk.works.database, lambda: alone.append(True)):
        assert not alone


async def test_what_is_undone_wakes_nobody_and_what_is_due_much_later_neither(desk: Desk) -> None:
    await desk.settles()
    now = desk.clock.now()

    def writes(uow: UnitOfWork, at: datetime) -> None:
        uow.outbox.add(Errand(kind=ErrandKind.TEXT, lane="x", recipient="lijing", not_before=at), now)

    def fails(uow: UnitOfWork) -> None:
        writes(uow, now)
        raise RuntimeError

    async with await psycopg.AsyncConnection.connect(address(desk.works.database), autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        with pytest.raises(RuntimeError):
            await desk.works.writer.run("demo", fails)
        await desk.works.writer.run("demo", lambda uow: writes(uow, now + timedelta(hours=1)))
        await desk.works.writer.run("demo", lambda uow: writes(uow, now))
        heard = [each.payload async for each in listening.notifies(timeout=AT_ONCE / 2)]
    assert [word.wakes for word in map(read, heard) if word is not None] == [{"demo": now}]
