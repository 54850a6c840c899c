"""From the claim to the end, with everything that can come in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_claimed_ticket
from tests.tickets.samples import MINIMAL

CHOICES = """
[[types]]
key = "general"
name = "报修"
causes = ["老化", "人为"]
remedies = ["换件", "调整"]
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """With causes and remedies to pick from."""
    file = tmp_path / "playbook.toml"
    file.write_text(MINIMAL.read_text(encoding="utf-8") + CHOICES, encoding="utf-8")
    return file


async def _on_site(desk: Desk) -> Cards:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    await desk.li.hears("1120-1 王工 已到场")
    return cards


async def test_departing_arriving_and_finishing_with_what_was_wrong_and_what_was_done(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("出发")
    await desk.wang.sees_card_change(cards.wang, "1120-1 在路上")
    assert cards.wang.buttons == ["到场", "等待…", "完工"]
    await desk.li.hears("1120-1 王工 已出发")

    await desk.passes(minutes=20)
    await cards.wang.press("到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    assert cards.wang.buttons == ["完工", "等待…"]
    await desk.li.hears("1120-1 王工 已到场")

    await desk.passes(minutes=30)
    await cards.wang.press("完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 完工")
    assert cards.wang.options("怎么处理的") == ["请选择", "换件", "调整", "没有合适的", "还没完，返回"]
    await cards.wang.press("完工", 原因="老化")
    await desk.wang.hears("是什么原因、怎么处理的")
    await cards.wang.press("完工", 怎么处理的="换件")
    await desk.wang.hears("1120-1 已完工", "老化，换件")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    assert cards.wang.greyed == "已完工"
    await desk.li.hears("1120-1 王工 已完工", "原因 老化；处理 换件", "没修好就回复「1120-1 返工」")
    await desk.li.sees_card("王工 已完工", "返工")


async def test_whoever_pressed_by_mistake_goes_back(desk: Desk) -> None:
    cards = await _on_site(desk)
    await cards.wang.press("完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 完工")
    await cards.wang.press("完工", 原因="还没完，返回", 怎么处理的="换件")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    assert cards.wang.buttons == ["完工", "等待…"]


async def test_whoever_said_it_too_early_goes_on_and_nobody_reads_of_a_botched_job(desk: Desk) -> None:
    cards = await _on_site(desk)
    await desk.wang.says("完工 换了阀门")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("1120-1 王工 已完工")
    lis = await desk.li.sees_card("王工 已完工")
    await desk.wang.says("返工 还差一个垫圈")
    await desk.wang.hears("1120-1 继续处理。")
    await desk.wang.sees_card("1120-1 已到场")
    await desk.li.hears("1120-1 王工 还没干完（还差一个垫圈），继续处理")
    await desk.li.sees_card_change(lis, "1120-1 王工 已接单")


async def test_the_whole_way_can_be_said_without_a_number(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.wang.says("出发了")
    await desk.wang.hears("1120-1 已出发")
    await desk.wang.sees_card_change(cards.wang, "1120-1 在路上")
    await desk.li.hears("王工 已出发")
    await desk.passes(minutes=5)
    await desk.wang.says("到了")
    await desk.wang.hears("1120-1 已到场")
    fresh = await desk.wang.sees_card("1120-1 已到场")
    await desk.li.hears("王工 已到场")
    await desk.passes(minutes=5)
    await desk.wang.says("完工")
    await desk.wang.hears("是什么原因、怎么处理的", "1120-1 完工 换了阀门")
    await desk.wang.says("完工 换了门机皮带")
    await desk.wang.hears("1120-1 已完工", "换了门机皮带")
    await desk.wang.sees_card_change(fresh, "1120-1 已完工")
    await desk.li.hears("王工 已完工", "处理 换了门机皮带")
    await desk.li.sees_card("王工 已完工", "返工")
    assert cards.wang.greyed is None, "its codes are spent: a press would show the truth"


async def test_what_was_wrong_and_done_is_said_when_it_is_asked_for(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.wang.says("1120-1 完工")
    await desk.wang.hears("是什么原因、怎么处理的")
    await desk.passes(minutes=1)
    await desk.wang.says("接头老化，重新打了胶")
    await desk.wang.hears("1120-1 已完工", "老化，接头老化，重新打了胶")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工", "处理 接头老化，重新打了胶")
    await desk.li.sees_card("王工 已完工", "返工")


@pytest.mark.parametrize("words", ["还没完，等一下", "要换新的吗？"])
async def test_what_is_no_answer_finishes_nothing(desk: Desk, words: str) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.wang.says("完工")
    await desk.wang.hears("是什么原因、怎么处理的")
    await desk.passes(minutes=1)
    await desk.wang.says(words)
    await desk.wang.hears("已记到工单 1120-1")
    await desk.li.hears(words)


async def test_a_question_that_was_followed_by_something_else_is_not_asked_any_more(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.wang.says("完工")
    await desk.wang.hears("是什么原因、怎么处理的")
    await desk.passes(minutes=1)
    await desk.wang.says("1120-1")
    await desk.wang.hears("1120-1 王工 处理中")
    await desk.passes(minutes=1)
    await desk.wang.says("需要订货")
    await desk.wang.hears("已记到工单 1120-1")
    await desk.li.hears("需要订货")


async def test_waiting_for_parts_is_picked_and_ends_by_itself(desk: Desk) -> None:
    cards = await _on_site(desk)
    await cards.wang.press("等待…")
    await desk.wang.sees_card_change(cards.wang, "1120-1 等什么，等到什么时候？")
    assert cards.wang.options("等什么") == ["配件", "客户", "进场", "不等了，返回"]
    assert cards.wang.options("等到") == [
        "今天下午 11-20 14点",
        "今天傍晚 11-20 17点",
        "明天上午 11-21 9点",
        "明天下午 11-21 14点",
        "三天后 11-23 9点",
        "一周后 11-27 9点",
    ]
    await cards.wang.press("开始等待", 等什么="配件", 等到="今天下午 11-20 14点")
    await desk.wang.sees_card_change(cards.wang, "1120-1 等配件到 14:00")
    assert cards.wang.buttons == ["继续", "完工", "等待…"]
    await desk.li.hears("1120-1 王工 等配件，预计 14:00 继续")

    await desk.passes(hours=4, minutes=50)
    await desk.passes(minutes=15)
    await desk.wang.hears("1120-1 等待的时间到了，请继续")
    await desk.wang.sees_card("1120-1 已到场")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")
    await desk.li.hears("1120-1 王工 继续处理")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert [(pause.reason, round((pause.ends - pause.begins).total_seconds() / 3600)) for pause in ticket.pauses] == [
        ("parts", 5)
    ]


async def test_who_is_asked_until_when_just_says_it(desk: Desk) -> None:
    cards = await _on_site(desk)
    await desk.passes(seconds=1)
    await desk.wang.says("要等配件")
    await desk.wang.hears("等到什么时候")
    await desk.passes(seconds=1)
    await desk.wang.says("明天上午")
    await desk.wang.hears("1120-1 等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件到 11月21日 09:00")
    await desk.li.hears("王工 等配件")


async def test_who_is_asked_whom_it_goes_to_just_names_them(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(seconds=1)
    await desk.wang.says("转派")
    await desk.wang.hears("转给谁")
    await desk.passes(seconds=1)
    await desk.wang.says("赵工")
    await desk.wang.hears("1120-1 已转给 赵工")
    await desk.wang.sees_card_change(cards.wang, "已转给 赵工")
    await desk.zhao.hears("1120-1 王工 转给您了")
    await desk.zhao.sees_card("1120-1 处理中")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")


async def test_what_comes_earlier_than_expected_ends_the_wait(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    waiting = cards.wang
    await desk.wang.says("等客户 明天上午")
    await desk.wang.hears("1120-1 等客户，到 11月21日 09:00")
    await desk.wang.sees_card_change(waiting, "1120-1 等客户到 11月21日 09:00")
    await desk.li.hears("王工 等客户，预计 11月21日 09:00 继续")
    await desk.passes(hours=1)
    await waiting.press("继续")
    await desk.wang.sees_card_change(waiting, "1120-1 处理中")
    await desk.li.hears("王工 继续处理")
    await desk.passes(hours=1)
    assert cards.wang.buttons == ["出发", "到场", "等待…", "完工"]


async def test_a_wait_must_end_in_time_to_come(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.wang.says("等配件 今天8点")
    await desk.wang.hears("11-20 08:00 已经过了", "以后的时间")
    await desk.wang.says("等配件 12月15日")
    await desk.wang.hears("最多等到 11-27")
    await desk.wang.says("等配件")
    await desk.wang.hears("等什么、等到什么时候", "1120-1 等配件 明天上午")


async def test_finishing_while_waiting_ends_both(desk: Desk) -> None:
    card = (await a_claimed_ticket(desk)).wang
    await desk.wang.says("等配件 明天")
    await desk.wang.hears("1120-1 等配件")
    await desk.wang.sees_card_change(card, "1120-1 等配件")
    await desk.li.hears("王工 等配件")
    await card.press("完工")
    await desk.wang.sees_card_change(card, "1120-1 完工")
    await card.press("完工", 原因="没有合适的", 怎么处理的="调整")
    await desk.wang.hears("1120-1 已完工", "调整")
    await desk.wang.sees_card_change(card, "1120-1 已完工")
    await desk.li.hears("王工 已完工", "处理 调整")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(days=1)


async def test_a_press_twice_is_told_once(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("出发")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await desk.li.hears("王工 已出发")
    await desk.wang.says("出发")
    await desk.wang.hears("1120-1 已出发")


async def test_an_old_card_fails_politely_and_shows_what_is_true_now(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("到了")
    await desk.wang.hears("1120-1 已到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    await desk.li.hears("王工 已到场")
    await desk.wang.says("等配件 明天")
    await desk.wang.hears("1120-1 等配件")
    newer = await desk.wang.sees_card("1120-1 等配件")
    await desk.li.hears("王工 等配件")
    await desk.wang.says("完工 没事了")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(newer, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await cards.wang.press("等待…")
    await desk.wang.hears("1120-1 已完工，不能等待")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")


async def test_what_was_not_done_after_all_is_the_same_technicians_again(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    done = await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(hours=1)
    await desk.li.says("返工 门又关不上了")
    await desk.li.hears("1120-1 返工，已通知 王工 再去一次")
    await desk.wang.hears("1120-1 还没修好（门又关不上了），请再去一次")
    await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工", "门又关不上了", "还是 王工 处理")
    await desk.li.sees_card_change(done, "王工 已接单")


async def test_whoever_reported_it_closes_it_on_the_customers_word(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    done = await desk.li.sees_card("王工 已完工", "返工")
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("1120-1 已关闭")
    await desk.li.sees_card_change(done, "1120-1 已关闭")
    await desk.wang.hears("1120-1 李静 转告：客户说修好了，已关闭")
