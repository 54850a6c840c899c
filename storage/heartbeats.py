"""Signs of life, by name: written to prove that the database can be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from storage.prepared import Prepared
from storage.schema import heartbeat as t

_BEAT = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(index_elements=[t.c.tenant, t.c.name], set_={"at": insert.excluded.at}),
)
_LAST = select(t.c.at).where(t.c.tenant == bindparam("tenant"), t.c.name == bindparam("name"))


class Heartbeats:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def beat(self, name: str, at: datetime) -> None:
        row = {"tenant": self._tenant, "name": name, "at": at}
        _BEAT.execute(self._connection, row)

    def last(self, name: str) -> datetime | None:
        return self._connection.execute(_LAST, {"tenant": self._tenant, "name": name}).scalar()
