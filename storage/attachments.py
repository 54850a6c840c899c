"""Pictures, voices, files: where they came from, and where our own copy is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import attachment as t
from storage.schema import message
from tickets.notifications import Subject, SubjectKind

_ADD = Prepared(
    t,
    lambda insert: insert.returning(t.c.id),
    ["tenant", "message_id", "draft_id", "ticket_id", "kind", "media_id", "name"],
)
_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_STORED = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_FOLLOW = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.draft_id == bindparam("b_draft_id"))
_OF_OTHERS = (
    select(t)
    .outerjoin(message, (message.c.tenant == t.c.tenant) & (message.c.id == t.c.message_id))
    .where(t.c.tenant == bindparam("tenant"), func.coalesce(message.c.sender, "") != bindparam("member"))
    .order_by(t.c.id)
)
_OF = {
    SubjectKind.TICKET: _OF_OTHERS.where(t.c.ticket_id == bindparam("id")),
    SubjectKind.DRAFT: _OF_OTHERS.where(t.c.draft_id == bindparam("id")),
}

_PICTURES = (
    select(t)
    .join(message, (message.c.tenant == t.c.tenant) & (message.c.id == t.c.message_id))
    .where(t.c.tenant == bindparam("tenant"), t.c.ticket_id == bindparam("ticket_id"), t.c.kind == "image")
    .where(t.c.file.is_not(None), message.c.sender.in_(bindparam("senders", expanding=True)))
    .order_by(t.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """`media_id` dies after three days; `file` is our copy's key, None until it was fetched."""

    id: int = 0
    message_id: int
    draft_id: int | None
    ticket_id: int | None
    kind: str
    media_id: str
    name: str | None = None
    file: str | None = None
    thumbnail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Our own copy of a media file; `sha256` in hexadecimal, `size` in bytes."""

    file: str
    thumbnail: str | None
    content_type: str
    size: int
    sha256: str


class Attachments:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, attachment: Attachment) -> int:
        row = {
            "tenant": self._tenant,
            "message_id": attachment.message_id,
            "draft_id": attachment.draft_id,
            "ticket_id": attachment.ticket_id,
            "kind": attachment.kind,
            "media_id": attachment.media_id,
            "name": attachment.name,
        }
        return _ADD.number(self._connection, row)

    def get(self, attachment_id: int) -> Attachment | None:
        row = self._connection.execute(_GET, {"tenant": self._tenant, "id": attachment_id}).first()
        return _attachment(row) if row else None

    def pictures(self, ticket_id: int, senders: Collection[str]) -> list[Attachment]:
        """Those that these people sent and that we have a copy of, the oldest first."""
        key = {"tenant": self._tenant, "ticket_id": ticket_id, "senders": list(senders)}
        return [_attachment(row) for row in self._connection.execute(_PICTURES, key)]

    def of_others(self, subject: Subject, member: str) -> list[Attachment]:
        """What others than this member put to the draft or ticket."""
        key = {"tenant": self._tenant, "id": subject.id, "member": member}
        return [_attachment(row) for row in self._connection.execute(_OF[subject.kind], key)]

    def stored(self, attachment_id: int, copy: Copy) -> None:
        values = {
            "file": copy.file,
            "thumbnail": copy.thumbnail,
            "content_type": copy.content_type,
            "size": copy.size,
            "sha256": copy.sha256,
        }
        self._connection.execute(_STORED, {**values, "b_tenant": self._tenant, "b_id": attachment_id})

    def follow(self, draft_id: int, ticket_id: int) -> None:
        """The attachments of a submitted draft belong to its ticket as well."""
        key = {"b_tenant": self._tenant, "b_draft_id": draft_id}
        self._connection.execute(_FOLLOW, {"ticket_id": ticket_id, **key})


def _attachment(row: Row[Any]) -> Attachment:
    return Attachment(
        id=row.id,
        message_id=row.message_id,
        draft_id=row.draft_id,
        ticket_id=row.ticket_id,
        kind=row.kind,
        media_id=row.media_id,
        name=row.name,
        file=row.file,
        thumbnail=row.thumbnail,
    )
