"""Promises count working time (10): several windows a day, weekends, public holidays, make-up days, own exceptions."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_claimed_ticket
from tests.tickets.samples import MINIMAL
from tickets.calendar import LOCAL

HOURS = """
[[types]]
key = "trapped"
name = "电梯困人"
words = ["困人"]
life_safety = true

[[types]]
key = "general"
name = "报修"

[[calendars]]
key = "office"
name = "工作时间"

[calendars.week]
mon-fri = ["08:30-12:00", "13:30-17:30"]
sat = ["09:00-12:00"]

[calendars.exceptions]
2026-11-30 = ["10:00-12:00"]
"""
FRIDAY = "2026-11-20"


def china(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LOCAL)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """After an hour of office time the leader is reminded, and the reporter hears of it."""
    text = MINIMAL.read_text(encoding="utf-8").replace('claim = "30m"', 'claim = "1h"\ncalendar = "office"')
    file = tmp_path / "playbook.toml"
    file.write_text(text.replace('after = "30m"', 'after = "1h"') + HOURS, encoding="utf-8")
    return file


@pytest.fixture
def begins_at() -> datetime:
    """Long enough before every story; each goes to its own day."""
    return china("2026-09-30T08:00")


async def reported_at(desk: Desk, moment: str, words: str = REPORT, count: int = 1) -> str:
    """Gives the ticket's number."""
    await desk.wecom.travel_to(china(moment))
    await desk.settles()
    number = f"{china(moment):%m%d}-{count}"
    await desk.li.says(words)
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿")
    await draft.press("提交")
    await desk.li.hears("已提交", number)
    await desk.li.sees_card_change(draft, number, "已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card(number, "等待接单")
    return number


async def it_is(desk: Desk, moment: str) -> None:
    await desk.wecom.travel_to(china(moment))
    await desk.settles()


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-11-20T11:40", "2026-11-20T14:10"),
        ("2026-11-20T12:30", "2026-11-20T14:30"),
        ("2026-11-20T17:10", "2026-11-21T09:40"),
        ("2026-11-21T11:20", "2026-11-23T08:50"),
        ("2026-09-30T17:10", "2026-10-08T09:10"),
        ("2026-10-09T17:10", "2026-10-10T09:10"),
        ("2026-11-28T11:20", "2026-11-30T10:20"),
    ],
    ids=["over noon", "at noon", "to Saturday", "over Sunday", "over the holidays", "to a make-up day", "an exception"],
)
async def test_the_reminder_comes_when_so_much_office_time_is_over(desk: Desk, reported: str, due: str) -> None:
    number = await reported_at(desk, reported)
    await it_is(desk, f"{china(due) - timedelta(seconds=30):%Y-%m-%dT%H:%M:%S}")
    desk.sun.hears_nothing_more()
    await it_is(desk, f"{china(due) + timedelta(minutes=4):%Y-%m-%dT%H:%M:%S}")
    await desk.sun.hears(f"{number} 还没有人接单")
    await desk.sun.sees_card(number)
    await desk.li.hears(f"{number} 暂时还没有人接单")
    await desk.passes(seconds=5)


async def test_what_the_calendar_makes_due_at_one_half_hour_is_not_told_in_one_second(desk: Desk) -> None:
    """Whatever is reported over noon, its hour is over at half past two."""
    for count, minute in enumerate((10, 15, 20), 1):
        await reported_at(desk, f"2026-11-20T12:{minute}", f"滨江花园{count}幢马桶堵了，1370000333{count}", count)
    half_past = china("2026-11-20T14:30")
    await desk.wecom.pass_through(half_past + timedelta(minutes=4))
    for count in (1, 2, 3):
        await desk.sun.hears(f"1120-{count} 还没有人接单")
        await desk.sun.sees_card(f"1120-{count}")
        await desk.li.hears(f"1120-{count} 暂时还没有人接单")
    said = {entry.at for entry in desk.wecom.world.conversation("sunban") if entry.card is None}
    assert len(said) == 3
    assert all(half_past < at <= half_past + timedelta(minutes=3) for at in said)


async def test_life_safety_counts_every_minute(desk: Desk) -> None:
    number = await reported_at(desk, "2026-11-21T11:40", "钱江新城3幢2单元电梯困人，王女士13800001111")
    for each in (desk.wang, desk.zhao):
        await each.hears(f"{number} 紧急！")
    for _ in range(15):
        await desk.passes(minutes=2)
        for each in (desk.wang, desk.zhao):
            await each.hears(f"{number} 紧急！")
    await it_is(desk, "2026-11-21T12:39:50")
    desk.sun.hears_nothing_more()
    await it_is(desk, "2026-11-21T12:41:00")
    await desk.sun.hears(f"{number} 还没有人接单")
    await desk.sun.sees_card(number)
    await desk.li.hears(f"{number} 暂时还没有人接单")


async def test_whether_it_moves_is_asked_when_the_shift_is_on_again(desk: Desk) -> None:
    """Eight hours after the claim of Friday at ten it is six in the evening."""
    await it_is(desk, "2026-11-20T10:00")
    cards = await a_claimed_ticket(desk)
    await it_is(desk, "2026-11-21T08:59")
    desk.wang.hears_nothing_more()
    await it_is(desk, "2026-11-21T09:04")
    await desk.wang.hears("1120-1 很久没有动静了")
    await desk.wang.sees_card("1120-1 还在处理吗？")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")


async def test_a_deadline_is_explained_to_whoever_asks_how_the_ticket_stands(desk: Desk) -> None:
    number = await reported_at(desk, "2026-11-20T11:40")
    await desk.li.says(number)
    await desk.li.hears(
        f"{number} 等待接单（11-20 11:40）", "14:10 前接单\n（接单 1 小时，从 11:40 报修起算；下班 12:00-13:30 不计）"
    )
