"""Killed without warning: whatever was acknowledged is there once, whatever was promised is said once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select, update

from bot.commands import account
from emulator.switches import Outage
from storage.schema import errand, ticket
from tests.crash.books import assert_balanced, days
from tests.crash.flood import Flood
from tests.crash.office import TENANT, Office, says

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"
KILLS = 3
REPORTS = 3
LEASED = errand.c.leased_until.is_not(None)


async def test_killed_again_and_again_in_a_flood_it_loses_nothing_and_says_nothing_twice(office: Office) -> None:
    random = Random(20261120)  # noqa: S311  # the same moments each time, as far as a busy machine lets them be
    flood = Flood(office, random, reports=REPORTS)
    await office.start()
    async with asyncio.TaskGroup() as people:
        flood.begin(people)
        for _ in range(KILLS):
            until = len(office.wecom.log) + random.randint(10, 60)
            await office.happens(lambda until=until: flood.over or len(office.wecom.log) >= until)
            await office.bot.kill()
            await office.start()
    await office.drained()

    assert_balanced(office)
    assert len(office.rows(select(ticket.c.id))) == len(flood.reported)
    assert [day for day in days(office) if account.run(office.settings(), day=day, tenant=None) != 0] == []


@pytest.mark.parametrize(("minutes", "answer"), [(0, 0), (45, 42014)], ids=["soon", "late"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_message_on_its_way_when_the_bot_died_arrives_once(office: Office, minutes: int, answer: int) -> None:
    """WeCom took it, and the bot died before it knew: it asks again as soon as it lives.

    WeCom sees that it is the same; later than it remembers that, it still knows the card's task id.
    """
    await office.start()
    await says(office, "staff2", REPORT)
    await office.settles()  # by now it has an access token
    office.wecom.switches.outage = Outage.ANSWER_LOST
    await says(office, "staff1", REPORT)
    await office.happens(lambda: len(office.calls("message/send")) == 2)
    await office.bot.kill()
    with office.database.unit_of_work(TENANT) as uow:  # so that nothing but the start of another process ends it
        uow.connection.execute(update(errand).values(leased_until=office.now() + timedelta(days=1)).where(LEASED))
    office.wecom.switches.outage = Outage.NONE
    await office.passes(minutes=minutes)
    await office.start()
    await office.settles()

    _, first, again = (call for call in office.calls("message/send") if "template_card" in call.request)
    assert again.request == first.request
    assert again.errcode == answer
    await office.person("staff2").sees_card("报修草稿")
    await office.person("staff1").sees_card("报修草稿", "13800001111")
    if minutes:
        await office.person("staff1").hears("还有一份草稿没提交")
        await office.person("staff2").hears("还有一份草稿没提交")
    office.wecom.assert_nothing_unexpected()
    assert {row.state for row in office.rows(select(errand.c.state))} == {"done"}
