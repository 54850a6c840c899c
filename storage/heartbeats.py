"""Signs of life, by name: written to prove that the database can be."""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import heartbeat as t

_BEAT = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(index_elements=[t.c.tenant, t.c.name], set_={"at": insert.excluded.at}),
)


class Heartbeats:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def beat(self, name: str, at: datetime) -> None:
        row = {"tenant": self._tenant, "name": name, "at": at}
        _BEAT.later(self._connection, row)
