"""Moments, stretches of time and deadlines as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tickets.calendar import LOCAL, Span
from tickets.deadlines import Deadline, Promise
from tickets.playbook.ladder import Since, Until
from tickets.ticket import Start, WaitingFor

MOST_STRETCHES = 2
"""A deadline some days away has a night in each: those are not all told."""

TO_DO = {Promise.CLAIM: "接单", Promise.ARRIVE: "到场", Promise.FINISH: "完工"}
STARTS = {Start.REPORT: "报修", Start.REWORK: "返工", Start.CORRECTION: "更正"}
COUNTED_FROM = {Since.OPENED: "报修", Since.CLAIMED: "接单", Since.DONE: "完工"}
NOT_YET = {Until.CLAIMED: "没有人接单", Until.ON_SITE: "没有到场", Until.DONE: "没有完工", Until.CLOSED: "没有验收"}
WAITS = {WaitingFor.PARTS: "等配件", WaitingFor.CUSTOMER: "等客户", WaitingFor.ACCESS: "等进场"}


def moment(at: datetime, *, beside: datetime) -> str:
    """The day is said where it is another one than that of `beside`."""
    here, there = at.astimezone(LOCAL), beside.astimezone(LOCAL)
    day = "" if here.date() == there.date() else f"{here.month}月{here.day}日 "
    return f"{day}{here:%H:%M}"


def stretch(span: Span, *, beside: datetime) -> str:
    begins, ends = span
    return f"{moment(begins, beside=beside)}-{moment(ends, beside=begins)}"


def length(duration: timedelta) -> str:
    """In days, hours and minutes; what is shorter than a minute, in seconds."""
    seconds = round(duration.total_seconds())
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    parts = ((days, "天"), (hours, "小时"), (rest // 60, "分钟"))
    words = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return words or f"{seconds} 秒"


def by_when(promises: Sequence[Deadline], now: datetime) -> str:
    """09:30 前接单，11:00 前到场. By how much it is late is not said: it would be wrong a minute later."""
    told, beside = [], now
    for each in promises:
        at = moment(each.due_at, beside=beside)
        what = TO_DO[each.promise]
        told.append(f"{what}已超时（{at} 前）" if each.late_at(now) else f"{at} 前{what}")
        beside = each.due_at
    return "，".join(told)


def explained(deadline: Deadline, kind: str) -> str:
    """By when, and out of what that follows. `kind` is the name of the ticket's type."""
    due = f"{moment(deadline.due_at, beside=deadline.since)} 前{TO_DO[deadline.promise]}"
    return f"{due}：{reckoned(deadline, kind)}"


def reckoned(deadline: Deadline, kind: str) -> str:
    """Out of what it follows."""
    since = deadline.since
    counted = f"{kind} {length(deadline.within)}，从 {moment(since, beside=since)} {STARTS[deadline.counts_from]}起算"
    waits = [(wait.reason, (wait.begins, wait.ends)) for wait in deadline.waits()]
    left_out = [f"{WAITS[reason]} {stretch(span, beside=since)}" for reason, span in waits if reason]
    closed = deadline.closed()
    if len(closed) > MOST_STRETCHES:
        name = deadline.clock.calendar.name if deadline.clock.calendar else ""
        left_out.append(f"{name}以外的时间")
    else:
        left_out += [f"下班 {stretch(span, beside=since)}" for span in closed]
    return counted + (f"；{'、'.join(left_out)} 不计" if left_out else "")
