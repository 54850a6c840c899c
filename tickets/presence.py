"""Whether somebody is at work at a moment, and until when not: by their word, else by their shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.playbook import Playbook
from tickets.shifts import is_on_call, on_shift_at
from tickets.staffing import Staffing


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
    """None: at work, or on call, which goes before the end of their day."""
    said = staff.said_of(userid, now)
    if said is not None and (not said.away or staff.is_on_leave(userid, now)):
        return Absent(Absence.LEAVE, said.until) if said.away else None
    begins = on_shift_at(userid, playbook, now)
    if is_on_call(userid, playbook, now):
        return None
    if said is not None:
        return Absent(Absence.DAY_OVER, said.until)
    return Absent(Absence.OFF_SHIFT, begins) if begins > now else None


def is_away(userid: str, playbook: Playbook, staff: Staffing, now: datetime, *, life_safety: bool = False) -> bool:
    """By their own word. That their day is over is one about the shift, of which life-safety asks as little."""
    found = absent(userid, playbook, staff, now)
    return found is not None and found.why in ((Absence.LEAVE,) if life_safety else (Absence.LEAVE, Absence.DAY_OVER))
