"""请假, 销假, 上班, 下班: who is at work, by their own word or their leader's. Dispatching looks at it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from handlers.context import Context
from handlers.dispatching import somebody_came
from handlers.hearing import Heard
from handlers.leaves import leave_begins
from handlers.replies import Answer, AtWork, OnLeave, SaidOfYou, UnclearLeave, WhoIsMeant
from nlp.attendance import Attendance, Said, read
from storage.inbox import Outcome
from tickets.calendar import LOCAL
from tickets.errors import NotAllowed
from tickets.notifications import Subject, SubjectKind
from tickets.people import meant
from tickets.playbook import Playbook
from tickets.shifts import is_on_call_before, next_shift_at, on_shift_at
from tickets.staffing import DAY_OVER, Availability, Leave
from tickets.timers import Timer, TimerKind

LONGEST = 24
"""Characters. Whoever writes more is telling something."""


def say(ctx: Context, heard: Heard) -> Answer | None:
    """None: it is something else, or said of somebody who does not work here."""
    said = read(heard.text, ctx.now.astimezone(LOCAL)) if len(heard.text) <= LONGEST else None
    people = _people(ctx, heard, said) if said is not None else []
    if said is None or not people:
        return None
    if said.what is Attendance.UNCLEAR:
        return Answer(outcome=Outcome.ASKED, reason="unclear_leave", reply=UnclearLeave())
    whom = people[0]
    if whom != heard.sender and not leads(heard.sender, whom, ctx.desk.playbook):
        raise NotAllowed("not_their_leader")
    if len(people) > 1:
        return Answer(
            outcome=Outcome.ASKED, reason="which_person", reply=WhoIsMeant(heard.text, said.who, tuple(people))
        )
    reply = SAYING[said.what](ctx, said, whom, heard.sender)
    also = ((whom, SaidOfYou(heard.sender, replace(reply, who=None))),) if whom != heard.sender else ()
    return Answer(outcome=Outcome.ANSWERED, reason=said.what.value, reply=reply, also=also)


def leads(leader: str, userid: str, playbook: Playbook) -> bool:
    groups = [group for group in playbook.groups.values() if userid in group.everyone]
    return leader == playbook.roles.director or any(group.leader == leader for group in groups)


def _people(ctx: Context, heard: Heard, said: Said) -> list[str]:
    """Of several people of that name who are still there, those whom the speaker leads."""
    if not said.who:
        return [heard.sender]
    playbook = ctx.desk.playbook
    called = [person.userid for person in meant(said.who, playbook)]
    gone = ctx.uow.staff.at(ctx.now, called, (), None).gone
    people = [userid for userid in called if userid not in gone]
    return [userid for userid in people if leads(heard.sender, userid, playbook)] or people


def _away(ctx: Context, said: Said, whom: str, by: str) -> OnLeave:
    """What they have claimed stays theirs: they are told of it."""
    since, until = said.since.astimezone(UTC), said.until.astimezone(UTC) if said.until else None
    return _gone(ctx, whom, by, Availability(away=True, since=since, until=until))


def _over(ctx: Context, _: Said, whom: str, by: str) -> OnLeave:
    """Who is on leave for longer stays so."""
    until = next_shift_at(whom, ctx.desk.playbook, ctx.now)
    said = ctx.uow.availability.of([whom], ctx.now).get(whom)
    if said is not None and said.away and (said.until is None or said.until > until):
        return _on_leave(ctx, whom, by, said)
    ends = _until(until, ctx.uow.availability.planned(whom, ctx.now))
    return _gone(ctx, whom, by, Availability(away=True, since=ctx.now, until=ends, why=DAY_OVER))


def _gone(ctx: Context, whom: str, by: str, leave: Availability) -> OnLeave:
    subject = Subject(SubjectKind.LEAVE, ctx.uow.availability.say(whom, leave, said_by=by))
    if leave.holds(ctx.now):
        jobs = tuple(ctx.uow.tickets.in_hand(whom))
        leave_begins(ctx, subject, Leave(userid=whom, said=leave, jobs=jobs), said_by=by)
    else:
        ctx.uow.timers.replace(subject, [Timer(TimerKind.LEAVE_BEGINS, leave.since)], fresh=True)
    return _on_leave(ctx, whom, by, leave)


def _on_leave(ctx: Context, whom: str, by: str, leave: Availability) -> OnLeave:
    numbers = tuple(str(each.number) for each in ctx.uow.tickets.in_hand(whom))
    until = leave.until if leave.why == DAY_OVER else None
    on_call = until is not None and is_on_call_before(until, whom, ctx.desk.playbook, ctx.now)
    return OnLeave(_other(whom, by), leave, numbers, on_call, ctx.now)


def _back(ctx: Context, _: Said, whom: str, by: str) -> AtWork:
    """Off shift it holds until the shift begins, which then goes on by itself."""
    now = ctx.now
    shift_at = on_shift_at(whom, ctx.desk.playbook, now)
    planned = ctx.uow.availability.planned(whom, now)
    ctx.uow.availability.end(whom, now)
    if shift_at > now:
        extra = Availability(away=False, since=now, until=_until(shift_at, planned))
        ctx.uow.availability.say(whom, extra, said_by=by)
    somebody_came(ctx, [whom])
    return AtWork(_other(whom, by), shift_at=shift_at if shift_at > now else None, planned=planned)


def _until(shift_at: datetime, planned: Availability | None) -> datetime:
    """What is said of this shift holds until the next, but a leave that was planned begins all the same."""
    return min(shift_at, planned.since) if planned is not None else shift_at


def _called_off(ctx: Context, _: Said, whom: str, by: str) -> AtWork:
    """Nobody works overtime by this."""
    planned = ctx.uow.availability.planned(whom, ctx.now)
    ctx.uow.availability.call_off(whom, ctx.now)
    ctx.uow.availability.end(whom, ctx.now)
    somebody_came(ctx, [whom])
    return AtWork(_other(whom, by), called_off=planned)


def _other(whom: str, by: str) -> str | None:
    return whom if whom != by else None


SAYING: Mapping[Attendance, Callable[[Context, Said, str, str], OnLeave | AtWork]] = {
    Attendance.AWAY: _away,
    Attendance.CALLED_OFF: _called_off,
    Attendance.BACK: _back,
    Attendance.OVER: _over,
}
