"""One value of a TOML document as the type that is wanted. Each raises ValueError with what it must be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time, timedelta
from typing import Any

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def text(given: Any) -> str:
    if isinstance(given, str):
        return given
    raise ValueError("必须是引号里的文字")


def whole_number(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise ValueError("必须是整数，不加引号")


def share(given: Any) -> float:
    """A part of a whole."""
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1:
        return float(given)
    raise ValueError("必须是 0 到 1 之间的数，不加引号：0.05 就是二十分之一")


def switch(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    raise ValueError("必须是 true 或 false，不加引号")


def duration(given: Any) -> timedelta:
    parts = re.fullmatch(r"(\d{1,6})([smhd])", given) if isinstance(given, str) else None
    if not parts:
        raise ValueError('必须是引号里的时长，如 "90s"、"5m"、"2h"、"3d"')
    return timedelta(**{_UNITS[parts[2]]: int(parts[1])})


def time_of_day(given: Any) -> time:
    """Midnight may be "24:00", as the end of a day."""
    parts = re.fullmatch(r"(\d{1,2}):(\d{2})", given) if isinstance(given, str) else None
    if not parts or int(parts[1]) > 24 or int(parts[2]) > 59 or (int(parts[1]) == 24 and int(parts[2])):
        raise ValueError('必须是引号里的钟点，如 "08:30"')
    return time(int(parts[1]) % 24, int(parts[2]))


def one_of(allowed: Iterable[object], given: Any) -> Any:
    values = tuple(allowed)
    if given in values:
        return given
    raise ValueError("必须是 " + " 或 ".join(f'"{each}"' for each in values))
