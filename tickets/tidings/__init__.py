"""Who is told what when something has happened. An event that stands not in `TIDINGS` fails the first test that makes
one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tickets.events import (
    Event,
    TicketAcceptanceAsked,
    TicketAlerted,
    TicketAmended,
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketConfirmed,
    TicketDeclined,
    TicketDeparted,
    TicketDispatched,
    TicketEscalated,
    TicketFinished,
    TicketLeftBehind,
    TicketLinked,
    TicketMisplaced,
    TicketNoted,
    TicketNotHeard,
    TicketOpened,
    TicketPaused,
    TicketPrioritized,
    TicketRated,
    TicketRecognisedAnew,
    TicketReopened,
    TicketResumed,
    TicketReworked,
    TicketStepTaken,
    TicketStillMoves,
    TicketStoodStill,
    TicketTakenUpAgain,
    TicketTransferred,
    TicketUnlinked,
)
from tickets.fellow_reporters import theirs
from tickets.notifications import Pushed, Stage, Telling, Told
from tickets.playbook import Playbook
from tickets.ticket import Ticket
from tickets.tidings import beside, clock, way
from tickets.tidings.pieces import Tidings, holders

__all__ = ["STAGES", "TIDINGS", "holders", "notifications_for"]


def notifications_for(event: Event, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Nobody is told what they did themselves: that was answered."""
    due = list(TIDINGS[type(event)](event, ticket, playbook))
    for each in (*due, *theirs(due, ticket, by=event.by)):
        if not isinstance(each, Told) or each.to != event.by:
            yield each
    if (stage := _stage_of(event)) is not None:
        waited = isinstance(event, TicketDeclined | TicketLeftBehind | TicketStepTaken) and event.waited
        yield Pushed(ticket.id, stage, by=event.by, waited=waited)


def _stage_of(event: Event) -> Stage | None:
    match event:
        case TicketDeclined(set_off=True) | TicketLeftBehind(set_off=True) | TicketStepTaken(set_off=True):
            return Stage.LOOKED_FOR
        case _:
            return STAGES.get(type(event))


TIDINGS: Mapping[type[Event], Callable[[Any, Ticket, Playbook], Tidings]] = {
    TicketOpened: way.opened,
    TicketDispatched: way.dispatched,
    TicketLeftBehind: way.left_behind,
    TicketClaimed: way.claimed,
    TicketDeclined: way.declined,
    TicketDeparted: way.step_done(Telling.DEPARTED),
    TicketArrived: way.step_done(Telling.ARRIVED),
    TicketPaused: way.step_done(Telling.PAUSED),
    TicketResumed: way.resumed,
    TicketFinished: way.finished,
    TicketAcceptanceAsked: way.acceptance_asked,
    TicketClosed: way.closed,
    TicketConfirmed: way.confirmed,
    TicketRated: way.rated,
    TicketReopened: way.reworked,
    TicketReworked: way.reworked,
    TicketTakenUpAgain: way.taken_up_again,
    TicketCancelled: way.cancelled,
    TicketTransferred: way.transferred,
    TicketEscalated: beside.escalated,
    TicketPrioritized: beside.prioritized,
    TicketNoted: beside.noted,
    TicketLinked: beside.linked,
    TicketUnlinked: beside.unlinked,
    TicketAmended: beside.amended,
    TicketRecognisedAnew: beside.recognised_anew,
    TicketMisplaced: beside.misplaced,
    TicketNotHeard: beside.not_heard,
    TicketStepTaken: clock.step_taken,
    TicketAlerted: clock.alerted,
    TicketStoodStill: clock.stood_still,
    TicketStillMoves: clock.still_moves,
}

STAGES: Mapping[type[Event], Stage] = {
    TicketClaimed: Stage.CLAIMED,
    TicketTransferred: Stage.CLAIMED,
    TicketDeparted: Stage.TRAVELLING,
    TicketArrived: Stage.ON_SITE,
    TicketPaused: Stage.WAITING,
    TicketFinished: Stage.DONE,
    TicketTakenUpAgain: Stage.NOT_YET,
    TicketClosed: Stage.CLOSED,
    TicketCancelled: Stage.CANCELLED,
    TicketAcceptanceAsked: Stage.DONE,
    TicketReworked: Stage.REWORK,
    TicketReopened: Stage.REWORK,
}
"""Of which events customers hear. That it was reported whoever begins to follow it hears (`handlers.customers`)."""
