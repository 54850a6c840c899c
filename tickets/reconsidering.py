"""What was corrected makes a ticket something else, or puts it in another area. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tickets.events import TicketMisplaced, TicketRecognisedAnew
from tickets.lifecycle import Change
from tickets.playbook import Playbook
from tickets.playbook.recognition import as_reported
from tickets.playbook.values import RANK, Priority
from tickets.ticket import Pause, Status, Ticket


def reconsidered(change: Change, before: Ticket, *, playbook: Playbook, now: datetime) -> Change:
    """While nobody has it, it is what it is known to be now, and all is promised anew; it must be dispatched then.

    Whoever has claimed it keeps it as it is: the leader hears what it would be.
    """
    was, would_be = as_reported(before, playbook), as_reported(change.ticket, playbook)
    found = (would_be.type, would_be.area)
    if found in ((was.type, was.area), (change.ticket.type, change.ticket.area)):
        return change
    if change.ticket.status is not Status.OPEN:
        urgent = would_be.life_safety and not change.ticket.life_safety
        misplaced = TicketMisplaced(at=now, type=would_be.type, area=would_be.area, urgent=urgent)
        return Change(change.ticket, (*change.events, misplaced))
    anew = replace(
        would_be,
        playbook_version=before.playbook_version,
        priority=_priority(before, was, would_be),
        steps=(),
        pauses=(*before.pauses, Pause(begins=now, ends=now, reason=None)),
        moved_at=now,
    )
    return Change(anew, (*change.events, TicketRecognisedAnew(at=now, type=anew.type, area=anew.area)))


def _priority(before: Ticket, was: Ticket, would_be: Ticket) -> Priority:
    """What a leader has raised stays raised."""
    raised = RANK[before.priority] > RANK[was.priority]
    return max(before.priority, would_be.priority, key=RANK.__getitem__) if raised else would_be.priority
