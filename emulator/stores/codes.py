"""Response codes: each is worth one update of one message, within 72 hours."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(hours=72)


@dataclass(kw_only=True)
class ResponseCode:
    code: str
    agent_id: int
    msgid: str
    issued_at: datetime
    spent: bool = False

    def works_at(self, now: datetime) -> bool:
        return not self.spent and now - self.issued_at < LIFETIME


class ResponseCodes:
    def __init__(self) -> None:
        self._codes: dict[str, ResponseCode] = {}

    def issue(self, agent_id: int, msgid: str, now: datetime) -> str:
        code = secrets.token_urlsafe(32)
        self._codes[code] = ResponseCode(code=code, agent_id=agent_id, msgid=msgid, issued_at=now)
        return code

    def find(self, code: str) -> ResponseCode | None:
        return self._codes.get(code)
