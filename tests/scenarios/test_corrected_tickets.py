"""A ticket that turns out to be something else, or somewhere else (7, 13): whoever should have it gets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.directory import Member
from emulator.people import Person
from tests.scenarios.conftest import Desk
from tests.scenarios.dispatch_company import LEAK, PLAYBOOK, claims, opens, staff
from tickets.ticket import Ticket

REMINDED = """
[[ladders]]
name = "没人接单"
steps = [{ after = "30m", until = "claimed", remind = ["leader"] }]
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PLAYBOOK + REMINDED, encoding="utf-8")
    return file


@pytest.fixture
def members() -> list[Member]:
    return staff()


@pytest.fixture
def chen(desk: Desk) -> Person:
    return desk.wecom.person("chengong")


def ticket(desk: Desk) -> Ticket:
    with desk.reading() as uow:
        found = uow.tickets.get(1)
    assert found is not None
    return found


async def test_another_address_sends_it_to_the_people_of_that_area_and_all_is_promised_anew(
    desk: Desk, chen: Person
) -> None:
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await desk.passes(minutes=20)
    await desk.li.says("1120-1 地址 西溪花园5幢501")
    await desk.li.hears("工单 1120-1 已改：地址 → 西溪花园5幢501")
    await desk.li.hears("1120-1 更正后按「报修」（城西片区）重新派单")
    await desk.li.sees_card_change(draft, "西溪花园5幢501")
    card = await chen.sees_card("1120-1", "西溪花园5幢501")
    for person, old in ((desk.wang, wangs), (desk.zhao, zhaos)):
        await person.sees_card_change(old, "已改派别人")
    assert (ticket(desk).area, ticket(desk).group, ticket(desk).asked) == ("west", "west_team", ("chengong",))
    wu = desk.wecom.person("wuban")
    await desk.passes(minutes=29)
    wu.hears_nothing_more()
    await desk.passes(minutes=1)
    await wu.hears("1120-1 还没有人接单")
    await wu.sees_card("1120-1")
    assert "接单" in card.buttons


async def test_a_fault_that_is_worse_than_was_said_goes_to_whoever_that_goes_to(desk: Desk) -> None:
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await desk.li.says("1120-1 故障 电梯困人")
    await desk.li.hears("工单 1120-1 已改：故障 → 电梯困人")
    await desk.li.hears("1120-1 更正后按「电梯困人」（城东片区）重新派单")
    await desk.li.sees_card_change(draft, "电梯困人")
    await desk.sun.sees_card("1120-1", "电梯困人")
    await desk.sun.hears("1120-1 紧急！电梯困人")
    for person, old in ((desk.wang, wangs), (desk.zhao, zhaos)):
        await person.sees_card_change(old, "已改派别人")
    assert (ticket(desk).type, ticket(desk).life_safety, ticket(desk).priority) == ("trapped", True, "urgent")


async def test_what_somebody_has_stays_theirs_and_the_leader_hears_what_it_is(desk: Desk, chen: Person) -> None:
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
    await desk.passes(minutes=3)
    await desk.li.says("1120-1 地址 西溪花园5幢501")
    await desk.li.hears("工单 1120-1 已改：地址 → 西溪花园5幢501")
    await desk.wang.hears("1120-1 李静 更正：地址 西溪花园5幢501")
    await desk.wang.sees_card_change(wangs, "西溪花园5幢501")
    await desk.sun.hears("1120-1 更正后看是「报修」（城西片区）", "已经在 王工 手上，没有改派", "要换人请转派")
    await desk.li.sees_card("1120-1 王工 已接单", "西溪花园5幢501")
    assert (ticket(desk).area, ticket(desk).assignee) == ("east", "wanggong")
    chen.hears_nothing_more()


async def test_a_correction_that_changes_neither_sends_it_to_nobody_else(desk: Desk) -> None:
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await desk.li.says("1120-1 地址写错了，是4幢502")
    await desk.li.hears("工单 1120-1 已改：地址 → 钱江新城4幢502")
    await desk.li.sees_card_change(draft, "钱江新城4幢502")
    for person, card in ((desk.wang, wangs), (desk.zhao, zhaos)):
        await person.sees_card_change(card, "钱江新城4幢502")
        assert "接单" in card.buttons
