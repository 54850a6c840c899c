"""Tickets and their history."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select, union, update

from storage.connection import Connection
from storage.errors import Conflict
from storage.prepared import Prepared
from storage.schema import DONE, FAR_FROM_HOME, UNDER_WAY
from storage.schema import ticket as t
from storage.schema import ticket_counter as n
from storage.schema import ticket_event as e
from storage.ticket_rows import row_of, ticket_in
from tickets.events import Event
from tickets.ticket import Number, Status, Ticket
from tickets.trace import Trace

_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_EACH = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id.in_(bindparam("ids", expanding=True)))
_NAMED = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), t.c.day.in_(bindparam("days", expanding=True)))
    .where(t.c.counter == bindparam("counter"))
    .order_by(t.c.day.desc())
    .limit(1)
)
_COUNT_UP = Prepared(
    n,
    lambda insert: (
        insert.values(last=1)
        .on_conflict_do_update(index_elements=[n.c.tenant, n.c.day], set_={"last": n.c.last + 1})
        .returning(n.c.last)
    ),
)
_ID_UNDER_WAY = select(t.c.id).where(t.c.tenant == bindparam("tenant"), UNDER_WAY)
# With OR, SQLite goes through all that is under way.
_OF_PERSON = union(
    _ID_UNDER_WAY.where(t.c.reporter == bindparam("userid")), _ID_UNDER_WAY.where(t.c.assignee == bindparam("userid"))
)
_UNDER_WAY = select(t).where(t.c.id.in_(_OF_PERSON)).order_by(t.c.id.desc()).limit(10)
_IS_ASKED = t.c.rest["asked"].as_string().contains(bindparam("in_quotes"), escape="/")
_WITH_GROUP = (t.c.owner == bindparam("userid")) | t.c.group.in_(bindparam("groups", expanding=True))
_ASKED = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY)
    .where(_IS_ASKED | ((t.c.status == Status.OPEN.value) & _WITH_GROUP))
    .order_by(t.c.id)
)
_FAR = select(t).where(t.c.tenant == bindparam("tenant"), FAR_FROM_HOME)
_OPEN_OF_GROUPS = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY, t.c.status == Status.OPEN.value)
    .where(t.c.group.in_(bindparam("groups", expanding=True)))
)
_IN_HAND = (
    select(t).where(t.c.tenant == bindparam("tenant"), UNDER_WAY, t.c.assignee == bindparam("userid")).order_by(t.c.id)
)
_OWNED = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY)
    .where(t.c.owner == bindparam("userid"), t.c.status == Status.OPEN.value)
    .order_by(t.c.id.desc())
    .limit(10)
)
_OF_GROUPS = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY)
    .where(t.c.group.in_(bindparam("groups", expanding=True)))
    .order_by(t.c.id)
    .limit(bindparam("most"))
)
_COUNT_OF_GROUPS = (
    select(t.c.group, func.count())
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY)
    .where(t.c.group.in_(bindparam("groups", expanding=True)))
    .group_by(t.c.group)
)
_GROUPS = select(t.c.group).where(t.c.tenant == bindparam("tenant"), UNDER_WAY).distinct().order_by(t.c.group)
_DONE_LATELY = (
    select(t)
    .where(t.c.tenant == bindparam("tenant"), DONE, t.c.done_at >= bindparam("since"))
    .where((t.c.reporter == bindparam("userid")) | (t.c.assignee == bindparam("userid")))
    .order_by(t.c.id.desc())
    .limit(10)
)
_LAST_DISPATCH = (
    select(e.c.data)
    .where(e.c.tenant == bindparam("tenant"), e.c.ticket_id == bindparam("ticket_id"), e.c.kind == "TicketDispatched")
    .order_by(e.c.position.desc())
    .limit(1)
)
_ADD = Prepared(t, lambda insert: insert.returning(t.c.id))
_SAVE = update(t).where(
    t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"), t.c.version == bindparam("b_version")
)
_LAST_EVENT = (
    select(e.c.position, e.c.hash)
    .where(e.c.tenant == bindparam("tenant"), e.c.ticket_id == bindparam("ticket_id"))
    .order_by(e.c.position.desc())
    .limit(1)
)
_ADD_EVENT = Prepared(e, lambda insert: insert)
_HISTORY = (
    select(e).where(e.c.tenant == bindparam("tenant"), e.c.ticket_id == bindparam("ticket_id")).order_by(e.c.position)
)


class Tickets:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def get(self, ticket_id: int, *, lock: bool = False) -> Ticket | None:
        """`lock`: nobody else changes it until this transaction ends (one writer at a time does that on SQLite)."""
        statement = _GET.with_for_update() if lock else _GET
        row = self._connection.execute(statement, {"tenant": self._tenant, "id": ticket_id}).first()
        return ticket_in(row) if row else None

    def each(self, ticket_ids: Sequence[int]) -> list[Ticket]:
        """In this order; those that there are."""
        rows = self._connection.execute(_EACH, {"tenant": self._tenant, "ids": list(ticket_ids)})
        found = {row.id: row for row in rows}
        return [ticket_in(found[ticket_id]) for ticket_id in ticket_ids if ticket_id in found]

    def named(self, month: int, day_of_month: int, counter: int, *, today: date) -> Ticket | None:
        """The ticket that people mean by `1122-7`: the latest of that name within a year."""
        days = [found for year in (today.year, today.year - 1) if (found := _date(year, month, day_of_month))]
        key = {"tenant": self._tenant, "days": days, "counter": counter}
        row = self._connection.execute(_NAMED, key).first()
        return ticket_in(row) if row else None

    def under_way(self, userid: str) -> list[Ticket]:
        """What this person reported or has claimed, and is not over: the latest ten, the newest first."""
        rows = self._connection.execute(_UNDER_WAY, {"tenant": self._tenant, "userid": userid})
        return [ticket_in(row) for row in rows]

    def in_hand(self, userid: str) -> list[Ticket]:
        """All that this person has claimed and not finished, the oldest first."""
        rows = self._connection.execute(_IN_HAND, {"tenant": self._tenant, "userid": userid})
        return [ticket_in(row) for row in rows]

    def owned(self, userid: str) -> list[Ticket]:
        """What nobody has claimed yet and this person answers for: the latest ten, the newest first."""
        rows = self._connection.execute(_OWNED, {"tenant": self._tenant, "userid": userid})
        return [ticket_in(row) for row in rows]

    def asked(self, userid: str, groups: Collection[str] = ()) -> list[Ticket]:
        """Which this person was asked to take; and of what nobody has, which they answer for, or is of these groups."""
        in_quotes = f'"{userid.replace("_", "/_")}"'  # which would stand for any other character
        key = {"tenant": self._tenant, "userid": userid, "in_quotes": in_quotes, "groups": list(groups)}
        return [ticket_in(row) for row in self._connection.execute(_ASKED, key)]

    def unclaimed(self, groups: Collection[str]) -> list[Ticket]:
        """Which nobody has, and which are of these groups, or had to go further than their own; the oldest first."""
        key = {"tenant": self._tenant}
        rows = [*self._connection.execute(_FAR, key)]
        rows += self._connection.execute(_OPEN_OF_GROUPS, {**key, "groups": list(groups)})
        found = {row.id: ticket_in(row) for row in rows}
        return [found[each] for each in sorted(found)]

    def of_groups(self, groups: Collection[str], *, most: int) -> list[Ticket]:
        """What these groups have under way, the oldest first."""
        key = {"tenant": self._tenant, "groups": list(groups), "most": most}
        return [ticket_in(row) for row in self._connection.execute(_OF_GROUPS, key)]

    def count_of_groups(self, groups: Collection[str]) -> dict[str, int]:
        key = {"tenant": self._tenant, "groups": list(groups)}
        return {group: int(count) for group, count in self._connection.execute(_COUNT_OF_GROUPS, key)}

    def groups_under_way(self) -> list[str]:
        """Keys of those that have tickets, whether or not the newest playbook knows them."""
        return list(self._connection.execute(_GROUPS, {"tenant": self._tenant}).scalars())

    def done_lately(self, userid: str, since: datetime) -> list[Ticket]:
        """What this person reported or did, was done since then and is not closed: the latest ten, the newest first."""
        key = {"tenant": self._tenant, "userid": userid, "since": since}
        return [ticket_in(row) for row in self._connection.execute(_DONE_LATELY, key)]

    def trace(self, ticket_id: int) -> Trace | None:
        """Of the last dispatch."""
        data = self._connection.execute(_LAST_DISPATCH, {"tenant": self._tenant, "ticket_id": ticket_id}).scalar()
        return msgspec.convert(data["trace"], Trace) if data else None

    def next_number(self, day: date) -> Number:
        """Whoever asks next waits until this transaction ends, so that numbers have neither gaps nor twins."""
        last = _COUNT_UP.number(self._connection, {"tenant": self._tenant, "day": day})
        return Number(day, last)

    def add(self, ticket: Ticket) -> int:
        row = {"tenant": self._tenant, **row_of(ticket), "version": 1}
        return _ADD.number(self._connection, row)

    def save(self, ticket: Ticket) -> None:
        """Raises `Conflict` if somebody else wrote it since it was read."""
        key = {"b_tenant": self._tenant, "b_id": ticket.id, "b_version": ticket.version}
        written = self._connection.execute(_SAVE, {**row_of(ticket), "version": ticket.version + 1, **key})
        if written.rowcount != 1:
            raise Conflict(f"ticket {ticket.number} moved on from version {ticket.version}")

    def append(self, ticket_id: int, event: Event) -> None:
        """Add to the history; each row's hash covers the one before, so that none can be changed or left out unseen."""
        key = {"tenant": self._tenant, "ticket_id": ticket_id}
        last = self._connection.execute(_LAST_EVENT, key).first()
        position, before = (last.position + 1, last.hash) if last else (1, "")
        row = {"kind": type(event).__name__, "at": event.at, "by": event.by, "data": _data(event)}
        _ADD_EVENT.later(self._connection, {**key, "position": position, **row, "hash": _hash(before, row)})

    def history(self, ticket_id: int) -> list[tuple[str, datetime, str | None, dict[str, Any]]]:
        """(kind, at, by, data) of everything that happened, oldest first."""
        rows = self._connection.execute(_HISTORY, {"tenant": self._tenant, "ticket_id": ticket_id})
        return [(row.kind, row.at, row.by, row.data) for row in rows]

    def history_is_whole(self, ticket_id: int) -> bool:
        """Does every row carry the hash that follows from the one before it?"""
        before = ""
        for row in self._connection.execute(_HISTORY, {"tenant": self._tenant, "ticket_id": ticket_id}):
            before = _hash(before, {"kind": row.kind, "at": row.at, "by": row.by, "data": row.data})
            if row.hash != before:
                return False
        return True


def _hash(before: str, row: dict[str, Any]) -> str:
    canonical = msgspec.json.encode([before, row["kind"], row["at"], row["by"], row["data"]], order="deterministic")
    return hashlib.sha256(canonical).hexdigest()


def _data(event: Event) -> dict[str, Any]:
    return {name: value for name, value in asdict(event).items() if name not in {"at", "by"}}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
