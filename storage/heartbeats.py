"""Signs of life, by name: written to prove that the database can be."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import heartbeat as t

_BEAT = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(index_elements=[t.c.tenant, t.c.name], set_={"at": insert.excluded.at}),
)
_TAKE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.name],
        set_={"at": insert.excluded.at},
        # One from the future is of a clock that was set back since.
        where=or_(t.c.at <= bindparam("before"), t.c.at > bindparam("now")),
    ).returning(t.c.tenant),
    ["tenant", "name", "at", "before", "now"],
)


class Heartbeats:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def beat(self, name: str, at: datetime) -> None:
        row = {"tenant": self._tenant, "name": name, "at": at}
        _BEAT.later(self._connection, row)

    def take(self, name: str, now: datetime, every: timedelta) -> bool:
        """True for one caller in so long a time, over all processes: that one does what is to be done."""
        row = {"tenant": self._tenant, "name": name, "at": now, "before": now - every, "now": now}
        return _TAKE.first(self._connection, row) is not None
