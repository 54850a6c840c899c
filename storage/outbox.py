"""The outbox: errands, written in the transaction that made them necessary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    and_,
    bindparam,
    delete,
    or_,
    select,
    text,
    update,
)

from storage.connection import Connection
from storage.errands import MORNING, SAID_WITH_ANOTHER, Errand, ErrandKind, State
from storage.prepared import Prepared
from storage.schema import WAITING, WAITING_UNLEASED
from storage.schema import errand as t
from tickets.notifications import Subject, SubjectKind

_COLUMNS = (
    "tenant",
    "kind",
    "lane",
    "key",
    "recipient",
    "subject_kind",
    "subject_id",
    "data",
    "state",
    "written_at",
    "not_before",
    "attempts",
)
# What has no key is another errand than all others.
_ADD = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.key],
        index_where=WAITING_UNLEASED,
        set_={"not_before": insert.excluded.not_before, "data": insert.excluded.data},
    ),
    _COLUMNS,
    row=("tenant", "key"),
)
_earlier = t.alias("earlier")


def _known(errand: FromClause) -> ColumnElement[bool]:
    """What a newer version has written is left for it, and holds nobody up."""
    subjects = errand.c.subject_kind.in_(list(SubjectKind)) | errand.c.subject_kind.is_(None)
    return errand.c.kind.in_(list(ErrandKind)) & subjects


# The states are written out: an index on some of the rows is used only for a statement that says which.
_FIRST_OF_LANE = (
    select(_earlier.c.id)
    .where(_earlier.c.tenant == t.c.tenant, _earlier.c.lane == t.c.lane, text("earlier.state = 'waiting'"))
    .where(_known(_earlier))
    .order_by(_earlier.c.id)
    .limit(1)
)
# One look into the index for each. As NOT EXISTS, PostgreSQL would join the table with itself, in a way that is right
# for as few waiting errands as there were when it last counted: hardly any. Of 3,000 a lease then takes two seconds.
_HEAD = t.c.id == _FIRST_OF_LANE.scalar_subquery()
"""The first of its lane: the others wait for it, whatever it waits for."""
_OF_TENANT = t.c.tenant == bindparam("tenant")
_FREE = or_(t.c.leased_until.is_(None), t.c.leased_until <= bindparam("now"))
_LEASABLE = (
    select(t.c.id)
    .where(_OF_TENANT, text("errand.state = 'waiting'"), t.c.not_before <= bindparam("now"), _FREE, _HEAD)
    .where(_known(t), t.c.id.not_in(bindparam("busy", expanding=True)))
    .order_by(t.c.not_before)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(t)
    .where(t.c.id.in_(bindparam("ids", expanding=True)))
    .values(leased_until=bindparam("until"), attempts=t.c.attempts + 1)
    .returning(t)
)
_ONE_RELAY_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('paidan:outbox:' || :tenant, 0))")
_SETTLE = update(t).where(
    t.c.tenant == bindparam("b_tenant"),
    t.c.id == bindparam("b_id"),
    t.c.attempts == bindparam("b_attempts"),
    t.c.leased_until.is_not(None),
    WAITING,
)
_END_LEASES = (
    update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.leased_until.is_not(None), WAITING)
).values(leased_until=bindparam("now"))  # fmt: skip
_BRING_FORWARD = (
    update(t)
    .where(t.c.tenant == bindparam("b_tenant"), t.c.not_before > bindparam("now"), t.c.written_at > bindparam("now"))
    .where(WAITING)
    .values(not_before=bindparam("now"))
)
_NEXT = (
    select(t.c.not_before)
    .where(_OF_TENANT, text("errand.state = 'waiting'"), t.c.leased_until.is_(None), _HEAD, _known(t))
    .order_by(t.c.not_before)
    .limit(1)
)
_OTHER_TEXTS = (
    select(t)
    .where(_OF_TENANT, t.c.recipient == bindparam("recipient"), t.c.kind == ErrandKind.TEXT.value)
    .where(text("errand.state = 'waiting'"), t.c.not_before <= bindparam("now"), t.c.id != bindparam("id"))
    .where(t.c.request.is_(None), _HEAD, _known(t))
    .order_by(t.c.id)
    .limit(bindparam("most"))
)
_GO_ALONG = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"), WAITING)
_STATE = select(t.c.state).where(_OF_TENANT, t.c.id == bindparam("id"))


class Outbox:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self.wakes_at: datetime | None = None

    def add(self, errand: Errand, now: datetime) -> None:
        row = {
            "tenant": self._tenant,
            "kind": errand.kind.value,
            "lane": errand.lane,
            "key": errand.key,
            "recipient": errand.recipient,
            "subject_kind": errand.subject.kind.value if errand.subject else None,
            "subject_id": errand.subject.id if errand.subject else None,
            "data": dict(errand.data),
            "state": State.WAITING.value,
            "written_at": now,
            "not_before": errand.not_before,
            "attempts": 0,
        }
        _ADD.later(self._connection, row)
        self._wake(errand.not_before)

    def lease(self, now: datetime, *, until: datetime, most: int, busy: Collection[int] = ()) -> list[Errand]:
        """Take what is due, the first of each lane only; nobody else gets it before `until`.

        `busy`: what the caller is still at, though its lease may be over.
        """
        if self._connection.dialect.name == "postgresql":
            # Two relays that count at the same moment would spend a member's budget twice.
            self._connection.execute(_ONE_RELAY_AT_A_TIME, {"tenant": self._tenant})
        key = {"tenant": self._tenant, "now": now, "most": most, "busy": list(busy)}
        ids = list(self._connection.execute(_LEASABLE, key).scalars())
        if not ids:
            return []
        rows = self._connection.execute(_LEASE, {"ids": ids, "until": until})
        return sorted((_errand(row) for row in rows), key=lambda errand: errand.id)

    def end_leases(self, now: datetime) -> None:
        """Whoever held them is gone."""
        self._connection.execute(_END_LEASES, {"b_tenant": self._tenant, "now": now})

    def bring_forward(self, now: datetime) -> None:
        """What was written by a clock that has been set back since does not wait until that clock's time comes."""
        self._connection.execute(_BRING_FORWARD, {"b_tenant": self._tenant, "now": now})

    def attempted(self, errand: Errand, request: Mapping[str, Any] | None) -> bool:
        """Remember what is about to be sent, before it is. False: it is not ours, or not any more."""
        return self._settle(errand, request=dict(request) if request is not None else None)

    def done(self, errand: Errand, at: datetime) -> bool:
        """False: it is not ours any more, and somebody else may have gone on with it."""
        return self._settle(errand, state=State.DONE.value, settled_at=at, leased_until=None, request=None)

    def dropped(self, errand: Errand, at: datetime, why: str) -> None:
        """It no longer matters."""
        self._settle(errand, state=State.DROPPED.value, settled_at=at, leased_until=None, reason=why)

    def dead(self, errand: Errand, at: datetime, why: str) -> None:
        """It will not work however often it is tried: a person must look."""
        self._settle(errand, state=State.DEAD.value, settled_at=at, leased_until=None, reason=why)

    def retry(self, errand: Errand, *, not_before: datetime, why: str, counted: bool = True) -> None:
        """Again later, and on its own: whatever changes in the meantime is an errand of its own, behind this one.

        Were it still the one that others with its key become, then a request that must be repeated to the letter would
        swallow them.
        """
        attempts = errand.attempts if counted else errand.attempts - 1
        self._settle(errand, key=None, leased_until=None, not_before=not_before, reason=why, attempts=attempts)
        self._wake(not_before)

    def put_off(self, errand: Errand, *, until: datetime) -> None:
        """Nothing was tried, and it is not stuck. What else there is for its lane need not wait for it."""
        lane = errand.lane if errand.lane.endswith(MORNING) else f"{errand.lane}{MORNING}"
        attempts = errand.attempts - 1
        self._settle(errand, key=None, lane=lane, leased_until=None, not_before=until, attempts=attempts, reason=None)
        self._wake(until)

    def other_texts(self, errand: Errand, now: datetime, *, most: int) -> list[Errand]:
        """What the same member may be told now besides, and nobody has tried to tell yet."""
        key = {"tenant": self._tenant, "recipient": errand.recipient, "now": now, "id": errand.id, "most": most}
        return [_errand(row) for row in self._connection.execute(_OTHER_TEXTS, key)]

    def went_along(self, errand: Errand, at: datetime) -> None:
        """What it had to say is said by another one, whether or not anybody had leased it."""
        values = {"state": State.DONE.value, "settled_at": at, "leased_until": None, "reason": SAID_WITH_ANOTHER}
        key = {"b_tenant": self._tenant, "b_id": errand.id}
        self._connection.execute(_GO_ALONG.values(**values), key)

    def still_waits(self, errand: Errand) -> bool:
        key = {"tenant": self._tenant, "id": errand.id}
        return self._connection.execute(_STATE, key).scalar() == State.WAITING.value

    def says(self, errand: Errand, data: Mapping[str, Any]) -> None:
        """From now on, whenever it is sent."""
        self._settle(errand, data=dict(data))

    def next_due(self) -> datetime | None:
        """When the next errand that nobody has leased may be done; the others of its lane wait with it."""
        return self._connection.execute(_NEXT, {"tenant": self._tenant}).scalar()

    def prune(self, *, settled_before: datetime, most: int) -> int:
        """Forget what was done long ago, at most so many at once: everybody else waits meanwhile. The dead stay.

        Gives how many were forgotten.
        """
        old = and_(t.c.tenant == self._tenant, t.c.settled_at < settled_before, t.c.state != State.DEAD.value)
        ids = select(t.c.id).where(old).limit(most)
        return self._connection.execute(delete(t).where(t.c.id.in_(ids))).rowcount

    def _settle(self, errand: Errand, **values: Any) -> bool:
        """False, and nothing happens, where the lease went to somebody else, or this has been settled already."""
        key = {"b_tenant": self._tenant, "b_id": errand.id, "b_attempts": errand.attempts}
        return self._connection.execute(_SETTLE.values(**values), key).rowcount == 1

    def _wake(self, at: datetime) -> None:
        self.wakes_at = min(self.wakes_at or at, at)


def _errand(row: Row[Any]) -> Errand:
    subject = Subject(SubjectKind(row.subject_kind), row.subject_id) if row.subject_kind else None
    return Errand(
        id=row.id,
        kind=ErrandKind(row.kind),
        lane=row.lane,
        key=row.key,
        recipient=row.recipient,
        subject=subject,
        data=row.data,
        not_before=row.not_before,
        attempts=row.attempts,
        request=row.request,
        written_at=row.written_at,
    )
