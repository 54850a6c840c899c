"""How many customer-service messages a customer may still be sent, and until when.

Each interaction opens a window of its own. WeChat does not say that windows add up, so a message counts in all that are
open: whoever lives with this lives with the more generous reading too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)


class Interaction(StrEnum):
    MESSAGE = "message"
    MENU = "menu"  # a click on the account's menu, or on a row of a menu message
    FOLLOW = "follow"
    SCAN = "scan"


RULES = {
    Interaction.MESSAGE: (5, timedelta(hours=48)),
    Interaction.MENU: (3, MINUTE),
    Interaction.FOLLOW: (3, MINUTE),
    Interaction.SCAN: (3, MINUTE),
}


@dataclass(kw_only=True)
class Window:
    left: int
    until: datetime


class Allowances:
    def __init__(self) -> None:
        self._windows: dict[Interaction, Window] = {}

    def opens(self, by: Interaction, now: datetime) -> None:
        """The newest interaction of a kind replaces the one before."""
        count, lasts = RULES[by]
        self._windows[by] = Window(left=count, until=now + lasts)

    def closes(self) -> None:
        self._windows.clear()

    def open_at(self, now: datetime) -> dict[Interaction, Window]:
        return {by: window for by, window in self._windows.items() if now < window.until}

    def left_at(self, now: datetime) -> int:
        return max((window.left for window in self.open_at(now).values()), default=0)

    def spend(self, now: datetime) -> None:
        for window in self.open_at(now).values():
            window.left = max(0, window.left - 1)
