"""What a ticket may become. Pure: a ticket in, a change out; the table says which transitions exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.drafts import Draft
from tickets.errors import AlreadyClaimed, InvalidTransition, NotAllowed
from tickets.events import (
    Event,
    TicketAmended,
    TicketClaimed,
    TicketFinished,
    TicketNoted,
    TicketNotHeard,
    TicketOpened,
)
from tickets.fields import FieldName, amended, facts_for
from tickets.playbook import Playbook
from tickets.ticket import Action, Number, Status, Ticket

NEXT: dict[tuple[Status, Action], Status] = {
    (Status.OPEN, Action.CLAIM): Status.CLAIMED,
    (Status.CLAIMED, Action.CLAIM): Status.CLAIMED,
    (Status.CLAIMED, Action.FINISH): Status.DONE,
    (Status.DONE, Action.FINISH): Status.DONE,
    (Status.OPEN, Action.AMEND): Status.OPEN,
    (Status.CLAIMED, Action.AMEND): Status.CLAIMED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A ticket as it is now, and what happened to make it so; no events: nothing happened."""

    ticket: Ticket
    events: tuple[Event, ...] = ()


def next_status(ticket: Ticket, action: Action) -> Status:
    try:
        return NEXT[ticket.status, action]
    except KeyError:
        raise InvalidTransition(number=str(ticket.number), status=ticket.status, action=action) from None


def open_ticket(draft: Draft, *, number: Number, playbook: Playbook, now: datetime) -> Change:
    """A submitted draft becomes a ticket of the playbook's default group."""
    group = playbook.default_group
    ticket = Ticket(
        number=number,
        facts=facts_for(draft.fields),
        text=draft.text,
        reporter=draft.sender,
        group=group,
        draft_id=draft.id,
        opened_at=now,
    )
    return Change(ticket, (TicketOpened(at=now, by=draft.sender, number=str(number), group=group),))


def claim(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    """Someone takes the ticket and from here on answers for it. The second press of the same button changes nothing."""
    if ticket.status is Status.CLAIMED and ticket.assignee == by:
        return Change(ticket)
    if ticket.assignee is not None and ticket.assignee != by:
        raise AlreadyClaimed(number=str(ticket.number), by=ticket.assignee)
    status = next_status(ticket, Action.CLAIM)
    if by not in playbook.groups[ticket.group].everyone:
        raise NotAllowed("not_in_group")
    claimed = replace(ticket, status=status, assignee=by, claimed_at=now)
    return Change(claimed, (TicketClaimed(at=now, by=by),))


def finish(ticket: Ticket, *, by: str, now: datetime) -> Change:
    """The assignee says that the work is done."""
    status = next_status(ticket, Action.FINISH)
    if ticket.assignee != by:
        raise NotAllowed("not_assignee")
    if ticket.status is Status.DONE:
        return Change(ticket)
    done = replace(ticket, status=status, done_at=now)
    return Change(done, (TicketFinished(at=now, by=by),))


def amend(
    ticket: Ticket, changes: Mapping[FieldName, str | None], *, by: str, playbook: Playbook, now: datetime
) -> Change:
    """What is known is corrected while the work is not done, by whoever reported it or works on it."""
    status = next_status(ticket, Action.AMEND)
    if by not in (ticket.reporter, *playbook.groups[ticket.group].everyone):
        raise NotAllowed("not_concerned")
    if any(value is None and name in playbook.required for name, value in changes.items()):
        raise NotAllowed("required")
    facts = amended(ticket.facts, changes)
    if facts == ticket.facts:
        return Change(ticket)
    said = tuple((name.value, value) for name, value in changes.items())
    return Change(replace(ticket, status=status, facts=facts), (TicketAmended(at=now, by=by, changes=said),))


def note(ticket: Ticket, *, by: str, text: str, message: int, kind: str = "text", now: datetime) -> Change:
    """Whatever state the ticket is in, more can be said about it."""
    return Change(ticket, (TicketNoted(at=now, by=by, text=text, message=message, kind=kind),))


def not_heard(ticket: Ticket, *, member: str, now: datetime) -> Change:
    """Somebody cannot be reached; whoever calls this knows that it was not said of them before."""
    return Change(ticket, (TicketNotHeard(at=now, member=member),))
