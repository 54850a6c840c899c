"""What people said, kept as it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from storage.prepared import Prepared
from storage.schema import message as t

_ADD = Prepared(t, lambda insert: insert.returning(t.c.id))
_OF_DRAFT = (
    select(t).where(t.c.tenant == bindparam("tenant"), t.c.draft_id == bindparam("draft_id")).order_by(t.c.at, t.c.id)
)
_FOLLOW = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.draft_id == bindparam("b_draft_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`kind` is text, image, voice, video, file, location or link; `data` holds what the kind has beside words."""

    id: int = 0
    update_id: str
    draft_id: int | None
    ticket_id: int | None
    sender: str
    kind: str
    text: str
    data: Mapping[str, Any] | None = None
    at: datetime


class Messages:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, message: Message) -> int:
        row = {
            "tenant": self._tenant,
            "update_id": message.update_id,
            "draft_id": message.draft_id,
            "ticket_id": message.ticket_id,
            "sender": message.sender,
            "kind": message.kind,
            "text": message.text,
            "data": dict(message.data) if message.data else None,
            "at": message.at,
        }
        return _ADD.number(self._connection, row)

    def of_draft(self, draft_id: int) -> list[Message]:
        rows = self._connection.execute(_OF_DRAFT, {"tenant": self._tenant, "draft_id": draft_id})
        return [
            Message(
                id=row.id,
                update_id=row.update_id,
                draft_id=row.draft_id,
                ticket_id=row.ticket_id,
                sender=row.sender,
                kind=row.kind,
                text=row.text,
                data=row.data,
                at=row.at,
            )
            for row in rows
        ]

    def follow(self, draft_id: int, ticket_id: int) -> None:
        """The messages of a submitted draft belong to its ticket as well."""
        key = {"b_tenant": self._tenant, "b_draft_id": draft_id}
        self._connection.execute(_FOLLOW, {"ticket_id": ticket_id, **key})
