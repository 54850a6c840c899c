"""A customer shows in WeChat that a telephone number is theirs, and hears there of what was reported with it."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest

from bot.chores import upkeep
from bot.pages.links import link_for
from emulator.wechat.person import CustomerPerson
from handlers import tracking
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted
from tickets.customers import Contact, ContactKind, Proof


@pytest.fixture
def staff_reports() -> bool:
    return True


async def code_on(desk: Desk, wang: CustomerPerson) -> str:
    await desk.settles()
    found = re.search(r"\d{6}", await wang.sees_sms("验证码"))
    assert found is not None
    return found[0]


async def test_what_the_desk_reported_for_somebody_is_followed_in_wechat_once_the_number_is_proven(
    desk: Desk, wang: CustomerPerson
) -> None:
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1")
    link_id = await desk.works.writer.run("demo", partial(link_of_the_number, desk))

    await wang.says("我的报修")
    await wang.sees_text("没有进行中的报修", "绑定手机")
    await desk.passes(seconds=5)
    await wang.says("绑定手机")
    await wang.sees_text("手机号")
    await desk.passes(seconds=5)
    await wang.says("138 0000 1111")
    await wang.sees_text("验证码已发到")
    await desk.passes(seconds=5)
    await wang.says(await code_on(desk, wang))
    await wang.sees_text("绑定好了")
    await wang.says("我的报修")
    await wang.sees_text("1120-1")

    await cards.wang.press("接单")
    await desk.wang.hears("归您了")
    await desk.wang.sees_card_change(cards.wang, "13800001111")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "已接单")
    await desk.passes(seconds=30)
    await wang.sees_text("1120-1", "王师傅已接单", "/t/")
    with desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
        link = uow.page_links.get(link_id)
    assert customer is not None
    assert link is not None
    assert link.customer_id == customer.id
    assert (customer.phone, customer.openid) == ("13800001111", wang.openid)


@pytest.mark.parametrize("staff_reports", [False])
async def test_whoever_has_proven_the_number_hears_in_wechat_of_what_the_desk_reports_with_it(
    desk: Desk, wang: CustomerPerson
) -> None:
    """Whether or not others get text messages."""
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await wang.says(await code_on(desk, wang))
    await wang.sees_text("绑定好了", "用这个号码报修的进度，以后在这里也能看到")
    await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_text("1120-1", "已受理", "/t/")
    await wang.says("我的报修")
    await wang.sees_text("1120-1")


@pytest.mark.parametrize("staff_reports", [False])
async def test_whoever_has_not_gets_no_text_message_where_staff_reports_are_not_told(desk: Desk) -> None:
    await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    assert desk.wecom.sms.sent == []


def link_of_the_number(desk: Desk, uow: UnitOfWork) -> str:
    """Given away before the number was bound."""
    customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
    assert customer is not None
    [followed] = uow.customers.subscriptions(customer.id)
    return link_for(uow, "", followed.ticket_id, customer.id, now=desk.clock.now()).rpartition(".")[2]


async def test_whoever_has_the_number_now_gets_nothing_of_somebody_else_who_had_it_in_wechat(
    desk: Desk, wang: CustomerPerson
) -> None:
    await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1")
    theirs = Contact(kind=ContactKind.OPENID, value="oSomebodyElse", how=Proof.WROTE, proven_at=desk.clock.now())

    def wrote(uow: UnitOfWork) -> int:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
        assert customer is not None
        uow.customers.tie(customer.id, theirs)
        return customer.id

    before = await desk.works.writer.run("demo", wrote)
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await wang.says(await code_on(desk, wang))
    await wang.sees_text("绑定好了")
    await wang.says("我的报修")
    await wang.sees_text("没有进行中的报修")
    with desk.reading() as uow:
        assert [each.ticket_id for each in uow.customers.subscriptions(before)] == [1]


async def test_the_code_that_binds_a_number_comes_to_the_phone_even_where_somebody_else_had_bound_it(
    desk: Desk, wang: CustomerPerson
) -> None:
    await desk.works.writer.run("demo", partial(bound_before, desk, proven=timedelta(days=1)))
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await wang.says(await code_on(desk, wang))
    await wang.sees_text("绑定好了")


async def test_a_code_for_a_look_up_which_may_have_come_to_wechat_binds_nothing(
    desk: Desk, wang: CustomerPerson
) -> None:
    """Or whoever gave a number up could go on proving it for ever."""
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    await desk.works.writer.run("demo", partial(bound_before, desk, openid=wang.openid, proven=timedelta(days=89)))
    await desk.passes(seconds=1)  # or nobody knows which of the two messages of one instant was the last
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await code_on(desk, wang)
    shelf = desk.works.tenants["demo"].shelf
    await desk.works.writer.run(
        "demo", lambda uow: tracking.ask(uow, "13800001111", None, shelf.desk(uow).digest, desk.clock.now())
    )
    await desk.passes(seconds=2)
    found = re.search(r"\d{6}", await wang.sees_text("验证码", "有效"))
    assert found is not None
    await wang.says(found[0])
    await wang.sees_text("验证码不对")


@pytest.mark.parametrize(("days", "hears"), [(89, True), (91, False)])
async def test_what_the_desk_reports_for_whoever_has_the_number_now_is_not_told_to_whoever_had_it(
    desk: Desk, wang: CustomerPerson, days: int, hears: bool
) -> None:
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    await desk.works.writer.run("demo", partial(bound_before, desk, openid=wang.openid, proven=timedelta(days=days)))
    await upkeep.forget_proofs(["demo"], desk.works.writer, desk.clock, timedelta(days=90))
    await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await (wang.sees_text if hears else wang.sees_sms)("1120-1")
    with desk.reading() as uow:
        before = uow.customers.whose(ContactKind.OPENID, wang.openid)
        assert before is not None
        assert len(uow.customers.subscriptions(before.id)) == hears


def bound_before(desk: Desk, uow: UnitOfWork, *, openid: str = "oSomebodyElse", proven: timedelta) -> None:
    """By whoever writes from this openid."""
    at = desk.clock.now() - proven
    known = uow.customers.whose(ContactKind.OPENID, openid)
    customer_id = known.id if known is not None else uow.customers.add()
    for kind, value, how in (
        (ContactKind.OPENID, openid, Proof.WROTE),
        (ContactKind.PHONE, "13800001111", Proof.CODE),
    ):
        uow.customers.tie(customer_id, Contact(kind=kind, value=value, how=how, proven_at=at))


async def test_a_wrong_code_binds_nothing_and_six_digits_out_of_the_blue_are_no_code(
    desk: Desk, wang: CustomerPerson
) -> None:
    await wang.says("123456")
    await wang.sees_text("没有看懂")
    await desk.passes(seconds=5)
    await wang.says("绑定13800001111")
    await wang.sees_text("验证码已发到")
    code = await code_on(desk, wang)
    await wang.says("000000" if code != "000000" else "111111")
    await wang.sees_text("验证码不对")
    with desk.reading() as uow:
        assert uow.customers.whose(ContactKind.PHONE, "13800001111") is None


@pytest.mark.parametrize(
    "said", ["{}。", "验证码{}", "验证码 {} ", "验证码是{}", "【安居物业】验证码 {}，10 分钟内有效"]
)
async def test_the_code_may_be_sent_as_it_was_copied(desk: Desk, wang: CustomerPerson, said: str) -> None:
    await wang.says("绑定13800001111")
    await wang.sees_text("验证码已发到")
    await wang.says(said.format(await code_on(desk, wang)))
    await wang.sees_text("绑定好了")


async def test_six_digits_of_something_else_are_no_code(desk: Desk, wang: CustomerPerson) -> None:
    await wang.says("绑定13800001111")
    await wang.sees_text("验证码已发到")
    await code_on(desk, wang)
    await wang.says("3幢501水管漏水，门锁密码654321，13800001111")
    await wang.sees_text("收到")
    await desk.passes(seconds=2)
    await desk.li.sees_card("漏水")


async def test_codes_that_bind_are_among_those_that_are_limited_for_all(
    desk: Desk, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.BINDING, 1)
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await code_on(desk, wang)
    await wang.says("绑定 13700003333")
    await wang.sees_text("一小时后")


async def test_whoever_binds_takes_nobodys_place_who_looks_up(
    desk: Desk, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers can be made up for it: those that are known have a limit of their own."""
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.BINDING, 1)
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.LOOKING_UP, 1)
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await code_on(desk, wang)
    with desk.reading() as uow:
        assert tracking.has_room(uow, tracking.LOOKING_UP, desk.clock.now())
        assert not tracking.has_room(uow, tracking.BINDING, desk.clock.now())


async def test_three_codes_an_hour_are_enough(desk: Desk, wang: CustomerPerson) -> None:
    for _ in range(3):
        await wang.says("绑定 13800001111")
        await wang.sees_text("验证码已发到")
        await code_on(desk, wang)
    await wang.says("绑定 13800001111")
    await wang.sees_text("一小时后")
