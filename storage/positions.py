"""Where a technician on the way to a ticket is: the last place only, and forgotten with the arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import position as t

_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.ticket_id == bindparam("ticket_id"))
_KEEP = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.ticket_id],
        set_={name: insert.excluded[name] for name in ("latitude", "longitude", "at")},
    ),
)
_FORGET = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.ticket_id == bindparam("b_ticket_id"))
_PRUNE = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.at < bindparam("b_before"))


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees."""

    latitude: float
    longitude: float
    at: datetime


class Positions:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def of(self, ticket_id: int) -> Position | None:
        row = self._connection.execute(_GET, {"tenant": self._tenant, "ticket_id": ticket_id}).first()
        return Position(row.latitude, row.longitude, row.at) if row else None

    def keep(self, ticket_id: int, position: Position) -> None:
        row = {
            "tenant": self._tenant,
            "ticket_id": ticket_id,
            "latitude": position.latitude,
            "longitude": position.longitude,
            "at": position.at,
        }
        _KEEP.later(self._connection, row)

    def forget(self, ticket_id: int) -> None:
        self._connection.execute(_FORGET, {"b_tenant": self._tenant, "b_ticket_id": ticket_id})

    def prune(self, *, before: datetime) -> int:
        return self._connection.execute(_PRUNE, {"b_tenant": self._tenant, "b_before": before}).rowcount
