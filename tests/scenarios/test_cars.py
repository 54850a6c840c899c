"""A maker of car electronics (7, 13, 14): serial numbers, fault codes, skills, and who had five in a row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from emulator.card_in_hand import CardInHand
from emulator.directory import Member
from emulator.people import Person
from tests.scenarios.conftest import Desk
from tickets.calendar import LOCAL
from tickets.playbook import parse

QICHE = Path("playbooks/qiche.toml")
PLACE = "李先生13800001111"


@pytest.fixture
def playbook() -> Path:
    return QICHE


@pytest.fixture
def members() -> list[Member]:
    people = parse(QICHE.read_text(encoding="utf-8")).people.values()
    return [Member(userid=each.userid, name=each.name, departments=[3]) for each in people]


@pytest.fixture
def begins_at() -> datetime:
    return datetime(2026, 11, 20, 9, 0, tzinfo=LOCAL)


@pytest.fixture
def lin(desk: Desk) -> Person:
    return desk.wecom.person("kefu")


async def reported(desk: Desk, lin: Person, words: str, number: str = "1120-1") -> CardInHand:
    await lin.says(f"{words}，{PLACE}")
    await desk.passes(seconds=2)
    draft = await lin.sees_card("报修草稿")
    await draft.press("提交")
    await lin.hears("已提交", number)
    await lin.sees_card_change(draft, number, "已提交")
    await desk.settles()
    return draft


@pytest.mark.parametrize(
    ("words", "asked", "why"),
    [
        ("序列号BM24000123报P0A1F", "gaogong", "按规则「2024 批 高压」派给技术一组"),
        ("序列号MC25000123报U0100刷写失败", "shigong qingong", "按规则「2025 批 软件」派给技术二组"),
        ("序列号BM25000123报P0301线束磨损", "shigong qingong", "按规则「2025 批」派给技术二组"),
        ("序列号MC24000123中控黑屏", "linggong", "按规则「2024 批 软件」派给技术一组"),
    ],
    ids=["high voltage", "software", "low voltage", "software by words"],
)
async def test_the_serial_number_says_the_group_and_the_fault_code_the_trade(
    desk: Desk, lin: Person, words: str, asked: str, why: str
) -> None:
    await reported(desk, lin, words)
    people = [desk.wecom.person(userid) for userid in asked.split()]
    for person in people:
        await person.sees_card("1120-1", "等待接单")
        if "高压" in why:
            await person.hears("1120-1 紧急！")
    await people[0].says("1120-1 为什么给我")
    await people[0].hears(f"1120-1 {why}")


async def test_without_a_serial_number_it_is_asked_for_unless_it_is_high_voltage(desk: Desk, lin: Person) -> None:
    await lin.says(f"中控黑屏，{PLACE}")
    await desk.passes(seconds=2)
    draft = await lin.sees_card("报修草稿")
    await draft.press("提交")
    await lin.hears("序列号")
    await lin.says("BM24000123")
    await lin.hears("已记进草稿：序列号 BM24000123")
    await lin.sees_card_change(draft, "BM24000123")
    await draft.press("提交")
    await lin.hears("已提交", "1120-1")
    await lin.sees_card_change(draft, "1120-1 已提交")
    await desk.wecom.person("linggong").sees_card("1120-1")
    await desk.passes(minutes=3)
    await reported(desk, lin, "报P0A1F，车停在服务站", "1120-2")
    gao = desk.wecom.person("gaogong")
    await gao.sees_card("1120-2")
    await gao.hears("1120-2 紧急！")


async def test_who_had_five_in_a_row_is_skipped_for_two_hours(desk: Desk, lin: Person) -> None:
    gao, ling = desk.wecom.person("gaogong"), desk.wecom.person("linggong")
    for count in range(1, 6):
        number = f"1120-{count}"
        draft = await reported(desk, lin, f"序列号BM2400012{count}报P0301线束磨损", number)
        card, others = await gao.sees_card(number), await ling.sees_card(number)
        await card.press("接单")
        await gao.hears(f"{number} 归您了")
        await gao.sees_card_change(card, "处理中")
        await ling.sees_card_change(others, "已被 高工 接单")
        await lin.hears(number, "高工 已接单")
        await lin.sees_card_change(draft, "高工 已接单")
        await desk.passes(minutes=3)
    await reported(desk, lin, "序列号BM24000126报P0301线束磨损", "1120-6")
    lings = await ling.sees_card("1120-6")
    await gao.says("1120-6 为什么给我")
    await gao.hears("没有派给您：您刚连接了几单，轮空到 11-20 11:12")
    await desk.passes(hours=1)
    await desk.wecom.person("dengzu").hears("1120-6 还没有人接单")
    dengs = await desk.wecom.person("dengzu").sees_card("1120-6")
    await desk.passes(hours=1)
    await gao.sees_card("1120-6 等待接单")
    await ling.sees_card_change(lings, "已超时")
    await desk.wecom.person("dengzu").sees_card_change(dengs, "已超时")
    await reported(desk, lin, "序列号BM24000127报P0301线束磨损", "1120-7")
    await gao.sees_card("1120-7")
    await ling.sees_card("1120-7")
