"""When people are left alone, and how not to speak to all of them in the same second."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta

from tickets.calendar import LOCAL
from tickets.playbook.conditions import in_hours
from tickets.playbook.policies import QuietHours

LONGEST_ASIDE = timedelta(minutes=3)
AWAKE = timedelta(minutes=30)
"""So long somebody is who has spoken to us."""


def quiet_until(quiet: QuietHours | None, at: datetime) -> datetime | None:
    """When they are over; None: they are not on."""
    local = at.astimezone(LOCAL)
    if quiet is None or not in_hours(local.time(), quiet.begins, quiet.ends):
        return None
    ends = datetime.combine(local.date(), quiet.ends, LOCAL)
    return (ends if ends > local else ends + timedelta(days=1)).astimezone(at.tzinfo)


def left_alone_until(
    userid: str, quiet: QuietHours | None, at: datetime, *, spoke_since: Callable[[datetime], bool]
) -> datetime | None:
    """When quiet hours are over for this person, some seconds after the full hour; None: may be told now.

    Whoever spoke to us a moment ago is awake, and wants to know.
    """
    ends = quiet_until(quiet, at)
    return None if ends is None or spoke_since(at - AWAKE) else ends + aside(userid)


def is_round(at: datetime) -> bool:
    """A full or half hour, at which WeCom is crowded."""
    return at.minute in (0, 30) and at.second == 0 and at.microsecond == 0


def aside(seed: str) -> timedelta:
    """Some seconds up to a few minutes; always the same for the same seed."""
    return timedelta(seconds=1 + zlib.crc32(seed.encode()) % int(LONGEST_ASIDE.total_seconds()))
