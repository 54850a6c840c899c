"""Public holidays are only known a while ahead: somebody has to be told before deadlines are counted without them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from tickets.calendar import LOCAL, last_known_year
from tickets.playbook import Playbook

AHEAD = timedelta(days=30)


def holidays_unknown(playbooks: Iterable[Playbook], now: datetime) -> str | None:
    """A warning, where some calendar keeps to the holidays and in a month they will not be known any more."""
    year = (now + AHEAD).astimezone(LOCAL).year
    names = [book.name for book in playbooks if any(each.holidays for each in book.calendars.values())]
    if year <= last_known_year() or not names:
        return None
    return (
        f"the public holidays and make-up days of {year} are not known: only the days of the week count for"
        f" {', '.join(names)}. Install a newer chinese-calendar, or write them into the playbook's exceptions"
    )
