"""No, somebody else, somebody higher, or nobody any more."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_claimed_ticket, a_ticket

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def _declined_by_wang(desk: Desk) -> Cards:
    cards = await a_ticket(desk)
    await cards.wang.press("接不了…")
    await desk.wang.sees_card_change(cards.wang, "1120-1 接不了？")
    assert cards.wang.options("why") == ["太远", "没配件", "不会修", "下班", "不了，返回"]
    await cards.wang.press("就这样，退回", why="太远")
    await desk.wang.sees_card_change(cards.wang, "1120-1")
    assert cards.wang.greyed == "您接不了，已另派"
    return cards


async def test_whoever_declines_is_asked_no_more_and_the_others_still_are(desk: Desk) -> None:
    cards = await _declined_by_wang(desk)
    await cards.zhao.press("接单")
    await desk.zhao.hears("1120-1 归您了")
    await desk.zhao.sees_card_change(cards.zhao, "处理中")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已接单")
    await desk.li.hears("赵工 已接单")
    await desk.li.sees_card_change(cards.li, "赵工 已接单")


async def test_where_everybody_declines_whoever_answers_for_it_gets_it_and_hears_why(desk: Desk) -> None:
    cards = await _declined_by_wang(desk)
    await desk.zhao.says("1120-1 接不了 下班了")
    await desk.zhao.hears("1120-1 记下了")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1")
    suns = await desk.sun.sees_card("1120-1 等待接单")
    await desk.sun.hears("没有人能去", "请接单或转派", "王工 太远，赵工 下班")
    assert suns.buttons[0] == "接单"


async def test_who_thinks_better_of_it_can_still_take_it(desk: Desk) -> None:
    cards = await _declined_by_wang(desk)
    await desk.wang.says("1120-1 接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(cards.wang, "1120-1 处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")


async def test_who_has_it_can_give_it_back(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await cards.wang.choose_menu("接不了…")
    await desk.wang.sees_card_change(cards.wang, "1120-1 接不了？")
    await cards.wang.press("就这样，退回", why="没配件")
    await desk.wang.sees_card_change(cards.wang, "1120-1")
    await desk.li.hears("1120-1 王工 接不了（没配件），正在另派")
    await desk.zhao.sees_card("1120-1 等待接单")


async def test_whoever_is_asked_again_gets_a_new_card_also_where_the_old_one_could_be_changed(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await cards.zhao.press("为什么给我")
    await desk.zhao.hears("1120-1")
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.passes(minutes=5)
    await desk.wang.says("1120-1 接不了 没配件")
    await desk.wang.hears("1120-1 记下了")
    await desk.wang.sees_card_change(cards.wang, "1120-1")
    await desk.li.hears("1120-1 王工 接不了（没配件），正在另派")
    await desk.zhao.sees_card("1120-1 等待接单")
    await desk.zhao.sees_card_change(cards.zhao, "已经过时")


async def test_a_job_is_handed_to_somebody_by_name_and_both_hear_of_it(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("转给赵师傅")
    await desk.wang.hears("1120-1 已转给 赵工，两边都通知了")
    await desk.zhao.hears("1120-1 王工 转给您了", "电话：13800001111")
    zhaos = await desk.zhao.sees_card("1120-1 处理中", "13800001111")
    assert zhaos.buttons == ["出发", "到场", "等待…", "完工"]
    await desk.wang.sees_card_change(cards.wang, "1120-1 已接单", "已转给 赵工")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")
    assert "13800001111" not in cards.wang.text


async def test_whoever_was_handed_it_hears_who_gave_it_and_not_how_it_was_sent_at_first(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("1120-1 升级 门机要换")
    await desk.wang.hears("已请 孙班长 来看")
    await desk.sun.hears("王工 请您来看")
    suns = await desk.sun.sees_card("1120-1 处理中")
    await desk.li.hears("已请 孙班长 来看")
    await desk.sun.says("1120-1 为什么给我")
    await desk.sun.hears("1120-1 是 王工 11-20 09:00 请您来看的（门机要换）。")
    await desk.wang.says("转给赵师傅")
    await desk.wang.hears("1120-1 已转给 赵工")
    await desk.zhao.hears("1120-1 王工 转给您了")
    await desk.zhao.sees_card("1120-1 处理中")
    await desk.wang.sees_card_change(cards.wang, "已转给 赵工")
    await desk.sun.sees_card_change(suns, "1120-1 处理中", "赵工")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")
    await desk.zhao.says("为什么给我")
    await desk.zhao.hears("1120-1 是 王工 11-20 09:00 转给您的。")


async def test_a_leader_picks_somebody_on_the_card(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("升级")
    await desk.wang.hears("1120-1 已请 孙班长 来看")
    await desk.sun.hears("1120-1 王工 请您来看", "王工 处理中")
    suns = await desk.sun.sees_card("1120-1 处理中", "王工")
    await desk.li.hears("1120-1 已请 孙班长 来看")
    assert suns.buttons == ["转派…", "提级", "取消工单…"]
    await suns.press("转派…")
    await desk.sun.sees_card_change(suns, "1120-1 转给谁？")
    await suns.press("转派")
    await desk.sun.hears("转给谁")
    await suns.press("转派", to="赵工")
    await desk.sun.sees_card_change(suns, "1120-1 处理中", "赵工")
    await desk.zhao.hears("1120-1 孙班长 转给您了")
    await desk.zhao.sees_card("1120-1 处理中")
    await desk.wang.hears("1120-1 已转给 赵工", "您不用去了")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已接单", "已转给 赵工")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")


async def test_nobody_is_handed_a_job_whom_the_playbook_does_not_know(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.wang.says("转给钱师傅")
    await desk.wang.hears("没有找到「钱师傅」")
    await desk.wang.says("转派")
    await desk.wang.hears("转给谁")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert ticket.assignee == "wanggong"


async def test_somebody_who_has_nothing_to_do_with_it_hands_nothing_over(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.zhao.says("1120-1 转给赵工")
    await desk.zhao.hears("1120-1 不归您管，请找 孙班长")


async def test_escalating_goes_one_level_higher_each_time_and_ends_at_the_top(desk: Desk) -> None:
    zhou = desk.wecom.person("zhouzong")
    await a_claimed_ticket(desk)
    await desk.wang.says("1120-1 升级")
    await desk.wang.hears("已请 孙班长 来看")
    await desk.sun.hears("王工 请您来看")
    suns = await desk.sun.sees_card("1120-1")
    await desk.li.hears("已请 孙班长 来看")
    await suns.choose_menu("升级")
    await desk.sun.hears("1120-1 已请 周总 来看")
    await zhou.hears("1120-1 孙班长 请您来看")
    await zhou.sees_card("1120-1 处理中")
    await desk.li.hears("已请 周总 来看")
    await desk.wang.hears("已请 周总 来看")
    await desk.wang.says("1120-1 升级")
    await desk.wang.hears("该知道的人都知道了")


async def test_a_leader_raises_the_priority(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.sun.says("1120-1 提级")
    await desk.sun.hears("1120-1 优先级现在是「高」")
    await desk.wang.hears("1120-1 孙班长 把优先级提到「高」")
    await desk.zhao.says("1120-1 提级")
    await desk.zhao.hears("1120-1 不归您管，请找 孙班长")


async def test_a_cancelled_job_is_told_to_whoever_has_it(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.li.says("1120-1 取消，客户不修了")
    await desk.li.hears("1120-1 已取消")
    await desk.wang.hears("1120-1 李静 取消了（客户不修了）")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已取消")
    assert cards.wang.greyed == "已取消"


async def test_cancelling_on_the_card_asks_why_first(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("升级")
    await desk.wang.hears("已请 孙班长 来看")
    await desk.sun.hears("请您来看")
    suns = await desk.sun.sees_card("1120-1")
    await desk.li.hears("已请 孙班长 来看")
    await suns.press("取消工单…")
    await desk.sun.sees_card_change(suns, "取消 1120-1？")
    await suns.press("取消工单", why="误报")
    await desk.sun.sees_card_change(suns, "1120-1 已取消")
    await desk.wang.hears("孙班长 取消了（误报）")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已取消")
    await desk.li.hears("孙班长 取消了（误报）")


async def test_what_is_done_cannot_be_cancelled(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("1120-1 完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.li.says("1120-1 取消")
    await desk.li.hears("1120-1 已完工，不能取消")


async def test_a_cancelled_ticket_that_nobody_had_can_be_claimed_no_more(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.li.says("1120-1 取消")
    await desk.li.hears("1120-1 已取消")
    await desk.li.sees_card_change(cards.li, "1120-1 已取消")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已取消")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1 已取消")
    await desk.zhao.says("1120-1 接单")
    await desk.zhao.hears("1120-1 已取消，不能接单")
    await desk.passes(hours=3)


async def test_whoever_is_away_can_be_given_it_but_that_they_are_is_said(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.zhao.says("请假到周五")
    await desk.zhao.hears("不派单给您")
    await cards.wang.choose_menu("转派…")
    await desk.wang.sees_card_change(cards.wang, "1120-1 转给谁？")
    assert cards.wang.options("to") == ["赵工（请假）", "孙班长 · 维修班", "不了，返回"]
    await cards.wang.press("转派", to="赵工（请假）")
    await desk.wang.hears("1120-1 已转给 赵工，两边都通知了。注意：赵工 现在请假，到 11月20日（周五）为止（含当天）")
    await desk.wang.sees_card_change(cards.wang, "已转给 赵工")
    await desk.zhao.hears("1120-1 王工 转给您了")
    await desk.zhao.sees_card("1120-1 处理中")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")


async def test_who_has_it_already_is_not_given_it_again(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    for words in ("转给王工", "1120-1 转给我"):
        await desk.wang.says(words)
        await desk.wang.hears("1120-1 本来就在 王工 手上，没有改动。")


async def test_whoever_leads_takes_it_over_by_saying_to_me(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.sun.says("1120-1 转给我")
    await desk.sun.hears("1120-1 已转给 孙班长")
    await desk.sun.sees_card("1120-1 处理中", "完工")
    await desk.wang.hears("1120-1 已转给 孙班长", "您不用去了")
    await desk.wang.sees_card_change(cards.wang, "已转给 孙班长")
    await desk.li.hears("改由 孙班长 处理")
    await desk.li.sees_card("1120-1 孙班长 已接单")
