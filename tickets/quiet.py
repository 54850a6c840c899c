"""When people are left alone, and how not to speak to all of them in the same second."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from tickets.calendar import LOCAL
from tickets.playbook.conditions import in_hours
from tickets.playbook.values import QuietHours

LONGEST_ASIDE = timedelta(minutes=3)


def quiet_until(quiet: QuietHours | None, at: datetime) -> datetime | None:
    """When they are over; None: they are not on."""
    local = at.astimezone(LOCAL)
    if quiet is None or not in_hours(local.time(), quiet.begins, quiet.ends):
        return None
    ends = datetime.combine(local.date(), quiet.ends, LOCAL)
    return (ends if ends > local else ends + timedelta(days=1)).astimezone(at.tzinfo)


def is_round(at: datetime) -> bool:
    """A full or half hour, at which WeCom is crowded."""
    return at.minute in (0, 30) and at.second == 0 and at.microsecond == 0


def aside(seed: str) -> timedelta:
    """Some seconds up to a few minutes; always the same for the same seed."""
    return timedelta(seconds=1 + zlib.crc32(seed.encode()) % int(LONGEST_ASIDE.total_seconds()))
