"""Where a ladder has sent a ticket: the last step that gave it to others, and whom steps have brought in since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tickets.ladders import Rung, people_of, rungs_for
from tickets.playbook import Playbook
from tickets.playbook.values import Deed, Recipient, Step
from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """To the group's members, or to its leader where it `leads`, or to one `person`. `ladder` is what it was by."""

    ladder: str
    group: str
    leads: bool = False
    person: str | None = None

    @property
    def is_named(self) -> bool:
        """Neither skills nor whose turn it is are asked for: somebody was chosen."""
        return self.leads or self.person is not None


def turn_of(ticket: Ticket, playbook: Playbook) -> Turn | None:
    """None: it is where rules and areas have it."""
    found = [each for deed, each in _deeds(ticket, playbook) if deed is Deed.REASSIGN]
    if not found:
        return None
    to, ladder = found[-1], ticket.ladder or ""
    if (group := to.group or to.leader_of) is not None:
        return Turn(ladder=ladder, group=group, leads=to.leader_of is not None)
    people = people_of((to,), ticket, playbook) or (playbook.groups[ticket.group].leader,)
    return Turn(ladder=ladder, group=ticket.group, person=people[0])


def brought_in(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Besides those whom the search finds."""
    recipients: list[Recipient] = []
    for deed, to in _deeds(ticket, playbook):
        if deed is Deed.REASSIGN:
            recipients.clear()
        elif deed is Deed.WIDEN:
            recipients.append(to)
    return people_of(recipients, ticket, playbook)


def turns(step: Step) -> bool:
    """Whether it gives the ticket to others."""
    return any(deed is Deed.REASSIGN for deed, _ in step.deeds)


def _deeds(ticket: Ticket, playbook: Playbook) -> Iterator[tuple[Deed, Recipient]]:
    """In the order in which they were done."""
    rungs: dict[int, Rung] = {rung.index: rung for rung in rungs_for(ticket, playbook)} if ticket.steps else {}
    for index in ticket.steps:
        if index in rungs:
            yield from ((deed, to) for deed, recipients in rungs[index].step.deeds for to in recipients)
