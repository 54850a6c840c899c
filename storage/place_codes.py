"""What the QR codes on devices and sites stand for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import place_code as t
from tickets.customers import PlaceCode

_ALL = select(t).where(t.c.tenant == bindparam("b_tenant")).order_by(t.c.scene)
_GET = _ALL.where(t.c.scene == bindparam("b_scene"))
_SAVE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.scene],
        set_={name: insert.excluded[name] for name in ("address", "device", "serial")},
    ),
)


class PlaceCodes:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def save(self, place: PlaceCode) -> None:
        row = {"scene": place.scene, "address": place.address, "device": place.device, "serial": place.serial}
        _SAVE.later(self._connection, {"tenant": self._tenant, **row})

    def get(self, scene: str) -> PlaceCode | None:
        row = self._connection.execute(_GET, {"b_tenant": self._tenant, "b_scene": scene}).first()
        return _place(row) if row else None

    def all(self) -> list[PlaceCode]:
        return [_place(row) for row in self._connection.execute(_ALL, {"b_tenant": self._tenant})]


def _place(row: Row[Any]) -> PlaceCode:
    return PlaceCode(scene=row.scene, address=row.address, device=row.device, serial=row.serial)
