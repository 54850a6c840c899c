"""Drafts: rows and values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, func, not_, select, union_all, update

from storage.connection import Connection
from storage.prepared import Numbered, Prepared
from storage.schema import draft as t
from tickets.drafts import Draft, DraftStatus
from tickets.fields import Field, FieldName, Fields
from tickets.playbook.values import Source
from tickets.senders import AT_FORM

_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_ID_OPEN = select(t.c.id).where(t.c.tenant == bindparam("tenant"), t.c.status == bindparam("status"))
# With OR, SQLite goes through all that ever were.
_IDS_OPEN = union_all(
    _ID_OPEN.where(t.c.sender == bindparam("sender")),
    _ID_OPEN.where(t.c.keeper == bindparam("sender"), not_(t.c.sender.startswith(AT_FORM))),
)
ANY_OPEN = Prepared(t, lambda _insert: select(_IDS_OPEN.subquery().c.id).limit(1), ["tenant", "sender", "status"])
OPEN = Prepared(
    t,
    lambda _insert: select(t).where(t.c.id.in_(_IDS_OPEN)).order_by(t.c.last_at.desc(), t.c.id.desc()).limit(10),
    ["tenant", "sender", "status"],
)
ONE_MESSAGE_AT_A_TIME = Prepared(
    t, lambda _insert: select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger))), ["key"]
)
ADD = Numbered(t)
_SAVE = Prepared(
    t,
    lambda _insert: update(t).where(
        t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"), t.c.version == bindparam("b_version")
    ),
    [column.name for column in t.columns if column.name not in ("tenant", "id")],
    row=("b_id",),
    lost="a draft moved on",
)


class Drafts:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def get(self, draft_id: int, *, lock: bool = False) -> Draft | None:
        """`lock`: nobody else changes it until this transaction ends (one writer at a time does that on SQLite)."""
        statement = _GET.with_for_update() if lock else _GET
        row = self._connection.execute(statement, {"tenant": self._tenant, "id": draft_id}).first()
        return draft_in(row) if row else None

    def open_of(self, sender: str, *, lock: bool = False) -> list[Draft]:
        """Also those that this person looks after, but on the form; the latest first, ten at most.

        `lock`: no other message of this sender is handled before this one is.
        """
        key = {"tenant": self._tenant, "sender": sender, "status": DraftStatus.OPEN.value}
        if lock and self._connection.travels:
            # Two messages of one burst must not open a draft each: there is no row yet that both could lock.
            ONE_MESSAGE_AT_A_TIME.first(self._connection, {"key": lock_of(self._tenant, sender)})
        if ANY_OPEN.first(self._connection, key) is None:
            return []
        return [draft_in(row) for row in OPEN.all(self._connection, key)]

    def add(self, draft: Draft) -> int:
        row = {"tenant": self._tenant, **_row(draft), "version": 1}
        return ADD.number(self._connection, row)

    def save(self, draft: Draft) -> None:
        """`Conflict` if somebody else wrote it since it was read."""
        key = {"b_tenant": self._tenant, "b_id": draft.id, "b_version": draft.version}
        _SAVE.later(self._connection, {**_row(draft), "version": draft.version + 1, **key})


def lock_of(tenant: str, sender: str) -> int:
    """The advisory lock of whoever says something, in all processes."""
    digest = blake2b(f"paidan:draft:{tenant}:{sender}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "sender": draft.sender,
        "status": draft.status.value,
        "opened_at": draft.opened_at,
        "last_at": draft.last_at,
        "fields": fields_as_json(draft.fields),
        "offers": fields_as_json(draft.offers),
        "own": fields_as_json(draft.own),
        "source": draft.source.value,
        "text": draft.text,
        "pictures": draft.pictures,
        "asked": draft.asked,
        "reminded": draft.reminded,
        "keeper": draft.keeper,
        "after": draft.after,
        "ticket_id": draft.ticket_id,
    }


def fields_as_json(fields: Mapping[str, Field] | Fields) -> dict[str, list[Any]]:
    return {
        str(name): [each.value, each.words, each.message, each.method, each.certainty] for name, each in fields.items()
    }


def draft_in(row: Row[Any]) -> Draft:
    opened_at: datetime = row.opened_at
    return Draft(
        id=row.id,
        version=row.version,
        sender=row.sender,
        status=DraftStatus(row.status),
        opened_at=opened_at,
        last_at=row.last_at,
        fields=_fields(row.fields),
        own={key: Field(*values) for key, values in row.own.items()},
        source=Source(row.source),
        offers=_fields(row.offers),
        text=row.text,
        pictures=row.pictures,
        asked=row.asked,
        reminded=row.reminded,
        keeper=row.keeper,
        after=row.after,
        ticket_id=row.ticket_id,
    )


def _fields(stored: dict[str, list[Any]]) -> Fields:
    return {FieldName(name): Field(*values) for name, values in stored.items()}
