"""`python -m bot tickets [--json]`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import msgspec

from bot.clock import system_time
from bot.commands import given
from bot.commands.ticket_table import table
from bot.config import Settings, Tenant
from bot.shelf import Shelf
from bot.tenants import desk_for
from storage.unit_of_work import UnitOfWork
from tickets.playbook import Playbook
from tickets.ratings import Rating
from tickets.ticket import Ticket


def run(settings: Settings, *, json: bool, limit: int, tenant: str | None) -> int:
    """The newest first: a table for people; with `json` an object a line, with all that is known."""
    tenants = given.tenants(settings, tenant)
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                found = [found for id_ in uow.reports.ticket_ids(limit) if (found := uow.tickets.get(id_)) is not None]
                lines = list(_as_json_lines(each.slug, found, uow) if json else _as_table(each, settings, found, uow))
            for line in lines:
                print(line)
    return 0


def _as_json_lines(slug: str, tickets: Sequence[Ticket], uow: UnitOfWork) -> Iterator[str]:
    for ticket in tickets:
        yield msgspec.json.encode(as_json(slug, ticket, uow.ratings.of_ticket(ticket.id))).decode()


def _as_table(tenant: Tenant, settings: Settings, tickets: Sequence[Ticket], uow: UnitOfWork) -> Iterator[str]:
    yield f"{tenant.name}（{tenant.slug}）"
    yield from table(list(_with_playbooks(tenant, settings, tickets, uow)), system_time())


def _with_playbooks(
    tenant: Tenant, settings: Settings, tickets: Sequence[Ticket], uow: UnitOfWork
) -> Iterator[tuple[Ticket, Playbook]]:
    """Each with what was promised when it was opened, and the names of today."""
    if not tickets:
        return
    desk = Shelf(partial(desk_for, settings=settings, tenant=tenant)).desk(uow)
    for ticket in tickets:
        yield ticket, desk.playbook_of(ticket)


def as_json(tenant: str, ticket: Ticket, ratings: Sequence[Rating]) -> dict[str, Any]:
    """With who was asked to judge the work, and what they said: no `at`, no answer yet."""
    known = {name: value for name, value in asdict(ticket).items() if name not in {"number", "facts", "version"}}
    judged = [
        {name: value for name, value in asdict(rating).items() if name not in {"id", "ticket_id"}} for rating in ratings
    ]
    return {"tenant": tenant, "number": str(ticket.number), **known, **asdict(ticket.facts), "ratings": judged}
