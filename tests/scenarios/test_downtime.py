"""The bot stood still while promises fell due (18): they are caught up in order, and say that they are late."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import PROMISED, a_claimed_ticket, a_ticket


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PROMISED, encoding="utf-8")
    return file


def steps_taken(desk: Desk) -> list[int]:
    with desk.reading() as uow:
        return [data["step"] for kind, _at, _by, data in uow.tickets.history(1) if kind == "TicketStepTaken"]


async def test_of_all_that_was_missed_people_hear_the_last_and_that_it_is_late(desk: Desk) -> None:
    """Nearly late and late to arrive at 12:00 and 13:00, to finish at 13:30 and 15:00."""
    cards = await a_claimed_ticket(desk)
    await desk.stands_still(hours=7)
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 报修 6 小时还没有完工", "（这条消息迟到 1 小时：系统当时没有运行）")
    await desk.sun.hears("1120-1 报修 6 小时，王工 还没有完工", "（这条消息迟到 1 小时：系统当时没有运行）")
    await desk.wang.sees_card_change(cards.wang, "已超时", "到场已超时（13:00 前）")
    assert steps_taken(desk) == [2, 3, 4, 5], "each once, and in their order"
    await desk.passes(minutes=30)


async def test_what_nobody_claimed_meanwhile_is_told_late_and_then_goes_on(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.stands_still(minutes=50)
    await desk.passes(seconds=2)
    await desk.sun.hears("1120-1 还没有人接单", "（这条消息迟到 20 分钟：系统当时没有运行）")
    await desk.sun.sees_card("1120-1")
    await desk.li.hears("1120-1 暂时还没有人接单", "（这条消息迟到 20 分钟：系统当时没有运行）")
    assert cards.wang.buttons[0] == "接单"
    await desk.passes(hours=2)


async def test_a_short_stop_needs_no_excuse(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=28)
    await desk.stands_still(minutes=4)
    await desk.passes(seconds=2)
    assert "迟到" not in await desk.sun.hears("1120-1 还没有人接单")
    await desk.sun.sees_card("1120-1")
    await desk.li.hears("1120-1 暂时还没有人接单")


async def test_a_wait_that_ended_meanwhile_says_so_before_the_question_whether_it_moves(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("等客户 今天下午2点")
    await desk.wang.hears("1120-1 等客户，到 14:00")
    await desk.wang.sees_card_change(cards.wang, "等客户到 14:00")
    await desk.li.hears("王工 等客户")
    await desk.stands_still(hours=7)
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 等待的时间到了", "（这条消息迟到 1 小时 57 分钟：系统当时没有运行）")
    await desk.wang.sees_card("1120-1 处理中")
    await desk.li.hears("1120-1 王工 继续处理")


async def test_a_wait_that_ended_meanwhile_moves_no_promise_further_than_was_said(desk: Desk) -> None:
    """Five hours of waiting: whoever should have been there at one should be there at six."""
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("等客户 今天下午2点")
    await desk.wang.hears("1120-1 等客户，到 14:00")
    await desk.wang.sees_card_change(cards.wang, "等客户到 14:00")
    await desk.li.hears("王工 等客户")
    await desk.stands_still(hours=9, minutes=30)
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 等待的时间到了", "（这条消息迟到 4 小时 27 分钟：系统当时没有运行）")
    await desk.wang.sees_card("1120-1 处理中")
    await desk.li.hears("1120-1 王工 继续处理")
    await desk.wang.hears("1120-1 报修 4 小时还没有到场", "（这条消息迟到 27 分钟：系统当时没有运行）")
    await desk.sun.hears("1120-1 报修 4 小时，王工 还没有到场", "（这条消息迟到 27 分钟：系统当时没有运行）")
    assert steps_taken(desk) == [2, 3]
