"""`python -m bot tickets --json`"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from bot.commands import given
from bot.config import Settings
from tickets.ratings import Rating
from tickets.ticket import Ticket


def run(settings: Settings, *, limit: int, tenant: str | None) -> int:
    """One JSON object a line, the newest first."""
    tenants = given.tenants(settings, tenant)
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                found = [
                    as_json(each.slug, ticket, uow.ratings.of_ticket(ticket_id))
                    for ticket_id in uow.reports.ticket_ids(limit)
                    if (ticket := uow.tickets.get(ticket_id)) is not None
                ]
            for line in found:
                print(msgspec.json.encode(line).decode())
    return 0


def as_json(tenant: str, ticket: Ticket, ratings: Sequence[Rating]) -> dict[str, Any]:
    """With who was asked to judge the work, and what they said: no `at`, no answer yet."""
    known = {name: value for name, value in asdict(ticket).items() if name not in {"number", "facts", "version"}}
    judged = [
        {name: value for name, value in asdict(rating).items() if name not in {"id", "ticket_id"}} for rating in ratings
    ]
    return {"tenant": tenant, "number": str(ticket.number), **known, **asdict(ticket.facts), "ratings": judged}
