"""The access token that all processes share: one row a tenant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from storage.schema import access_token as t
from storage.upsert import upserts

_GET = select(t.c.value, t.c.expires_at).where(t.c.tenant == bindparam("tenant"))
_LEASE = upserts(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant],
        set_={"leased_until": insert.excluded.leased_until},
        where=or_(t.c.leased_until.is_(None), t.c.leased_until <= bindparam("now")),
    ).returning(t.c.tenant),
)
_SAVE = upserts(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant],
        set_={"value": insert.excluded.value, "expires_at": insert.excluded.expires_at, "leased_until": None},
    ),
)
_FORGET = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.value == bindparam("b_value"))


class AccessTokens:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def current(self) -> tuple[str, datetime] | None:
        """The token and when it expires, expired or not."""
        row = self._connection.execute(_GET, {"tenant": self._tenant}).first()
        return (row.value, row.expires_at) if row and row.value else None

    def lease(self, now: datetime, until: datetime) -> bool:
        """True for exactly one caller until then: that one asks for a new token."""
        statement = _LEASE[self._connection.dialect.name]
        taken = self._connection.execute(statement, {"tenant": self._tenant, "leased_until": until, "now": now})
        return taken.first() is not None

    def save(self, value: str, expires_at: datetime) -> None:
        row = {"tenant": self._tenant, "value": value, "expires_at": expires_at}
        self._connection.execute(_SAVE[self._connection.dialect.name], row)

    def forget(self, value: str) -> None:
        """Only if it is still this one: somebody may have saved a better one since."""
        nothing = {"value": None, "expires_at": None, "leased_until": None}
        self._connection.execute(_FORGET, {**nothing, "b_tenant": self._tenant, "b_value": value})
