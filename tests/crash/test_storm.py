"""Three processes on one PostgreSQL database in a storm of messages, clicks and due timers: some are killed, some stand
still for a while, and yet every promise is kept, once.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from random import Random

import pytest
from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from storage.schema import ticket, ticket_event
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
STANDS_STILL = 6.0
"""Seconds: longer than WeCom waits for an answer, and than anybody may hold a lock and say nothing."""


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
        for mishap in _mishaps(three, random):
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


def _mishaps(office: Office, random: Random) -> Iterator[object]:
    for befalls in (_is_killed, _stands_still, _is_killed, _stands_still):
        yield befalls(random.choice(office.bots))


async def _is_killed(bot: BotProcess) -> None:
    await bot.kill()
    await bot.start()


async def _stands_still(bot: BotProcess) -> None:
    os.kill(bot.pid, signal.SIGSTOP)
    await asyncio.sleep(STANDS_STILL)
    os.kill(bot.pid, signal.SIGCONT)


def _assert_no_step_was_taken_twice(office: Office) -> None:
    taken = select(ticket_event.c.ticket_id, ticket_event.c.data).where(ticket_event.c.kind == "TicketStepTaken")
    steps = Counter((row.ticket_id, row.data["step"]) for row in office.rows(taken))
    assert steps, "the storm was over before anything fell due"
    assert [step for step, times in steps.items() if times > 1] == []
