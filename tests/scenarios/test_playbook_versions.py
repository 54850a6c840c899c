"""A playbook that is applied holds at once for what is new; what is under way keeps the one it began with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.commands.serve import serving
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft
from tests.tickets.samples import MINIMAL
from tests.tooling.ports import free_port

TEXT = MINIMAL.read_text(encoding="utf-8")


def apply(desk: Desk, text: str) -> int:
    with desk.works.database.unit_of_work("demo") as uow:
        return uow.playbooks.apply(text, by="zhouzong", now=desk.clock.now())


async def test_the_configured_file_is_the_first_version(desk: Desk) -> None:
    with desk.reading() as uow:
        first = uow.playbooks.newest()
    assert first is not None
    assert (first.version, first.text, first.applied_by) == (1, TEXT, str(MINIMAL)[-64:])


async def test_what_is_in_force_is_started_with_although_its_file_is_gone(desk: Desk, tmp_path: Path) -> None:
    settings = desk.works.settings
    tenants = tuple(replace(tenant, playbook=tmp_path / "gone.toml") for tenant in settings.tenants)
    elsewhere = replace(settings, tenants=tenants, server=replace(settings.server, port=free_port()))
    async with serving(elsewhere, desk.clock) as works:
        assert {pump.state for pump in works.pumps} == {"ok"}


async def test_a_new_version_holds_at_once_for_what_is_new(desk: Desk) -> None:
    apply(desk, TEXT.replace('["fault", "phone"]', '["fault", "phone", "customer"]'))
    await desk.li.says("钱江新城3幢电梯门关不上 13800001111")
    await desk.passes(seconds=3)
    await desk.li.sees_card("草稿", "还差客户")


async def test_a_ticket_keeps_the_version_it_was_opened_under(desk: Desk) -> None:
    """Its group is gone from the new one; it is claimed, and its leader reminded, as if nothing had happened."""
    draft = await a_draft(desk)
    await draft.press("提交")
    await desk.li.hears("已提交")
    await desk.li.sees_card_change(draft, "1120-1 已提交")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    second = apply(desk, TEXT.replace('"repair"', '"other"').replace("最小样板", "第二版"))
    await desk.zhao.says("1120-1 为什么给我")
    await desk.zhao.hears("1120-1 没有专门的规则，按片区派给维修班")
    await desk.passes(minutes=31)
    await desk.sun.hears("1120-1", "还没有人接单")
    suns = await desk.sun.sees_card("1120-1")
    await desk.li.hears("1120-1", "暂时还没有人接单")
    await wangs.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(wangs, "处理中")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
    await desk.sun.sees_card_change(suns, "处理中", "王工")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(draft, "王工 已接单")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
        at_the_desk = desk.works.tenants["demo"].shelf.desk(uow)
        assert ticket is not None
        assert (ticket.playbook_version, ticket.group) == (1, "repair")
        assert (at_the_desk.playbook.version, at_the_desk.playbook.name) == (second, "第二版")
        assert at_the_desk.playbook_of(ticket).name == "最小样板"


async def test_the_people_are_todays_whatever_the_version(desk: Desk) -> None:
    """A new leader can do what a leader can with a ticket that is older than their office."""
    await a_claimed_ticket(desk)
    apply(desk, TEXT.replace('leader = "sunban"', 'leader = "zhaogong"').replace('claim = "30m"', 'claim = "10m"'))
    await desk.zhao.says("1120-1 提级")
    await desk.zhao.hears("1120-1 优先级现在是「高」")
    await desk.wang.hears("1120-1 赵工 把优先级提到「高」")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
        assert ticket is not None
        playbook = desk.works.tenants["demo"].shelf.desk(uow).playbook_of(ticket)
    assert (playbook.version, playbook.base.sla.claim) == (1, timedelta(minutes=30))


async def test_the_director_sees_what_a_group_has_that_is_no_more(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    apply(desk, TEXT.replace('"repair"', '"other"').replace('name = "维修班"', 'name = "新班组"'))
    zhou = desk.wecom.person("zhouzong")
    await zhou.says("看板")
    await zhou.hears("维修班", "新班组")
