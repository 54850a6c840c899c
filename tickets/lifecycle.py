"""A ticket's way from the report to the end. Pure: a ticket in, a change out; `transitions.NEXT` says what is possible,
`rights.ALLOWED` by whom. What is done a second time changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tickets.drafts import Draft
from tickets.errors import AlreadyClaimed, InvalidWait, TooLateToReopen
from tickets.events import (
    Event,
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketConfirmed,
    TicketDeclined,
    TicketDeparted,
    TicketFinished,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResumed,
    TicketReworked,
    TicketTakenUpAgain,
    TicketTransferred,
)
from tickets.fields import facts_for
from tickets.playbook import Playbook
from tickets.playbook.recognition import as_reported
from tickets.playbook.values import HIGHER
from tickets.rights import checked, require
from tickets.ticket import Acceptance, Action, Declined, Number, Pause, Status, Ticket, Wait, WaitingFor
from tickets.transitions import IN_HAND, SET_OFF, next_status


@dataclass(frozen=True, slots=True)
class Change:
    """A ticket as it is now, and what happened to make it so; no events: nothing happened."""

    ticket: Ticket
    events: tuple[Event, ...] = ()


def open_ticket(draft: Draft, *, number: Number, playbook: Playbook, now: datetime) -> Change:
    """A submitted draft becomes a ticket, the default group's until it is dispatched."""
    said = Ticket(
        number=number,
        facts=facts_for(draft.fields, draft.own),
        text=draft.text,
        source=draft.source,
        after=draft.after,
        reporter=draft.reporter,
        group=playbook.default_group,
        draft_id=draft.id,
        opened_at=now,
        moved_at=now,
    )
    ticket = as_reported(said, playbook)
    return Change(ticket, (TicketOpened(at=now, by=draft.reporter, number=str(number), group=ticket.group),))


def claim(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    """Someone takes the ticket and from here on answers for it; perhaps instead of somebody who had it too long."""
    if ticket.assignee == by and ticket.status in IN_HAND:
        return Change(ticket)
    _refuse_to_others(ticket, by)
    status = checked(Action.CLAIM, ticket, by, playbook)
    if ticket.assignee is not None:
        return _handed_over(ticket, status, by=by, to=by, now=now)
    claimed = replace(moved(settled(ticket), status, now), assignee=by, claimed_at=now)
    return Change(claimed, (TicketClaimed(at=now, by=by),))


def decline(ticket: Ticket, *, by: str, why: str, playbook: Playbook, now: datetime) -> Change:
    """Somebody who was asked says no, or somebody who had it gives it back: it must be dispatched again."""
    if ticket.status is Status.OPEN and any(each.by == by for each in ticket.declined) and by not in ticket.asked:
        return Change(ticket)
    _refuse_to_others(ticket, by)
    checked(Action.DECLINE, ticket, by, playbook)
    given_back = ticket.assignee == by
    asked = tuple(each for each in ticket.asked if each != by)
    declined = (*(each for each in ticket.declined if each.by != by), Declined(by=by, why=why))
    left = replace(follow(ticket, by), asked=asked, declined=declined)
    if given_back:
        left = replace(moved(left, Status.OPEN, now), assignee=None, claimed_at=None, arrived_at=None)
    set_off = given_back and ticket.status in SET_OFF
    waited = set_off and ticket.status is Status.WAITING
    event = TicketDeclined(at=now, by=by, why=why, given_back=given_back, set_off=set_off, waited=waited)
    return Change(left, (event,))


def depart(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    status = checked(Action.DEPART, ticket, by, playbook)
    if ticket.status is status:
        return Change(ticket)
    return Change(moved(ticket, status, now), (TicketDeparted(at=now, by=by),))


def arrive(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    """With or without having said that one is on the way."""
    status = checked(Action.ARRIVE, ticket, by, playbook)
    if ticket.status is status:
        return Change(ticket)
    arrived = replace(moved(settled(ticket), status, now), arrived_at=ticket.arrived_at or now)
    return Change(arrived, (TicketArrived(at=now, by=by),))


def wait(ticket: Ticket, *, by: str, reason: WaitingFor, until: datetime, playbook: Playbook, now: datetime) -> Change:
    """The clocks stand still until then, or until the work goes on before. Said again, the wait is another one."""
    status = checked(Action.WAIT, ticket, by, playbook)
    if ticket.wait is not None and (ticket.wait.reason, ticket.wait.until) == (reason, until):
        return Change(ticket)
    latest = now + playbook.longest_wait
    if not now < until <= latest:
        raise InvalidWait(until=until, latest=latest)
    then = ticket.wait.then if ticket.wait else ticket.status
    held = replace(moved(ticket, status, now), wait=Wait(reason=reason, since=now, until=until, then=then))
    return Change(held, (TicketPaused(at=now, by=by, reason=reason, until=until),))


def resume(ticket: Ticket, *, by: str | None, playbook: Playbook, now: datetime) -> Change:
    """The wait is over, because somebody says so or by itself (`by` None): on from where it was."""
    if ticket.wait is None and ticket.status in IN_HAND:
        return Change(ticket)
    next_status(ticket, Action.RESUME)
    if by is not None:
        require(Action.RESUME, ticket, by, playbook)
    then = ticket.wait.then if ticket.wait else Status.CLAIMED
    return Change(moved(ticket, then, now), (TicketResumed(at=now, by=by),))


def finish(
    ticket: Ticket,
    *,
    by: str,
    cause: str | None = None,
    remedy: str | None = None,
    playbook: Playbook,
    now: datetime,
) -> Change:
    """The assignee says that the work is done: what was wrong, and what was done about it."""
    status = checked(Action.FINISH, ticket, by, playbook)
    if ticket.status is status:
        return Change(ticket)
    done = replace(moved(settled(ticket), status, now), cause=cause, remedy=remedy, done_at=now)
    return Change(done, (TicketFinished(at=now, by=by, cause=cause, remedy=remedy),))


def accept(ticket: Ticket, *, by: str, shown_by: str | None = None, playbook: Playbook, now: datetime) -> Change:
    """The customer says that it is solved. Where it was closed already, that is the better word. `shown_by`: by a link
    that this member showed them.
    """
    checked(Action.ACCEPT, ticket, by, playbook)
    word = Acceptance.AT_HAND if shown_by is not None and shown_by == ticket.assignee else Acceptance.CUSTOMER
    if ticket.acceptance in (Acceptance.CUSTOMER, word):
        return Change(ticket)
    if ticket.status is Status.CLOSED:
        return Change(replace(ticket, acceptance=word), (TicketConfirmed(at=now, by=by),))
    return _closed(ticket, word, by=by, now=now)


def close(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    """Somebody of the staff says that the customer says so."""
    if ticket.status is checked(Action.CLOSE, ticket, by, playbook):
        return Change(ticket)
    return _closed(ticket, Acceptance.TOLD, by=by, now=now)


def close_unconfirmed(ticket: Ticket, *, now: datetime) -> Change:
    """The customer never answered."""
    next_status(ticket, Action.CLOSE)
    return _closed(ticket, Acceptance.UNCONFIRMED, by=None, now=now)


def _closed(ticket: Ticket, acceptance: Acceptance, *, by: str | None, now: datetime) -> Change:
    closed = replace(moved(ticket, Status.CLOSED, now), closed_at=now, acceptance=acceptance)
    return Change(closed, (TicketClosed(at=now, by=by, acceptance=acceptance),))


def rework(ticket: Ticket, *, by: str, words: str = "", playbook: Playbook, now: datetime) -> Change:
    """The same ticket again, for whoever had it, and before others of its kind. All is promised anew from now on, and
    the ladder begins at its foot. Whoever said 完工 too early just goes on.
    """
    status = checked(Action.REWORK, ticket, by, playbook)
    if by == ticket.assignee:
        return _taken_up_again(ticket, status, by=by, words=words, now=now)
    again = _undone(ticket, status, ticket.done_at or now, now)
    return Change(again, (TicketReworked(at=now, by=by, words=words),))


def _taken_up_again(ticket: Ticket, status: Status, *, by: str, words: str, now: datetime) -> Change:
    """Nobody has said that the work was bad."""
    there = Status.ON_SITE if ticket.arrived_at is not None else status
    goes_on = _not_yet_done(moved(ticket, there, now))
    return Change(goes_on, (TicketTakenUpAgain(at=now, by=by, words=words),))


def reopen(ticket: Ticket, *, by: str, words: str = "", playbook: Playbook, now: datetime) -> Change:
    """What was closed is rework too, for as long as the playbook says; after that it is a matter of its own."""
    status = checked(Action.REOPEN, ticket, by, playbook)
    closed_at = ticket.closed_at or now
    until = closed_at + playbook.acceptance.reopen_within
    if now > until:
        raise TooLateToReopen(number=str(ticket.number), until=until)
    again = _undone(ticket, status, ticket.done_at or closed_at, now)
    reopened = replace(again, reopens=ticket.reopens + 1, closed_at=None, acceptance=None)
    return Change(reopened, (TicketReopened(at=now, by=by, words=words),))


def _undone(ticket: Ticket, status: Status, done_at: datetime, now: datetime) -> Ticket:
    priority = HIGHER.get(ticket.priority, ticket.priority)
    again = _not_yet_done(replace(moved(ticket, status, now), reworks=ticket.reworks + 1, priority=priority))
    return _promised_anew(again, done_at, now)


def _not_yet_done(ticket: Ticket) -> Ticket:
    return replace(ticket, done_at=None, cause=None, remedy=None, asked_again=0, asked_again_at=None)


def _promised_anew(ticket: Ticket, done_at: datetime, now: datetime) -> Ticket:
    """So long as the customer was content, nothing ticked."""
    content = Pause(begins=done_at, ends=now, reason=None)
    return replace(ticket, pauses=(*ticket.pauses, content), steps=(), claimed_at=now, arrived_at=None)


def cancel(ticket: Ticket, *, by: str, why: str = "", playbook: Playbook, now: datetime) -> Change:
    status = checked(Action.CANCEL, ticket, by, playbook)
    if ticket.status is status:
        return Change(ticket)
    return Change(replace(moved(ticket, status, now), closed_at=now), (TicketCancelled(at=now, by=by, why=why),))


def transfer(ticket: Ticket, *, by: str, to: str, playbook: Playbook, now: datetime) -> Change:
    """Somebody else has it now, whether or not they were asked; what it waits for it goes on waiting for."""
    status = checked(Action.TRANSFER, ticket, by, playbook)
    if ticket.assignee == to:
        return Change(ticket)
    return _handed_over(ticket, status, by=by, to=to, now=now)


def _handed_over(ticket: Ticket, status: Status, *, by: str, to: str, now: datetime) -> Change:
    wait = replace(ticket.wait, then=Status.CLAIMED) if ticket.wait else None
    so_far = ticket if status is Status.WAITING else moved(ticket, status, now)
    # Whoever was there was there: the next one arrives too, but that promise is not made again.
    handed = replace(settled(so_far), wait=wait, assignee=to, claimed_at=now)
    if ticket.assignee is not None:
        handed = follow(handed, ticket.assignee)
    return Change(handed, (TicketTransferred(at=now, by=by, before=ticket.assignee, to=to),))


def follow(ticket: Ticket, *people: str) -> Ticket:
    """They have a card of it, and it shows them how it goes on."""
    return replace(ticket, followers=tuple(dict.fromkeys((*ticket.followers, *people))))


def settled(ticket: Ticket) -> Ticket:
    """Whoever was asked to take it may do so no longer, and sees how it goes on."""
    return replace(follow(ticket, *ticket.asked), asked=())


def _refuse_to_others(ticket: Ticket, by: str) -> None:
    ended = ticket.status in (Status.CLOSED, Status.CANCELLED)
    offered = by in ticket.asked and ticket.status in IN_HAND
    if not ended and ticket.assignee not in (None, by) and not offered:
        raise AlreadyClaimed(number=str(ticket.number), by=ticket.assignee)


def moved(ticket: Ticket, status: Status, now: datetime) -> Ticket:
    """In another state since now; a wait that was under way is over, and stays in the ledger: for as long as was said,
    however late we come to it.
    """
    changes: dict[str, Any] = {"status": status, "moved_at": now}
    if ticket.wait is not None:
        pause = Pause(begins=ticket.wait.since, ends=min(now, ticket.wait.until), reason=ticket.wait.reason)
        changes |= {"wait": None, "pauses": (*ticket.pauses, pause)}
    return replace(ticket, **changes)
