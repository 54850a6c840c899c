"""What another playbook would have made of the tickets that were; and what would come of one that nobody touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.tickets.samples import NOW, a_ticket
from tickets.backtest import backtest
from tickets.fields import Facts
from tickets.foresight import foreseen
from tickets.playbook import Playbook, parse
from tickets.playbook.recognition import as_reported
from tickets.staffing import Staffing
from tickets.ticket import Status, Ticket

PROPERTY: Playbook = parse(Path("playbooks/wuye.toml").read_text(encoding="utf-8"))


def was(text: str, number: int = 0, **changes: object) -> Ticket:
    at = NOW + timedelta(minutes=number)
    return a_ticket(text=text, facts=Facts(fault=text), opened_at=at, **changes)


def test_whoever_has_least_to_do_would_have_got_the_next_one() -> None:
    found = backtest([was("钱江新城路灯不亮", number) for number in range(4)], PROPERTY)
    assert found.load() == {"wanggong": 2, "zhaogong": 2}
    assert found.rules() == {"": 4}


def test_what_was_done_meanwhile_weighs_no_more() -> None:
    first = was("钱江新城路灯不亮", 0, done_at=NOW + timedelta(minutes=1), status=Status.DONE)
    found = backtest([first, was("钱江新城路灯不亮", 5), was("钱江新城路灯不亮", 6)], PROPERTY)
    assert found.load() == {"wanggong": 2, "zhaogong": 1}


def test_rules_that_were_never_used_and_those_that_others_came_before() -> None:
    tickets = [was("钱江新城电梯困人"), was("滨江电梯坏了", 1)]
    found = backtest([replace(each, assignee="liugong") for each in tickets], PROPERTY)
    assert found.rules() == {"钱江新城困人": 1, "电梯": 1}
    assert found.unused_rules == ("其他片区困人", "奥的斯电梯", "夜间漏水")
    assert found.hidden == {"其他片区困人": 1}
    assert found.unused_ladders == ("没认出片区的困人", "其他片区困人", "漏水应急")
    assert [each.asks_whoever_had_it for each in found.replayed] == [False, True]
    assert found.load_as_it_was() == {"liugong": 2}


def test_what_comes_of_a_ticket_that_nobody_touches() -> None:
    ticket = as_reported(was("钱江新城电梯困人"), PROPERTY)
    assert (ticket.type, ticket.area, ticket.life_safety, ticket.ladder) == (
        "lift_trapped",
        "qianjiang",
        True,
        "钱江新城困人",
    )
    assert ticket.owner == "sunban"
    first, second, *_ = (each for each in foreseen(ticket, PROPERTY, Staffing()) if each.rung is not None)
    assert first.at == NOW + timedelta(minutes=5)
    assert first.ticket.owner == "sunban"
    assert (second.ticket.group, second.ticket.owner) == ("b", "chenban")
