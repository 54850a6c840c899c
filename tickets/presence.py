"""Whether somebody is at work at a moment, and until when not: by their word, else by their shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.calendar import LOCAL
from tickets.playbook import Playbook
from tickets.shifts import on_shift_at
from tickets.staffing import DAY_OVER, Staffing


class Absence(StrEnum):
    LEAVE = "leave"
    DAY_OVER = "day_over"
    OFF_SHIFT = "off_shift"


@dataclass(frozen=True, slots=True)
class Absent:
    """`until` None: nobody knows."""

    why: Absence
    until: datetime | None


def absent(userid: str, playbook: Playbook, staff: Staffing, now: datetime) -> Absent | None:
    """None: at work, or on call."""
    said = staff.said_of(userid, now)
    if said is not None:
        why = Absence.DAY_OVER if said.why == DAY_OVER else Absence.LEAVE
        return Absent(why, said.until) if said.away else None
    begins = on_shift_at(userid, playbook, now)
    return Absent(Absence.OFF_SHIFT, begins) if begins > now and not _is_on_call(userid, playbook, now) else None


def _is_on_call(userid: str, playbook: Playbook, now: datetime) -> bool:
    today = now.astimezone(LOCAL).weekday()
    return any(userid in group.on_call.get(today, ()) for group in playbook.groups.values())
