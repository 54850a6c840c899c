"""The day's balance: what came in is what is accounted for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.commands import account, tickets
from handlers import ON_UPDATE
from handlers.updates import TextMessage
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft

LEFT = 5
THE_DAY = date(2026, 11, 20)


async def test_everything_of_a_day_is_accounted_for(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.li.says("谢谢")
    await desk.li.hears("不客气")
    await desk.li.says("好的")
    await desk.passes(minutes=5)
    await desk.li.says("1120-9 客户又催了")
    await desk.li.hears("没有找到工单 1120-9")
    await desk.zhao.says("1120-1 完工")
    await desk.zhao.hears("只有接单的人（王工）才能这样操作")
    await cards.wang.press("完工")
    await desk.wang.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await a_draft(desk)
    await desk.settles()

    assert account.run(desk.works.settings, day=THE_DAY, tenant=None) == 0
    said = capsys.readouterr().out
    assert "收到 9 条，9 条有着落" in said
    for line in (
        "1  成为工单",
        "已答复（闲聊）",
        "忽略（闲聊）",
        "已回问（没有这张工单）",
        "拒绝（没有权限）",
    ):
        assert line in said
    assert "还没提交的草稿：1" in said


async def test_a_message_that_cannot_go_out_unbalances_the_day(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    card = await a_draft(desk)
    desk.wecom.world.directory.members["lijing"].status = LEFT
    await card.press("改")
    await desk.settles()
    assert account.run(desk.works.settings, day=THE_DAY, tenant=None) == 1
    assert "发不出" in capsys.readouterr().out


async def test_an_update_that_nobody_could_handle_unbalances_the_day_until_it_is_delivered_again(
    desk: Desk, capsys: pytest.CaptureFixture[str], allow_errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_errors("update failed")
    desk.wecom.switches.retry_when_not_200 = False
    with monkeypatch.context() as broken:
        broken.delitem(ON_UPDATE, TextMessage)
        callback = desk.wecom.actions.says("lijing", "在吗")
        await callback.done.wait()
    desk.wecom.people.expect_problem("未被接受")
    assert account.run(desk.works.settings, day=THE_DAY, tenant=None) == 1
    assert "无着落" in capsys.readouterr().out

    desk.wecom.world.send_callback(callback)
    await desk.li.hears("在的")
    assert account.run(desk.works.settings, day=THE_DAY, tenant=None) == 0


async def test_tickets_are_listed_as_a_table(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert tickets.run(desk.works.settings, json=False, limit=10, tenant=None) == 0
    assert capsys.readouterr().out == "安居物业（demo）\n（没有工单）\n"
    await a_claimed_ticket(desk)
    assert tickets.run(desk.works.settings, json=False, limit=10, tenant=None) == 0
    _, names, line = capsys.readouterr().out.splitlines()
    assert names.split() == ["单号", "状态", "谁", "哪里", "什么", "时限"]
    assert line.split()[:3] == ["1120-1", "处理中", "王工"]


async def test_tickets_are_listed_as_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    await a_claimed_ticket(desk)
    assert tickets.run(desk.works.settings, json=True, limit=10, tenant=None) == 0
    (line,) = capsys.readouterr().out.splitlines()
    ticket = json.loads(line)
    expected = {"tenant": "demo", "number": "1120-1", "status": "claimed", "assignee": "wanggong", "urgent": False}
    assert expected.items() <= ticket.items()
    assert ticket["phone"] == "13800001111"
    assert ticket["opened_at"] == "2026-11-20T01:00:02Z"
