"""`python -m bot tickets`, for people."""

from __future__ import annotations

from datetime import timedelta

from rich.cells import cell_len

from bot.commands.ticket_table import WIDEST, table
from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets.fields import Facts
from tickets.playbook.values import Priority
from tickets.ticket import Number, Status, Ticket, Wait, WaitingFor

LONG = "钱江新城" * 12


def lines(*tickets: Ticket) -> list[str]:
    playbook = minimal_playbook()
    return list(table([(ticket, playbook) for ticket in tickets], NOW))


def test_each_ticket_is_a_line_with_status_who_where_what_and_by_when() -> None:
    _, *told = lines(
        a_ticket(asked=("wanggong", "zhaogong")),
        a_ticket(status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW, priority=Priority.URGENT),
        a_ticket(status=Status.CLOSED, assignee="zhaogong", closed_at=NOW),
    )
    assert [line.split() for line in told] == [
        ["1120-7", "等待接单", "问", "王工、赵工", "钱江新城3幢", "电梯门关不上", "09:30", "前接单"],
        ["1120-7", "处理中", "王工", "钱江新城3幢", "【急】电梯门关不上"],
        ["1120-7", "已关闭", "赵工", "钱江新城3幢", "电梯门关不上"],
    ]


def test_what_waits_says_for_what_and_until_when() -> None:
    wait = Wait(reason=WaitingFor.PARTS, since=NOW, until=NOW + timedelta(hours=3), then=Status.CLAIMED)
    assert lines(a_ticket(status=Status.WAITING, wait=wait))[1].endswith("等配件到 12:00")


def test_the_columns_stand_below_each_other_whatever_is_in_them() -> None:
    short = a_ticket(facts=Facts(fault="漏水", address="A座"), number=Number(NOW.date(), 1234))
    found = lines(short, a_ticket(facts=Facts(fault="门\n坏", address=LONG)))
    places = {cell_len(line[: line.index(word)]) for line, word in zip(found, ("什么", "漏水", "门 坏"), strict=True)}
    assert len(places) == 1
    assert all(cell_len(line.partition("钱江")[2].partition("门")[0]) <= WIDEST for line in found)


def test_no_tickets_are_said_to_be_none() -> None:
    assert lines() == ["（没有工单）"]
