"""`python -m bot duplicates`: which reports seemed to repeat a ticket, why, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.clock import system_time
from bot.commands import given
from bot.config import Settings
from bot.texts.likeness import in_short
from bot.texts.words import clock
from storage.unit_of_work import UnitOfWork
from tickets.linking import Decision, Offer

DECIDED = {
    Decision.LINKED: "并入",
    Decision.APART: "不是一回事",
    Decision.UNLINKED: "并入后拆开",
    None: "没有处理",
}


def run(settings: Settings, *, days: int, tenant: str | None) -> int:
    """What was only noted stands beside what was shown: so it is seen whether showing it would help."""
    since = system_time() - timedelta(days=days)
    tenants = given.tenants(settings, tenant)
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                offers = uow.linking.since(since)
                print(f"{each.name}  最近 {days} 天")
                for line in (*_counted(offers), *(_told(uow, offer) for offer in offers)):
                    print(f"  {line}")
    return 0


def _counted(offers: Sequence[Offer]) -> Iterator[str]:
    found = [each for each in offers if each.agreements]
    for title, shown in (("提示", True), ("只记下", False)):
        group = [each for each in found if each.shown is shown]
        parts = (f"{words} {count}" for decision, words in DECIDED.items() if (count := _count(group, decision)))
        yield f"{title} {len(group)}" + "".join(f"，{part}" for part in parts)
    yield f"没看出来、由人并入的 {len(offers) - len(found)}"


def _count(offers: Sequence[Offer], decision: Decision | None) -> int:
    return sum(each.decision is decision for each in offers)


def _told(uow: UnitOfWork, offer: Offer) -> str:
    ticket = uow.tickets.get(offer.ticket_id)
    number = ticket.number if ticket is not None else offer.ticket_id
    why = f"{offer.score:.0%} {in_short(offer.agreements)}" if offer.agreements else "没看出来"
    shown = "" if offer.shown or not offer.agreements else "（没有提示）"
    return f"{clock(offer.found_at)}  草稿 {offer.draft_id} → {number}  {why}{shown}：{DECIDED[offer.decision]}"
