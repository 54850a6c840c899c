"""Somebody has it, and it is promised by when they are there and when it is done (9, 18)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import PROMISED, Cards, a_claimed_ticket


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PROMISED, encoding="utf-8")
    return file


async def arrives(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    await desk.li.hears("王工 已到场")


async def test_when_three_quarters_of_the_time_are_over_whoever_has_it_is_reminded_by_when_to_be_there(
    desk: Desk,
) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(hours=2, minutes=59)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 请在 13:00 前到场")
    await desk.passes(minutes=59)
    await arrives(desk, cards)


async def test_whoever_is_not_there_in_time_is_told_and_the_leader_hears_of_it(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(hours=3)
    await desk.wang.hears("1120-1 请在 13:00 前到场")
    await desk.passes(minutes=59)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 报修 4 小时还没有到场", "请尽快到场", "有困难就说一声")
    await desk.sun.hears("1120-1 报修 4 小时，王工 还没有到场")
    await desk.passes(minutes=20)
    await arrives(desk, cards)


async def test_nobody_is_called_late_before_the_time_that_the_customer_wants_somebody_to_come(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk, "钱江新城3幢2单元电梯门关不上，王女士13800001111，明天下午三点来")
    assert "11月21日 15:00 前到场" in cards.wang.text
    await desk.passes(hours=7, minutes=59)
    desk.wang.hears_nothing_more()
    desk.sun.hears_nothing_more()
    await desk.li.says("1120-1 预约 明天下午五点十分")
    await desk.li.hears("已改", "11-21 17:10")
    await desk.passes(seconds=2)
    await desk.wang.hears("预约 11-21 17:10")
    await desk.wang.sees_card_change(cards.wang, "11月21日 17:10 前到场")
    await desk.li.sees_card("11月21日 17:10 前到场")
    await desk.passes(hours=23, minutes=9)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=3)
    await desk.wang.hears("1120-1 请在 11月21日 17:10 前到场")
    await desk.passes(hours=1)
    await desk.wang.hears("1120-1 约好的时间（11-21 17:10）还没有到场")
    await desk.sun.hears("1120-1 约好的时间（11-21 17:10），王工 还没有到场")
    await desk.wang.sees_card("到场已超时（17:10 前）")


async def test_when_three_quarters_of_the_time_are_over_whoever_has_it_is_reminded_by_when_to_be_done(
    desk: Desk,
) -> None:
    cards = await a_claimed_ticket(desk)
    await arrives(desk, cards)
    await desk.passes(hours=4, minutes=29)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 请在 15:00 前完工")
    await desk.passes(hours=1)
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(hours=2)


async def test_whoever_is_not_done_in_time_is_told_once_and_the_leader_hears_of_it_once(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await arrives(desk, cards)
    await desk.passes(hours=4, minutes=30)
    await desk.wang.hears("1120-1 请在 15:00 前完工")
    await desk.passes(hours=1, minutes=29)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 报修 6 小时还没有完工", "请尽快完工")
    await desk.sun.hears("1120-1 报修 6 小时，王工 还没有完工")
    await desk.passes(hours=12)


async def test_whoever_goes_in_time_and_is_done_in_time_hears_nothing(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(hours=2)
    await cards.wang.press("出发")
    await desk.wang.sees_card_change(cards.wang, "1120-1 在路上")
    await desk.li.hears("王工 已出发")
    await desk.passes(minutes=40)
    await arrives(desk, cards)
    await desk.passes(hours=1)
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(hours=12)


async def waits(desk: Desk, cards: Cards) -> None:
    """From ten to noon."""
    await desk.passes(hours=1)
    await desk.wang.says("等客户 今天12点")
    await desk.wang.hears("1120-1 等客户，到 12:00")
    await desk.wang.sees_card_change(cards.wang, "1120-1 等客户到 12:00")
    await desk.li.hears("1120-1 王工 等客户，预计 12:00 继续")


async def test_a_wait_stops_the_clock_and_its_end_lets_it_run_on(desk: Desk) -> None:
    """Two hours of waiting: nearly late at two, and not at noon; late at three, and not at one."""
    cards = await a_claimed_ticket(desk)
    await waits(desk, cards)
    await desk.passes(hours=1, minutes=59)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=4)
    await desk.wang.hears("1120-1 等待的时间到了，请继续")
    card = await desk.wang.sees_card("1120-1 处理中")
    await desk.li.hears("1120-1 王工 继续处理")
    await desk.passes(hours=1, minutes=56)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=4)
    await desk.wang.hears("1120-1 请在 15:0", "前到场")
    await desk.passes(minutes=56)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=4)
    await desk.wang.hears("1120-1 报修 4 小时还没有到场")
    await desk.wang.sees_card_change(card, "到场已超时（15:00 前）")
    await desk.sun.hears("1120-1 报修 4 小时，王工 还没有到场")


async def test_who_goes_on_before_the_end_of_the_wait_is_not_called_when_it_comes(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await waits(desk, cards)
    await desk.passes(hours=1)
    await cards.wang.press("继续")
    await desk.wang.sees_card_change(cards.wang, "1120-1 处理中")
    await desk.li.hears("王工 继续处理")
    await desk.passes(hours=1, minutes=59)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 请在 14:00 前到场")
