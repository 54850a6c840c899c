"""What members let an app see of them, which is remembered for thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta

REMEMBERED = timedelta(days=30)


class Consents:
    def __init__(self) -> None:
        self._given: dict[tuple[int, str], tuple[datetime, frozenset[str]]] = {}

    def agree(self, agent_id: int, userid: str, granted: frozenset[str], now: datetime) -> None:
        self._given[agent_id, userid] = now, granted

    def granted(self, agent_id: int, userid: str, now: datetime) -> frozenset[str] | None:
        """None: they have to be asked."""
        at, granted = self._given.get((agent_id, userid), (None, frozenset[str]()))
        return granted if at is not None and now - at < REMEMBERED else None
