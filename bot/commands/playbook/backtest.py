"""`python -m bot playbook backtest --days N`: who would have got what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import system_time
from bot.commands import given
from bot.config import Settings
from bot.playbooks import from_file, in_force
from storage.database import Database
from tickets.backtest import Backtest, backtest
from tickets.playbook import Playbook
from tickets.ticket import Ticket

MOST_SHOWN = 20


def run(settings: Settings, *, days: int, tenant: str | None, file: Path | None) -> int:
    chosen = given.one_tenant(settings, tenant)
    with given.migrated_database(settings) as database:
        tickets = _tickets(database, chosen.slug, days)
    standing = from_file(file) if file else in_force(chosen, settings)
    print(f"{standing.called}：最近 {days} 天的 {len(tickets)} 张工单")
    if tickets:
        _tell(backtest(tickets, standing.playbook), standing.playbook)
    return 0


def _tickets(database: Database, tenant: str, days: int) -> list[Ticket]:
    since = system_time() - timedelta(days=days)
    with database.reading(tenant) as uow:
        found = [uow.tickets.get(ticket_id) for ticket_id in uow.reports.opened_since(since)]
    return [ticket for ticket in found if ticket is not None]


def _tell(found: Backtest, playbook: Playbook) -> None:
    was, would_be = found.load_as_it_was(), found.load()
    print("每人几张（会有 / 实际）")
    for userid in sorted({*was, *would_be}, key=lambda each: (-would_be[each], each)):
        print(f"  {playbook.name_of(userid)}　{would_be[userid]} / {was[userid]}")
    print("按规则")
    for rule, count in found.rules().most_common():
        print(f"  {rule or '（没有规则，按片区）'}　{count}")
    for rule in found.unused_rules:
        hidden = found.hidden[rule]
        print(f"  {rule}　0{f'（有 {hidden} 张对得上，都被前面的规则拿走了）' if hidden else '（一次也没用上）'}")
    for ladder in found.unused_ladders:
        print(f"  升级「{ladder}」一次也没用上")
    _tell_of_others(found, playbook)


def _tell_of_others(found: Backtest, playbook: Playbook) -> None:
    others = [each for each in found.replayed if not each.asks_whoever_had_it]
    print(f"会派给别人的：{len(others)} 张")
    for each in others[:MOST_SHOWN]:
        asked = "、".join(map(playbook.name_of, each.found.asked))
        print(f"  {each.was.number}　实际 {playbook.name_of(each.was.assignee or '')}，会问 {asked}")
