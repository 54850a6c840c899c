"""What is told of what happens beside the way: words, corrections, more weight, more people."""

from __future__ import annotations

from tickets.events import (
    TicketAmended,
    TicketEscalated,
    TicketLinked,
    TicketMisplaced,
    TicketNoted,
    TicketNotHeard,
    TicketPrioritized,
    TicketRecognisedAnew,
    TicketUnlinked,
)
from tickets.notifications import MEDIA, Enclosed, Telling, Told
from tickets.playbook import Playbook
from tickets.rights import leaders_of
from tickets.senders import is_customer
from tickets.ticket import Ticket
from tickets.tidings.pieces import Tidings, about, answering, cards, concerned, reporters_card, told_of, with_card


def escalated(event: TicketEscalated, ticket: Ticket, _: Playbook) -> Tidings:
    yield from with_card(told_of(event.to, ticket, Telling.ESCALATED_TO, by=event.by, words=event.words))
    yield from cards(ticket)
    for to in concerned(ticket):
        if to != event.to:
            yield told_of(to, ticket, Telling.ESCALATED, by=event.by, words=event.to)


def prioritized(event: TicketPrioritized, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    if ticket.assignee is not None:
        yield told_of(ticket.assignee, ticket, Telling.PRIORITIZED, by=event.by)


def noted(event: TicketNoted, ticket: Ticket, playbook: Playbook) -> Tidings:
    """The reporter hears what somebody said, and whoever answers for the work now."""
    what, words = (Telling.NOTED, event.text) if event.text else (Telling.ATTACHED, event.kind)
    for to in answering(ticket, playbook):
        yield told_of(to, ticket, what, by=event.by, words=words)
    if event.kind in MEDIA and ticket.assignee not in (None, event.by):
        yield Enclosed(ticket.assignee, about(ticket), message=event.message)


def linked(event: TicketLinked, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Another report may know more: whoever works on it hears what it says."""
    for to in answering(ticket, playbook):
        yield told_of(to, ticket, Telling.LINKED, by=event.by, words=event.words)


def unlinked(event: TicketUnlinked, ticket: Ticket, playbook: Playbook) -> Tidings:
    for to in answering(ticket, playbook):
        yield told_of(to, ticket, Telling.UNLINKED, by=event.by)


def amended(event: TicketAmended, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    names = " ".join(name for name, _ in event.changes)
    for to in concerned(ticket):
        yield told_of(to, ticket, Telling.AMENDED, by=event.by, words=names)


def recognised_anew(event: TicketRecognisedAnew, ticket: Ticket, _: Playbook) -> Tidings:
    yield told_of(ticket.reporter, ticket, Telling.RECOGNISED_ANEW, words=f"{event.type}\n{event.area or ''}")


def misplaced(event: TicketMisplaced, ticket: Ticket, playbook: Playbook) -> Tidings:
    leader = next((each for each in leaders_of(ticket, playbook) if each != ticket.assignee), None)
    if leader is not None:
        words = f"{event.type}\n{event.area or ''}"
        yield Told(leader, about(ticket), Telling.MISPLACED, words=words, loud=event.urgent)


def not_heard(event: TicketNotHeard, ticket: Ticket, playbook: Playbook) -> Tidings:
    if is_customer(event.member):
        words = "\n".join((event.phone or "", *event.friends))
        what = Telling.CUSTOMER_UNANSWERED if event.unsure else Telling.CUSTOMER_UNREACHABLE
        yield from (told_of(to, ticket, what, words=words) for to in event.told)
        return
    leader = playbook.groups[ticket.group].leader
    if (to := ticket.reporter if event.member != ticket.reporter else leader) != event.member:
        yield told_of(to, ticket, Telling.UNREACHABLE, by=event.member)
