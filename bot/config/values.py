"""One value of a TOML document as the type that a setting wants. Each raises ValueError with what it must be."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, get_args

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def text(given: Any) -> str:
    if isinstance(given, str):
        return given
    raise ValueError("must be text in quotes")


def whole_number(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise ValueError("must be a whole number, without quotes")


def switch(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    raise ValueError("must be true or false, without quotes")


def duration(given: Any) -> timedelta:
    parts = re.fullmatch(r"(\d{1,6})([smhd])", given) if isinstance(given, str) else None
    if not parts:
        raise ValueError('must be a duration in quotes, such as "90s", "5m", "2h" or "3d"')
    return timedelta(**{_UNITS[parts[2]]: int(parts[1])})


def one_of(literal: Any, given: Any) -> Any:
    allowed = get_args(literal)
    if given in allowed:
        return given
    raise ValueError("must be " + " or ".join(f'"{each}"' for each in allowed))
