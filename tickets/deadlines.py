"""When a ticket's promises fall due, and out of what that follows: always computed anew, never counted up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tickets import calendar
from tickets.calendar import Calendar, Span
from tickets.playbook.ladder import Until
from tickets.playbook.values import Playbook
from tickets.ticket import Pause, Start, Status, Ticket, WaitingFor
from tickets.transitions import UNDER_WAY
from tickets.visits import agreed_until


class Promise(StrEnum):
    CLAIM = "claim"
    ARRIVE = "arrive"
    FINISH = "finish"


UNTIL = {Promise.CLAIM: Until.CLAIMED, Promise.ARRIVE: Until.ON_SITE, Promise.FINISH: Until.DONE}


@dataclass(frozen=True, slots=True)
class TicketClock:
    """What counts for a ticket: its calendar's time (None: every minute), without the waits."""

    calendar: Calendar | None
    waits: tuple[Pause, ...] = ()

    def after(self, start: datetime, length: timedelta) -> datetime:
        return calendar.after(self.calendar, start, length, self._still)

    def between(self, start: datetime, end: datetime) -> timedelta:
        return calendar.between(self.calendar, start, end, self._still)

    @property
    def _still(self) -> list[Span]:
        return [(wait.begins, wait.ends) for wait in self.waits]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`kept_at`: when what was promised happened; whether in time, `due_at` tells."""

    promise: Promise
    within: timedelta
    since: datetime
    due_at: datetime
    clock: TicketClock
    kept_at: datetime | None = None
    counts_from: Start = Start.REPORT

    def late_at(self, now: datetime) -> timedelta:
        """By how much it is or was missed; nothing while it is not."""
        return max((self.kept_at or now) - self.due_at, timedelta())

    def closed(self) -> list[Span]:
        """Before it falls due, when the calendar does not count."""
        whole: list[Span] = [(self.since, self.due_at)]
        running = calendar.spans(self.clock.calendar, self.since)
        counted: list[Span] = []
        for begins, ends in running:
            if begins >= self.due_at:
                break
            counted.append((begins, ends))
        return list(calendar.without(whole, counted))

    def waits(self) -> list[Pause]:
        """Before it falls due, when somebody else was waited for."""
        return [wait for wait in self.clock.waits if wait.ends > self.since and wait.begins < self.due_at]


def calendar_for(ticket: Ticket, playbook: Playbook) -> Calendar | None:
    """The type's, else the area's, else the group's, else the default one; life-safety knows none."""
    if ticket.life_safety:
        return None
    kind = playbook.type_by_key.get(ticket.type)
    area = playbook.areas.get(ticket.area) if ticket.area else None
    group = playbook.groups.get(ticket.group)
    key = (
        (kind and kind.calendar) or (area and area.calendar) or (group and group.calendar) or playbook.default_calendar
    )
    return playbook.calendars[key] if key else None


def clock_for(ticket: Ticket, playbook: Playbook, *, wall: bool = False) -> TicketClock:
    """Of a wait that is not over, its end is not known yet: it is taken to last as long as was said."""
    waits = ticket.pauses
    if (wait := ticket.wait) is not None:
        waits = (*waits, Pause(begins=wait.since, ends=wait.until, reason=wait.reason))
    return TicketClock(None if wall else calendar_for(ticket, playbook), waits)


def clock_until(until: Until, ticket: Ticket, playbook: Playbook, *, wall: bool = False) -> TicketClock:
    """Nobody is late before the time that was agreed on, which is one on the wall, whoever works then."""
    clock = clock_for(ticket, playbook, wall=wall)
    waited = wait_for_visit(ticket, playbook) if until in (Until.ON_SITE, Until.DONE) else None
    if waited is None:
        return clock
    return replace(clock, calendar=None if until is Until.ON_SITE else clock.calendar, waits=(*clock.waits, waited))


def wait_for_visit(ticket: Ticket, playbook: Playbook) -> Pause | None:
    """Who wants somebody to come later than was promised is waited for, but for as long as it may take to arrive."""
    agreed, arrive = agreed_until(ticket), playbook.terms_for(ticket.source, ticket.type).sla.arrive
    since = ticket.promised_since
    if agreed is None or arrive is None or clock_for(ticket, playbook).after(since, arrive) >= agreed:
        return None
    return Pause(begins=since, ends=agreed - arrive, reason=WaitingFor.CUSTOMER)


def deadlines_for(ticket: Ticket, playbook: Playbook) -> tuple[Deadline, ...]:
    """What is promised, in the order in which it should happen."""
    sla = playbook.terms_for(ticket.source, ticket.type).sla
    return tuple(
        Deadline(
            promise=promise,
            within=within,
            since=ticket.promised_since,
            due_at=clock.after(ticket.promised_since, within),
            clock=clock,
            kept_at=kept_at,
            counts_from=ticket.counts_from,
        )
        for promise, within, kept_at in _promises(ticket, sla.claim, sla.arrive, sla.finish)
        if within is not None
        for clock in [clock_until(UNTIL[promise], ticket, playbook)]
    )


def next_promises(ticket: Ticket, playbook: Playbook) -> tuple[Deadline, ...]:
    """What is to happen next; while nobody has the ticket, also by when somebody must be there. Nothing while it waits:
    the clock stands still, and when it goes on is said.
    """
    if ticket.status not in UNDER_WAY or ticket.status is Status.WAITING:
        return ()
    open_ones = [each for each in deadlines_for(ticket, playbook) if each.kept_at is None]
    most = 2 if ticket.status is Status.OPEN else 1
    return tuple(sorted(open_ones, key=lambda each: each.due_at)[:most])


def _promises(
    ticket: Ticket, claim: timedelta | None, arrive: timedelta | None, finish: timedelta | None
) -> Iterator[tuple[Promise, timedelta | None, datetime | None]]:
    yield Promise.CLAIM, claim, ticket.claimed_at
    yield Promise.ARRIVE, arrive, ticket.arrived_at or ticket.done_at
    yield Promise.FINISH, finish, ticket.done_at
