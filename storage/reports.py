"""Read-only questions: for the command line, the metrics, the watch over ourselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from storage import schema as s
from storage.connection import Connection
from storage.errands import SET_UP_WRONG, State
from tickets.drafts import DraftStatus
from tickets.notifications import SubjectKind
from tickets.ticket import Acceptance, Number


@dataclass(frozen=True, slots=True)
class Ending:
    """How many updates ended so; `outcome` None: nobody could handle them."""

    outcome: str | None
    reason: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Unhandled:
    update_id: str
    sender: str
    received_at: datetime
    failures: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class DeadErrand:
    id: int
    kind: str
    recipient: str | None
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many are due; `oldest` is since when the most overdue one is."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Failed:
    """How many errands ended badly, and why the newest of them did."""

    count: int
    why: str


class Reports:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def endings(self, since: datetime, until: datetime) -> list[Ending]:
        t = s.inbox
        statement = (
            select(t.c.outcome, t.c.reason, func.count())
            .where(t.c.tenant == self._tenant, t.c.received_at >= since, t.c.received_at < until)
            .group_by(t.c.outcome, t.c.reason)
            .order_by(t.c.outcome, t.c.reason)
        )
        rows = self._connection.execute(statement)
        # The reason of what nobody could handle is an error's name: those are listed one by one instead.
        return [Ending(outcome, reason, count) for outcome, reason, count in rows]

    def unhandled(self, since: datetime, until: datetime) -> list[Unhandled]:
        t = s.inbox
        statement = (
            select(t.c.id, t.c.sender, t.c.received_at, t.c.failures, t.c.reason)
            .where(t.c.tenant == self._tenant, t.c.received_at >= since, t.c.received_at < until)
            .where(t.c.outcome.is_(None))
            .order_by(t.c.received_at)
        )
        return [Unhandled(*row) for row in self._connection.execute(statement)]

    def unhandled_count(self, since: datetime, until: datetime) -> int:
        t = s.inbox
        statement = (
            select(func.count())
            .where(t.c.tenant == self._tenant, t.c.received_at >= since, t.c.received_at < until)
            .where(t.c.outcome.is_(None))
        )
        return self._connection.execute(statement).scalar_one()

    def states(self, ticket_ids: Collection[int]) -> dict[int, str]:
        """What is another text whenever a page of the ticket has something new to show."""
        t, p, f = s.ticket, s.position, s.portrait
        statement = (
            select(t.c.id, t.c.version, p.c.at, f.c.mark)
            .outerjoin(p, (p.c.tenant == t.c.tenant) & (p.c.ticket_id == t.c.id))
            .outerjoin(f, (f.c.tenant == t.c.tenant) & (f.c.userid == t.c.assignee))
            .where(t.c.tenant == self._tenant, t.c.id.in_(ticket_ids))
        )
        rows = self._connection.execute(statement)
        return {
            id_: f"{version}.{int(at.timestamp()) if at else 0}.{(mark or '')[:8]}" for id_, version, at, mark in rows
        }

    def dead_errands(self, since: datetime, until: datetime) -> list[DeadErrand]:
        t = s.errand
        statement = (
            select(t.c.id, t.c.kind, t.c.recipient, t.c.settled_at, t.c.reason)
            .where(t.c.tenant == self._tenant, t.c.settled_at >= since, t.c.settled_at < until)
            .where(t.c.state == State.DEAD.value)
            .order_by(t.c.id)
        )
        return [DeadErrand(*row) for row in self._connection.execute(statement)]

    def errands_dead(self, since: datetime, until: datetime) -> Failed:
        return self._failed(since, until, s.errand.c.state == State.DEAD.value)

    def ways_set_up_wrong(self, since: datetime, until: datetime) -> Failed:
        found = self._failed(since, until, s.errand.c.reason.startswith(SET_UP_WRONG, autoescape=True))
        return Failed(found.count, found.why.removeprefix(SET_UP_WRONG))

    def _failed(self, since: datetime, until: datetime, which: ColumnElement[bool]) -> Failed:
        """Counted where they are: after an outage there may be tens of thousands."""
        t = s.errand
        then = (t.c.tenant == self._tenant) & (t.c.settled_at >= since) & (t.c.settled_at < until) & which
        newest = select(t.c.reason).where(then).order_by(t.c.settled_at.desc(), t.c.id.desc()).limit(1)
        count = self._connection.execute(select(func.count()).select_from(t).where(then)).scalar_one()
        return Failed(count, (self._connection.execute(newest).scalar() or "") if count else "")

    def closed_on_whose_word(self, since: datetime, until: datetime) -> dict[Acceptance, int]:
        """How many were closed then and are so still, and on whose word."""
        t = s.ticket
        statement = (
            select(t.c.acceptance, func.count())
            .where(t.c.tenant == self._tenant, t.c.closed_at >= since, t.c.closed_at < until)
            .where(t.c.acceptance.is_not(None))
            .group_by(t.c.acceptance)
        )
        return {Acceptance(word): count for word, count in self._connection.execute(statement)}

    def open_drafts(self) -> int:
        t = s.draft
        statement = select(func.count()).where(t.c.tenant == self._tenant, t.c.status == DraftStatus.OPEN.value)
        return self._connection.execute(statement).scalar_one()

    def errands_due(self, now: datetime) -> Backlog:
        t = s.errand
        statement = select(func.count(), func.min(t.c.not_before)).where(
            t.c.tenant == self._tenant, t.c.state == State.WAITING.value, t.c.not_before <= now
        )
        return Backlog(*self._connection.execute(statement).one())

    def timers_due(self, now: datetime) -> Backlog:
        t = s.timer
        statement = select(func.count(), func.min(t.c.due_at)).where(t.c.tenant == self._tenant, t.c.due_at <= now)
        return Backlog(*self._connection.execute(statement).one())

    def tickets_without_timer(self, most: int) -> list[str]:
        """Under way, and nothing will ever happen to them by itself: their numbers."""
        t, timer = s.ticket, s.timer
        ticks = exists(
            select(1).where(
                timer.c.tenant == t.c.tenant,
                timer.c.subject_kind == SubjectKind.TICKET.value,
                timer.c.subject_id == t.c.id,
            )
        )
        statement = (
            select(t.c.day, t.c.counter)
            .where(t.c.tenant == self._tenant, s.UNDER_WAY, ~ticks)
            .order_by(t.c.id)
            .limit(most)
        )
        return [str(Number(day, counter)) for day, counter in self._connection.execute(statement)]

    def failing_timers(self, failures: int) -> int:
        """How many have broken so often, one time after the other."""
        t = s.timer
        statement = select(func.count()).where(t.c.tenant == self._tenant, t.c.failures >= failures)
        return self._connection.execute(statement).scalar_one()

    def errands_stuck(self, before: datetime) -> Backlog:
        """Due for so long, or tried in vain since then: whatever waits for its time is not among them."""
        t = s.errand
        tried = t.c.reason.is_not(None) & (t.c.written_at < before)
        statement = select(func.count(), func.min(t.c.written_at)).where(
            t.c.tenant == self._tenant, s.WAITING, tried | (t.c.not_before < before)
        )
        return Backlog(*self._connection.execute(statement).one())

    def opened_since(self, since: datetime) -> list[int]:
        """Tickets, in the order in which they were opened."""
        t = s.ticket
        statement = select(t.c.id).where(t.c.tenant == self._tenant, t.c.opened_at >= since).order_by(t.c.id)
        return list(self._connection.execute(statement).scalars())

    def ticket_ids(self, limit: int) -> list[int]:
        """The newest first."""
        t = s.ticket
        statement = select(t.c.id).where(t.c.tenant == self._tenant).order_by(t.c.id.desc()).limit(limit)
        return list(self._connection.execute(statement).scalars())
