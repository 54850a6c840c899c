"""What happens to a ticket beside its way: words, corrections, more weight, more people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from tickets.errors import NotAllowed
from tickets.events import (
    TicketAmended,
    TicketEscalated,
    TicketNoted,
    TicketNotHeard,
    TicketPrioritized,
    TicketStillMoves,
)
from tickets.fields import FieldName, amended
from tickets.lifecycle import Change, follow
from tickets.playbook import Playbook
from tickets.playbook.values import HIGHER
from tickets.rights import checked, leaders_of
from tickets.standstill import is_in_question
from tickets.ticket import Action, Ticket
from tickets.transitions import IN_HAND


def escalate(
    ticket: Ticket, *, by: str, words: str = "", playbook: Playbook, now: datetime, absent: Collection[str] = ()
) -> Change:
    """The next level is brought in: the nearest leader who was not called yet, nor could take it, and who stands above
    whoever asks for it; whoever is away only where there is nobody else. That somebody was reminded of it is no call.
    """
    checked(Action.ESCALATE, ticket, by, playbook)
    chain = leaders_of(ticket, playbook)
    above = chain[chain.index(by) + 1 :] if by in chain else chain
    declined = (no.by for no in ticket.declined)
    know = {*ticket.called, *ticket.asked, *declined, ticket.assignee}
    new = [each for each in above if each not in know]
    if not new:
        raise NotAllowed("nobody_above", number=str(ticket.number), ask=above[-1:])
    to = next((each for each in new if each not in absent), new[0])
    called = replace(follow(ticket, to), called=(*ticket.called, to))
    return Change(called, (TicketEscalated(at=now, by=by, to=to, words=words),))


def prioritize(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    """One step higher."""
    checked(Action.PRIORITIZE, ticket, by, playbook)
    higher = HIGHER.get(ticket.priority)
    if higher is None:
        return Change(ticket)
    return Change(replace(ticket, priority=higher), (TicketPrioritized(at=now, by=by, priority=higher),))


def amend(
    ticket: Ticket, changes: Mapping[FieldName, str | None], *, by: str, playbook: Playbook, now: datetime
) -> Change:
    """What is known is corrected while the work is not done, by whoever reported it or works on it."""
    checked(Action.AMEND, ticket, by, playbook)
    required = playbook.terms_for(ticket.source, ticket.type).required
    if any(value is None and name in required for name, value in changes.items()):
        raise NotAllowed("required")
    facts = amended(ticket.facts, changes)
    if facts == ticket.facts:
        return Change(ticket)
    said = tuple((name.value, value) for name, value in changes.items())
    return Change(replace(ticket, facts=facts), (TicketAmended(at=now, by=by, changes=said),))


def note(ticket: Ticket, *, by: str, text: str, message: int, kind: str = "text", now: datetime) -> Change:
    """Whatever state the ticket is in, more can be said about it. Of whoever has it and speaks of it, it is known that
    it moves.
    """
    noted = TicketNoted(at=now, by=by, text=text, message=message, kind=kind)
    if by != ticket.assignee or ticket.status not in IN_HAND:
        return Change(ticket, (noted,))
    answered = (TicketStillMoves(at=now, by=by),) if is_in_question(ticket) else ()
    return Change(replace(ticket, moved_at=now), (noted, *answered))


def not_heard(
    ticket: Ticket,
    *,
    member: str,
    told: tuple[str, ...] = (),
    phone: str | None = None,
    friends: tuple[str, ...] = (),
    unsure: bool = False,
    now: datetime,
) -> Change:
    """Somebody cannot be reached; whoever calls this knows that it was not said of them before."""
    event = TicketNotHeard(at=now, member=member, told=told, phone=phone, friends=friends, unsure=unsure)
    return Change(ticket, (event,))
