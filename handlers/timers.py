"""The time has come: what happens by itself."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from handlers import rating
from handlers.context import Context
from handlers.dispatching import absent_among, look_again, place
from handlers.leaves import leave_begins
from storage.messages import Message
from storage.timers import DueTimer
from tickets import acceptance, alerts, lifecycle, standstill, steps
from tickets.drafts import Draft, DraftStatus
from tickets.fields import FieldName
from tickets.intake import is_grave, looked_after_by
from tickets.ladders import next_rung
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.ratings import Rating
from tickets.staffing import Leave
from tickets.standing_in import concerned
from tickets.ticket import Ticket
from tickets.timers import TimerKind
from tickets.turns import asks_others


def fire(ctx: Context, timer: DueTimer) -> bool:
    """False: it is no longer due, somebody else was here. The subject is locked before the timer is looked at."""
    subject = timer.subject
    found = LOCKED[subject.kind](ctx, subject.id)
    if not ctx.uow.timers.still_due(timer, ctx.now):
        return False
    ctx.uow.timers.drop(timer)
    ctx = structs.replace(ctx, late=ctx.now - timer.due_at)
    if isinstance(found, Draft):
        ON_DRAFT_TIMER[timer.kind](ctx, found)
    elif isinstance(found, Ticket):
        ON_TICKET_TIMER[timer.kind](ctx, found)
    elif isinstance(found, Message):
        ON_MESSAGE_TIMER[timer.kind](ctx, found)
    elif isinstance(found, Rating):
        rating.remind(ctx, found)
    elif isinstance(found, Leave) and found.said.holds(ctx.now):
        leave_begins(ctx, subject, found)
    return True


def ask_what(ctx: Context, draft: Draft) -> None:
    """There is a picture or a voice, but not a word: about one of the jobs in hand, or something new?"""
    jobs = [ticket for ticket in ctx.uow.tickets.under_way(draft.sender) if ticket.assignee == draft.sender]
    _tell(ctx, draft, Telling.DRAFT_ASK_WHAT, words="、".join(str(ticket.number) for ticket in jobs))
    ctx.record_draft(structs.replace(draft, asked=FieldName.FAULT))


def remind_draft(ctx: Context, draft: Draft) -> None:
    _tell(ctx, draft, Telling.DRAFT_REMIND)
    ctx.record_draft(structs.replace(draft, reminded=True))


def expire_draft(ctx: Context, draft: Draft) -> None:
    """Nobody submitted it; it is put aside, and whoever looks after it hears so. A customer's is not just forgotten."""
    director = ctx.desk.playbook.roles.director
    above = (director,) if draft.is_customers and director is not None else ()
    _tell(ctx, draft, Telling.DRAFT_EXPIRED, also=above)
    ctx.record_draft(structs.replace(draft, status=DraftStatus.EXPIRED))


def climb(ctx: Context, ticket: Ticket) -> None:
    """One step; whatever is overdue behind it follows at once, each in a transaction of its own."""
    playbook = ctx.desk.playbook_of(ticket)
    following = next_rung(ticket, playbook)
    if following is None or following.due_at > ctx.now:
        ctx.rearm(ticket)
        return
    people = concerned((each for _, to in following.rung.step.deeds for each in to), ticket, playbook)
    absent = absent_among(ctx, people, ticket)
    change = steps.take(ticket, following, playbook=playbook, now=ctx.now, absent=absent)
    if asks_others(following.rung.step):
        place(ctx, change)
    else:
        ctx.record(change)


def sound_again(ctx: Context, ticket: Ticket) -> None:
    ctx.record(alerts.sound_again(ticket, playbook=ctx.desk.playbook_of(ticket), now=ctx.now))


def ask_whether_it_moves(ctx: Context, ticket: Ticket) -> None:
    playbook = ctx.desk.playbook_of(ticket)
    absent = absent_among(ctx, standstill.who_may_hear(ticket, playbook), ticket)
    ctx.record(standstill.stood_still(ticket, playbook=playbook, now=ctx.now, absent=absent))


def wait_ends(ctx: Context, ticket: Ticket) -> None:
    """What was waited for should be there by now."""
    ctx.record(lifecycle.resume(ticket, by=None, playbook=ctx.desk.playbook_of(ticket), now=ctx.now))


def ask_for_acceptance(ctx: Context, ticket: Ticket) -> None:
    """Or close it, where the customer goes on saying nothing."""
    change = acceptance.ask_again(ticket, playbook=ctx.desk.playbook_of(ticket), now=ctx.now)
    if change.events:
        ctx.record(change)
    else:
        ctx.rearm(ticket)


def puzzled(ctx: Context, message: Message) -> None:
    """Nothing that came since has taken it along. Of several such messages the last one's sender is told, once."""
    waiting = ctx.uow.messages.puzzling(message.sender, since=message.at)
    if waiting and waiting[-1].id == message.id:
        ctx.notify(Told(message.sender, Subject(SubjectKind.MESSAGE, message.id), Telling.NOT_UNDERSTOOD))


def _tell(ctx: Context, draft: Draft, what: Telling, words: str = "", also: tuple[str, ...] = ()) -> None:
    grave = is_grave(draft, ctx.desk.playbook)
    for to in dict.fromkeys((*looked_after_by(draft, ctx.desk.playbook), *also)):
        ctx.notify(Told(to, Subject(SubjectKind.DRAFT, draft.id), what, words=words), at_once=grave)


LOCKED: dict[SubjectKind, Callable[[Context, int], Draft | Ticket | Message | Rating | Leave | None]] = {
    SubjectKind.DRAFT: lambda ctx, found: ctx.uow.drafts.get(found, lock=True),
    SubjectKind.TICKET: lambda ctx, found: ctx.uow.tickets.get(found, lock=True),
    SubjectKind.MESSAGE: lambda ctx, found: ctx.uow.messages.get(found, lock=True),
    SubjectKind.RATING: rating.locked,
    SubjectKind.LEAVE: lambda ctx, found: ctx.uow.staff.leave(found, lock=True),
}

ON_DRAFT_TIMER: dict[TimerKind, Callable[[Context, Draft], None]] = {
    TimerKind.ASK_WHAT: ask_what,
    TimerKind.REMIND_DRAFT: remind_draft,
    TimerKind.EXPIRE_DRAFT: expire_draft,
}

ON_TICKET_TIMER: dict[TimerKind, Callable[[Context, Ticket], None]] = {
    TimerKind.LADDER: climb,
    TimerKind.ALERT: sound_again,
    TimerKind.LOOK_AGAIN: look_again,
    TimerKind.STANDSTILL: ask_whether_it_moves,
    TimerKind.WAIT_ENDS: wait_ends,
    TimerKind.ACCEPTANCE: ask_for_acceptance,
}

ON_MESSAGE_TIMER: dict[TimerKind, Callable[[Context, Message], None]] = {
    TimerKind.PUZZLED: puzzled,
}
