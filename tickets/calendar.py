"""Working time: when a shift is on, and when so much of it will have passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

Window = tuple[time, time]
"""From, up to but not including; `time(0)` as the end is midnight. No window goes over midnight: it is two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """`week` has the windows of Monday (0) to Sunday (6); a make-up day has Monday's. `holidays`: China's public
    holidays are off and its make-up days are on. `exceptions` go before everything: the windows of one date, none: off.
    """

    key: str
    name: str
    week: Mapping[int, tuple[Window, ...]]
    holidays: bool = True
    exceptions: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
