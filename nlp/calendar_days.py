"""Which day of the calendar is meant by 下周三, 周末, 11月20日, 15号."""

from __future__ import annotations

from datetime import date, timedelta

NO_SUCH_DAY = date.min
_NUMBERS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_RECENT = timedelta(days=60)  # a date that long ago is of next year
_SATURDAY, _SUNDAY = 5, 6


def weekend(week: str, today: date) -> date:
    if week.startswith("下"):
        return today + timedelta(days=7 + _SATURDAY - today.weekday())
    return today if today.weekday() == _SUNDAY else today + timedelta(days=_SATURDAY - today.weekday())


def weekday(week: str, name: str, today: date) -> date:
    """The next one on or after today; 下周三 is that of the next calendar week."""
    offset = (int(name) if name.isdigit() else _NUMBERS[name]) - 1 - today.weekday()
    if week.startswith("上"):
        return NO_SUCH_DAY
    weeks = week.count("下")
    return today + timedelta(days=offset + 7 * weeks if weeks else offset % 7)


def next_date(month: int, day: int, today: date) -> date:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - _RECENT:
            return found
    return NO_SUCH_DAY


def day_of_month(day: int, today: date) -> date:
    """The next 15th, on or after today."""
    first = today.replace(day=1)
    for _ in range(3):
        try:
            found = first.replace(day=day)
        except ValueError:
            found = NO_SUCH_DAY
        if found >= today:
            return found
        first = (first + timedelta(days=32)).replace(day=1)
    return NO_SUCH_DAY
