"""`python -m bot tickets --json`"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec

from bot.commands import given
from bot.config import Settings
from tickets.ticket import Ticket


def run(settings: Settings, *, limit: int, tenant: str | None) -> int:
    """One JSON object a line, the newest first."""
    tenants = given.tenants(settings, tenant)
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                found = [uow.tickets.get(ticket_id) for ticket_id in uow.reports.ticket_ids(limit)]
            for ticket in found:
                if ticket is not None:
                    print(msgspec.json.encode(as_json(each.slug, ticket)).decode())
    return 0


def as_json(tenant: str, ticket: Ticket) -> dict[str, Any]:
    known = {name: value for name, value in asdict(ticket).items() if name not in {"number", "facts", "version"}}
    return {"tenant": tenant, "number": str(ticket.number), **known, **asdict(ticket.facts)}
