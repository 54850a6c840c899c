"""Whom a word reaches: for whoever is away somebody above them stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from tickets.ladders import ASSIGNEE, REPORTER, people_of
from tickets.playbook import Playbook
from tickets.playbook.ladder import Recipient
from tickets.rights import leaders_of
from tickets.ticket import Ticket


def reached(
    recipients: Iterable[Recipient], ticket: Ticket, playbook: Playbook, absent: Collection[str]
) -> tuple[str, ...]:
    """Nobody twice. Of a group those who are there. Whoever reported it hears what became of it wherever they are, and
    so does whoever has it, besides whoever stands in for them.
    """
    found = (userid for each in recipients for userid in _reached(each, ticket, playbook, absent))
    return tuple(dict.fromkeys(found))


def concerned(recipients: Iterable[Recipient], ticket: Ticket, playbook: Playbook) -> frozenset[str]:
    """They, and whoever may have to stand in: of all these it must be known whether they are there."""
    each_and_above = ((*people_of((each,), ticket, playbook), *_above(each, ticket, playbook)) for each in recipients)
    return frozenset(userid for people in each_and_above for userid in people)


def _reached(recipient: Recipient, ticket: Ticket, playbook: Playbook, absent: Collection[str]) -> tuple[str, ...]:
    people = people_of((recipient,), ticket, playbook)
    there = tuple(userid for userid in people if userid not in absent)
    if there or not people or recipient == REPORTER:
        return there or people
    above = _above(recipient, ticket, playbook)
    stands_in = next((userid for userid in above if userid not in absent), above[-1])
    has_it = people if recipient == ASSIGNEE and ticket.assignee is not None else ()
    return (*has_it, stands_in)


def _above(recipient: Recipient, ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """The leaders from the nearest upwards, and at the last whoever answers for it by default."""
    group = recipient.group or recipient.leader_of or ticket.group
    owner = playbook.owner_for(ticket.source, ticket.type, ticket.area)
    return (*leaders_of(replace(ticket, group=group), playbook), owner)
