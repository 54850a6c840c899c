"""What WeChat says of whom an openid or an external id is: one person has the same unionid behind all of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import customer_contact as c
from storage.schema import unionid as t
from tickets.customers import ContactKind

_TOLD = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.kind, t.c.value],
        # Of whoever follows no more WeChat tells nothing; they are who they were.
        set_={"unionid": func.coalesce(insert.excluded.unionid, t.c.unionid), "asked_at": insert.excluded.asked_at},
    ),
)
_MINE = (t.c.tenant == bindparam("b_tenant"), t.c.kind == bindparam("b_kind"))
_SHARING = (
    select(t.c.value).where(*_MINE, t.c.unionid == bindparam("b_unionid")).order_by(t.c.asked_at.desc(), t.c.value)
)
_ANSWERED = select(t.c.value).where(*_MINE, or_(t.c.unionid.is_not(None), t.c.asked_at >= bindparam("b_since")))
_UNANSWERED = (
    select(c.c.value)
    .outerjoin_from(c, t, and_(t.c.tenant == c.c.tenant, t.c.kind == c.c.kind, t.c.value == c.c.value))
    .where(c.c.tenant == bindparam("b_tenant"), c.c.kind == bindparam("b_kind"), c.c.lost_at.is_(None))
    .where(t.c.unionid.is_(None), or_(t.c.asked_at.is_(None), t.c.asked_at < bindparam("b_before")))
    .order_by(c.c.value)
    .limit(bindparam("b_most"))
)

_ASKED = select(t.c.asked_at).where(*_MINE, t.c.value == bindparam("b_value"), t.c.asked_at > bindparam("b_since"))


class Unionids:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def told(self, kind: ContactKind, value: str, unionid: str | None, at: datetime) -> None:
        """None: WeChat was asked, and did not say."""
        row = {"tenant": self._tenant, "kind": kind.value, "value": value, "unionid": unionid, "asked_at": at}
        _TOLD.later(self._connection, row)

    def sharing(self, kind: ContactKind, unionid: str) -> list[str]:
        """Those of this kind that are this person's; the one of which we heard last comes first."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_unionid": unionid}
        return list(self._connection.execute(_SHARING, key).scalars())

    def unanswered(self, kind: ContactKind, *, before: datetime, most: int) -> list[str]:
        """Customers' contacts of this kind of which nothing is known, and was not asked since."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_before": before, "b_most": most}
        return list(self._connection.execute(_UNANSWERED, key).scalars())

    def asked(self, kind: ContactKind, value: str, *, since: datetime) -> bool:
        """About this one, whatever the answer was."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_value": value, "b_since": since}
        return self._connection.execute(_ASKED, key).first() is not None

    def answered(self, kind: ContactKind, *, since: datetime) -> set[str]:
        """Those whose unionid is known, or was asked for since then."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_since": since}
        return set(self._connection.execute(_ANSWERED, key).scalars())
