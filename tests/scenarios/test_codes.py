"""A code that proves whose a telephone number is: by WeChat where that leads to the same person, otherwise by SMS."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator.wechat.person import CustomerPerson
from handlers import tracking
from handlers.codes import code_errand
from storage.errands import ErrandKind
from storage.schema import errand
from tests.scenarios.conftest import Desk
from tickets.customers import Contact, ContactKind, Proof

CODE = "418293"


async def send_code(desk: Desk, phone: str, *, to_the_phone: bool = False) -> None:
    now = desk.clock.now()
    ends = now + timedelta(minutes=5)

    def write(uow) -> None:
        uow.outbox.add(code_errand(phone, CODE, now=now, expires_at=ends, to_the_phone=to_the_phone), now)

    await desk.works.writer.run("demo", write)
    await desk.settles()


async def proves_phone(desk: Desk, openid: str, phone: str) -> None:
    now = desk.clock.now()

    def write(uow) -> None:
        customer = uow.customers.whose(ContactKind.OPENID, openid)
        assert customer is not None
        contact = Contact(kind=ContactKind.PHONE, value=phone, how=Proof.CODE, proven_at=now)
        uow.customers.tie(customer.id, contact)

    await desk.works.writer.run("demo", write)


def kept(desk: Desk) -> list[tuple[str, dict]]:
    with desk.reading() as uow:
        rows = uow.connection.execute(errand.select().where(errand.c.kind == ErrandKind.CODE.value))
        return [(row.state, row.data) for row in rows]


async def test_a_strangers_phone_gets_an_sms_where_the_phone_itself_is_asked(desk: Desk, wang: CustomerPerson):
    await send_code(desk, "13800001111", to_the_phone=True)
    assert await wang.sees_sms(CODE) == f"【安居物业】验证码 {CODE}，5 分钟内有效"
    assert kept(desk) == [("done", {})]


async def test_a_stranger_who_looks_something_up_gets_none(desk: Desk):
    await send_code(desk, "13800001111")
    assert kept(desk) == [("dropped", {})]


async def test_where_the_phone_itself_is_asked_the_code_does_not_go_to_wechat(desk: Desk, wang: CustomerPerson):
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    await proves_phone(desk, wang.openid, "13800001111")
    await send_code(desk, "13800001111", to_the_phone=True)
    await wang.sees_sms(CODE)


async def test_a_customer_whose_number_it_is_reads_it_in_wechat(desk: Desk, wang: CustomerPerson):
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    await proves_phone(desk, wang.openid, "13800001111")
    await send_code(desk, "13800001111")
    await wang.sees_text(CODE, "5 分钟内有效")


async def test_when_the_window_is_shut_it_is_an_sms_after_all(desk: Desk, wang: CustomerPerson):
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    await proves_phone(desk, wang.openid, "13800001111")
    desk.wecom.switches.wechat_quota_used_up = True
    await send_code(desk, "13800001111")
    await wang.sees_sms(CODE)


async def test_a_code_that_is_tried_again_is_counted_once(
    desk: Desk, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.BINDING, 1)
    desk.wecom.switches.sms_down = True
    await send_code(desk, "13800001111", to_the_phone=True)
    desk.wecom.switches.sms_down = False
    await desk.passes(minutes=1)
    await wang.sees_sms(CODE)


async def test_a_code_whose_answer_is_lost_again_and_again_comes_twice(desk: Desk, wang: CustomerPerson):
    desk.wecom.switches.sms_answers_lost = True
    await send_code(desk, "13800001111", to_the_phone=True)
    for _ in range(6):
        await desk.passes(minutes=1)
    for _ in range(2):
        await wang.sees_sms(CODE)
    assert kept(desk) == [("dropped", {})]


async def test_a_code_that_comes_too_late_is_not_sent(desk: Desk):
    desk.wecom.switches.sms_down = True
    await send_code(desk, "13800001111", to_the_phone=True)
    desk.wecom.switches.sms_down = False
    await desk.passes(minutes=6)
    assert kept(desk) == [("dropped", {})]
