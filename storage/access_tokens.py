"""The access token that all processes share: one row a tenant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import access_token as t

_GET = select(t.c.value, t.c.expires_at).where(t.c.tenant == bindparam("tenant"))
_LEASE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant],
        set_={"leased_until": insert.excluded.leased_until},
        where=or_(t.c.leased_until.is_(None), t.c.leased_until <= bindparam("now")),
    ).returning(t.c.tenant),
    ["tenant", "leased_until", "now"],
)
_SAVE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant],
        set_={"value": insert.excluded.value, "expires_at": insert.excluded.expires_at, "leased_until": None},
    ),
    ["tenant", "value", "expires_at"],
)
_END_LEASE = update(t).where(t.c.tenant == bindparam("b_tenant"))
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
        taken = _LEASE.first(self._connection, {"tenant": self._tenant, "leased_until": until, "now": now})
        return taken is not None

    def end_lease(self) -> None:
        """Whoever asked for a token is gone."""
        self._connection.execute(_END_LEASE, {"b_tenant": self._tenant, "leased_until": None})

    def save(self, value: str, expires_at: datetime) -> None:
        row = {"tenant": self._tenant, "value": value, "expires_at": expires_at}
        _SAVE.later(self._connection, row)

    def forget(self, value: str) -> None:
        """Only if it is still this one: somebody may have saved a better one since."""
        nothing = {"value": None, "expires_at": None, "leased_until": None}
        self._connection.execute(_FORGET, {**nothing, "b_tenant": self._tenant, "b_value": value})
