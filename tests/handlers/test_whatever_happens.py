"""Days on which people say anything at any time: whatever becomes of it, nothing is lost, and nobody reads nonsense."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs
from sqlalchemy import select

from bot.errands.texts import told
from storage.schema import ticket
from storage.unit_of_work import UnitOfWork
from tests.handlers.conftest import Office
from tests.handlers.test_foresight import PROPERTY, goes_by
from tickets.ticket import Status, Ticket
from tickets.transitions import IN_HAND

REPORTS = (
    "钱江新城3幢{room}电梯困人，王女士1380000{room:04}",
    "钱江新城3幢{room}水管爆裂漏水严重，王女士1380000{room:04}",
    "滨江5幢{room}灯不亮，李先生1390000{room:04}",
    "钱江新城3幢{room}奥的斯电梯门关不上，1370000{room:04}",
)
OF_A_TICKET = (
    *("接单", "接不了 太远", "出发", "到了", "等配件 明天上午", "等客户 1小时", "继续", "完工 换了阀门", "返工 还在漏"),
    *("转给王工", "转给孙班长", "升级 要停梯", "提级", "取消 客户不修了", "关闭", "地址 滨江3幢", "故障 漏水", ""),
)
OF_THEMSELVES = ("请假", "请假到周五", "明天请假", "上班", "下班", "销假", "交接给赵工", "赵工请假", "王工下班")
PAUSES = (1, 3, 10, 30, 60, 180, 480, 900)
"""Minutes."""


def tickets(uow: UnitOfWork) -> list[Ticket]:
    ids = uow.connection.execute(select(ticket.c.id).order_by(ticket.c.id)).scalars()
    return [found for each in ids if (found := uow.tickets.get(each)) is not None]


def somebody_says_something(office: Office, chance: random.Random) -> None:
    known = office.look(tickets)
    if not known or chance.random() < 0.15:
        office.says(chance.choice(REPORTS).format(room=100 + len(known)))
        office.passes(seconds=3)
        office.says("提交")
    elif chance.random() < 0.8:
        one = chance.choice(known[-6:])
        who = chance.choice([one.assignee or "wanggong", *one.asked, one.reporter, "sunban", "zhouzong"])
        office.says(f"{one.number} {chance.choice(OF_A_TICKET)}".strip(), who)
    else:
        office.says(chance.choice(OF_THEMSELVES), chance.choice(list(PROPERTY.people)))


def assert_nothing_is_lost(uow: UnitOfWork) -> None:
    assert uow.reports.tickets_without_timer(1) == []
    for each in tickets(uow):
        assert uow.tickets.history_is_whole(each.id)
        assert (each.status is Status.WAITING) is (each.wait is not None)
        if each.status is Status.OPEN:
            declined = {no.by for no in each.declined}
            assert each.asked
            assert declined.isdisjoint(each.asked) or declined.issuperset(each.asked)
        assert (each.assignee is not None) or each.status not in IN_HAND


def assert_all_can_be_said(office: Office, uow: UnitOfWork) -> None:
    morning = office.now + timedelta(days=1)
    while leased := uow.outbox.lease(morning, until=morning + timedelta(minutes=1), most=100):
        for each in leased:
            if "telling" in each.data:
                words = told(uow, lambda _: office.desk, each, each.data, office.now)
                assert words is None or "None" not in words
            uow.outbox.done(each, office.now)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_said_whenever_every_ticket_goes_on(office: Office, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same days each time
    office.desk = structs.replace(office.desk, playbook=PROPERTY)
    office.now = datetime(2026, 11, 19, chance.randrange(24), tzinfo=UTC)
    for _ in range(60):
        if chance.random() < 0.3:
            until = office.now + timedelta(minutes=chance.choice(PAUSES))
            goes_by(office, until)
            office.now = until
        else:
            somebody_says_something(office, chance)
        office.look(assert_nothing_is_lost)
    with office.database.unit_of_work("demo") as uow:
        assert_all_can_be_said(office, uow)
