"""The access tokens that all processes share: one row for each channel of a tenant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, or_, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import access_token as t


class Channel(StrEnum):
    WECOM = "wecom"
    WECHAT = "wechat"


_GET = select(t.c.value, t.c.expires_at).where(t.c.tenant == bindparam("tenant"), t.c.channel == bindparam("channel"))
_KEY = [t.c.tenant, t.c.channel]
_LEASE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"leased_until": insert.excluded.leased_until},
        where=or_(t.c.leased_until.is_(None), t.c.leased_until <= bindparam("now")),
    ).returning(t.c.tenant),
    ["tenant", "channel", "leased_until", "now"],
)
_SAVE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"value": insert.excluded.value, "expires_at": insert.excluded.expires_at, "leased_until": None},
    ),
    ["tenant", "channel", "value", "expires_at"],
)
_END_LEASES = update(t).where(t.c.tenant == bindparam("b_tenant"))
_FORGET = update(t).where(
    t.c.tenant == bindparam("b_tenant"), t.c.channel == bindparam("b_channel"), t.c.value == bindparam("b_value")
)


class AccessTokens:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def current(self, channel: Channel) -> tuple[str, datetime] | None:
        """The token and when it expires, expired or not."""
        row = self._connection.execute(_GET, {"tenant": self._tenant, "channel": channel.value}).first()
        return (row.value, row.expires_at) if row and row.value else None

    def lease(self, channel: Channel, now: datetime, until: datetime) -> bool:
        """True for exactly one caller until then: that one asks for a new token."""
        key = {"tenant": self._tenant, "channel": channel.value}
        return _LEASE.first(self._connection, {**key, "leased_until": until, "now": now}) is not None

    def end_leases(self) -> None:
        """Whoever asked for tokens is gone."""
        self._connection.execute(_END_LEASES, {"b_tenant": self._tenant, "leased_until": None})

    def save(self, channel: Channel, value: str, expires_at: datetime) -> None:
        row = {"tenant": self._tenant, "channel": channel.value, "value": value, "expires_at": expires_at}
        _SAVE.later(self._connection, row)

    def forget(self, channel: Channel, value: str) -> None:
        """Only if it is still this one: somebody may have saved a better one since."""
        nothing = {"value": None, "expires_at": None, "leased_until": None}
        key = {"b_tenant": self._tenant, "b_channel": channel.value, "b_value": value}
        self._connection.execute(_FORGET, {**nothing, **key})
