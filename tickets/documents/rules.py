"""What a value must obey beyond its type: each rule answers a value with a complaint, or with None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Distinct:
    """No two tables of a list have the same value under this key."""

    key: str


def positive(value: timedelta) -> str | None:
    return None if value else "必须大于 0"


def at_least_one(values: Sequence[object]) -> str | None:
    return None if values else "至少要有一项"


def between(low: int, high: int) -> Callable[[int], str | None]:
    return lambda value: None if low <= value <= high else f"必须在 {low} 到 {high} 之间"


def not_empty(value: str) -> str | None:
    return None if value.strip() else "不能是空的"


def up_to(most: int) -> Callable[[str], str | None]:
    return lambda value: None if len(value) <= most else f"最多 {most} 个字"
