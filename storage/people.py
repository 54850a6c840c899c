"""The company's members and departments, as WeCom showed them when it was last asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import department as d
from storage.schema import member as t
from tickets.organisation import Department, Member, Organisation

_MINE = t.c.tenant == bindparam("b_tenant")
_WORKING = select(t).where(_MINE, t.c.left_at.is_(None))
_HAS_LEFT = select(t.c.userid).where(_MINE, t.c.userid == bindparam("b_userid"), t.c.left_at.is_not(None))
_NAMES = select(t.c.userid, t.c.name).where(_MINE)
_SAVE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.userid],
        set_={
            "name": insert.excluded.name,
            "departments": insert.excluded.departments,
            "status": insert.excluded.status,
            "left_at": None,
        },
    ),
    ["tenant", "userid", "name", "departments", "status"],
    row=("tenant", "userid"),
)
_LEFT = update(t).where(_MINE, t.c.userid == bindparam("b_userid"))
_ADD_DEPARTMENT = Prepared(d, lambda insert: insert, row=("tenant", "id"))
_DEPARTMENTS = select(d).where(d.c.tenant == bindparam("b_tenant")).order_by(d.c.id)
_NAMED = select(d).where(d.c.tenant == bindparam("b_tenant"), d.c.name.in_(bindparam("b_names", expanding=True)))
_FORGET_DEPARTMENTS = delete(d).where(d.c.tenant == bindparam("b_tenant"))


class People:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def organisation(self) -> Organisation:
        """With those alone who work here."""
        key = {"b_tenant": self._tenant}
        return Organisation(
            departments=tuple(_department(row) for row in self._connection.execute(_DEPARTMENTS, key)),
            members=tuple(_member(row) for row in self._connection.execute(_WORKING, key)),
        )

    def heads_of(self, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Of those of these names that there are, who leads them."""
        key = {"b_tenant": self._tenant, "b_names": list(names)}
        return {row.name: tuple(row.leaders) for row in self._connection.execute(_NAMED, key)}

    def names(self) -> dict[str, str]:
        """Of everybody who ever worked here."""
        rows = self._connection.execute(_NAMES, {"b_tenant": self._tenant})
        return {row.userid: row.name for row in rows if row.name}

    def has_left(self, userid: str) -> bool:
        """Not whoever was never seen: the app may not be allowed to see everybody."""
        row = self._connection.execute(_HAS_LEFT, {"b_tenant": self._tenant, "b_userid": userid}).first()
        return row is not None

    def save(self, person: Member) -> None:
        """Somebody joined, came back or is not as they were."""
        row = {
            "tenant": self._tenant,
            "userid": person.userid,
            "name": person.name,
            "departments": list(person.departments),
            "status": int(person.status),
        }
        _SAVE.later(self._connection, row)

    def left(self, userid: str, at: datetime) -> None:
        self._connection.execute(_LEFT, {"left_at": at, "b_tenant": self._tenant, "b_userid": userid})

    def restructure(self, departments: Collection[Department]) -> None:
        """These are all there are now."""
        self._connection.execute(_FORGET_DEPARTMENTS, {"b_tenant": self._tenant})
        for each in departments:
            row = {"id": each.id, "name": each.name, "parent_id": each.parent_id, "leaders": list(each.leaders)}
            _ADD_DEPARTMENT.later(self._connection, {"tenant": self._tenant, **row})


def _member(row: Row[Any]) -> Member:
    return Member(userid=row.userid, name=row.name, departments=tuple(row.departments), status=row.status)


def _department(row: Row[Any]) -> Department:
    return Department(id=row.id, name=row.name, parent_id=row.parent_id, leaders=tuple(row.leaders))
