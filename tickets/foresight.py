"""What will happen to a ticket if nobody does anything: the engine's own steps, one after the other. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tickets import alerts, standstill
from tickets.dispatch import dispatch
from tickets.ladders import Rung, next_rung
from tickets.lifecycle import Change
from tickets.notifications import Told, is_one
from tickets.placing import placed
from tickets.playbook import Playbook
from tickets.playbook.recognition import facing_of
from tickets.presence import is_away
from tickets.quiet import left_alone_until
from tickets.staffing import Staffing
from tickets.steps import take
from tickets.ticket import Ticket
from tickets.tidings import notifications_for
from tickets.timers import TimerKind, moments_for
from tickets.turns import asks_others

FAR_ENOUGH = 1000
"""Moments; nobody there to take it is one every quarter of an hour, and holidays last for a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`at`: by when quiet hours let it through. `overtaken`: something later is told instead."""

    told: Told
    at: datetime
    overtaken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """`ticket` is as it is when this happens, before anything comes of it, and `change` what becomes of it. `rung`: it
    is a step of the ladder.
    """

    at: datetime
    kind: TimerKind
    ticket: Ticket
    change: Change
    rung: Rung | None
    heard: tuple[Heard, ...]


def foreseen(ticket: Ticket, playbook: Playbook, staff: Staffing) -> list[Foreseen]:
    """Up to the first time that somebody is asked whether it moves, and the ladder has no step more."""
    found: list[Foreseen] = []
    now = ticket.opened_at
    for _ in range(FAR_ENOUGH):
        moments = moments_for(ticket, playbook)
        if not moments or (TimerKind.LADDER not in moments and _asked_whether_it_moves(found)):
            break
        kind = min(moments, key=lambda each: (moments[each], each))
        now = max(now, moments[kind])
        happens = _happens(kind, now, ticket, playbook, staff)
        if happens.change.events:
            found.append(happens)
        ticket = happens.change.ticket
    return list(_overtaken(found))


def _happens(kind: TimerKind, at: datetime, ticket: Ticket, playbook: Playbook, staff: Staffing) -> Foreseen:
    rung = next_rung(ticket, playbook) if kind is TimerKind.LADDER else None
    absent = staff.gone | {
        userid for userid in playbook.people if is_away(userid, playbook, staff, at, life_safety=ticket.life_safety)
    }
    if rung is not None:
        change = take(ticket, rung, playbook=playbook, now=at, absent=absent)
        if asks_others(rung.rung.step):
            sent = _sent(change.ticket, playbook, staff, at)
            change = Change(sent.ticket, (*change.events, *sent.events))
    elif kind is TimerKind.ALERT:
        change = alerts.sound_again(ticket, playbook=playbook, now=at)
    elif kind is TimerKind.LOOK_AGAIN:
        change = _sent(ticket, playbook, staff, at)
    else:
        change = standstill.stood_still(ticket, playbook=playbook, now=at, absent=absent)
    heard = tuple(_heard(change, playbook, at))
    return Foreseen(
        at=at, kind=kind, ticket=ticket, change=change, rung=rung.rung if rung is not None else None, heard=heard
    )


def _sent(ticket: Ticket, playbook: Playbook, staff: Staffing, at: datetime) -> Change:
    return placed(ticket, dispatch(ticket, facing_of(ticket, at), playbook, staff, at), now=at)


def _heard(change: Change, playbook: Playbook, at: datetime) -> Iterator[Heard]:
    """Nobody says anything any more but whoever has reported it."""
    ticket = change.ticket
    for event in change.events:
        for told in notifications_for(event, ticket, playbook):
            if isinstance(told, Told):
                yield Heard(told=told, at=_heard_at(told, ticket, playbook, at))


def _heard_at(told: Told, ticket: Ticket, playbook: Playbook, at: datetime) -> datetime:
    if told.loud or ticket.life_safety:
        return at

    def spoke_since(since: datetime) -> bool:
        return told.to == ticket.reporter and ticket.opened_at >= since

    return left_alone_until(told.to, playbook.quiet_hours, at, spoke_since=spoke_since) or at


def _overtaken(found: list[Foreseen]) -> Iterator[Foreseen]:
    for place, each in enumerate(found):
        later = [(other.at, heard.told) for other in found[place + 1 :] for heard in other.heard]
        heard = (
            replace(mine, overtaken=any(at < mine.at and is_one(mine.told, told) for at, told in later))
            for mine in each.heard
        )
        yield replace(each, heard=tuple(heard))


def _asked_whether_it_moves(found: list[Foreseen]) -> bool:
    return any(each.kind is TimerKind.STANDSTILL for each in found)
