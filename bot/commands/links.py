"""`python -m bot links NUMBER`: the customers' links to the page of a ticket, and how to take them back."""

from __future__ import annotations

import sys
from datetime import datetime

from bot.clock import system_time
from bot.commands import given
from bot.config import Settings
from nlp.ticket_numbers import ticket_numbers
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL
from tickets.ticket import Ticket

REFUSED = 2


def run(settings: Settings, *, number: str, revoke: bool, tenant: str | None) -> int:
    slug = given.one_tenant(settings, tenant).slug
    now = system_time()
    with given.migrated_database(settings) as database, database.unit_of_work(slug) as uow:
        ticket = _named(uow, number)
        if ticket is None:
            print(f"没有工单 {number}。单号写成 1122-7 这样。", file=sys.stderr)
            return REFUSED
        if revoke:
            print(f"{ticket.number} 的 {uow.page_links.revoke(ticket.id, now)} 个链接已经失效。")
            return 0
        links = uow.page_links.of_ticket(ticket.id)
        if not links:
            print(f"{ticket.number} 还没有链接。")
        for link in links:
            until = link.revoked_at or link.expires_at
            state = "收回于" if link.revoked_at else "有效到" if link.is_open(now) else "已过期"
            whose = f"客户 {link.customer_id}" if link.customer_id else "没有指定谁"
            print(f"{link.id[:4]}…  {whose}，{_day(link.made_at)} 生成，{state} {_day(until)}")
    return 0


def _named(uow: UnitOfWork, number: str) -> Ticket | None:
    named = ticket_numbers(number)
    today = system_time().astimezone(LOCAL).date()
    return uow.tickets.named(*named[0], today=today) if len(named) == 1 else None


def _day(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d}"
