"""OAuth codes: one use, five minutes, one app."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=5)


@dataclass(kw_only=True)
class LoginCode:
    """`userid` is empty for somebody from outside the corp, who may be a contact of its members. `granted`: what they
    let the app see; None: they were not asked.
    """

    agent_id: int
    userid: str
    issued_at: datetime
    external_userid: str = ""
    granted: frozenset[str] | None = None
    used: bool = False

    def expired_at(self, now: datetime) -> bool:
        return now - self.issued_at >= LIFETIME


class LoginCodes:
    def __init__(self) -> None:
        self._codes: dict[str, LoginCode] = {}

    def issue(
        self,
        agent_id: int,
        userid: str,
        now: datetime,
        *,
        external_userid: str = "",
        granted: frozenset[str] | None = None,
    ) -> str:
        code = secrets.token_urlsafe(32)
        self._codes[code] = LoginCode(
            agent_id=agent_id, userid=userid, issued_at=now, external_userid=external_userid, granted=granted
        )
        return code

    def find(self, code: str) -> LoginCode | None:
        return self._codes.get(code)
