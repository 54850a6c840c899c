"""For what a member has let an app see, half an hour long."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(seconds=1800)


@dataclass(frozen=True, kw_only=True)
class UserTicket:
    agent_id: int
    userid: str
    granted: frozenset[str]
    issued_at: datetime

    def expired_at(self, now: datetime) -> bool:
        return now - self.issued_at >= LIFETIME


class UserTickets:
    def __init__(self) -> None:
        self._tickets: dict[str, UserTicket] = {}

    def issue(self, agent_id: int, userid: str, granted: frozenset[str], now: datetime) -> str:
        name = secrets.token_urlsafe(96)
        self._tickets[name] = UserTicket(agent_id=agent_id, userid=userid, granted=granted, issued_at=now)
        return name

    def find(self, name: str) -> UserTicket | None:
        return self._tickets.get(name)
