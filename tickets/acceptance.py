"""Between 完工 and the end: the customer is asked, and asked again; quality draws some to look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.events import TicketAcceptanceAsked
from tickets.lifecycle import Change, close_unconfirmed
from tickets.playbook import Playbook
from tickets.quiet import quiet_until
from tickets.ticket import Number, Status, Ticket


@dataclass(frozen=True, slots=True)
class NextAsking:
    """When the customer is asked again, the `reminder`th time; None: it is closed without an answer."""

    due_at: datetime
    reminder: int | None


def next_asking(ticket: Ticket, playbook: Playbook) -> NextAsking | None:
    """None: it is not for the customer to say now. Nobody is asked in quiet hours."""
    if ticket.status is not Status.DONE or ticket.done_at is None:
        return None
    policy = playbook.acceptance
    if ticket.asked_again < len(policy.reminders):
        due_at = ticket.done_at + policy.reminders[ticket.asked_again]
        return NextAsking(quiet_until(playbook.quiet_hours, due_at) or due_at, ticket.asked_again + 1)
    return NextAsking(_closes_at(ticket, ticket.done_at, playbook), None)


def closes_at(ticket: Ticket, playbook: Playbook) -> datetime | None:
    """When it is closed unconfirmed if the customer goes on saying nothing."""
    if ticket.status is not Status.DONE or ticket.done_at is None:
        return None
    return _closes_at(ticket, ticket.done_at, playbook)


def ask_again(ticket: Ticket, *, playbook: Playbook, now: datetime) -> Change:
    """The next thing that is due: one reminder, however many were missed while we stood still, or the end."""
    following = next_asking(ticket, playbook)
    if following is None or following.due_at > now:
        return Change(ticket)
    if following.reminder is None:
        return close_unconfirmed(ticket, now=now)
    assert ticket.done_at is not None
    all_of_them = playbook.acceptance.reminders
    over = sum(ticket.done_at + each <= now for each in all_of_them)
    reminder = max(over, following.reminder)
    asked = replace(ticket, asked_again=reminder, asked_again_at=now)
    event = TicketAcceptanceAsked(at=now, reminder=reminder, last=reminder == len(all_of_them))
    return Change(asked, (event,))


def is_drawn(number: Number, playbook: Playbook) -> bool:
    """Whether quality looks at it however well it went. The same for ever: whoever doubts the draw can repeat it."""
    policy = playbook.acceptance
    drawn = hashlib.sha256(f"{policy.qa_seed}:{number.day.isoformat()}:{number.counter}".encode()).digest()
    return int.from_bytes(drawn[:8]) < policy.qa_share * 2**64


def _closes_at(ticket: Ticket, done_at: datetime, playbook: Playbook) -> datetime:
    """Whoever was reminded late has as long to answer as whoever was reminded in time."""
    policy = playbook.acceptance
    closes = done_at + policy.close_unconfirmed_after
    if policy.reminders and ticket.asked_again_at is not None:
        closes = max(closes, ticket.asked_again_at + policy.close_unconfirmed_after - policy.reminders[-1])
    return closes
