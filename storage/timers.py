"""Timers: what must happen by itself, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import timer as t
from tickets.notifications import Subject, SubjectKind
from tickets.timers import Timer, TimerKind

_OF_SUBJECT = (
    t.c.tenant == bindparam("b_tenant"),
    t.c.subject_kind == bindparam("b_kind"),
    t.c.subject_id == bindparam("b_id"),
)
_DROP_OTHERS = delete(t).where(*_OF_SUBJECT, t.c.kind.not_in(bindparam("b_keep", expanding=True)))
_DROP = delete(t).where(*_OF_SUBJECT, t.c.kind == bindparam("b_timer"))
_POSTPONE = update(t).where(*_OF_SUBJECT, t.c.kind == bindparam("b_timer"))
_SET = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.subject_kind, t.c.subject_id, t.c.kind],
        set_={"due_at": insert.excluded.due_at, "failures": 0},
    ),
    ["tenant", "subject_kind", "subject_id", "kind", "due_at"],
    row=("tenant", "subject_kind", "subject_id", "kind"),
)
# What a newer version has set is left for it.
_KNOWN = and_(t.c.kind.in_(list(TimerKind)), t.c.subject_kind.in_(list(SubjectKind)))
_DUE = (
    select(t.c.subject_kind, t.c.subject_id, t.c.kind, t.c.due_at, t.c.failures)
    .where(t.c.tenant == bindparam("tenant"), t.c.due_at <= bindparam("now"), _KNOWN)
    .order_by(t.c.due_at, t.c.subject_id, t.c.kind)
    .limit(bindparam("most"))
)
_ONE = select(t.c.due_at, t.c.failures).where(*_OF_SUBJECT, t.c.kind == bindparam("b_timer"))
_OF = select(t.c.kind, t.c.due_at).where(*_OF_SUBJECT, _KNOWN)
_NEXT = select(func.min(t.c.due_at)).where(t.c.tenant == bindparam("tenant"), _KNOWN)


@dataclass(frozen=True, slots=True)
class DueTimer:
    """`failures`: how often it was postponed because its handler raised."""

    subject: Subject
    kind: TimerKind
    due_at: datetime
    failures: int = 0


class Timers:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self.wakes_at: datetime | None = None

    def replace(self, subject: Subject, timers: Sequence[Timer], *, fresh: bool = False) -> None:
        """From now on these tick for the subject and no others. `fresh`: it is new and cannot have any yet."""
        if not fresh:
            keep = [timer.kind.value for timer in timers]
            self._connection.execute(_DROP_OTHERS, {**self._key(subject), "b_keep": keep})
        for timer in timers:
            _SET.later(self._connection, self._row(subject, timer))
            self._wake(timer.due_at)

    def of(self, subject: Subject) -> list[Timer]:
        """What ticks for it so far."""
        rows = self._connection.execute(_OF, self._key(subject))
        return [Timer(TimerKind(row.kind), row.due_at) for row in rows]

    def due(self, now: datetime, most: int = 100) -> list[DueTimer]:
        """The most overdue first. Taking no lock: the subject is locked before `still_due` is asked."""
        rows = self._connection.execute(_DUE, {"tenant": self._tenant, "now": now, "most": most})
        return [
            DueTimer(
                Subject(SubjectKind(row.subject_kind), row.subject_id), TimerKind(row.kind), row.due_at, row.failures
            )
            for row in rows
        ]

    def still_due(self, timer: DueTimer, now: datetime) -> bool:
        row = self._connection.execute(_ONE, self._timer_key(timer)).first()
        return row is not None and row.due_at <= now

    def drop(self, timer: DueTimer) -> None:
        self._connection.execute(_DROP, self._timer_key(timer))

    def postpone(self, timer: DueTimer, until: datetime) -> None:
        """Its handler raised: again later, and counted."""
        values = {"due_at": until, "failures": t.c.failures + 1}
        self._connection.execute(_POSTPONE.values(**values), self._timer_key(timer))
        self._wake(until)

    def next_due(self) -> datetime | None:
        return self._connection.execute(_NEXT, {"tenant": self._tenant}).scalar()

    def _wake(self, at: datetime) -> None:
        self.wakes_at = min(self.wakes_at or at, at)

    def _key(self, subject: Subject) -> dict[str, object]:
        return {"b_tenant": self._tenant, "b_kind": subject.kind.value, "b_id": subject.id}

    def _timer_key(self, timer: DueTimer) -> dict[str, object]:
        return {**self._key(timer.subject), "b_timer": timer.kind.value}

    def _row(self, subject: Subject, timer: Timer) -> dict[str, object]:
        return {
            "tenant": self._tenant,
            "subject_kind": subject.kind.value,
            "subject_id": subject.id,
            "kind": timer.kind.value,
            "due_at": timer.due_at,
        }
