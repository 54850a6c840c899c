"""What whoever was asked, or has it, does with a ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import structs

from handlers.context import Context
from handlers.dispatching import place
from handlers.keys import Button
from handlers.replies import Acted, Answer, CarryOn, HowTo, WellDone, YoursNow
from handlers.said import Pick, Said, until, waited_for, why_declined
from storage.inbox import Outcome
from tickets import lifecycle, standstill
from tickets.calendar import LOCAL
from tickets.lifecycle import Change
from tickets.presence import Absent
from tickets.rights import checked
from tickets.ticket import Action, Status, Ticket, WaitingFor

Deed = Callable[[Context, Ticket, str, Said], Answer]
ASKED_FOR = {button: f"details:{button.value}" for button in Button}
"""The reason in the inbox, by which what is said next is known for the answer."""
UNTIL_WHEN = {reason: f"{ASKED_FOR[Button.WAIT]}:{reason}" for reason in WaitingFor}
"""What is waited for was said already."""


def claim(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    """The first one has it."""
    claimed = ctx.record(lifecycle.claim(ticket, by=by, playbook=ctx.desk.playbook_of(ticket), now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="claimed", reply=YoursNow(claimed), ticket_id=ticket.id)


def decline(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    """It is dispatched again at once."""
    why = said.pick(Pick.WHY) or why_declined(said.words)
    if not why:
        return ask(ctx, ticket, by, Button.DECLINE)
    playbook = ctx.desk.playbook_of(ticket)
    left = place(ctx, lifecycle.decline(ticket, by=by, why=why, playbook=playbook, now=ctx.now))
    return acted(Button.DECLINE, left)


def _step(button: Button, action: Callable[..., Change]) -> Deed:
    def step(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
        playbook = ctx.desk.playbook_of(ticket)
        return acted(button, ctx.record(action(ticket, by=by, playbook=playbook, now=ctx.now)))

    return step


depart = _step(Button.DEPART, lifecycle.depart)
arrive = _step(Button.ARRIVE, lifecycle.arrive)
resume = _step(Button.RESUME, lifecycle.resume)


def wait(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    reason, end = _waited_for(said), _until(ctx, said)
    if reason is None or end is None:
        asked = ask(ctx, ticket, by, Button.WAIT)
        return structs.replace(asked, reason=UNTIL_WHEN[reason]) if reason is not None else asked
    playbook = ctx.desk.playbook_of(ticket)
    change = lifecycle.wait(ticket, by=by, reason=reason, until=end, playbook=playbook, now=ctx.now)
    return acted(Button.WAIT, ctx.record(change))


def finish(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    """With what was wrong and what was done, where the playbook has choices for it: picked, or said."""
    playbook = ctx.desk.playbook_of(ticket)
    kind = playbook.type_by_key.get(ticket.type)
    causes, remedies = (kind.causes, kind.remedies) if kind else ((), ())
    told = said.words or said.picked
    if (causes or remedies) and (not told or said.is_incomplete) and ticket.status is not Status.DONE:
        return ask(ctx, ticket, by, Button.FINISH)
    cause = _chosen(said.pick(Pick.CAUSE), causes) or next((each for each in causes if each in said.words), None)
    remedy = _chosen(said.pick(Pick.REMEDY), remedies) or said.words or None
    done = ctx.record(lifecycle.finish(ticket, by=by, cause=cause, remedy=remedy, playbook=playbook, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="finished", reply=WellDone(done), ticket_id=ticket.id)


def still_moves(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    ctx.record(standstill.still_moves(ticket, by=by, playbook=ctx.desk.playbook_of(ticket), now=ctx.now))
    reply = CarryOn(str(ticket.number))
    return Answer(outcome=Outcome.ADDED, reason="still_moves", reply=reply, ticket_id=ticket.id)


def ask(ctx: Context, ticket: Ticket, by: str, button: Button) -> Answer:
    """Something is not said yet: on a card it can be picked. Nobody is asked about what they may not do."""
    checked(Action(button.value), ticket, by, ctx.desk.playbook_of(ticket))
    reply = HowTo(button, str(ticket.number))
    return Answer(outcome=Outcome.ASKED, reason=ASKED_FOR[button], reply=reply, ticket_id=ticket.id, form=button)


def acted(button: Button, ticket: Ticket, *, absent: Absent | None = None) -> Answer:
    reply = Acted(button, ticket, absent=absent)
    return Answer(outcome=Outcome.ADDED, reason=button.value, reply=reply, ticket_id=ticket.id)


def _waited_for(said: Said) -> WaitingFor | None:
    picked = said.pick(Pick.FOR)
    return WaitingFor(picked) if picked else waited_for(said.words)


def _until(ctx: Context, said: Said) -> datetime | None:
    picked = said.pick(Pick.UNTIL)
    return datetime.fromisoformat(picked) if picked else until(said.words, ctx.now.astimezone(LOCAL))


def _chosen(picked: str | None, choices: tuple[str, ...]) -> str | None:
    """By its place in the playbook's list."""
    return choices[int(picked)] if picked and picked.isdecimal() and int(picked) < len(choices) else None
