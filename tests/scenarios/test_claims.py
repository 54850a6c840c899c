"""Who has it: the first one, and nobody else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from emulator.directory import Member
from emulator.staff import demo_members
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft
from tests.tickets.samples import MINIMAL

CROWD = [f"tech{number}" for number in range(1, 9)]


@pytest.fixture
def members() -> list[Member]:
    return [*demo_members(), *(Member(userid=userid, name=userid, departments=[3]) for userid in CROWD)]


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """Eight technicians in the group."""
    people = "".join(f'[[people]]\nuserid = "{userid}"\nname = "{userid.upper()}"\n' for userid in CROWD)
    text = MINIMAL.read_text(encoding="utf-8")
    text = text.replace("[[groups]]", f"{people}[[groups]]").replace('["wanggong", "zhaogong"]', str(CROWD))
    file = tmp_path / "playbook.toml"
    file.write_text(text.replace("'", '"'), encoding="utf-8")
    return file


async def a_ticket_for_the_crowd(desk: Desk):
    draft = await a_draft(desk)
    await draft.press("提交")
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(draft, "1120-1 已提交")
    crowd = [desk.wecom.person(userid) for userid in CROWD]
    cards = [await each.sees_card("1120-1", "等待接单") for each in crowd]
    await desk.settles()
    return draft, list(zip(crowd, cards, strict=True))


async def test_of_many_who_claim_at_once_one_has_it_and_the_others_are_told_who(desk: Desk) -> None:
    draft, crowd = await a_ticket_for_the_crowd(desk)
    await asyncio.gather(*(card.press("接单") for _, card in crowd))
    await desk.settles()
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    winner = str(ticket.assignee)
    for person, card in crowd:
        if person.userid == winner:
            await person.hears("1120-1 归您了")
            await person.sees_card_change(card, "处理中")
            assert card.buttons == ["出发", "到场", "等待…", "完工"]
        else:
            await person.hears(f"1120-1 已经被 {winner.upper()} 接单了")
            await person.sees_card_change(card, "已接单")
            assert card.greyed == f"已被 {winner.upper()} 接单"
    await desk.li.hears("1120-1", f"{winner.upper()} 已接单")
    await desk.li.sees_card_change(draft, f"{winner.upper()} 已接单")


async def test_pressing_claim_twice_changes_nothing(desk: Desk) -> None:
    draft, crowd = await a_ticket_for_the_crowd(desk)
    first, card = crowd[0]
    await asyncio.gather(card.press("接单"), card.press("接单"))
    await first.hears("1120-1 归您了")
    await first.hears("1120-1 归您了")
    await first.sees_card_change(card, "处理中")
    for person, other in crowd[1:]:
        await person.sees_card_change(other, "已被 TECH1 接单")
    await desk.li.hears("TECH1 已接单")
    await desk.li.sees_card_change(draft, "TECH1 已接单")


async def test_somebody_of_another_group_cannot_claim(desk: Desk) -> None:
    await a_ticket_for_the_crowd(desk)
    await desk.wang.says("1120-1 接单")
    await desk.wang.hears("1120-1 没有派给您。要接的话请找 孙班长")


async def test_only_the_one_who_has_it_can_finish_it(desk: Desk) -> None:
    draft, crowd = await a_ticket_for_the_crowd(desk)
    (first, card), (second, other) = crowd[:2]
    await second.says("1120-1 完工")
    await second.hears("1120-1 等待接单，不能完工")
    await card.press("接单")
    await first.hears("1120-1 归您了")
    await first.sees_card_change(card, "处理中")
    for person, their_card in crowd[1:]:
        await person.sees_card_change(their_card, "已被 TECH1 接单")
    await desk.li.hears("TECH1 已接单")
    await desk.li.sees_card_change(draft, "TECH1 已接单")
    await second.says("1120-1 完工")
    await second.hears("只有接单的人（TECH1）才能这样操作")
    assert other.greyed == "已被 TECH1 接单"


async def test_the_leader_is_reminded_once_of_what_nobody_claims_and_can_take_it(desk: Desk) -> None:
    draft, crowd = await a_ticket_for_the_crowd(desk)
    await desk.passes(minutes=29, seconds=59)
    desk.sun.hears_nothing_more()
    await desk.passes(seconds=1)
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    suns = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 暂时还没有人接单，已经提醒 孙班长")
    await desk.passes(hours=5)

    await suns.press("接单")
    await desk.sun.hears("1120-1 归您了")
    await desk.sun.sees_card_change(suns, "处理中")
    for person, card in crowd:
        await person.sees_card_change(card, "已被 孙班长 接单")
    await desk.li.hears("孙班长 已接单")
    await desk.li.sees_card_change(draft, "孙班长 已接单")


async def test_a_claim_in_time_reminds_nobody(desk: Desk) -> None:
    draft, crowd = await a_ticket_for_the_crowd(desk)
    (first, card), *others = crowd
    await desk.passes(minutes=20)
    await card.press("接单")
    await first.hears("1120-1 归您了")
    await first.sees_card_change(card, "处理中")
    for person, other in others:
        await person.sees_card_change(other, "已被 TECH1 接单")
    await desk.li.hears("TECH1 已接单")
    await desk.li.sees_card_change(draft, "TECH1 已接单")
    await desk.passes(hours=1)
