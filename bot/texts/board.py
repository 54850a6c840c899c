"""看板: for whoever leads, what is late first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.texts.times import TO_DO, WAITS, length, moment
from bot.texts.words import STATUS, summary, urgency
from handlers.replies import Board, GroupBoard
from tickets.playbook import Playbook
from tickets.ticket import Ticket
from tickets.today import Ranked

MOST = 6
"""Tickets of one group; a message takes no more than some forty lines."""
MOST_LATE = 3


def board(said: Board, playbook: Playbook) -> str:
    busy = [each for each in said.groups if each.count]
    idle = [each.name for each in said.groups if not each.count]
    told = ["\n".join(_of_group(each, said, playbook)) for each in busy]
    rest = f"{'、'.join(idle)}：没有没完的单子。" if idle else ""
    return "\n\n".join(filter(None, (*told, rest)))


def _of_group(group: GroupBoard, said: Board, playbook: Playbook) -> Iterator[str]:
    late = [each for each in group.ranked if _late(each, said.now)]
    yield f"{group.name}：{'，'.join(_counts(group, late))}"
    if said.in_detail:
        yield _hands(group, playbook)
        every = [_line(each, said.now, playbook) for each in group.ranked]
        every += [_waiting_line(each, said.now, playbook) for each in group.waiting]
        yield from _as_many(every, MOST, "")
    else:
        yield from _as_many([_line(each, said.now, playbook) for each in late], MOST_LATE, "超时")


def _as_many(lines: list[str], most: int, what: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"另有 {len(lines) - most} 张{what}。"


def _counts(group: GroupBoard, late: list[Ranked]) -> Iterator[str]:
    yield f"{group.count} 张没完"
    if late:
        yield f"{len(late)} 张超时"
    if unclaimed := sum(each.ticket.assignee is None for each in group.ranked):
        yield f"{unclaimed} 张没人接"
    if group.waiting:
        yield f"{len(group.waiting)} 张在等待"


def _hands(group: GroupBoard, playbook: Playbook) -> str:
    """Who has how many."""
    tickets = (*(each.ticket for each in group.ranked), *group.waiting)
    held = Counter(ticket.assignee for ticket in tickets if ticket.assignee)
    return "手上：" + (
        "，".join(f"{playbook.name_of(who)} {count} 张" for who, count in held.most_common()) or "都空着"
    )


def _line(each: Ranked, now: datetime, playbook: Playbook) -> str:
    return f"{_which(each.ticket)}（{_who(each.ticket, playbook)}）\n　{_by(each, now)}"


def _waiting_line(ticket: Ticket, now: datetime, playbook: Playbook) -> str:
    who = playbook.name_of(ticket.assignee or "")
    wait = f"{WAITS[ticket.wait.reason]}到 {moment(ticket.wait.until, beside=now)}" if ticket.wait else ""
    return f"{_which(ticket)}（{who} {wait}）"


def _which(ticket: Ticket) -> str:
    return f"· {urgency(ticket)}{ticket.number} {summary(ticket.facts)}"


def _who(ticket: Ticket, playbook: Playbook) -> str:
    return f"{playbook.name_of(ticket.assignee)} {STATUS[ticket.status]}" if ticket.assignee else "没人接"


def _by(each: Ranked, now: datetime) -> str:
    promise = each.promise
    if promise is None:
        return f"报修 {length(now - each.ticket.opened_at)}了"
    by, what = moment(promise.due_at, beside=now), TO_DO[promise.promise]
    if _late(each, now):
        return f"{what}超时 {length(promise.late_at(now))}（应在 {by} 前）"
    return f"{by} 前{what}，还有 {length(promise.due_at - now)}"


def _late(each: Ranked, now: datetime) -> bool:
    return each.promise is not None and bool(each.promise.late_at(now))
