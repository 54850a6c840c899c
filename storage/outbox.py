"""Errands: what must still be done in the outside world, written in the transaction that made it necessary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, exists, func, or_, select, update

from storage.prepared import Prepared
from storage.schema import WAITING_UNLEASED, delivery
from storage.schema import errand as t
from tickets.notifications import Subject, SubjectKind

MINUTE_BUDGET = 30
HOUR_BUDGET = 1000
"""More than this to one member WeCom drops without a word (wire protocol, frequency limits)."""


class ErrandKind(StrEnum):
    CARD = "card"
    TEXT = "text"
    FETCH_MEDIA = "fetch_media"


class State(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """`lane`: done one after the other. `key`: while one with this key waits, another is the same errand.

    `request` is what the last attempt sent where nobody knows whether it arrived.
    """

    id: int = 0
    kind: ErrandKind
    lane: str
    key: str | None = None
    recipient: str | None = None
    subject: Subject | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    not_before: datetime
    attempts: int = 0
    request: Mapping[str, Any] | None = None
    written_at: datetime | None = None


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
_ADD = Prepared(t, lambda insert: insert, _COLUMNS)
_ADD_KEYED = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.key],
        index_where=WAITING_UNLEASED,
        set_={"not_before": insert.excluded.not_before, "data": insert.excluded.data},
    ),
    _COLUMNS,
)
_earlier = t.alias("earlier")
_FREE = or_(t.c.leased_until.is_(None), t.c.leased_until <= bindparam("now"))
_LEASABLE = (
    select(t.c.id)
    .where(t.c.tenant == bindparam("tenant"), t.c.state == State.WAITING.value)
    .where(t.c.not_before <= bindparam("now"), _FREE)
    .where(
        ~exists(
            select(1).where(
                _earlier.c.tenant == t.c.tenant,
                _earlier.c.lane == t.c.lane,
                _earlier.c.id < t.c.id,
                _earlier.c.state == State.WAITING.value,
            )
        )
    )
    .order_by(t.c.not_before, t.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)  # fmt: skip
_LEASE = (
    update(t)
    .where(t.c.id.in_(bindparam("ids", expanding=True)))
    .values(leased_until=bindparam("until"), attempts=t.c.attempts + 1)
    .returning(t)
)
_ONE = and_(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_SET = update(t).where(_ONE)
_TWIN = select(t.c.id).where(
    t.c.tenant == bindparam("tenant"), t.c.key == bindparam("key"), t.c.id != bindparam("id"), WAITING_UNLEASED
)
_NEXT = select(func.min(func.coalesce(t.c.leased_until, t.c.not_before))).where(
    t.c.tenant == bindparam("tenant"), t.c.state == State.WAITING.value
)
_DELIVERED = Prepared(delivery, lambda insert: insert)
_DELIVERIES = (
    select(delivery.c.at)
    .where(
        delivery.c.tenant == bindparam("tenant"),
        delivery.c.member == bindparam("member"),
        delivery.c.at > bindparam("since"),
    )
    .order_by(delivery.c.at.desc())
)


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
        (_ADD_KEYED if errand.key else _ADD).execute(self._connection, row)
        self._wake(errand.not_before)

    def lease(self, now: datetime, *, until: datetime, most: int) -> list[Errand]:
        """Take what is due, the first of each lane only; nobody else gets it before `until`."""
        key = {"tenant": self._tenant, "now": now, "most": most}
        ids = list(self._connection.execute(_LEASABLE, key).scalars())
        if not ids:
            return []
        rows = self._connection.execute(_LEASE, {"ids": ids, "until": until})
        return sorted((_errand(row) for row in rows), key=lambda errand: errand.id)

    def attempted(self, errand_id: int, request: Mapping[str, Any] | None) -> None:
        """Remember what is about to be sent, before it is."""
        self._set(errand_id, request=dict(request) if request is not None else None)

    def done(self, errand_id: int, at: datetime) -> None:
        self._set(errand_id, state=State.DONE.value, settled_at=at, leased_until=None, request=None)

    def dropped(self, errand_id: int, at: datetime, why: str) -> None:
        """It no longer matters."""
        self._set(errand_id, state=State.DROPPED.value, settled_at=at, leased_until=None, reason=why)

    def dead(self, errand_id: int, at: datetime, why: str) -> None:
        """It will not work however often it is tried: a person must look."""
        self._set(errand_id, state=State.DEAD.value, settled_at=at, leased_until=None, reason=why)

    def retry(self, errand: Errand, at: datetime, *, not_before: datetime, why: str, counted: bool = True) -> None:
        """Again later. One that was written anew in the meantime takes its place."""
        if errand.key and self._has_twin(errand):
            self.dropped(errand.id, at, "superseded")
            return
        attempts = errand.attempts if counted else errand.attempts - 1
        self._set(errand.id, leased_until=None, not_before=not_before, reason=why, attempts=attempts)
        self._wake(not_before)

    def free_at(self, member: str, now: datetime) -> datetime:
        """When the next message to this member is within WeCom's limits; `now` if it is so already."""
        key = {"tenant": self._tenant, "member": member, "since": now - timedelta(hours=1)}
        sent = list(self._connection.execute(_DELIVERIES, key).scalars())
        free = now
        if len(sent) >= HOUR_BUDGET:
            free = max(free, sent[HOUR_BUDGET - 1] + timedelta(hours=1))
        if len(sent) >= MINUTE_BUDGET:
            free = max(free, sent[MINUTE_BUDGET - 1] + timedelta(minutes=1))
        return free

    def delivers(self, member: str, at: datetime) -> None:
        """Counted before it is sent: a message too many is lost, a wait is not."""
        _DELIVERED.execute(self._connection, {"tenant": self._tenant, "member": member, "at": at})

    def next_due(self) -> datetime | None:
        return self._connection.execute(_NEXT, {"tenant": self._tenant}).scalar()

    def prune(self, *, settled_before: datetime) -> int:
        """Forget what was done long ago, and the counts that no limit looks back to. The dead stay."""
        old = and_(t.c.tenant == self._tenant, t.c.settled_at < settled_before, t.c.state != State.DEAD.value)
        counted = and_(delivery.c.tenant == self._tenant, delivery.c.at < settled_before)
        self._connection.execute(delete(delivery).where(counted))
        return self._connection.execute(delete(t).where(old)).rowcount

    def _set(self, errand_id: int, **values: Any) -> None:
        self._connection.execute(_SET.values(**values), {"b_tenant": self._tenant, "b_id": errand_id})

    def _has_twin(self, errand: Errand) -> bool:
        key = {"tenant": self._tenant, "key": errand.key, "id": errand.id}
        return self._connection.execute(_TWIN, key).first() is not None

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
