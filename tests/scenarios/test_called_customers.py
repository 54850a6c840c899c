"""Somebody calls, the front desk reports for them, and what happens comes to their phone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.chores import upkeep
from emulator.card_in_hand import CardInHand
from handlers import numbers
from storage.schema import errand
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import drives, finishes, takes
from tests.scenarios.stories import a_draft, submitted
from tickets.customers import Contact, ContactKind, Proof

CHENS = "13900002222"


@pytest.fixture
def staff_reports() -> bool:
    return True


async def test_whoever_called_hears_by_sms_how_it_goes_and_no_key_goes_to_a_number_that_nobody_has_proven(
    desk: Desk,
) -> None:
    wang = desk.wecom.customer("王女士")
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    said = await wang.sees_sms("1120-1")
    assert f"{desk.url}/track/demo" in said
    assert "/t/" not in said

    await cards.wang.press("接单")
    await desk.wang.hears("归您了")
    await desk.wang.sees_card_change(cards.wang, "13800001111")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "已接单")
    await desk.settles()
    with desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
    assert customer is not None
    assert customer.phone is None


async def test_whoever_called_about_the_same_matter_hears_of_it_too(desk: Desk) -> None:
    wang, chen = desk.wecom.customer("王女士"), desk.wecom.customer("陈先生")
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1")
    await takes(desk, cards)
    card = await reported_too(desk)
    assert "/t/" not in await chen.sees_sms("1120-1")
    await finishes(desk, cards)
    await desk.li.sees_card_change(card, "1120-1 王工 已完工")
    for each in (wang, chen):
        await each.sees_sms("1120-1", "待您确认，请点链接", f"{desk.url}/track/demo")


async def test_where_no_text_message_reaches_whoever_called_staff_hears_so_with_the_number(desk: Desk) -> None:
    wang = desk.wecom.customer("王女士")
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1")
    await takes(desk, cards)
    desk.wecom.sms.blacklist.add(CHENS)
    await reported_too(desk)
    for each in (desk.li, desk.wang):
        await each.hears("1120-1 这位客户现在收不到我们的消息", f"电话 {CHENS}")


async def reported_too(desk: Desk) -> CardInHand:
    await desk.passes(minutes=2)
    draft = await a_draft(desk, f"钱江新城3幢2单元电梯门又关不上了，陈先生{CHENS}")
    await draft.press("并入 1120-1")
    await desk.li.hears("已并入 1120-1")
    await desk.li.sees_card_change(draft, "已并入 1120-1")
    await desk.wang.hears("1120-1 又有人报修同一件事")
    await desk.passes(seconds=30)
    return draft


async def test_a_number_that_turns_out_to_be_none_while_a_text_message_is_under_way_is_not_tried_for_ever(
    desk: Desk,
) -> None:
    desk.wecom.switches.sms_down = True
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=5)

    def answer_lost(uow: UnitOfWork) -> None:
        under_way = errand.c.kind == "push"
        uow.connection.execute(errand.update().where(under_way).values(request={"way": "sms"}))
        numbers.lost(uow, "13800001111", desk.clock.now())

    await desk.works.writer.run("demo", answer_lost)
    await desk.li.says("1120-1 电话 0571-88886666")
    await desk.li.hears("88886666")
    for card, person in ((cards.li, desk.li), (cards.wang, desk.wang), (cards.zhao, desk.zhao)):
        await person.sees_card_change(card, "6666")
    desk.wecom.switches.sms_down = False
    await desk.passes(minutes=3)
    await desk.li.hears("1120-1 这位客户现在收不到我们的消息", "电话 057188886666")


async def test_a_report_without_a_mobile_number_makes_nobody_a_customer(desk: Desk) -> None:
    await submitted(desk, await a_draft(desk, "钱江新城3幢2单元电梯门关不上，王女士0571-88880000"))
    with desk.reading() as uow:
        assert uow.customers.get(1) is None


@pytest.mark.parametrize("staff_reports", [True, False])
async def test_whoever_has_not_proven_their_number_lately_hears_without_a_link_or_staff_hears_that_they_do_not(
    desk: Desk, staff_reports: bool
) -> None:
    """Where staff's reports are not told by SMS, a number that was proven is one to be told while it is."""
    wang = desk.wecom.customer("王女士")
    await desk.works.writer.run("demo", partial(has_proven, desk))
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1", "已受理", "/t/")
    await takes(desk, cards)
    await upkeep.forget_proofs(["demo"], desk.works.writer, desk.clock, timedelta())
    await drives(desk, cards)
    if staff_reports:
        assert "/t/" not in await wang.sees_sms("1120-1", "师傅已出发")
    else:
        for each in (desk.li, desk.wang):
            await each.hears("1120-1 这位客户现在收不到我们的消息", "电话 13800001111")


def has_proven(desk: Desk, uow: UnitOfWork) -> None:
    shown = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.CODE, proven_at=desk.clock.now())
    uow.customers.tie(uow.customers.add(), shown)
