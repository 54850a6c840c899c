"""At night people are left alone, and a crowd of tellings is one message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.tenants import desk_for
from handlers.context import Context
from handlers.context import Desk as Knowledge
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_ticket, claimed
from tests.tickets import samples
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.playbook import parse
from tickets.ticket import Number, Status

TRAPPED = "钱江新城3幢2单元电梯困人，王女士13800001111"
QUIET = """
[[types]]
key = "trapped"
name = "电梯困人"
words = ["困人"]
life_safety = true

[[types]]
key = "general"
name = "报修"

[quiet_hours]
from = "22:00"
to = "07:00"
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(samples.MINIMAL.read_text(encoding="utf-8") + QUIET, encoding="utf-8")
    return file


def desk_value(desk: Desk) -> Knowledge:
    book = parse(samples.MINIMAL.read_text(encoding="utf-8") + QUIET)
    return desk_for(book, desk.works.settings)


async def it_is_night(desk: Desk) -> None:
    """A quarter to twelve."""
    await desk.wecom.travel_to(desk.clock.now().replace(hour=15, minute=45))
    await desk.settles()


async def test_a_reminder_of_the_night_is_told_in_the_morning_but_whoever_is_awake_hears_at_once(desk: Desk) -> None:
    await it_is_night(desk)
    await a_ticket(desk)
    await desk.passes(minutes=29)
    await desk.li.says("1120-1 业主说门口放了鞋柜，小心绊")
    await desk.li.hears("1120-1")
    await desk.passes(minutes=1)
    await desk.li.hears("1120-1 暂时还没有人接单")
    await desk.passes(hours=6, minutes=44)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=4)
    await desk.sun.hears("1120-1 李静 补充：业主说门口放了鞋柜，小心绊")
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    await desk.sun.sees_card("1120-1", "等待接单")


async def test_what_has_moved_on_by_the_morning_is_not_told(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_ticket(desk)
    await desk.passes(minutes=31)
    await desk.passes(minutes=1)
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了")
    for person, card in ((desk.wang, cards.wang), (desk.zhao, cards.zhao)):
        await person.sees_card_change(card, "1120-1")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.passes(hours=7, minutes=30)
    await desk.li.hears("王工 已接单")


async def test_what_was_done_at_night_its_reporter_hears_in_the_morning(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.wang.says("完工 换了门机皮带")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.passes(hours=8)
    await desk.li.hears("王工 已完工", "没修好就回复「1120-1 返工」")
    await desk.li.sees_card("1120-1 王工 已完工", "返工")


async def test_who_has_a_job_is_asked_whether_it_moves_in_the_morning_once(desk: Desk) -> None:
    """Three hours on the way, again and again; and nobody who was left alone has not answered."""
    await it_is_night(desk)
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("出发")
    await desk.wang.sees_card_change(cards.wang, "1120-1 在路上")
    await desk.li.hears("王工 已出发")
    for _ in range(2):
        await desk.passes(hours=3)
        desk.wang.hears_nothing_more()
    await desk.passes(hours=1, minutes=18)
    await desk.wang.hears("1120-1 很久没有动静了")
    await desk.wang.sees_card("1120-1 还在处理吗？")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")
    await desk.passes(hours=2, minutes=50)


async def test_a_card_that_waits_for_the_morning_holds_up_none_for_whoever_is_awake(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_ticket(desk)
    await desk.passes(minutes=31)
    await desk.passes(minutes=1)
    await desk.sun.says("1120-1 转给赵工")
    await desk.sun.hears("1120-1 已转给 赵工")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1 处理中")
    await desk.wang.sees_card_change(cards.wang, "已被 赵工 接单")
    await desk.li.sees_card_change(cards.li, "赵工 已接单")
    await desk.passes(hours=6, minutes=50)
    await desk.zhao.hears("1120-1 孙班长 转给您了")
    await desk.li.hears("1120-1 改由 赵工 处理")


async def test_whoever_is_called_at_night_has_the_card_in_the_morning_whatever_happened_since(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_ticket(desk)
    await desk.wang.says("1120-1 升级 要停梯")
    await desk.wang.hears("1120-1 已请 孙班长 来看")
    await desk.li.hears("1120-1 已请 孙班长 来看")
    await desk.passes(minutes=1)
    await claimed(desk, cards)
    await desk.passes(hours=7, minutes=20)
    await desk.sun.hears("1120-1 王工 请您来看（要停梯）", "王工 处理中")
    await desk.sun.sees_card("1120-1 处理中", "转派…")


async def test_whoever_is_called_at_night_hears_nothing_where_it_is_over_by_the_morning(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("1120-1 升级 要停梯")
    await desk.wang.hears("1120-1 已请 孙班长 来看")
    await desk.li.hears("1120-1 已请 孙班长 来看")
    await desk.passes(minutes=1)
    await desk.wang.says("1120-1 完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("1120-1 王工 已完工")
    await desk.passes(hours=7, minutes=20)


async def test_a_wait_that_ended_at_night_is_not_spoken_of_where_the_work_is_done_by_the_morning(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("1120-1 等配件 1小时")
    await desk.wang.hears("1120-1 等配件")
    await desk.wang.sees_card_change(cards.wang, "1120-1")
    await desk.li.hears("王工 等配件")
    await desk.passes(hours=1, minutes=1)
    await desk.wang.says("1120-1 完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.passes(hours=7)
    await desk.li.hears("1120-1 王工 继续处理")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("1120-1 王工 已完工")


async def test_a_leave_that_began_at_midnight_and_is_over_by_the_morning_is_not_spoken_of(desk: Desk) -> None:
    await it_is_night(desk)
    await a_claimed_ticket(desk)
    await desk.wang.says("明天请假")
    await desk.wang.hears("不派单给您")
    await desk.passes(hours=6, minutes=45)
    await desk.wang.says("上班")
    await desk.wang.hears("照常派单给您")
    await desk.passes(hours=1)


async def test_life_safety_knows_no_night(desk: Desk) -> None:
    await it_is_night(desk)
    cards = await a_ticket(desk, TRAPPED)
    for each in (desk.wang, desk.zhao):
        await each.hears("1120-1 紧急！")
    for _ in range(15):
        await desk.passes(minutes=2)
        for each in (desk.wang, desk.zhao):
            await each.hears("1120-1 紧急！")
    await desk.sun.hears("1120-1 还没有人接单")
    suns = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 暂时还没有人接单")
    await claimed(desk, cards)
    await desk.sun.sees_card_change(suns, "1120-1 处理中")
    await desk.passes(hours=1)
    await cards.wang.press("到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    await desk.li.hears("1120-1 王工 已到场")


async def test_when_the_budget_runs_short_the_rest_goes_together(desk: Desk) -> None:
    def crowd(uow: UnitOfWork) -> None:
        ctx = Context(uow, desk_value(desk), desk.clock.now())
        for count in range(1, 41):
            number = Number(date(2026, 11, 20), count)
            claimed = samples.a_ticket(number=number, draft_id=count, status=Status.CLAIMED, assignee="wanggong")
            ticket = uow.tickets.add(claimed)
            subject = Subject(SubjectKind.TICKET, ticket)
            ctx.notify(Told("sunban", subject, Telling.NOTED, by="lijing", words=f"第 {count} 句"))

    await desk.works.writer.run("demo", crowd)
    await desk.settles()
    for count in range(1, 21):
        await desk.sun.hears(f"1120-{count} 李静 补充：第 {count} 句")
    await desk.sun.hears(*(f"1120-{count} 李静 补充：第 {count} 句" for count in range(21, 41)))
