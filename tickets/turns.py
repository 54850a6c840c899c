"""Where a ladder has sent a ticket: the last step that gave it to others, and whom steps have brought in since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tickets.ladders import Rung, people_of, rungs_for
from tickets.playbook import Playbook
from tickets.playbook.ladder import Deed, Recipient, Step
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


@dataclass(frozen=True, slots=True)
class Widened:
    """A step that was taken, and a pool that it has brought in."""

    step: Step
    pool: Recipient


def turn_of(ticket: Ticket, playbook: Playbook) -> Turn | None:
    """None: it is where rules and areas have it."""
    found = [to for _, deed, to in _done(ticket, playbook) if deed is Deed.REASSIGN]
    if not found:
        return None
    to, ladder = found[-1], ticket.ladder or ""
    if (group := to.group or to.leader_of) is not None:
        return Turn(ladder=ladder, group=group, leads=to.leader_of is not None)
    people = people_of((to,), ticket, playbook) or (playbook.groups[ticket.group].leader,)
    return Turn(ladder=ladder, group=ticket.group, person=people[0])


def brought_in(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Besides those whom the search finds."""
    pools = (each.pool for each in _widened(ticket, playbook))
    return tuple(dict.fromkeys(userid for pool in pools for userid in able(pool, ticket, playbook)))


def pools(playbook: Playbook) -> frozenset[str]:
    """Groups that ladders bring in."""
    steps = (step for ladder in playbook.ladders for step in ladder.steps)
    deeds = (each for step in steps for deed, to in step.deeds if deed is Deed.WIDEN for each in to)
    return frozenset(each.group for each in deeds if each.group is not None)


def why_brought_in(userid: str, ticket: Ticket, playbook: Playbook) -> Widened | None:
    """None: not by a ladder's step."""
    found = (each for each in _widened(ticket, playbook) if userid in able(each.pool, ticket, playbook))
    return next(found, None)


def able(pool: Recipient, ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Of a pool those who have the skills that the ticket's rule wants, and have not said no."""
    skills = next((rule.skills for rule in playbook.rules if rule.name == ticket.rule), frozenset())
    declined = {each.by for each in ticket.declined}
    people = {userid: playbook.people.get(userid) for userid in people_of((pool,), ticket, playbook)}
    return tuple(
        userid
        for userid, person in people.items()
        if userid not in declined and skills <= (person.skills if person else frozenset())
    )


def asks_others(step: Step) -> bool:
    """Instead of whoever was asked, or besides them."""
    return any(deed in (Deed.REASSIGN, Deed.WIDEN) for deed, _ in step.deeds)


def _widened(ticket: Ticket, playbook: Playbook) -> list[Widened]:
    """Since it was given to others, if it was."""
    found: list[Widened] = []
    for step, deed, to in _done(ticket, playbook):
        if deed is Deed.REASSIGN:
            found.clear()
        elif deed is Deed.WIDEN:
            found.append(Widened(step, to))
    return found


def _done(ticket: Ticket, playbook: Playbook) -> Iterator[tuple[Step, Deed, Recipient]]:
    """In the order in which it was."""
    rungs: dict[int, Rung] = {rung.index: rung for rung in rungs_for(ticket, playbook)} if ticket.steps else {}
    for step in (rungs[index].step for index in ticket.steps if index in rungs):
        yield from ((step, deed, to) for deed, recipients in step.deeds for to in recipients)
