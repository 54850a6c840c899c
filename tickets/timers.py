"""What should be ticking: derived from the draft or ticket after every change, so that no timer can be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tickets import alerts, standstill
from tickets.acceptance import next_asking
from tickets.drafts import CapturePolicy, Draft, DraftStatus
from tickets.ladders import next_rung
from tickets.playbook import Playbook
from tickets.quiet import aside, is_round, quiet_until
from tickets.ratings import Rating
from tickets.ticket import Status, Ticket

ASKED_AFTER = 2
"""So many quiet times: whoever sends a picture types the rest only now, and wants to know that it came."""


GRAVE_AFTER = timedelta(minutes=2)
"""Whoever forwarded that somebody is trapped, and forgot to submit it, is told so soon."""


class TimerKind(StrEnum):
    ASK_WHAT = "ask_what"
    """A draft has pictures or a place, but not a word about what is wrong."""
    REMIND_DRAFT = "remind_draft"
    EXPIRE_DRAFT = "expire_draft"
    LADDER = "ladder"
    """The next step of a ticket's ladder."""
    ALERT = "alert"
    """Nobody has taken what cannot wait: it sounds again."""
    LOOK_AGAIN = "look_again"
    """Somebody nearer may be there by now."""
    STANDSTILL = "standstill"
    WAIT_ENDS = "wait_ends"
    ACCEPTANCE = "acceptance"
    """The customer has not said whether it is solved."""
    REMIND_RATING = "remind_rating"
    """A colleague has not said what they think of the work."""
    LEAVE_BEGINS = "leave_begins"
    """Somebody who said so is away from now on."""
    PUZZLED = "puzzled"
    """A message says nothing by itself; what follows at once may explain it."""


@dataclass(frozen=True, slots=True)
class Timer:
    kind: TimerKind
    due_at: datetime


def timers_for_draft(draft: Draft, policy: CapturePolicy, *, grave: bool = False) -> tuple[Timer, ...]:
    """The next step only: each one leads to the one after it. `grave`: somebody may be in danger."""
    if draft.status is not DraftStatus.OPEN:
        return ()
    if not draft.has_words and draft.asked is None and not draft.is_form:
        return (Timer(TimerKind.ASK_WHAT, draft.last_at + ASKED_AFTER * policy.quiet),)
    if not draft.reminded:
        remind_after = min(policy.remind_after, GRAVE_AFTER) if grave else policy.remind_after
        return (Timer(TimerKind.REMIND_DRAFT, draft.last_at + remind_after),)
    return (Timer(TimerKind.EXPIRE_DRAFT, draft.last_at + policy.expire_after),)


def timers_for_message(at: datetime, policy: CapturePolicy) -> tuple[Timer, ...]:
    return (Timer(TimerKind.PUZZLED, at + policy.quiet),)


def timers_for_rating(rating: Rating, playbook: Playbook) -> tuple[Timer, ...]:
    """Reminded once, when the customer would be for the first time."""
    if rating.at is not None or not playbook.acceptance.reminders:
        return ()
    due_at = rating.asked_at + playbook.acceptance.reminders[0]
    return (Timer(TimerKind.REMIND_RATING, quiet_until(playbook.quiet_hours, due_at) or due_at),)


def timers_for(ticket: Ticket, playbook: Playbook) -> tuple[Timer, ...]:
    """Nobody needs to remember a ticket that is under way: one of these always comes."""
    return tuple(Timer(kind, _spread(at, ticket)) for kind, at in moments_for(ticket, playbook).items())


def moments_for(ticket: Ticket, playbook: Playbook) -> Mapping[TimerKind, datetime]:
    """When each is due."""
    following = next_rung(ticket, playbook)
    asking = next_asking(ticket, playbook)
    times = {
        TimerKind.LADDER: following.due_at if following else None,
        TimerKind.ALERT: alerts.sounds_again_at(ticket, playbook),
        TimerKind.LOOK_AGAIN: ticket.look_again_at if ticket.status is Status.OPEN else None,
        TimerKind.STANDSTILL: standstill.asked_at(ticket, playbook),
        TimerKind.WAIT_ENDS: ticket.wait.until if ticket.wait else None,
        TimerKind.ACCEPTANCE: asking.due_at if asking else None,
    }
    return {kind: at for kind, at in times.items() if at is not None}


def _spread(at: datetime, ticket: Ticket) -> datetime:
    """A full or half hour is a calendar's, and everybody's at once: only there tickets keep clear of each other."""
    if ticket.life_safety or not is_round(at) or is_round(ticket.opened_at):
        return at
    return at + aside(str(ticket.number))
