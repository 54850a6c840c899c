"""How much may still be written to somebody in WeChat: it opens with what they do, and closes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Opened(StrEnum):
    """What the customer did."""

    MESSAGE = "message"
    CLICK = "click"
    FOLLOW = "follow"
    SCAN = "scan"


LONG, SHORT = timedelta(hours=48), timedelta(minutes=1)
ALLOWED: dict[Opened, tuple[int, timedelta]] = {
    Opened.MESSAGE: (5, LONG),
    Opened.CLICK: (3, SHORT),
    Opened.FOLLOW: (3, SHORT),
    Opened.SCAN: (3, SHORT),
}
"""So many messages, for so long (documentation of the official account, 2025)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Opened by the last thing of its kind that the customer did; `sent` so many messages since."""

    by: Opened
    at: datetime
    sent: int = 0

    @property
    def closes_at(self) -> datetime:
        return self.at + ALLOWED[self.by][1]

    @property
    def left(self) -> int:
        """Messages, while it is open."""
        return max(ALLOWED[self.by][0] - self.sent, 0)
