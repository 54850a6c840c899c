"""The reader's mistakes, kept with what it had read; and the drafts they are measured on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from storage.connection import Connection
from storage.drafts import draft_in
from storage.prepared import Prepared
from storage.schema import draft as d
from storage.schema import misreading as t
from tickets.drafts import Draft, DraftStatus
from tickets.fields import Field, FieldName
from tickets.misreadings import Misreading

_ADD = Prepared(t, lambda insert: insert)
_OF_DRAFT = select(t).where(t.c.tenant == bindparam("tenant"), t.c.draft_id == bindparam("draft_id")).order_by(t.c.id)
_SUBMITTED = (
    select(d)
    .where(d.c.tenant == bindparam("tenant"), d.c.id > bindparam("after"), d.c.status == DraftStatus.SUBMITTED.value)
    .where(d.c.opened_at >= bindparam("since"))
    .order_by(d.c.id)
    .limit(bindparam("most"))
)


class Misreadings:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, misreading: Misreading) -> None:
        read = misreading.read
        row = {
            "tenant": self._tenant,
            "draft_id": misreading.draft_id,
            "ticket_id": misreading.ticket_id,
            "field": misreading.field.value,
            "read": [read.value, read.words, read.message, read.method, read.certainty] if read else None,
            "said": misreading.said,
            "text": misreading.text,
            "by": misreading.by,
            "at": misreading.at,
            "playbook_version": misreading.playbook_version,
        }
        _ADD.later(self._connection, row)

    def of_draft(self, draft_id: int) -> list[Misreading]:
        """Oldest first."""
        rows = self._connection.execute(_OF_DRAFT, {"tenant": self._tenant, "draft_id": draft_id})
        return [
            Misreading(
                draft_id=row.draft_id,
                ticket_id=row.ticket_id,
                field=FieldName(row.field),
                read=Field(*row.read) if row.read else None,
                said=row.said,
                text=row.text,
                by=row.by,
                at=row.at,
                playbook_version=row.playbook_version,
            )
            for row in rows
        ]

    def submitted(self, *, since: datetime, after: int, most: int) -> list[tuple[Draft, list[Misreading]]]:
        """Drafts that became tickets, with what had to be corrected on them, by their ids, those behind `after`."""
        key = {"tenant": self._tenant, "since": since, "after": after, "most": most}
        drafts = [draft_in(row) for row in self._connection.execute(_SUBMITTED, key)]
        return [(draft, self.of_draft(draft.id)) for draft in drafts]
