"""Links to pages that were given away: each for one ticket and one customer, until it ends or is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from storage.connection import Connection
from storage.schema import page_link as t

_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_GIVEN = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.ticket_id == bindparam("ticket_id"))
    .where(t.c.customer_id.is_not_distinct_from(bindparam("customer_id")))
    .where(t.c.given_by.is_not_distinct_from(bindparam("given_by")))
    .where(t.c.revoked_at.is_(None), t.c.expires_at > bindparam("valid_until"))
    .order_by(t.c.made_at.desc())
    .limit(1)
)
_OF_TICKET = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.ticket_id == bindparam("ticket_id"))
    .order_by(t.c.made_at, t.c.id)
)
_REVOKE = update(t).where(
    t.c.tenant == bindparam("b_tenant"), t.c.ticket_id == bindparam("b_ticket_id"), t.c.revoked_at.is_(None)
)
_FOLLOW = update(t).where(
    t.c.tenant == bindparam("b_tenant"),
    t.c.customer_id == bindparam("b_customer_id"),
    t.c.made_at > bindparam("b_since"),
)
_PRUNE = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.expires_at < bindparam("b_before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """`id` is what cannot be guessed of its address. `customer_id` None: whoever has it reads, and answers for nobody
    in particular. `given_by`: a member showed it to the customer, and so has it too.
    """

    id: str
    ticket_id: int
    customer_id: int | None
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    given_by: str | None = None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class PageLinks:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, link: PageLink) -> None:
        row = {
            "tenant": self._tenant,
            "id": link.id,
            "ticket_id": link.ticket_id,
            "customer_id": link.customer_id,
            "made_at": link.made_at,
            "expires_at": link.expires_at,
            "given_by": link.given_by,
        }
        self._connection.execute(insert(t), row)

    def get(self, link_id: str, *, lock: bool = False) -> PageLink | None:
        """`lock`: who tries at once by this link tries one after the other."""
        statement = _GET.with_for_update() if lock else _GET
        row = self._connection.execute(statement, {"tenant": self._tenant, "id": link_id}).first()
        return _link(row) if row else None

    def given(
        self, ticket_id: int, customer_id: int | None, given_by: str | None, *, valid_until: datetime
    ) -> PageLink | None:
        """One that this customer has of this ticket, got in this way, and good until then at least."""
        key = {
            "tenant": self._tenant,
            "ticket_id": ticket_id,
            "customer_id": customer_id,
            "given_by": given_by,
            "valid_until": valid_until,
        }
        row = self._connection.execute(_GIVEN, key).first()
        return _link(row) if row else None

    def of_ticket(self, ticket_id: int) -> list[PageLink]:
        """Those that ended too, the oldest first."""
        rows = self._connection.execute(_OF_TICKET, {"tenant": self._tenant, "ticket_id": ticket_id})
        return [_link(row) for row in rows]

    def revoke(self, ticket_id: int, now: datetime) -> int:
        """All of a ticket; gives how many."""
        key = {"b_tenant": self._tenant, "b_ticket_id": ticket_id}
        return self._connection.execute(_REVOKE, {"revoked_at": now, **key}).rowcount

    def follow(self, customer_id: int, other_id: int, *, since: datetime) -> None:
        """What the one was given since then the other has now: they have proved to be one."""
        key = {"b_tenant": self._tenant, "b_customer_id": customer_id, "b_since": since}
        self._connection.execute(_FOLLOW, {"customer_id": other_id, **key})

    def prune(self, *, before: datetime) -> int:
        """Forget what ended before then; gives how many."""
        return self._connection.execute(_PRUNE, {"b_tenant": self._tenant, "b_before": before}).rowcount


def _link(row: Row[Any]) -> PageLink:
    return PageLink(
        id=row.id,
        ticket_id=row.ticket_id,
        customer_id=row.customer_id,
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        given_by=row.given_by,
    )
