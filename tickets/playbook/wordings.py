"""How single things are written in a playbook: people, recipients, days, hours."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any, NewType

from tickets.calendar import Window
from tickets.documents import values
from tickets.documents.reader import Leaves
from tickets.playbook.ladder import Recipient

Userid = NewType("Userid", str)
"""WeCom's, which does not care about case: in lower case."""
Weekdays = NewType("Weekdays", tuple[int, ...])
Dates = NewType("Dates", tuple[date, ...])

Share = NewType("Share", float)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROLES = {
    "leader": "leader",
    "director": "director",
    "owner": "owner",
    "assignee": "assignee",
    "reporter": "reporter",
    "area leader": "area_leader",
}
"""As written, and as `Recipient.role`."""
LONGEST_RANGE = 366


def userid(given: Any) -> Userid:
    found = values.text(given).strip().lower()
    if not found:
        raise ValueError("是空的：要写企业微信的 userid")
    return Userid(found)


def recipient(given: Any) -> Recipient:
    """As "leader", "area leader", "leader of b", "group b", or a userid."""
    words = " ".join(values.text(given).split())
    if words in ROLES:
        return Recipient(role=ROLES[words])
    if words.startswith("leader of "):
        return Recipient(leader_of=words.removeprefix("leader of "))
    if words.startswith("group "):
        return Recipient(group=words.removeprefix("group "))
    if not words or " " in words:
        roles = "".join(f"「{role}」" for role in ROLES)
        raise ValueError(f"必须是{roles}「leader of 班组的 key」「group 班组的 key」或 userid")
    return Recipient(userid=words.lower())


def written(whom: Recipient) -> str:
    """The same as a playbook has it."""
    if whom.leader_of is not None:
        return f"leader of {whom.leader_of}"
    if whom.group is not None:
        return f"group {whom.group}"
    names = {role: words for words, role in ROLES.items()}
    return whom.userid or names[whom.role or ""]


def weekdays(given: Any) -> Weekdays:
    first, _, last = values.text(given).partition("-")
    if first in DAYS and (last or first) in DAYS and DAYS.index(first) <= DAYS.index(last or first):
        return Weekdays(tuple(range(DAYS.index(first), DAYS.index(last or first) + 1)))
    raise ValueError('必须是一天，或者从前到后的几天，如 "mon" 或 "mon-fri"')


def dates(given: Any) -> Dates:
    first, _, last = values.text(given).partition("..")
    try:
        begins = date.fromisoformat(first)
        ends = date.fromisoformat(last) if last else begins
    except ValueError:
        raise ValueError('必须是日期，如 "2026-10-01" 或 "2026-10-01..2026-10-03"') from None
    days = (ends - begins).days + 1
    if not 0 < days <= LONGEST_RANGE:
        raise ValueError("结束不能早于开始，也不能超过一年")
    return Dates(tuple(begins + timedelta(days=number) for number in range(days)))


def window(given: Any) -> Window:
    parts = re.fullmatch(r"\s*(\S+?)\s*-\s*(\S+?)\s*", given) if isinstance(given, str) else None
    if not parts:
        raise ValueError('必须是引号里的时段，如 "08:30-12:00"')
    begins, ends = values.time_of_day(parts[1]), values.time_of_day(parts[2])
    if ends != time(0) and ends <= begins:
        raise ValueError("结束必须晚于开始；过零点的写成两段：一段到 24:00，一段从 00:00 起")
    return begins, ends


LEAVES: Leaves = {
    Userid: userid,
    Recipient: recipient,
    Weekdays: weekdays,
    Dates: dates,
    Window: window,
    Share: values.share,
}
