"""Three processes on one PostgreSQL database in a storm of messages, clicks and due timers: some are killed, some stand
still for a while, and yet every promise is kept, once.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from random import Random

import pytest
from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from storage.schema import errand, ticket, ticket_event
from tests.crash.books import assert_balanced
from tests.crash.flood import Flood
from tests.crash.office import TENANT, Office
from tests.crash.process import BotProcess

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

IMPATIENT_LADDER = """
[[ladders]]
name = "接单"
steps = [
    { after = "2s", remind = "leader", warn = "reporter" },
    { after = "4s", remind = "leader" },
]
"""
STANDS_STILL = 11.5
"""Seconds: longer than WeCom waits for an answer, and than anybody may be idle in a transaction or silent on duty."""
A_MOMENT = 0.5
ITS_LEASES_END = timedelta(seconds=70)
"""So far the others' clock goes on meanwhile: what it was at is theirs."""


@pytest.fixture
async def three(office: Office) -> AsyncIterator[Office]:
    """Each callback goes to whoever's turn it is; the dead are passed over, as a balancer does, the frozen are not."""
    playbook = office.folder / "playbook.toml"
    text = playbook.read_text(encoding="utf-8").partition("[[ladders]]")[0]
    playbook.write_text(text + IMPATIENT_LADDER, encoding="utf-8")
    office.new_bot()
    office.new_bot()
    turns = itertools.cycle(office.bots)
    async with ClientSession() as session:

        async def to_one(request: web.Request) -> web.Response:
            bot = next(bot for bot in turns if bot.running)
            try:
                async with session.post(f"{bot.url}{request.rel_url}", data=await request.read()) as response:
                    return web.Response(status=response.status, text=await response.text())
            except ClientError:
                return web.Response(status=502)

        balancer = web.Application()
        balancer.router.add_post("/wecom/{tenant}", to_one)
        async with TestServer(balancer) as server:
            office.wecom.switches.callback_timeout = 3.0
            office.wecom.world.app.callback_url = str(server.make_url(f"/wecom/{TENANT}"))
            await office.start()
            yield office


async def test_whatever_befalls_the_processes_each_promise_is_kept_once(three: Office) -> None:
    random = Random(20261127)  # noqa: S311  # people's whims, and fate's
    flood = Flood(three, random, reports=2)
    async with asyncio.TaskGroup() as people:
        flood.begin(people)
        for mishap in _mishaps(three, random, flood):
            until = len(three.wecom.log) + random.randint(10, 40)
            await three.happens(lambda until=until: flood.over or len(three.wecom.log) >= until)
            await mishap
    await three.start()
    await three.passes(minutes=2)  # no lease and no step of a ladder is longer
    await three.drained()

    assert_balanced(three)
    assert len(three.rows(select(ticket.c.id))) == len(flood.reported)
    _assert_no_step_was_taken_twice(three)
    for bot in three.bots:
        bot.take_errors("update postponed: the database cannot be written")
        bot.take_errors("pump waits for the database")


def _mishaps(office: Office, random: Random, flood: Flood) -> Iterator[object]:
    yield _stands_still(office, random, flood)
    yield _is_killed(office, random)
    yield _stands_still(office, random, flood)
    yield _is_killed(office, random)


async def _is_killed(office: Office, random: Random) -> None:
    bot = random.choice(office.bots)
    await bot.kill()
    await bot.start()
    await bot.travel_to(office.now())


async def _stands_still(office: Office, random: Random, flood: Flood) -> None:
    bot, in_hand = await _caught_at_work(office, random, flood)
    await office.passes(seconds=ITS_LEASES_END.total_seconds())
    await asyncio.sleep(STANDS_STILL)
    await office.until(lambda: not in_hand & _first_attempts(office))
    bot.thaw()
    await bot.travel_to(office.now())


async def _caught_at_work(office: Office, random: Random, flood: Flood) -> tuple[BotProcess, set[int]]:
    """One that is frozen while it has errands in hand, and which those are: the others' are done a moment later.
    When all is over, anybody.
    """
    for bot in itertools.cycle(random.sample(office.bots, k=len(office.bots))):
        await office.until(lambda: flood.over or _first_attempts(office))
        bot.freeze()
        in_hand = _first_attempts(office)
        await asyncio.sleep(A_MOMENT)
        in_hand &= _first_attempts(office)
        if in_hand or flood.over:
            return bot, in_hand
        bot.thaw()
    raise AssertionError("there are no bots")


def _first_attempts(office: Office) -> set[int]:
    """Errands that somebody has leased, and nobody had before."""
    leased = select(errand.c.id).where(errand.c.state == "waiting", errand.c.leased_until.is_not(None))
    return {row.id for row in office.rows(leased.where(errand.c.attempts == 1))}


def _assert_no_step_was_taken_twice(office: Office) -> None:
    taken = select(ticket_event.c.ticket_id, ticket_event.c.data).where(ticket_event.c.kind == "TicketStepTaken")
    steps = Counter((row.ticket_id, row.data["step"]) for row in office.rows(taken))
    assert steps, "the storm was over before anything fell due"
    assert [step for step, times in steps.items() if times > 1] == []
