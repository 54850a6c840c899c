"""Public holidays are only known a while ahead: somebody has to be told before deadlines are counted without them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from tickets.calendar import LOCAL, last_known_year
from tickets.playbook import Playbook

AHEAD = timedelta(days=30)


def year_unknown(playbook: Playbook, now: datetime) -> int | None:
    """Some calendar keeps to the holidays, and in a month those of this year will not be known."""
    year = (now + AHEAD).astimezone(LOCAL).year
    keeps = any(each.holidays for each in playbook.calendars.values())
    return year if keeps and year > last_known_year() else None


def holidays_unknown(playbooks: Iterable[Playbook], now: datetime) -> str | None:
    """A warning."""
    unknown = {book.name: year for book in playbooks if (year := year_unknown(book, now)) is not None}
    if not unknown:
        return None
    year, names = max(unknown.values()), unknown
    return (
        f"还不知道 {year} 年的节假日和调休，{'、'.join(names)} 只按星期几算。"
        "请安装新版的 chinese-calendar，或者写进剧本的 exceptions"
    )
