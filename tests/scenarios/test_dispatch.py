"""Who is asked (13, 14): by area, rule and skill; then the next area, those who rest, and whoever answers for it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from emulator.directory import Member
from emulator.people import Person
from tests.scenarios.conftest import Desk
from tests.scenarios.dispatch_company import LEAK, LIFT, PLAYBOOK, claims, opens, staff
from tickets.calendar import LOCAL
from tickets.trace import Reach


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PLAYBOOK, encoding="utf-8")
    return file


@pytest.fixture
def members() -> list[Member]:
    return staff()


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.fixture
def chen(desk: Desk) -> Person:
    return desk.wecom.person("chengong")


async def test_the_areas_group_is_asked_and_the_first_tap_wins(desk: Desk) -> None:
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1", "漏水"), await desk.zhao.sees_card("1120-1", "漏水")
    await asyncio.gather(wangs.press("为什么给我"), zhaos.press("为什么给我"))
    for each in (desk.wang, desk.zhao):
        await each.hears("1120-1 没有专门的规则，按片区派给城东班，一起问了能去的 2 人；您手上 0 张。")
    await claims(desk, desk.zhao, zhaos, "1120-1", draft, "赵工")
    await desk.wang.sees_card_change(wangs, "已被 赵工 接单")


async def test_a_rule_wants_a_skill_and_the_others_are_told_why_not_if_they_ask(desk: Desk) -> None:
    await opens(desk, LIFT, "1120-1")
    card = await desk.wang.sees_card("1120-1", "电梯")
    await card.press("为什么给我")
    await desk.wang.hears("1120-1 按规则「电梯要有证」派给城东班，能去的只有您，另外 1 人去不了。")
    await desk.zhao.says("1120-1 为什么给我")
    await desk.zhao.hears("没有派给您：您没有「奥的斯认证」")
    await desk.zhao.says("1120-1 接单")
    await desk.zhao.hears("1120-1 没有派给您。要接的话请找 孙班长")


async def test_life_safety_goes_to_the_leader_who_answers_for_it(desk: Desk) -> None:
    draft = await opens(desk, "钱江新城3幢2单元电梯困人，王女士13800001111", "1120-1")
    card = await desk.sun.sees_card("1120-1", "困人")
    await desk.sun.hears("1120-1 紧急！")
    await card.choose_menu("为什么给我")
    await desk.sun.hears("按规则「电梯困人找班长」派给城东班的负责人，就是您。")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert (ticket.owner, ticket.type, ticket.area, ticket.life_safety) == ("sunban", "trapped", "east", True)
    await claims(desk, desk.sun, card, "1120-1", draft, "孙班长")


async def test_where_somebody_is_in_danger_a_word_alone_cancels_nothing(desk: Desk) -> None:
    draft = await opens(desk, "钱江新城3幢2单元电梯困人，王女士13800001111", "1120-1")
    suns = await desk.sun.sees_card("1120-1", "困人")
    await desk.sun.hears("1120-1 紧急！")
    await desk.passes(seconds=1)
    await desk.li.says("作废")
    await desk.li.hears("为什么取消")
    await desk.li.says("人已经自己出来了")
    await desk.li.hears("1120-1 已取消")
    for person, card in ((desk.sun, suns), (desk.li, draft)):
        await person.sees_card_change(card, "1120-1 已取消")


async def wang_has_had_his_share(desk: Desk) -> None:
    for number in ("1120-1", "1120-2"):
        draft = await opens(desk, LEAK, number)
        wangs, zhaos = await desk.wang.sees_card(number), await desk.zhao.sees_card(number)
        await claims(desk, desk.wang, wangs, number, draft, "王工")
        await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
        await desk.passes(minutes=3)


async def test_who_had_their_share_is_skipped_until_the_rest_is_over(desk: Desk) -> None:
    await wang_has_had_his_share(desk)
    await opens(desk, LEAK, "1120-3")
    await desk.zhao.sees_card("1120-3")
    await desk.wang.says("1120-3 为什么给我")
    await desk.wang.hears("没有派给您：您刚连接了几单，轮空到 11-20 11:03。")
    desk.wang.hears_nothing_more()


async def test_once_the_rest_is_over_what_nobody_has_taken_is_for_them_too(desk: Desk) -> None:
    await wang_has_had_his_share(desk)
    await desk.passes(minutes=110)
    draft = await opens(desk, LEAK, "1120-3")
    zhaos = await desk.zhao.sees_card("1120-3")
    await desk.passes(minutes=20)
    card = await desk.wang.sees_card("1120-3 等待接单")
    await claims(desk, desk.wang, card, "1120-3", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")


async def test_the_only_one_with_the_skill_is_asked_although_resting(desk: Desk) -> None:
    for number in ("1120-1", "1120-2"):
        draft = await opens(desk, LIFT, number)
        await claims(desk, desk.wang, await desk.wang.sees_card(number), number, draft, "王工")
        await desk.passes(minutes=3)
    await opens(desk, LIFT, "1120-3")
    card = await desk.wang.sees_card("1120-3")
    await card.press("为什么给我")
    await desk.wang.hears("别人都去不了（2 人没有「奥的斯认证」），所以您该轮空也还是问您。")


async def test_nobody_of_the_area_is_there_so_the_next_one_is_asked(desk: Desk, chen: Person) -> None:
    for person in (desk.wang, desk.zhao):
        await person.says("请假")
        await person.hears("从现在起不派单给您", "回来了说一声「上班」")
    draft = await opens(desk, LEAK, "1120-1")
    card = await chen.sees_card("1120-1")
    await card.press("为什么给我")
    await chen.hears("那边没有人能去（王工请假，赵工请假），所以问相邻片区的您。")
    await claims(desk, chen, card, "1120-1", draft, "陈工")


async def test_everybody_is_on_leave_so_whoever_answers_for_it_has_it_until_somebody_is_back(
    desk: Desk, chen: Person
) -> None:
    for person in (desk.wang, desk.zhao, chen):
        await person.says("请假到明天")
        await person.hears("到 11月21日（周六）为止（含当天）不派单给您", "提前回来就说「上班」")
    await opens(desk, LEAK, "1120-1")
    suns = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.sun.hears("1120-1 ", "没有人能去（王工请假到 11-21，赵工请假到", "所以由您负责：请接单或转派。（")
    await desk.passes(minutes=16)

    await chen.says("上班")
    await chen.hears("从现在起照常派单给您")
    chens = await chen.sees_card("1120-1")
    await desk.settles()
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert (ticket.reach, ticket.asked, ticket.owner) == (Reach.ADJACENT, ("chengong",), "sunban")

    await desk.wang.says("上班了")
    await desk.wang.hears("从现在起照常派单给您")
    await desk.wang.sees_card("1120-1")
    await chen.sees_card_change(chens, "已改派别人")
    desk.sun.hears_nothing_more()
    assert suns.buttons == ["接单", "转派…", "提级", "取消工单…"]


async def test_everybody_declines_so_it_goes_further_and_in_the_end_to_whoever_answers_for_it(
    desk: Desk, chen: Person
) -> None:
    await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await desk.wang.says("1120-1 接不了 太远")
    await desk.wang.hears("1120-1")
    await desk.wang.sees_card_change(wangs, "您接不了，已另派")
    await desk.zhao.says("1120-1 接不了 没配件")
    await desk.zhao.hears("1120-1")
    await desk.zhao.sees_card_change(zhaos, "您接不了，已另派")
    chens = await chen.sees_card("1120-1")
    await chens.press("为什么给我")
    await chen.hears("那边没有人能去（王工说过接不了，赵工说过接不了），所以问相邻片区的您。")
    await chen.says("1120-1 接不了 不会修")
    await chen.hears("1120-1")
    await chen.sees_card_change(chens, "您接不了，已另派")
    await desk.sun.sees_card("1120-1", "等待接单")
    await desk.sun.hears("所以由您负责：请接单或转派。", "王工 太远，赵工 没配件，陈工 不会修")
    await desk.passes(minutes=20)
    for person in (desk.wang, desk.zhao, chen):
        person.hears_nothing_more()


async def test_everybody_declines_even_the_leaders_so_whoever_answers_for_it_by_default_hears_so_at_once(
    desk: Desk, chen: Person
) -> None:
    zhou = desk.wecom.person("zhouzong")
    await opens(desk, LEAK, "1120-1")
    cards = {each: await each.sees_card("1120-1", "等待接单") for each in (desk.wang, desk.zhao)}
    for each in (desk.wang, desk.zhao):
        await declines(each, "1120-1")
    cards[chen] = await chen.sees_card("1120-1", "等待接单")
    await declines(chen, "1120-1")
    for each, card in cards.items():
        await each.sees_card_change(card, "您接不了，已另派")
    suns = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.sun.hears("1120-1 ", "所以由您负责：请接单或转派。")
    await declines(desk.sun, "1120-1")
    await zhou.sees_card("1120-1", "等待接单")
    await zhou.hears("1120-1 ", "所以由您负责：请接单或转派。")
    await declines(zhou, "1120-1", "但大家都说接不了，还得由负责人接单或转派。")
    await desk.sun.hears("1120-1 ", "所以由您负责：请接单或转派。", "孙班长 太远，周总 太远")
    assert suns.buttons == ["接单", "转派…", "提级", "取消工单…"]
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert (ticket.reach, ticket.asked, ticket.owner) == (Reach.OWNER, ("sunban",), "sunban")


async def declines(person: Person, number: str, answer: str = "已另派别人。") -> None:
    await person.says(f"{number} 接不了 太远")
    await person.hears(f"{number} 记下了，{answer}")


async def test_a_leave_that_ends_by_itself_brings_the_ticket_home(desk: Desk, chen: Person) -> None:
    for person in (desk.wang, desk.zhao, chen):
        await person.says("请假 5 小时" if person is desk.wang else "请假")
        await person.hears("不派单给您")
    await opens(desk, LEAK, "1120-1")
    suns = await desk.sun.sees_card("1120-1", "09:30 前接单")
    await desk.sun.hears("所以由您负责")
    await desk.passes(minutes=29)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=2)
    await desk.sun.hears("1120-1 还没有人接单")
    await desk.sun.sees_card_change(suns, "已超时", "接单已超时（09:30 前）")
    await desk.li.hears("1120-1 暂时还没有人接单")
    await desk.passes(hours=4, minutes=28)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=4)
    await desk.wang.sees_card("1120-1")


async def test_whoever_goes_on_leave_with_a_card_in_hand_is_no_longer_asked(desk: Desk) -> None:
    await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await desk.wang.says("请假 3 天")
    await desk.wang.hears("到 11月22日（周日）为止（含当天）不派单给您")
    await desk.wang.sees_card_change(wangs, "已改派别人")
    assert "接单" in zhaos.buttons
    await desk.wang.says("1120-1 接单")
    await desk.wang.hears("1120-1 没有派给您。要接的话请找 孙班长")


async def test_a_leader_says_it_for_their_people_and_nobody_else_does(desk: Desk, chen: Person) -> None:
    await desk.sun.says("赵工请假到周日")
    await desk.sun.hears("到 11月22日（周日）为止（含当天）不派单给赵工")
    await desk.zhao.hears("孙班长替您说的：好的，到 11月22日（周日）为止（含当天）不派单给您")
    await chen.says("赵工上班")
    await chen.hears("只有班组长能替自己班组的人说请假和上班")
    draft = await opens(desk, LEAK, "1120-1")
    await claims(desk, desk.wang, await desk.wang.sees_card("1120-1"), "1120-1", draft, "王工")
    await desk.wang.says("下班")
    await desk.wang.hears("11月21日（周六） 08:00 之前不派单给您", "手上还有 1 张没完工：1120-1，干不完请转派")
    await desk.sun.says("客户请假了")
    await desk.passes(seconds=5)
    await desk.sun.hears("这条我没看出要报修什么")


@pytest.fixture
def shifts(playbook: Path) -> None:
    """Both groups work by day; at night 王工 is on call for the first one on Saturdays."""
    by_day = 'calendar = "day"'
    text = playbook.read_text(encoding="utf-8")
    text = text.replace('leader = "sunban"', f'leader = "sunban"\n{by_day}\non_call = {{ sat = ["wanggong"] }}')
    text = text.replace('leader = "wuban"', f'leader = "wuban"\n{by_day}')
    text += '[[calendars]]\nkey = "day"\nname = "白班"\nholidays = false\nweek = { mon-sun = ["08:00-18:00"] }\n'
    playbook.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("shifts")
class TestAtNight:
    async def test_who_is_on_call_is_asked_and_nobody_else(self, desk: Desk) -> None:
        await desk.passes(hours=36)
        await opens(desk, LEAK, "1121-1")
        card = await desk.wang.sees_card("1121-1")
        await card.press("为什么给我")
        await desk.wang.hears("能去的只有您，另外 1 人去不了")

    async def test_when_the_shift_begins_it_is_for_everybody_who_was_not_asked_at_night(self, desk: Desk) -> None:
        await desk.wecom.travel_to(at(21, 7, 50))
        draft = await opens(desk, LEAK, "1121-1")
        wangs = await desk.wang.sees_card("1121-1")
        await desk.passes(minutes=11)
        zhaos = await desk.zhao.sees_card("1121-1 等待接单")
        await claims(desk, desk.zhao, zhaos, "1121-1", draft, "赵工")
        await desk.wang.sees_card_change(wangs, "已被 赵工 接单")

    async def test_when_the_shift_ends_whoever_is_on_call_is_asked_too_and_the_others_may_still_take_it(
        self, desk: Desk
    ) -> None:
        await desk.wecom.travel_to(at(21, 17, 45))
        await desk.wang.says("下班")
        await desk.wang.hears("11月22日（周日） 08:00 之前不派单给您", "值班时来的单和「电梯困人」还是会找您")
        draft = await opens(desk, LEAK, "1121-1")
        zhaos = await desk.zhao.sees_card("1121-1")
        await desk.passes(minutes=16)
        wangs = await desk.wang.sees_card("1121-1 等待接单")
        await claims(desk, desk.zhao, zhaos, "1121-1", draft, "赵工")
        await desk.wang.sees_card_change(wangs, "已被 赵工 接单")

    async def test_lives_at_stake_are_nobodys_day_off(self, desk: Desk) -> None:
        await desk.wecom.travel_to(at(20, 18, 5))
        await desk.sun.says("下班")
        await desk.sun.hears("之前不派单给您", "「电梯困人」还是会找您")
        await opens(desk, "钱江新城3幢2单元电梯困人，王女士13800001111", "1120-1")
        await desk.sun.sees_card("1120-1", "电梯困人")
        await desk.sun.hears("1120-1")

    async def test_without_anybody_on_call_it_waits_with_its_owner_until_the_shift_begins(self, desk: Desk) -> None:
        await desk.passes(hours=12)
        await opens(desk, LEAK, "1120-1")
        suns = await desk.sun.sees_card("1120-1")
        await desk.sun.hears("1120-1 ", "王工不在班到 11-21 08:00", "所以由您负责")
        await desk.passes(minutes=20)
        await desk.zhao.says("上班")
        await desk.zhao.hears("现在不在班（11月21日（周六） 08:00 才开始），按加班算")
        await desk.zhao.sees_card("1120-1")
        assert suns.buttons[0] == "接单"
        desk.wang.hears_nothing_more()
