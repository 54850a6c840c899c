"""`python -m bot account`: what became of every message of a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.clock import system_time
from bot.commands import given
from bot.commands.outcome_words import in_words
from bot.config import Settings
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL
from tickets.ticket import Acceptance

UNACCOUNTED = 1

ENDINGS = {
    "ticket": "成为工单",
    "added": "并入草稿或工单",
    "asked": "已回问",
    "answered": "已答复",
    "ignored": "忽略",
    "refused": "拒绝",
}

CLOSED_ON = {
    Acceptance.CUSTOMER: "客户确认",
    Acceptance.AT_HAND: "当面扫码确认",
    Acceptance.TOLD: "员工转告",
    Acceptance.UNCONFIRMED: "未确认",
}


def run(settings: Settings, *, day: date | None, tenant: str | None) -> int:
    """1 if anything is unaccounted for: an update that nobody could handle, or a message that cannot go out."""
    chosen = day or system_time().astimezone(LOCAL).date()
    tenants = given.tenants(settings, tenant)
    balanced = True
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                balanced &= _print_account(each.name, chosen, uow)
    return 0 if balanced else UNACCOUNTED


def _print_account(name: str, day: date, uow: UnitOfWork) -> bool:
    since = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
    until = since + timedelta(days=1)
    endings = uow.reports.endings(since, until)
    unhandled = uow.reports.unhandled(since, until)
    dead = uow.reports.dead_errands(since, until)
    arrived = sum(ending.count for ending in endings)
    print(f"{name}  {day}：收到 {arrived} 条，{arrived - len(unhandled)} 条有着落")
    for ending in endings:
        if ending.outcome is not None:
            reason = f"（{in_words(ending.reason)}）" if ending.reason else ""
            print(f"  {ending.count:>6}  {ENDINGS[ending.outcome]}{reason}")
    for each in unhandled:
        print(f"  无着落  {each.received_at.astimezone(LOCAL):%H:%M:%S} {each.sender} {each.update_id} {each.reason}")
    for errand in dead:
        print(f"  发不出  {errand.at.astimezone(LOCAL):%H:%M:%S} 给 {errand.recipient or '-'}：{errand.reason}")
    print(f"  还没提交的草稿：{uow.reports.open_drafts()}")
    closed = uow.reports.closed_on_whose_word(since, until)
    if closed:
        told = "，".join(f"{CLOSED_ON[word]} {closed[word]}" for word in Acceptance if word in closed)
        print(f"  当天关闭的工单：{told}")
    return not unhandled and not dead
