"""Which members of the company have whom as a contact of WeCom, by the external id that WeCom gives them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import wecom_contact as t

_KEY = [t.c.tenant, t.c.external_id, t.c.member]
# What happened later may be heard of first.
_ADDED = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"since": insert.excluded.since, "ended_at": None},
        where=or_(t.c.ended_at.is_(None), t.c.ended_at <= insert.excluded.since),
    ),
)
_ENDED = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"ended_at": insert.excluded.ended_at},
        where=t.c.since <= insert.excluded.ended_at,
    ),
)
_LISTED = Prepared(
    t, lambda insert: insert.on_conflict_do_nothing(index_elements=_KEY), row=("tenant", "external_id", "member")
)
_MEMBERS = (
    select(t.c.member)
    .where(t.c.tenant == bindparam("b_tenant"), t.c.external_id == bindparam("b_external_id"), t.c.ended_at.is_(None))
    .order_by(t.c.since, t.c.member)
)
_OF_MEMBER = select(t.c.external_id).where(t.c.tenant == bindparam("b_tenant"), t.c.member == bindparam("b_member"))
_UNLISTED = delete(t).where(
    t.c.tenant == bindparam("b_tenant"),
    t.c.external_id == bindparam("b_external_id"),
    t.c.member == bindparam("b_member"),
    t.c.since <= bindparam("b_as_of"),
    or_(t.c.ended_at.is_(None), t.c.ended_at <= bindparam("b_as_of")),
)


class WecomContacts:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def added(self, external_id: str, member: str, at: datetime) -> None:
        _ADDED.later(self._connection, self._row(external_id, member, at, None))

    def ended(self, external_id: str, member: str, at: datetime) -> None:
        """Either has deleted the other."""
        _ENDED.later(self._connection, self._row(external_id, member, at, at))

    def listed(self, external_id: str, members: Collection[str], at: datetime) -> None:
        """WeCom lists them, also those whom the customer has deleted: what has ended stays so until they are added
        again, or were not listed in between.
        """
        for member in members:
            _LISTED.later(self._connection, self._row(external_id, member, at, None))

    def unlisted(self, external_id: str, member: str, as_of: datetime) -> None:
        """WeCom did not list them: it is as if they had never been one another's; not so what happened since."""
        key = {"b_tenant": self._tenant, "b_external_id": external_id, "b_member": member, "b_as_of": as_of}
        self._connection.execute(_UNLISTED, key)

    def members(self, external_id: str) -> list[str]:
        """Who has them now; whoever added them first comes first."""
        key = {"b_tenant": self._tenant, "b_external_id": external_id}
        return list(self._connection.execute(_MEMBERS, key).scalars())

    def of_member(self, member: str) -> list[str]:
        """Whom this member has, or had as far as WeCom may list it still."""
        key = {"b_tenant": self._tenant, "b_member": member}
        return list(self._connection.execute(_OF_MEMBER, key).scalars())

    def _row(self, external_id: str, member: str, since: datetime, ended_at: datetime | None) -> dict[str, object]:
        return {
            "tenant": self._tenant,
            "external_id": external_id,
            "member": member,
            "since": since,
            "ended_at": ended_at,
        }
