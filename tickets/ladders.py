"""What happens if nobody acts: the steps of a ticket's ladder, and when the next one is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.deadlines import Promise, clock_until
from tickets.playbook.conditions import Facing
from tickets.playbook.ladder import Deed, Ladder, Recipient, Since, Step, Until
from tickets.playbook.values import Playbook
from tickets.ticket import Status, Ticket

NEAR = 0.75
"""So much of the time to arrive or finish is over: whoever has the ticket is reminded that there is a promise."""

AS_FAR_AS = {
    Status.OPEN: 0,
    Status.CLAIMED: 1,
    Status.TRAVELLING: 1,
    Status.ON_SITE: 2,
    Status.DONE: 3,
    Status.CLOSED: 4,
    Status.CANCELLED: 4,
}
UP_TO = {Until.CLAIMED: 1, Until.ON_SITE: 2, Until.DONE: 3, Until.CLOSED: 4}

LEADER, ASSIGNEE, REPORTER = (Recipient(role=role) for role in ("leader", "assignee", "reporter"))


@dataclass(frozen=True, slots=True)
class Rung:
    """A step in its place. `promise`: the playbook says no step for this one, so it is the one that always is."""

    index: int
    step: Step
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class NextRung:
    rung: Rung
    due_at: datetime


def ladder_for(facing: Facing, playbook: Playbook) -> Ladder | None:
    """The first whose condition holds; a ticket keeps it."""
    return next((ladder for ladder in playbook.ladders if ladder.when.holds(facing)), None)


def rungs_for(ticket: Ticket, playbook: Playbook) -> tuple[Rung, ...]:
    """All there are, taken or not. An index always means the same step of a ticket."""
    own = next((ladder.steps for ladder in playbook.ladders if ladder.name == ticket.ladder), ())
    spoken_of = {step.until for step in own}
    rungs = [Rung(index, step) for index, step in enumerate(own)]
    always = _promised(ticket, playbook)
    rungs += [
        Rung(len(own) + index, step, promise)
        for index, (promise, step) in enumerate(always)
        if step is not None and step.until not in spoken_of
    ]
    return tuple(rungs)


def next_rung(ticket: Ticket, playbook: Playbook) -> NextRung | None:
    """The earliest that was not taken and still makes sense; of several at once the first of the ladder."""
    ahead = (
        NextRung(rung, due_at)
        for rung in rungs_for(ticket, playbook)
        if rung.index not in ticket.steps
        and applies(rung.step, ticket)
        and (due_at := due_at_of(rung.step, ticket, playbook)) is not None
    )
    return min(ahead, key=lambda found: (found.due_at, found.rung.index), default=None)


def applies(step: Step, ticket: Ticket) -> bool:
    """The ticket has not come as far as this step would have it. Who was on site was so, whoever has it now."""
    status = ticket.wait.then if ticket.wait is not None else ticket.status
    arrived = UP_TO[Until.ON_SITE] if ticket.arrived_at is not None else 0
    return max(AS_FAR_AS[status], arrived) < UP_TO[step.until]


def due_at_of(step: Step, ticket: Ticket, playbook: Playbook) -> datetime | None:
    """None: what it counts from has not happened yet."""
    since = {Since.OPENED: ticket.promised_since, Since.CLAIMED: ticket.claimed_at, Since.DONE: ticket.done_at}[
        step.since
    ]
    if since is None:
        return None
    return clock_until(step.until, ticket, playbook, wall=step.wall).after(since, step.after)


def people_of(recipients: Iterable[Recipient], ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Nobody twice; a role that nobody has now is left out."""
    return tuple(dict.fromkeys(userid for each in recipients for userid in _people(each, ticket, playbook) if userid))


def _people(recipient: Recipient, ticket: Ticket, playbook: Playbook) -> Iterator[str | None]:
    if recipient.group is not None:
        yield from playbook.groups[recipient.group].members
    elif recipient.leader_of is not None:
        yield playbook.groups[recipient.leader_of].leader
    elif recipient.userid is not None:
        yield recipient.userid
    else:
        yield _in_role(recipient.role, ticket, playbook)


def _in_role(role: str | None, ticket: Ticket, playbook: Playbook) -> str | None:
    area = playbook.areas.get(ticket.area) if ticket.area else None
    leader = playbook.groups[ticket.group].leader
    owner = ticket.owner or leader
    return {
        "leader": leader,
        "director": playbook.roles.director,
        "owner": owner,
        "assignee": ticket.assignee or owner,
        "reporter": ticket.reporter,
        "area_leader": (area and area.leader) or leader,
    }[role or "leader"]


def _promised(ticket: Ticket, playbook: Playbook) -> tuple[tuple[Promise, Step | None], ...]:
    """Five places, each for one step, whether there is such a promise or not: so that indexes stay what they are."""
    sla = playbook.terms_for(ticket.source, ticket.type).sla
    return (
        (Promise.CLAIM, _step(sla.claim, Until.CLAIMED, (Deed.REMIND, (LEADER,)), (Deed.WARN, (REPORTER,)))),
        (Promise.ARRIVE, _step(sla.arrive, Until.ON_SITE, (Deed.REMIND, (ASSIGNEE,)), part=NEAR)),
        (Promise.ARRIVE, _step(sla.arrive, Until.ON_SITE, (Deed.REMIND, (ASSIGNEE,)), (Deed.WARN, (LEADER,)))),
        (Promise.FINISH, _step(sla.finish, Until.DONE, (Deed.REMIND, (ASSIGNEE,)), part=NEAR)),
        (Promise.FINISH, _step(sla.finish, Until.DONE, (Deed.REMIND, (ASSIGNEE,)), (Deed.WARN, (LEADER,)))),
    )


def _step(
    within: timedelta | None, until: Until, *deeds: tuple[Deed, tuple[Recipient, ...]], part: float = 1
) -> Step | None:
    return Step(after=within * part, since=Since.OPENED, until=until, deeds=deeds) if within is not None else None
