"""The fields of a message, read strictly: whatever is not as documented is one ValueError."""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, datetime
from typing import Any


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("missing, repeated, or elements within")  # noqa: TRY004  # one error for every garbage
    return value


def required(value: Any) -> str:
    if not (found := text(value)):
        raise ValueError("empty")
    return found


def optional(value: Any) -> str | None:
    return text(value) or None if value is not None else None


def number(value: Any) -> int:
    digits = required(value)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("not a number")
    return int(digits)


def moment(value: Any) -> datetime:
    """Seconds since 1970. Also raises OverflowError or OSError: a time that no calendar has."""
    return datetime.fromtimestamp(number(value), UTC)


def degrees(value: Any, *, most: int) -> float:
    found = float(required(value))
    if not math.isfinite(found) or abs(found) > most:
        raise ValueError("nowhere on earth")
    return found


def digest(xml: str) -> str:
    """The id of what has none: a repeated delivery carries the same XML."""
    return hashlib.sha256(xml.encode(errors="surrogatepass")).hexdigest()
