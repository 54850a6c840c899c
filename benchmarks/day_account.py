"""The account of a simulated day: whatever does not balance, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.company import Company
from benchmarks.town import Town
from bot.errands.sending import digest
from emulator.conversation import Sender
from emulator.server import Emulator
from storage import schema as s
from storage.errands import State
from storage.unit_of_work import UnitOfWork
from tickets.ticket import Status

OVER = {Status.DONE.value, Status.CLOSED.value, Status.CANCELLED.value}


@dataclass(frozen=True)
class Day:
    """What is looked at when it is over."""

    company: Company
    town: Town
    reports: int
    wecom: Emulator
    uow: UnitOfWork
    log: Path

    @property
    def now(self) -> Any:
        return self.wecom.world.clock.now()

    def rows(self, statement: Any) -> list[Any]:
        return list(self.uow.connection.execute(statement))

    def counted(self, table: Any, column: Any) -> dict[Any, int]:
        return dict(map(tuple, self.rows(select(column, func.count()).select_from(table).group_by(column))))


def figures(day: Day) -> dict[str, str]:
    errands = day.counted(s.errand, s.errand.c.state)
    events = day.counted(s.ticket_event, s.ticket_event.c.kind)
    return {
        "callbacks": f"{len(day.town.callbacks):,}",
        "reports": f"{day.reports:,}",
        "tickets": _listed(day.counted(s.ticket, s.ticket.c.status)),
        "drafts": _listed(day.counted(s.draft, s.draft.c.status)),
        "messages and cards": _listed(errands),
        "what happened": _listed(events),
        "updates": _listed(day.counted(s.inbox, s.inbox.c.outcome)),
        "warnings": _listed(Counter(each["event"] for each in logged(day.log, {"warning"}))),
    }


def unbalanced(day: Day) -> Iterator[str]:
    yield from _arrivals(day)
    yield from _tickets(day)
    yield from _promises(day)
    yield from _cards(day)
    yield from (f"dropped: to {each.userid} {str(each.body)[:80]}" for each in day.wecom.dropped)
    yield from (f"protocol: {each.text}" for each in day.wecom.world.problems)
    yield from (f"logged: {each}" for each in logged(day.log, {"error", "critical"}))


def logged(log: Path, levels: set[str]) -> list[dict[str, Any]]:
    """What is no event, such as a traceback of the interpreter, is an error."""
    found = []
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            event = {"event": line, "level": "critical"}
        if event["level"] in levels:
            found.append(event)
    return found


def _arrivals(day: Day) -> Iterator[str]:
    """Each update that WeCom counts as delivered has an ending of its own."""
    lost = [each for each in day.town.callbacks if not each.answered]
    yield from (f"not delivered: {each.userid} {each.name} {each.failure}" for each in lost)
    ended = day.rows(select(func.count()).where(s.inbox.c.outcome.is_not(None)))[0][0]
    if ended != len(day.town.callbacks) - len(lost):
        yield f"updates: {len(day.town.callbacks) - len(lost)} delivered, {ended} with an ending"


def _tickets(day: Day) -> Iterator[str]:
    drafts = day.rows(select(func.count()).select_from(s.draft))[0][0]
    if drafts != day.reports:
        yield f"reports: {day.reports} told, {drafts} drafts"
    tickets = day.rows(select(s.ticket.c.id, s.ticket.c.status, s.ticket.c.assignee))
    submitted = day.counted(s.draft, s.draft.c.status).get("submitted", 0)
    if submitted != len(tickets):
        yield f"tickets: {submitted} drafts submitted, {len(tickets)} tickets"
    timers = {
        row.subject_id for row in day.rows(select(s.timer.c.subject_id).where(s.timer.c.subject_kind == "ticket"))
    }
    for row in tickets:
        if row.status not in OVER and row.id not in timers:
            yield f"ticket {row.id} is {row.status} and nothing will remember it"
        if not day.uow.tickets.history_is_whole(row.id):
            yield f"ticket {row.id}: its history is not whole"


def _promises(day: Day) -> Iterator[str]:
    late = select(s.timer.c.subject_id, s.timer.c.kind, s.timer.c.due_at).where(s.timer.c.due_at <= day.now)
    yield from (f"timer not fired: {tuple(row)}" for row in day.rows(late))
    failed = select(s.timer.c.subject_id, s.timer.c.kind).where(s.timer.c.failures > 0)
    yield from (f"timer failed: {tuple(row)}" for row in day.rows(failed))
    waiting = select(s.errand.c.id, s.errand.c.kind, s.errand.c.recipient, s.errand.c.reason).where(
        s.errand.c.not_before <= day.now, s.errand.c.state == State.WAITING.value
    )
    yield from (f"not sent: {tuple(row)}" for row in day.rows(waiting))
    dead = select(s.errand.c.id, s.errand.c.kind, s.errand.c.recipient, s.errand.c.reason)
    yield from (f"given up: {tuple(row)}" for row in day.rows(dead.where(s.errand.c.state == State.DEAD.value)))


def _cards(day: Day) -> Iterator[str]:
    """Each card that we know of was shown once, and looks as we think it does."""
    believed = {row.task_id: row.shown for row in day.rows(select(s.card.c.task_id, s.card.c.shown))}
    seen: dict[str, str] = {}
    for userid in day.company.everybody:
        for entry in day.wecom.world.conversation(userid):
            if entry.sender is Sender.APP and entry.card is not None:
                if entry.card.task_id in seen:
                    yield f"card shown twice: {userid} {entry.card.task_id}"
                seen[entry.card.task_id] = digest(entry.card.content)
    yield from (f"card {task_id} was never shown" for task_id in believed.keys() - seen.keys())
    yield from (f"card {task_id} is not known" for task_id in seen.keys() - believed.keys())
    both = believed.keys() & seen.keys()
    yield from (f"card {task_id} looks other than we think" for task_id in both if believed[task_id] != seen[task_id])


def _listed(counts: dict[Any, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda each: -each[1])) or "none"
