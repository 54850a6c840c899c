"""今日: what to do first, each with why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.texts.times import TO_DO, length, moment
from bot.texts.words import PRIORITY, STATUS, summary, urgency
from handlers.replies import Today
from tickets.playbook.values import RANK, Priority
from tickets.today import MOST, Ranked


def today(said: Today) -> str:
    if not said.ranked:
        return f"现在没有要做的。{_waiting(said.waiting)}".strip()
    lines = [f"{place}. {line(each, said.now)}" for place, each in enumerate(said.ranked[:MOST], 1)]
    rest = len(said.ranked) - MOST
    more = f"另有 {rest} 张，回复「我的工单」看全部。" if rest > 0 else ""
    return "\n".join(filter(None, [*lines, more + _waiting(said.waiting)]))


def line(each: Ranked, now: datetime) -> str:
    ticket = each.ticket
    what = f"{urgency(ticket)}{ticket.number} {summary(ticket.facts)}（{STATUS[ticket.status]}）"
    return f"{what}\n　{'，'.join(_why(each, now))}"


def _why(each: Ranked, now: datetime) -> Iterator[str]:
    ticket, promise = each.ticket, each.promise
    if ticket.life_safety:
        yield "危及人身安全"
    if promise is not None:
        late = promise.late_at(now)
        by = f"{moment(promise.due_at, beside=now)} 前{TO_DO[promise.promise]}"
        yield f"应在 {by}，已超时 {length(late)}" if late else f"{by}，还有 {length(promise.due_at - now)}"
    if ticket.facts.urgent:
        yield "客户催得急"
    if RANK[ticket.priority] > RANK[Priority.NORMAL]:
        yield f"优先级{PRIORITY[ticket.priority]}"
    if promise is None:
        yield f"报修 {length(now - ticket.opened_at)}了"


def _waiting(count: int) -> str:
    return f"还有 {count} 张在等待中。" if count else ""
