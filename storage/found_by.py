"""What reports are found by when the same matter is told again: tickets under way, and drafts that are open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Delete, Select, Table, bindparam, delete, func, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import draft_key, ticket_key


@dataclass(frozen=True)
class Statements:
    """`name` is the column that says which one is found."""

    name: str
    add: Prepared
    forget: Delete
    likeliest: Select[Any]


def _statements(table: Table, found: Column[Any]) -> Statements:
    # As a sum, so that SQLite does not go through all of them in their order to spare itself the grouping.
    one = found + 0
    of_tenant = table.c.tenant == bindparam("tenant")
    likeliest = (
        select(one)
        .where(of_tenant, table.c.key.in_(bindparam("keys", expanding=True)))
        .group_by(one)
        .order_by(func.sum(table.c.weight).desc(), one.desc())
        .limit(bindparam("most"))
    )
    forget = delete(table).where(table.c.tenant == bindparam("b_tenant"), found == bindparam("b_id"))
    add = Prepared(table, lambda insert: insert.on_conflict_do_nothing(), row=("tenant", "key", found.name))
    return Statements(found.name, add, forget, likeliest)


TICKETS = _statements(ticket_key, ticket_key.c.ticket_id)
DRAFTS = _statements(draft_key, draft_key.c.draft_id)


class FoundBy:
    def __init__(self, connection: Connection, tenant: str, statements: Statements) -> None:
        self._connection = connection
        self._tenant = tenant
        self._statements = statements

    def find_by(self, found: int, weights: Mapping[str, int]) -> None:
        """From now on it is found by these keys, and by no others."""
        self.forget(found)
        for key, weight in weights.items():
            row = {"tenant": self._tenant, "key": key, self._statements.name: found, "weight": weight}
            self._statements.add.later(self._connection, row)

    def forget(self, found: int) -> None:
        """It is not looked for any more."""
        self._connection.execute(self._statements.forget, {"b_tenant": self._tenant, "b_id": found})

    def likeliest(self, keys: Collection[str], most: int) -> list[int]:
        """Those that have some of these, that share most that is rare first."""
        if not keys:
            return []
        key = {"tenant": self._tenant, "keys": list(keys), "most": most}
        return list(self._connection.execute(self._statements.likeliest, key).scalars())
