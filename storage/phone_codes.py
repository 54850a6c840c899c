"""Codes sent to a phone number, to be typed in by whoever holds it. Only their digests are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from storage.connection import Connection
from storage.schema import phone_code as t

_LATEST = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.phone == bindparam("phone"))
    .order_by(t.c.made_at.desc(), t.c.id.desc())
    .limit(1)
    .with_for_update()
)
"""Locked: two who try at once try twice."""
_TRIED = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_WITHDRAW = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.phone == bindparam("b_phone"))
_PRUNE = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.expires_at < bindparam("b_before"))


class PhoneCodes:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, phone: str, digest: str, *, now: datetime, expires_at: datetime) -> None:
        row = {
            "tenant": self._tenant,
            "phone": phone,
            "digest": digest,
            "made_at": now,
            "expires_at": expires_at,
            "tries": 0,
        }
        self._connection.execute(insert(t), row)

    def prove(self, phone: str, digest: str, *, now: datetime, tries: int) -> bool:
        """Is this the last code that was sent there, in time, unused, and at most at the so many-th try?"""
        row = self._connection.execute(_LATEST, {"tenant": self._tenant, "phone": phone}).first()
        if row is None or row.used_at is not None or now >= row.expires_at or row.tries >= tries:
            return False
        right = bool(row.digest == digest)
        values = {"tries": row.tries + 1, "used_at": now if right else None}
        self._connection.execute(_TRIED, {**values, "b_tenant": self._tenant, "b_id": row.id})
        return right

    def withdraw(self, phone: str) -> None:
        """Whatever was sent there proves nothing."""
        self._connection.execute(_WITHDRAW, {"b_tenant": self._tenant, "b_phone": phone})

    def prune(self, *, before: datetime) -> int:
        return self._connection.execute(_PRUNE, {"b_tenant": self._tenant, "b_before": before}).rowcount
