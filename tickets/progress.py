"""What a customer may see of a ticket: how far it is, what was promised, who comes. Nothing else of it is in these
values, so that no page can show it by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from tickets.deadlines import Promise, deadlines_for
from tickets.playbook import Playbook
from tickets.ticket import Acceptance, Status, Ticket, WaitingFor

FRESH_POSITION = timedelta(minutes=5)
"""Where somebody was before says little."""


class Stage(StrEnum):
    """The line that every job goes along."""

    REPORTED = "reported"
    DISPATCHED = "dispatched"
    TRAVELLING = "travelling"
    REPAIRING = "repairing"
    TO_ACCEPT = "to_accept"
    FINISHED = "finished"


STAGE_OF = {
    Status.OPEN: Stage.REPORTED,
    Status.CLAIMED: Stage.DISPATCHED,
    Status.TRAVELLING: Stage.TRAVELLING,
    Status.ON_SITE: Stage.REPAIRING,
    Status.DONE: Stage.TO_ACCEPT,
    Status.CLOSED: Stage.FINISHED,
}


class Milestone(StrEnum):
    REPORTED = "reported"
    CLAIMED = "claimed"
    CHANGED_HANDS = "changed_hands"
    LOOKED_FOR = "looked_for"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PAUSED = "paused"
    RESUMED = "resumed"
    FINISHED = "finished"
    AGAIN = "again"
    CLOSED = "closed"
    UNANSWERED = "unanswered"
    """Closed, because nobody said whether it is solved."""
    CANCELLED = "cancelled"


OF_EVENT: Mapping[str, Milestone] = {
    "TicketOpened": Milestone.REPORTED,
    "TicketClaimed": Milestone.CLAIMED,
    "TicketTransferred": Milestone.CHANGED_HANDS,
    "TicketLeftBehind": Milestone.LOOKED_FOR,
    "TicketDeclined": Milestone.LOOKED_FOR,
    "TicketStepTaken": Milestone.LOOKED_FOR,
    "TicketDeparted": Milestone.DEPARTED,
    "TicketArrived": Milestone.ARRIVED,
    "TicketPaused": Milestone.PAUSED,
    "TicketResumed": Milestone.RESUMED,
    "TicketFinished": Milestone.FINISHED,
    "TicketTakenUpAgain": Milestone.RESUMED,
    "TicketReworked": Milestone.AGAIN,
    "TicketReopened": Milestone.AGAIN,
    "TicketClosed": Milestone.CLOSED,
    "TicketCancelled": Milestone.CANCELLED,
}
"""Whatever else happened to a ticket is the company's own business."""
ONLY_IF = {"TicketDeclined": "given_back", "TicketStepTaken": "taken_from"}
"""So is that somebody said no who was not known to come."""

History = Iterable[tuple[str, datetime, str | None, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Promised:
    promise: Promise
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`stage` None: it was cancelled. `worker` is the surname of whoever has it, empty where it is not known.
    `milestones` are the newest first.
    """

    number: str
    status: Status
    stage: Stage | None
    kind: str
    opened_at: datetime
    worker: str | None
    promised: Promised | None
    waiting_for: WaitingFor | None
    waiting_until: datetime | None
    reworks: int
    milestones: tuple[tuple[datetime, Milestone], ...]
    metres: int | None = None

    @property
    def is_over(self) -> bool:
        return self.status in (Status.CLOSED, Status.CANCELLED)


def progress_for(
    ticket: Ticket,
    history: History,
    playbook: Playbook,
    *,
    surname: Callable[[str], str],
    metres: int | None = None,
) -> Progress:
    """`surname` of a name: all that strangers learn of it."""
    then = ticket.wait.then if ticket.wait else ticket.status
    kind = playbook.type_by_key.get(ticket.type)
    return Progress(
        number=str(ticket.number),
        status=ticket.status,
        stage=STAGE_OF.get(then),
        kind=kind.name if kind else "",
        opened_at=ticket.opened_at,
        worker=_worker(ticket.assignee, playbook, surname) if ticket.assignee else None,
        promised=_promised(ticket, playbook),
        waiting_for=ticket.wait.reason if ticket.wait else None,
        waiting_until=ticket.wait.until if ticket.wait else None,
        reworks=ticket.reworks,
        milestones=tuple(
            reversed([(at, _milestone(kind, data)) for kind, at, _, data in history if _is_shown(kind, data)])
        ),
        metres=metres if ticket.status is Status.TRAVELLING else None,
    )


def _is_shown(kind: str, data: Mapping[str, Any]) -> bool:
    return kind in OF_EVENT and (kind not in ONLY_IF or bool(data.get(ONLY_IF[kind])))


def _milestone(kind: str, data: Mapping[str, Any]) -> Milestone:
    return Milestone.UNANSWERED if data.get("acceptance") == Acceptance.UNCONFIRMED else OF_EVENT[kind]


def _worker(userid: str, playbook: Playbook, surname: Callable[[str], str]) -> str:
    name = playbook.name_of(userid)
    return surname(name) if name != userid else ""


def _promised(ticket: Ticket, playbook: Playbook) -> Promised | None:
    """When somebody comes, and once somebody is there, when it will work again."""
    wanted = Promise.FINISH if ticket.arrived_at else Promise.ARRIVE
    if ticket.status in (Status.DONE, Status.CLOSED, Status.CANCELLED):
        return None
    due = {each.promise: each.due_at for each in deadlines_for(ticket, playbook)}
    return Promised(wanted, due[wanted]) if wanted in due else None
