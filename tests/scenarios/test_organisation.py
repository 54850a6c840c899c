"""The company kept in step with WeCom (36): who leaves, who joins, and what is not believed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from emulator.directory import Member
from emulator.switches import Outage
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.dispatch_company import LEAK, PLAYBOOK, claims, opens, staff

NUMBERS = ("1120-1", "1120-2", "1120-3")
PLACES = ("钱江新城3幢501", "钱江新城8幢902", "钱江新城11幢1203")


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PLAYBOOK.replace("in_a_row = 2", "in_a_row = 5"), encoding="utf-8")
    return file


@pytest.fixture
def members() -> list[Member]:
    return staff()


async def known(desk: Desk, *there: str, gone: str = "") -> None:
    """Waits until these are known to work here, and that one no longer."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with desk.reading() as uow:
                people = {member.userid for member in uow.people.organisation().members}
            if people.issuperset(there) and gone not in people:
                return
            await asyncio.sleep(0.02)


async def in_step(desk: Desk, value: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if f'paidan_organisation_in_step{{tenant="demo"}} {value}.0' in await desk.metrics():
                return
            await asyncio.sleep(0.05)


async def test_nobody_hands_a_ticket_to_whoever_has_left(desk: Desk) -> None:
    await known(desk, "wanggong", "zhaogong", "sunban")
    desk.wecom.world.directory.leaves("wanggong")
    await desk.passes(minutes=15)
    await known(desk, "zhaogong", gone="wanggong")
    draft = await opens(desk, f"{PLACES[0]}水管漏水，王女士13800001111", NUMBERS[0])
    await claims(desk, desk.zhao, await desk.zhao.sees_card(NUMBERS[0]), NUMBERS[0], draft, "赵工")
    await desk.zhao.says("转给王工")
    await desk.zhao.hears("王工 已经离职，1120-1 请转给别人。")


async def test_whoever_leaves_has_his_tickets_dispatched_again_and_his_leader_told(desk: Desk) -> None:
    await known(desk, "wanggong", "zhaogong", "sunban")
    for place, number in zip(PLACES, NUMBERS, strict=True):
        draft = await opens(desk, f"{place}水管漏水，王女士13800001111", number)
        wangs, zhaos = await desk.wang.sees_card(number), await desk.zhao.sees_card(number)
        await claims(desk, desk.wang, wangs, number, draft, "王工")
        await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
        await desk.passes(minutes=3)
    desk.wecom.world.directory.leaves("wanggong")
    await desk.passes(minutes=15)
    await known(desk, "zhaogong", gone="wanggong")
    for number in NUMBERS:
        await desk.sun.hears(number, "王工 已离职", "已重新派出")
        await desk.zhao.sees_card(number, "等待接单")
        await desk.li.hears(number, "王工 去不了了，已重新派单")
        with desk.reading() as uow:
            ticket = uow.tickets.named(11, 20, int(number[-1]), today=desk.clock.now().date())
        assert ticket is not None
        assert (ticket.assignee, ticket.asked) == (None, ("zhaogong",))
    await desk.settles()


async def test_a_card_of_somebody_who_has_left_is_nothing_that_could_not_be_sent(desk: Desk) -> None:
    await known(desk, "wanggong", "zhaogong")
    draft = await opens(desk, LEAK, "1120-1")
    wangs = await desk.wang.sees_card("1120-1")
    await desk.zhao.sees_card("1120-1")
    desk.wecom.world.directory.leaves("zhaogong")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.settles()
    with desk.reading() as uow:
        assert uow.reports.dead_errands(desk.long_ago, desk.tomorrow) == []


async def test_who_joins_is_known_by_name_before_anybody_writes_them_into_the_playbook(desk: Desk) -> None:
    await known(desk, "wanggong")
    desk.wecom.world.directory.joins(Member(userid="qianlai", name="钱来", departments=[2]))
    await desk.passes(minutes=15)
    await known(desk, "qianlai")
    newcomer = desk.wecom.person("qianlai")
    await newcomer.says(LEAK)
    await desk.passes(seconds=2)
    draft = await newcomer.sees_card("报修草稿")
    await draft.press("提交")
    await newcomer.hears("1120-1")
    await newcomer.sees_card_change(draft, "已提交")
    await desk.wang.sees_card("1120-1", "钱来报")
    await desk.zhao.sees_card("1120-1", "钱来报")


async def test_a_company_that_cannot_be_read_stays_as_it_was(desk: Desk) -> None:
    await known(desk, "wanggong", "zhaogong")
    await in_step(desk, 1)
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
    desk.wecom.world.set_switch("outage", Outage.UNAVAILABLE)
    await desk.passes(minutes=15)
    await in_step(desk, 0)
    desk.wecom.world.set_switch("outage", Outage.NONE)
    await desk.passes(minutes=3)
    await in_step(desk, 1)
    await known(desk, "wanggong", "zhaogong")


@pytest.mark.parametrize("visible", [set(), {2}], ids=["nothing", "the front desk alone"])
async def test_whoever_is_out_of_sight_has_not_left(desk: Desk, visible: set[int]) -> None:
    await known(desk, "wanggong", "zhaogong")
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
    desk.wecom.world.app.visible_departments = visible
    await desk.passes(minutes=15)
    await in_step(desk, 0)
    await known(desk, "wanggong", "zhaogong")


async def test_one_who_is_moved_out_of_sight_has_not_left(desk: Desk) -> None:
    await known(desk, "wanggong", "chengong")
    await in_step(desk, 1)
    desk.wecom.world.app.visible_departments = {2, 3, 5, 6}
    member = desk.wecom.world.directory.member("chengong")
    assert member is not None
    member.departments = [4]
    await desk.passes(minutes=15)
    await in_step(desk, 1)
    await known(desk, "chengong", "wanggong")
