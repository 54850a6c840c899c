"""Customers, the ways that lead to them, and which tickets they hear news of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import customer as t
from storage.schema import customer_contact as c
from storage.schema import subscription as s
from tickets.customers import Contact, ContactKind, Customer, Joined, Proof, Subscription
from tickets.senders import customer_id_of, is_customer, openid_of

_ADD = Prepared(t, lambda insert: insert.returning(t.c.id))
_WITH_CONTACTS = (
    select(t.c.id, t.c.name, c.c.kind, c.c.value, c.c.how, c.c.proven_at, c.c.lost_at)
    .outerjoin_from(t, c, (c.c.tenant == t.c.tenant) & (c.c.customer_id == t.c.id))
    .where(t.c.tenant == bindparam("b_tenant"))
    .order_by(t.c.id, c.c.proven_at, c.c.kind, c.c.value)
)
_GET = _WITH_CONTACTS.where(t.c.id == bindparam("b_id"))
_KEY = (c.c.tenant == bindparam("b_tenant"), c.c.kind == bindparam("b_kind"), c.c.value == bindparam("b_value"))
_WHOSE = Prepared(c, lambda _: select(c.c.customer_id).where(*_KEY), ["b_tenant", "b_kind", "b_value"])
_TIE = Prepared(
    c,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[c.c.tenant, c.c.kind, c.c.value],
        set_={name: insert.excluded[name] for name in ("customer_id", "how", "proven_at", "lost_at")},
    ),
)
_CONTACT = update(c).where(*_KEY)
_AGED = (
    update(c)
    .where(c.c.tenant == bindparam("b_tenant"), c.c.kind == bindparam("b_kind"))
    .where(c.c.proven_at < bindparam("b_before"))
    .values(proven_at=None)
    .returning(c.c.value)
)
_NAMED = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_SUBSCRIBE = Prepared(
    s,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[s.c.tenant, s.c.ticket_id, s.c.customer_id],
        set_={name: insert.excluded[name] for name in ("since", "how", "ended_at")},
    ),
)
_UNSUBSCRIBE = update(s).where(
    s.c.tenant == bindparam("b_tenant"),
    s.c.ticket_id == bindparam("b_ticket_id"),
    s.c.customer_id == bindparam("b_customer_id"),
    s.c.ended_at.is_(None),
)
_SUBSCRIPTIONS = select(s).where(s.c.tenant == bindparam("b_tenant"), s.c.ended_at.is_(None))
_OF_TICKET = _SUBSCRIPTIONS.where(s.c.ticket_id == bindparam("b_id")).order_by(s.c.customer_id)
_IS_ANY_OF_TICKET = Prepared(
    s,
    lambda _: (
        select(s.c.customer_id)
        .where(s.c.tenant == bindparam("tenant"), s.c.ticket_id == bindparam("ticket_id"))
        .limit(1)
    ),
    ["tenant", "ticket_id"],
)
_OF_CUSTOMER = _SUBSCRIPTIONS.where(s.c.customer_id == bindparam("b_id")).order_by(s.c.ticket_id.desc())


class Customers:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, name: str | None = None) -> int:
        return _ADD.number(self._connection, {"tenant": self._tenant, "name": name})

    def get(self, customer_id: int) -> Customer | None:
        rows = self._connection.execute(_GET, {"b_tenant": self._tenant, "b_id": customer_id})
        return next(_customers(rows.all()), None)

    def whose(self, kind: ContactKind, value: str) -> Customer | None:
        """Whom a contact belongs to; look at it before you rely on it: it may not be proven."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_value": value}
        found = _WHOSE.first(self._connection, key)
        return self.get(int(found[0])) if found else None

    def of_sender(self, sender: str) -> Customer | None:
        """None: a member, or a customer who was never heard of."""
        if not is_customer(sender):
            return None
        if (customer_id := customer_id_of(sender)) is not None:
            return self.get(customer_id)
        return self.whose(ContactKind.OPENID, openid_of(sender))

    def named(self, customer_id: int, name: str) -> None:
        self._connection.execute(_NAMED.values(name=name), {"b_tenant": self._tenant, "b_id": customer_id})

    def tie(self, customer_id: int, contact: Contact) -> None:
        """It is this customer's from now on, whosever it was before."""
        row = {
            "tenant": self._tenant,
            "kind": contact.kind.value,
            "value": contact.value,
            "customer_id": customer_id,
            "how": contact.how.value,
            "proven_at": contact.proven_at,
            "lost_at": contact.lost_at,
        }
        _TIE.later(self._connection, row)

    def lost(self, kind: ContactKind, value: str, at: datetime) -> None:
        """Nothing can be sent there any more."""
        self._contact(kind, value, lost_at=at)

    def forget_proofs(self, kind: ContactKind, *, before: datetime) -> list[str]:
        """Whose these are was shown too long ago to say anything of today; gives which."""
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_before": before}
        return list(self._connection.execute(_AGED, key).scalars())

    def found(self, kind: ContactKind, value: str) -> None:
        """It can again."""
        self._contact(kind, value, lost_at=None)

    def subscribe(self, subscription: Subscription) -> None:
        row = {
            "tenant": self._tenant,
            "ticket_id": subscription.ticket_id,
            "customer_id": subscription.customer_id,
            "since": subscription.since,
            "how": subscription.how.value,
            "ended_at": subscription.ended_at,
        }
        _SUBSCRIBE.later(self._connection, row)

    def unsubscribe(self, ticket_id: int, customer_id: int, at: datetime) -> None:
        key = {"b_tenant": self._tenant, "b_ticket_id": ticket_id, "b_customer_id": customer_id}
        self._connection.execute(_UNSUBSCRIBE.values(ended_at=at), key)

    def follow(self, customer_id: int, other_id: int, *, since: datetime) -> None:
        """What the one heard news of since then the other hears of now: they have proved to be one."""
        theirs = {each.ticket_id: each.how for each in self.subscriptions(other_id)}
        for each in self.subscriptions(customer_id):
            if each.since <= since:
                continue
            self.unsubscribe(each.ticket_id, customer_id, each.since)
            if theirs.get(each.ticket_id) is not Joined.REPORTED:
                self.subscribe(replace(each, customer_id=other_id))

    def subscribers(self, ticket_id: int) -> list[Subscription]:
        """Who hears news of it now."""
        key = {"tenant": self._tenant, "ticket_id": ticket_id}
        if _IS_ANY_OF_TICKET.first(self._connection, key) is None:
            return []
        rows = self._connection.execute(_OF_TICKET, {"b_tenant": self._tenant, "b_id": ticket_id})
        return [_subscription(row) for row in rows]

    def subscriptions(self, customer_id: int) -> list[Subscription]:
        """The latest ticket first."""
        rows = self._connection.execute(_OF_CUSTOMER, {"b_tenant": self._tenant, "b_id": customer_id})
        return [_subscription(row) for row in rows]

    def _contact(self, kind: ContactKind, value: str, **values: Any) -> None:
        key = {"b_tenant": self._tenant, "b_kind": kind.value, "b_value": value}
        self._connection.execute(_CONTACT.values(**values), key)


def _customers(rows: Iterable[Any]) -> Iterator[Customer]:
    for (customer_id, name), own in groupby(rows, lambda row: (row.id, row.name)):
        contacts = tuple(_contact(row) for row in own if row.kind is not None)
        yield Customer(id=customer_id, name=name, contacts=contacts)


def _contact(row: Row[Any]) -> Contact:
    return Contact(
        kind=ContactKind(row.kind),
        value=row.value,
        how=Proof(row.how),
        proven_at=row.proven_at,
        lost_at=row.lost_at,
    )


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        ticket_id=row.ticket_id,
        customer_id=row.customer_id,
        since=row.since,
        how=Joined(row.how),
        ended_at=row.ended_at,
    )
