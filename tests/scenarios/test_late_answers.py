"""WeCom's answer comes when somebody else has gone on with the errand."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from storage.errands import Errand, ErrandKind
from storage.schema import card, errand
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_ticket

LONG = timedelta(minutes=5)


async def test_a_card_that_another_process_has_changed_since_is_known_as_it_is(desk: Desk) -> None:
    cards = await a_ticket(desk)
    desk.wecom.switches.slow_answers = 1.0
    await cards.wang.press("接单")
    async with asyncio.timeout(5):
        while not (changing := _under_way(desk)):  # noqa: ASYNC110  # nothing tells that it is
            await asyncio.sleep(0.01)

    def somebody_else_goes_on(uow: UnitOfWork) -> None:
        uow.connection.execute(update(errand).where(errand.c.id == changing[0].id).values(leased_until=None))
        now = desk.clock.now()
        (taken,) = (each for each in uow.outbox.lease(now, until=now + LONG, most=9) if each.id == changing[0].id)
        uow.cards.show(changing[0].request["card"], "by now")
        assert uow.outbox.done(taken, now)

    await desk.works.writer.run("demo", somebody_else_goes_on)
    desk.wecom.switches.slow_answers = 0.0
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.wang.hears("归您了")
    await desk.zhao.sees_card_change(cards.zhao, "已接单")
    await desk.li.sees_card_change(cards.li, "已接单")
    await desk.li.hears("已接单")
    await desk.settles()
    with desk.reading() as uow:
        shown = uow.connection.execute(select(card.c.shown).where(card.c.id == changing[0].request["card"])).scalar()
    assert shown == "by now"


def _under_way(desk: Desk) -> list[Errand]:
    with desk.reading() as uow:
        kind, leased = errand.c.kind == ErrandKind.CARD.value, errand.c.leased_until.is_not(None)
        rows = uow.connection.execute(select(errand).where(kind, leased, errand.c.state == "waiting"))
        return [row for row in rows if row.request and "response_code" in row.request]
