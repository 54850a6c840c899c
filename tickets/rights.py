"""Who may do what with a ticket: one table, asked by every action and by every card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tickets.errors import NotAllowed
from tickets.playbook import Playbook
from tickets.playbook.values import Group
from tickets.senders import is_customer
from tickets.ticket import Action, Status, Ticket
from tickets.transitions import IN_HAND, NEXT, next_status


class Role(StrEnum):
    """What somebody is to a ticket."""

    REPORTER = "reporter"
    ASKED = "asked"
    DECLINED = "declined"
    """Was asked and said no: may think better of it."""
    MEMBER = "member"
    ASSIGNEE = "assignee"
    OWNER = "owner"
    LEADER = "leader"
    AREA_LEADER = "area_leader"
    DIRECTOR = "director"
    CUSTOMER = "customer"
    """Of this ticket: whoever lets a customer act has looked whether it is theirs."""


LEADING = frozenset({Role.OWNER, Role.LEADER, Role.AREA_LEADER, Role.DIRECTOR})
WORKING = frozenset({Role.ASSIGNEE})
TAKING_OVER = frozenset({Role.ASKED})
ANSWERING = LEADING | {Role.REPORTER}

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.CLAIM: LEADING | {Role.ASKED, Role.DECLINED},
    Action.DECLINE: WORKING | {Role.ASKED},
    Action.DEPART: WORKING,
    Action.ARRIVE: WORKING,
    Action.WAIT: WORKING,
    Action.RESUME: WORKING,
    Action.FINISH: WORKING,
    Action.STILL_MOVES: WORKING,
    Action.ACCEPT: frozenset({Role.CUSTOMER}),
    Action.CLOSE: ANSWERING,
    # Whoever has it may have pressed 完工 by mistake.
    Action.REWORK: ANSWERING | WORKING | {Role.CUSTOMER},
    Action.REOPEN: ANSWERING | {Role.CUSTOMER},
    Action.CANCEL: ANSWERING | {Role.CUSTOMER},
    Action.TRANSFER: LEADING | WORKING,
    Action.ESCALATE: ANSWERING | WORKING | {Role.ASKED, Role.MEMBER},
    Action.PRIORITIZE: LEADING,
    # Whoever looks after a report may say what it is about.
    Action.LINK: frozenset(Role) - {Role.CUSTOMER},
    Action.AMEND: ANSWERING | WORKING | {Role.ASKED, Role.MEMBER, Role.CUSTOMER},
    Action.LOOK: frozenset(Role),
}


UNLESS_ON_SITE = frozenset({Action.CANCEL, Action.AMEND})
"""The customer's, unless whoever mends it is there: then the two of them talk, and staff can do it still. Nor does a
customer call off what somebody is in danger by: people are asked why.
"""


def roles_of(person: str, ticket: Ticket, playbook: Playbook) -> frozenset[Role]:
    return frozenset(_roles(person, ticket, playbook))


def leaders_of(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """From the nearest to the highest, nobody twice."""
    area = playbook.areas.get(ticket.area) if ticket.area else None
    chain = (playbook.groups[ticket.group].leader, area.leader if area else None, playbook.roles.director)
    return tuple(dict.fromkeys(leader for leader in chain if leader))


def takes_reports(person: str, playbook: Playbook) -> bool:
    """Who writes down what customers say on the telephone: the front desk, and all who lead."""
    of_groups = (each.leader for each in playbook.groups.values())
    of_areas = (each.leader for each in playbook.areas.values())
    return person in (*playbook.front_desk, *of_groups, *of_areas, playbook.roles.director)


def may(action: Action, ticket: Ticket, person: str, playbook: Playbook) -> bool:
    """Both: the ticket is so far that it can be done, and this person may."""
    may_do = _allowed(action, ticket) & roles_of(person, ticket, playbook)
    return ticket.status in NEXT[action] and bool(may_do) and not _judges_own_work(action, ticket, person)


def require(action: Action, ticket: Ticket, person: str, playbook: Playbook) -> None:
    """Raises `NotAllowed`, which says whom to turn to."""
    if _judges_own_work(action, ticket, person):
        others = tuple(each for each in (ticket.reporter, *leaders_of(ticket, playbook)) if each != person)
        raise NotAllowed("own_work" if others else "own_work_alone", number=str(ticket.number), ask=others[:1])
    allowed = _allowed(action, ticket)
    if allowed & roles_of(person, ticket, playbook):
        return
    if allowed == WORKING:
        raise NotAllowed("not_assignee", number=str(ticket.number), ask=(ticket.assignee,) if ticket.assignee else ())
    why = "not_asked" if action in (Action.CLAIM, Action.DECLINE) else "not_concerned"
    raise NotAllowed(why, number=str(ticket.number), ask=leaders_of(ticket, playbook)[:1])


def checked(action: Action, ticket: Ticket, person: str, playbook: Playbook) -> Status:
    """What the ticket becomes by it. Raises `InvalidTransition` or `NotAllowed`."""
    status = next_status(ticket, action)
    require(action, ticket, person, playbook)
    return status


def _judges_own_work(action: Action, ticket: Ticket, person: str) -> bool:
    """Whoever did the work does not say for the customer that it is good, whatever else they are."""
    return action is Action.CLOSE and ticket.status is Status.DONE and person == ticket.assignee


def _allowed(action: Action, ticket: Ticket) -> frozenset[Role]:
    """Nobody takes a ticket away from somebody who was not asked to."""
    if action is Action.CLAIM and ticket.assignee is not None:
        return TAKING_OVER
    is_between_them = action in UNLESS_ON_SITE and ticket.status is Status.ON_SITE
    is_grave = action is Action.CANCEL and ticket.life_safety
    return ALLOWED[action] - {Role.CUSTOMER} if is_between_them or is_grave else ALLOWED[action]


def _roles(person: str, ticket: Ticket, playbook: Playbook) -> Iterator[Role]:
    group = playbook.groups[ticket.group]
    area = playbook.areas.get(ticket.area) if ticket.area else None
    holds = {
        Role.REPORTER: person == ticket.reporter,
        Role.ASKED: person in _asked(ticket, group),
        Role.DECLINED: any(person == each.by for each in ticket.declined),
        Role.MEMBER: person in group.members,
        Role.ASSIGNEE: person == ticket.assignee,
        Role.OWNER: person == ticket.owner,
        Role.LEADER: person == group.leader,
        Role.AREA_LEADER: area is not None and person == area.leader,
        Role.DIRECTOR: person == playbook.roles.director,
        Role.CUSTOMER: is_customer(person),
    }
    yield from (role for role, held in holds.items() if held)


def _asked(ticket: Ticket, group: Group) -> tuple[str, ...]:
    """Before anybody was asked by name, the whole group was."""
    if ticket.status is Status.OPEN:
        return ticket.asked or group.everyone
    return tuple(each for each in ticket.asked if each != ticket.assignee) if ticket.status in IN_HAND else ()
