"""What may be tried only so often: counted in the database, so that it holds for all processes and over a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from storage.connection import Connection
from storage.schema import attempt as t

_COUNT = select(func.count()).where(
    t.c.tenant == bindparam("tenant"),
    t.c.kind == bindparam("kind"),
    t.c.key == bindparam("key"),
    t.c.at > bindparam("since"),
)
_FORGET = delete(t).where(
    t.c.tenant == bindparam("b_tenant"), t.c.kind == bindparam("b_kind"), t.c.key == bindparam("b_key")
)
_PRUNE = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.at < bindparam("b_before"))


class Attempts:
    """`kind` says what is tried, `key` by whom or at what."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def count(self, kind: str, key: str, *, since: datetime) -> int:
        values = {"tenant": self._tenant, "kind": kind, "key": key, "since": since}
        return self._connection.execute(_COUNT, values).scalar() or 0

    def add(self, kind: str, key: str, at: datetime) -> None:
        self._connection.execute(insert(t), {"tenant": self._tenant, "kind": kind, "key": key, "at": at})

    def once_more(self, kind: str, key: str, now: datetime, *, most: int, within: timedelta) -> bool:
        """Counted, unless there were so many already: whoever goes on all the same must not fill the table."""
        if self.count(kind, key, since=now - within) >= most:
            return False
        self.add(kind, key, now)
        return True

    def forget(self, kind: str, key: str) -> None:
        """It succeeded: what went wrong before counts no more."""
        self._connection.execute(_FORGET, {"b_tenant": self._tenant, "b_kind": kind, "b_key": key})

    def prune(self, *, before: datetime) -> int:
        return self._connection.execute(_PRUNE, {"b_tenant": self._tenant, "b_before": before}).rowcount
