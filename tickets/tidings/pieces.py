"""Of what tidings are made: words, cards, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tickets.notifications import CardDue, Notification, Subject, SubjectKind, Telling, Told
from tickets.playbook import Playbook
from tickets.ticket import Ticket

Tidings = Iterator[Notification]


def holders(ticket: Ticket) -> tuple[str, ...]:
    """Everybody who has a card of it, or is to have one."""
    assignee = (ticket.assignee,) if ticket.assignee else ()
    return tuple(dict.fromkeys((*assignee, *ticket.asked, *ticket.followers)))


def told_of(to: str, ticket: Ticket, what: Telling, *, by: str | None = None, words: str = "") -> Told:
    return Told(to, about(ticket), what, by=by, words=words)


def with_card(told: Told, *, fresh: bool = False) -> Tidings:
    yield told
    yield CardDue(told.to, told.subject, fresh=fresh, beside=told)


def about(ticket: Ticket) -> Subject:
    return Subject(SubjectKind.TICKET, ticket.id)


def concerned(ticket: Ticket) -> tuple[str, ...]:
    """Whoever reported it and whoever has it."""
    return tuple(dict.fromkeys(each for each in (ticket.reporter, ticket.assignee) if each))


def answering(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Whoever reported it, and whoever answers for the work now."""
    return tuple(dict.fromkeys((ticket.reporter, ticket.assignee or playbook.groups[ticket.group].leader)))


def cards(ticket: Ticket) -> Iterator[CardDue]:
    to_take = (ticket.assignee, *ticket.asked)
    yield from (CardDue(member, about(ticket), change=member not in to_take) for member in holders(ticket))


def fresh_cards(people: Iterable[str], ticket: Ticket) -> Iterator[CardDue]:
    yield from (CardDue(to, about(ticket), fresh=True) for to in people)


def reporters_card(ticket: Ticket) -> CardDue:
    """Whoever reported sees the ticket's way on the card of the draft."""
    return CardDue(ticket.reporter, Subject(SubjectKind.DRAFT, ticket.draft_id), quiet=True)
