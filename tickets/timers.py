"""What should be ticking: derived from the draft or ticket after every change, so that no timer can be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.drafts import CapturePolicy, Draft, DraftStatus
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket


class TimerKind(StrEnum):
    ASK_WHAT = "ask_what"
    """A draft has pictures or a place, but not a word about what is wrong."""
    REMIND_DRAFT = "remind_draft"
    EXPIRE_DRAFT = "expire_draft"
    UNCLAIMED = "unclaimed"
    PUZZLED = "puzzled"
    """A message says nothing by itself; what follows at once may explain it."""


@dataclass(frozen=True, slots=True)
class Timer:
    kind: TimerKind
    due_at: datetime


def timers_for_draft(draft: Draft, policy: CapturePolicy) -> tuple[Timer, ...]:
    """The next step only: each one leads to the one after it."""
    if draft.status is not DraftStatus.OPEN:
        return ()
    if not draft.has_words and draft.asked is None:
        return (Timer(TimerKind.ASK_WHAT, draft.last_at + policy.window / 6),)
    if not draft.reminded:
        return (Timer(TimerKind.REMIND_DRAFT, draft.last_at + policy.remind_after),)
    return (Timer(TimerKind.EXPIRE_DRAFT, draft.last_at + policy.expire_after),)


def timers_for_message(at: datetime, policy: CapturePolicy) -> tuple[Timer, ...]:
    return (Timer(TimerKind.PUZZLED, at + policy.quiet),)


def timers_for(ticket: Ticket, playbook: Playbook) -> tuple[Timer, ...]:
    if ticket.status is Status.OPEN and ticket.reminded_at is None:
        return (Timer(TimerKind.UNCLAIMED, ticket.opened_at + playbook.claim_within),)
    return ()
