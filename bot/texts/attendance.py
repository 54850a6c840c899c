"""What is answered to 请假, 上班 and 下班."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from handlers.replies import AtWork, OnLeave, Reply, SaidOfYou, UnclearLeave, WhoIsMeant
from tickets.calendar import LOCAL
from tickets.playbook import Playbook
from tickets.presence import Absence, Absent
from tickets.staffing import DAY_OVER, Availability, Leave

WEEKDAYS = "一二三四五六日"
MOST_NAMED = 5
ABSENT = {Absence.LEAVE: "请假", Absence.DAY_OVER: "下班", Absence.OFF_SHIFT: "不在班"}
MIDNIGHT = time(0)


def in_hand(leave: Leave, playbook: Playbook) -> str:
    """To whoever leads them."""
    until = f"，{_until(leave.said.until)}" if leave.said.until else ""
    numbers = tuple(str(ticket.number) for ticket in leave.jobs)
    has = f"手上还有 {len(numbers)} 张没完工：{_listed(numbers)}"
    return f"{playbook.name_of(leave.userid)} 请假了{until}；{has}。要换人就回复「{numbers[0]} 转给…」。"


def but_absent(absent: Absent | None, whom: str) -> str:
    """What somebody must know who gives them something to do."""
    if absent is None:
        return ""
    until = f"，{_until(absent.until)}" if absent.until else ""
    return f"注意：{whom} 现在{ABSENT[absent.why]}{until}。"


def _on_leave(said: OnLeave, playbook: Playbook) -> str:
    whom = playbook.name_of(said.who) if said.who else "您"
    period = _period(said.leave, said.now)
    back = "提前回来就说「上班」" if said.leave.until else "回来了说一声「上班」"
    if said.leave.since > said.now:
        back = "不休了就说「销假」"
    hand = f"\n手上还有 {len(said.jobs)} 张没完工：{_listed(said.jobs)}，干不完请转派。" if said.jobs else ""
    return f"好的，{period}不派单给{whom}；{back}。{_still_asked(said, whom, playbook)}{hand}"


def _still_asked(said: OnLeave, whom: str, playbook: Playbook) -> str:
    """Whoever has gone home for the day is asked for what cannot wait."""
    if said.leave.why != DAY_OVER:
        return ""
    urgent = "、".join(f"「{each.name}」" for each in playbook.types if each.life_safety)
    found = "和".join(filter(None, ("值班时来的单" if said.on_call else "", urgent)))
    return f"{found}还是会找{whom}。" if found else ""


def _at_work(said: AtWork, playbook: Playbook) -> str:
    whom = playbook.name_of(said.who) if said.who else "您"
    extra = f"现在不在班（{_when(said.shift_at)} 才开始），按加班算；不干了说「下班」。" if said.shift_at else ""
    still = f"{_leave(said.planned)}还在，不休了就说「销假」。" if said.planned else ""
    called_off = f"{_leave(said.called_off)}取消了。" if said.called_off else ""
    return f"好的，从现在起照常派单给{whom}。{extra}{still}{called_off}"


def _leave(leave: Availability) -> str:
    return f"{_day(leave.since.astimezone(LOCAL))}起的请假"


def _listed(numbers: tuple[str, ...]) -> str:
    return "、".join(numbers[:MOST_NAMED]) + ("…" if len(numbers) > MOST_NAMED else "")


def _period(leave: Availability, now: datetime) -> str:
    since, until = leave.since.astimezone(LOCAL), leave.until
    if since > now and since.time() == MIDNIGHT and until == since + timedelta(days=1):
        return f"{_day(since)}全天"
    parts = (f"从 {_begin(since)}起" if since > now else "", _until(until) if until else "")
    return "，".join(filter(None, parts)) or "从现在起"


def _begin(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return _day(local) if local.time() == MIDNIGHT else _when(at)


def _until(at: datetime) -> str:
    """A leave that ends at midnight ends with the day before."""
    local = at.astimezone(LOCAL)
    if local.time() == MIDNIGHT:
        return f"到 {_day(local - timedelta(days=1))}为止（含当天）"
    return f"{_when(at)} 之前"


def _when(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return f"{_day(local)} {local:%H:%M}"


def _day(local: datetime) -> str:
    return f"{local.month}月{local.day}日（周{WEEKDAYS[local.weekday()]}）"


def _said_of_you(said: SaidOfYou, playbook: Playbook) -> str:
    return f"{playbook.name_of(said.by)}替您说的：{WORDS[type(said.reply)](said.reply, playbook)}"


def _who(said: WhoIsMeant, playbook: Playbook) -> str:
    """Two of one name are told apart by what WeCom calls them."""
    names = [playbook.name_of(userid) for userid in said.people]
    shared = {name for name in names if names.count(name) > 1}
    shown = [f"{name}（{userid}）" if name in shared else name for name, userid in zip(names, said.people, strict=True)]
    once_more = said.said.replace(said.words, said.people[0] if names[0] in shared else names[0], 1)
    return f"「{said.words}」可能是{'、'.join(shown)}，是哪一位？例如「{once_more}」。"


WORDS: Mapping[type[Reply], Callable[[Any, Playbook], str]] = {
    OnLeave: _on_leave,
    AtWork: _at_work,
    SaidOfYou: _said_of_you,
    WhoIsMeant: _who,
    UnclearLeave: lambda _, __: (
        "没看懂请假从哪天到哪天；过去的日子不能请。例如「请假到周五」「请假两天」「12月1日到12月3日请假」。"
    ),
}
