"""What people said, kept as it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, bindparam, func, select, update

from storage.connection import Connection
from storage.prepared import Numbered, Prepared
from storage.schema import inbox
from storage.schema import message as t

NOT_UNDERSTOOD = "not_understood"
"""The reason in the inbox."""

ADD = Numbered(t)
_AS_SAID = (t.c.at, func.length(t.c.update_id), t.c.update_id)
"""As `Message.order`."""
_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_OF_DRAFT = (
    select(t).where(t.c.tenant == bindparam("tenant"), t.c.draft_id == bindparam("draft_id")).order_by(*_AS_SAID)
)
_UNPLACED = t.c.draft_id.is_(None) & t.c.ticket_id.is_(None)
_WAITING = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.sender == bindparam("sender"), t.c.at >= bindparam("since"))
    .where(_UNPLACED)
    .order_by(*_AS_SAID)
    .limit(10)
)
# Not joined: as long as PostgreSQL has not counted the tables, it would go through all that ever arrived.
_REASON = select(inbox.c.reason).where(inbox.c.tenant == t.c.tenant, inbox.c.id == t.c.update_id).scalar_subquery()
_PUZZLING = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.sender == bindparam("sender"), t.c.at >= bindparam("since"))
    .where(_UNPLACED)
    .where(_REASON == NOT_UNDERSTOOD)
    .order_by(*_AS_SAID)
    .limit(10)
)
IS_ANY_PUZZLING = Prepared(
    t, lambda _insert: _PUZZLING.with_only_columns(t.c.id).order_by(None).limit(1), ["tenant", "sender", "since"]
)
_PLACE = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_FOLLOW = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.draft_id == bindparam("b_draft_id"))


class Message(Struct, frozen=True, kw_only=True):
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

    @property
    def order(self) -> tuple[datetime, int, str]:
        """In which it was said. Channels tell the second and number their messages; they may overtake each other."""
        return self.at, len(self.update_id), self.update_id

    @property
    def is_placed(self) -> bool:
        return self.draft_id is not None or self.ticket_id is not None


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
        return ADD.number(self._connection, row)

    def get(self, message_id: int, *, lock: bool = False) -> Message | None:
        """`lock`: nobody else places it until this transaction ends."""
        statement = _GET.with_for_update() if lock else _GET
        row = self._connection.execute(statement, {"tenant": self._tenant, "id": message_id}).first()
        return _message(row) if row else None

    def of_draft(self, draft_id: int) -> list[Message]:
        rows = self._connection.execute(_OF_DRAFT, {"tenant": self._tenant, "draft_id": draft_id})
        return [_message(row) for row in rows]

    def waiting(self, sender: str, *, since: datetime) -> list[Message]:
        """What this person said that belongs to no draft or ticket yet, oldest first, ten at most."""
        key = {"tenant": self._tenant, "sender": sender, "since": since}
        return [_message(row) for row in self._connection.execute(_WAITING, key)]

    def puzzling(self, sender: str, *, since: datetime) -> list[Message]:
        """Those of the waiting ones that say nothing by themselves, rather than lack a ticket's number."""
        key = {"tenant": self._tenant, "sender": sender, "since": since}
        if IS_ANY_PUZZLING.first(self._connection, key) is None:
            return []
        return [_message(row) for row in self._connection.execute(_PUZZLING, key)]

    def place(self, message_id: int, *, draft_id: int | None = None, ticket_id: int | None = None) -> None:
        """Now it is known where it belongs."""
        key = {"b_tenant": self._tenant, "b_id": message_id}
        self._connection.execute(_PLACE, {"draft_id": draft_id, "ticket_id": ticket_id, **key})

    def follow(self, draft_id: int, ticket_id: int) -> None:
        """The messages of a submitted draft belong to its ticket as well."""
        key = {"b_tenant": self._tenant, "b_draft_id": draft_id}
        self._connection.execute(_FOLLOW, {"ticket_id": ticket_id, **key})


def _message(row: Row[Any]) -> Message:
    return Message(
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
