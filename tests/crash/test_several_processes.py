"""Two processes on one PostgreSQL database: each update handled once, each message sent once, one token asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from emulator.switches import Outage
from storage.schema import errand, ticket
from tests.crash.books import assert_balanced
from tests.crash.desk import Desk
from tests.crash.flood import Flood
from tests.crash.office import TENANT, Office, says

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def two(office: Office) -> AsyncIterator[Office]:
    """Every callback reaches both at the same moment; WeCom gets the answer of whichever was quicker to be asked."""
    office.new_bot()
    async with ClientSession() as session:

        async def to_both(request: web.Request) -> web.Response:
            body = await request.read()
            answers = await asyncio.gather(*(_passed_on(session, bot.url, request, body) for bot in office.bots))
            statuses = {status for status, _ in answers}
            assert statuses == {200}
            assert len({bool(text) for _, text in answers}) == 1, "the second delivery is answered as the first was"
            return web.Response(text=answers[0][1], content_type="application/xml")

        balancer = web.Application()
        balancer.router.add_post("/wecom/{tenant}", to_both)
        async with TestServer(balancer) as server:
            office.wecom.world.app.callback_url = str(server.make_url(f"/wecom/{TENANT}"))
            await office.start()
            yield office


async def _passed_on(session: ClientSession, url: str, request: web.Request, body: bytes) -> tuple[int, str]:
    async with session.post(f"{url}{request.rel_url}", data=body) as response:
        return response.status, await response.text()


async def test_two_do_everything_once_and_what_one_was_at_when_it_died_the_other_takes_over(two: Office) -> None:
    flood = Flood(two, Random(7), reports=2)  # noqa: S311  # people's whims
    async with asyncio.TaskGroup() as people:
        flood.begin(people)
    await two.drained()
    assert_balanced(two)
    assert len(two.rows(select(ticket.c.id))) == len(flood.reported)
    assert len(two.calls("gettoken")) == 1
    sent = [call.request for call in two.calls("message/send")]
    assert len(sent) == len(set(sent))

    dying, living = two.bots
    two.wecom.switches.outage = Outage.ANSWER_LOST
    two.wecom.world.app.callback_url = f"{dying.url}/wecom/{TENANT}"
    await says(two, "staff1", "钱江新城3幢2单元电梯门关不上，王女士13800001111")
    await two.happens(lambda: len(two.calls("message/send")) > len(sent))
    await dying.kill()
    two.wecom.switches.outage = Outage.NONE
    assert [event for event in living.log if event["event"] == "channel unavailable"] == []

    await two.passes(minutes=2)  # the lease is over
    await two.drained()
    first, again = [call.request for call in two.calls("message/send")][len(sent) :]
    assert again == first
    assert_balanced(two)


async def test_what_somebody_else_holds_is_not_looked_at_again_and_again(desk: Desk) -> None:
    """Somebody's forgotten session keeps a row locked: the sweep is soon enough."""
    desk.add()
    with desk.works.database.transaction() as other:
        other.execute(select(errand).with_for_update())
        assert await desk.relay.drain() is None
    assert await desk.round() is None
    assert desk.states() == ["done"]
