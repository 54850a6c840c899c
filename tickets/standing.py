"""What somebody is in the company, whatever ticket it is about: it decides what is of use to them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tickets.playbook import Playbook
from tickets.ticket import Ticket


class Standing(StrEnum):
    STAFF = "staff"
    """Reports for customers: the front desk, and whoever has no group."""
    TECHNICIAN = "technician"
    LEADER = "leader"
    DIRECTOR = "director"


def standing_of(userid: str, playbook: Playbook) -> Standing:
    """The highest one."""
    if userid == playbook.roles.director:
        return Standing.DIRECTOR
    if groups_led(userid, playbook):
        return Standing.LEADER
    works = any(userid in group.members for group in playbook.groups.values())
    return Standing.TECHNICIAN if works else Standing.STAFF


def can_do(userid: str, ticket: Ticket, playbook: Playbook) -> bool:
    """Has the skills that the rule asks for by which the ticket was dispatched."""
    wanted = next((rule.skills for rule in playbook.rules if rule.name == ticket.rule), frozenset())
    person = playbook.people.get(userid)
    return person is not None and wanted <= person.skills


def colleagues(ticket: Ticket, playbook: Playbook) -> Mapping[str, str | None]:
    """Who could have the ticket instead, the nearest first; with a group's key where it is worth saying."""
    own = playbook.groups[ticket.group]
    found: dict[str, str | None] = dict.fromkeys(own.members)
    for other in playbook.groups.values():
        for userid in other.members:
            if can_do(userid, ticket, playbook):
                found.setdefault(userid, other.key)
    found.setdefault(own.leader, own.key)
    return {userid: group for userid, group in found.items() if userid != ticket.assignee}


def groups_led(userid: str, playbook: Playbook) -> tuple[str, ...]:
    """Keys of those that this person leads, or that serve an area of theirs; the director leads all."""
    if userid == playbook.roles.director:
        return tuple(playbook.groups)
    own = (key for key, group in playbook.groups.items() if userid == group.leader)
    served = (key for area in playbook.areas.values() if userid == area.leader for key in area.groups)
    return tuple(dict.fromkeys((*own, *served)))
