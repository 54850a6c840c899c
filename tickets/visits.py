"""When somebody is to come, where that was agreed on with the customer."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from tickets.calendar import LOCAL
from tickets.ticket import Ticket

PARTS = {"早上": time(10), "上午": time(12), "中午": time(14), "下午": time(18), "晚上": time(21)}
"""When these are over for whoever waits at home."""
DAY_ENDS = time(18)
LAST_YEARS = timedelta(days=180)
"""A date that lies further back is one of the coming year."""

_AGREED = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)(?: (?P<hour>\d\d):(?P<minute>\d\d)| (?P<part>\w+))?")


def written(at: datetime) -> str:
    """As `agreed_until` reads it."""
    return f"{at.astimezone(LOCAL):%m-%d %H:%M}"


def agreed_until(ticket: Ticket) -> datetime | None:
    """By then somebody should have come. Nobody agrees on a time with whom is trapped."""
    said = _AGREED.fullmatch(ticket.facts.appointment or "")
    if said is None or ticket.life_safety:
        return None
    since = ticket.promised_since.astimezone(LOCAL)
    years = (_moment(said, year) for year in (since.year, since.year + 1))
    return next((at for at in years if at is not None and at > since - LAST_YEARS), None)


def _moment(said: re.Match[str], year: int) -> datetime | None:
    at = time(int(said["hour"]), int(said["minute"])) if said["hour"] else PARTS.get(said["part"] or "", DAY_ENDS)
    try:
        return datetime(year, int(said["month"]), int(said["day"]), at.hour, at.minute, tzinfo=LOCAL)
    except ValueError:
        return None  # 02-29
