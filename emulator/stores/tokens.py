"""Access tokens: one per app, the same one as long as it is good."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from emulator.corp import App

LIFETIME = timedelta(seconds=7200)
WRONG_SECRETS = 5  # so many wrong secrets, and the address is banned
BAN = timedelta(hours=1)


@dataclass(kw_only=True)
class AccessToken:
    text: str
    app: App
    expires_at: datetime


class AccessTokens:
    def __init__(self) -> None:
        self._tokens: dict[str, AccessToken] = {}
        self._wrong: list[datetime] = []

    def issue(self, app: App, now: datetime) -> AccessToken:
        for token in self._tokens.values():
            if token.app is app and token.expires_at > now:
                return token
        token = AccessToken(text=secrets.token_urlsafe(96), app=app, expires_at=now + LIFETIME)
        self._tokens[token.text] = token
        return token

    def find(self, text: str) -> AccessToken | None:
        return self._tokens.get(text)

    def kill(self) -> None:
        """Every token dies before its time: 40014 from now on."""
        self._tokens.clear()

    def expire(self, now: datetime) -> None:
        """Every token is over now: 42001 from now on."""
        for token in self._tokens.values():
            token.expires_at = now

    def wrong_secret(self, now: datetime) -> None:
        self._wrong.append(now)

    def banned(self, now: datetime) -> bool:
        self._wrong = [at for at in self._wrong if now - at < BAN]
        return len(self._wrong) >= WRONG_SECRETS
