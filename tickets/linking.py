"""Two reports of one matter are one ticket: the later one is linked to it, and can be taken apart again. Nothing is
merged: each keeps its own words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from msgspec import structs

from tickets.drafts import Draft, DraftStatus
from tickets.events import TicketLinked, TicketUnlinked
from tickets.lifecycle import Change
from tickets.signs import Reason
from tickets.ticket import Action, AlsoReported, Ticket
from tickets.transitions import next_status


class Decision(StrEnum):
    """What people made of an offer."""

    LINKED = "linked"
    APART = "apart"
    """It is another matter: somebody said so, or submitted it as one."""
    UNLINKED = "unlinked"
    """It was linked, and that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A draft seems to tell of a ticket's matter: because of this. `shown` False: only noted, nobody saw it."""

    id: int = 0
    draft_id: int
    ticket_id: int
    score: float
    agreements: tuple[Reason, ...]
    shown: bool
    found_at: datetime
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Both as they are by now."""

    change: Change
    draft: Draft


def link(ticket: Ticket, draft: Draft, *, by: str, now: datetime) -> Linked:
    """Whoever reported it hears how the ticket goes on, and whoever works on it what they said."""
    next_status(ticket, Action.LINK)
    also = AlsoReported(draft_id=draft.id, reporter=by)
    others = tuple(each for each in ticket.also if each.draft_id != draft.id)
    event = TicketLinked(at=now, by=by, draft=draft.id, words=draft.text)
    linked = structs.replace(draft, status=DraftStatus.LINKED, ticket_id=ticket.id, asked=None, last_at=now)
    return Linked(Change(replace(ticket, also=(*others, also)), (event,)), linked)


def unlink(ticket: Ticket, draft: Draft, *, by: str, now: datetime) -> Linked:
    """The draft is what it was, and can be submitted."""
    others = tuple(each for each in ticket.also if each.draft_id != draft.id)
    event = TicketUnlinked(at=now, by=by, draft=draft.id)
    apart = structs.replace(draft, status=DraftStatus.OPEN, ticket_id=None, reminded=False, last_at=now)
    return Linked(Change(replace(ticket, also=others), (event,)), apart)
