"""`python -m bot readings`: what was read, and what was right, of every draft that became a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec

from bot.commands import given
from bot.config import Settings
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL
from tickets.drafts import Draft
from tickets.fields import Field
from tickets.misreadings import Misreading

AT_ONCE = 500


def run(settings: Settings, *, since: date | None, tenant: str | None) -> int:
    """JSON lines, for `python -m nlp report` and `python -m nlp cases`. They hold what customers wrote."""
    begins = datetime.combine(since, time.min, LOCAL) if since else datetime.min.replace(tzinfo=UTC)
    tenants = given.tenants(settings, tenant)
    with given.migrated_database(settings) as database:
        for each in tenants:
            with database.reading(each.slug) as uow:
                for draft, misread in _submitted(uow, begins):
                    print(msgspec.json.encode(judged(draft, misread)).decode())
    return 0


def _submitted(uow: UnitOfWork, since: datetime) -> Iterator[tuple[Draft, list[Misreading]]]:
    after = 0
    while page := uow.misreadings.submitted(since=since, after=after, most=AT_ONCE):
        yield from page
        after = page[-1][0].id


def judged(draft: Draft, misread: Iterable[Misreading]) -> dict[str, Any]:
    """What came to light after the draft was submitted does not count: things may have changed since."""
    fields = {name.value: _entry(field, field.value) for name, field in draft.fields.items() if not field.said_by_staff}
    for each in misread:
        if each.ticket_id is None:
            first = fields.get(each.field.value)
            fields[each.field.value] = {**first, "truth": each.said} if first else _entry(each.read, each.said)
    return {
        "text": draft.text,
        "received_at": f"{draft.opened_at.astimezone(LOCAL):%Y-%m-%dT%H:%M}",
        "playbook": next((each.playbook_version for each in misread), None),
        "fields": fields,
    }


def _entry(read: Field | None, truth: str | None) -> dict[str, Any]:
    return {
        "read": read.value if read else None,
        "method": read.method if read else None,
        "certainty": read.certainty if read else None,
        "truth": truth,
    }
