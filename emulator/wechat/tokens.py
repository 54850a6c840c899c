"""Two kinds of access token, isolated from each other: of `token`, where each call kills the one before, and of
`stable_token`, which stays the same.
"""

from __future__ import annotations

import math
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from emulator.stores.limits import Limiter, Rate

DAY = timedelta(days=1)
LIFETIME = timedelta(seconds=7200)
OVERLAP = timedelta(minutes=5)
FORCED_APART = timedelta(seconds=30)
TOKEN_RATES = (Rate(2000, DAY),)
STABLE_RATES = (Rate(10_000, timedelta(minutes=1)), Rate(500_000, DAY))
FORCED_RATES = (Rate(20, DAY),)
LOOKS_LIKE_ONE = re.compile(r"[\w\-]{20,512}")


@dataclass(kw_only=True)
class AccessToken:
    """`replaced`: by a newer one, so that it ends before its time."""

    text: str
    issued_at: datetime
    ends_at: datetime
    replaced: bool = False

    def seconds_left(self, now: datetime) -> int:
        return math.ceil((self.ends_at - now).total_seconds())


class TooOften(Exception):
    """More often than the account may."""


class AccessTokens:
    def __init__(self) -> None:
        self._known: dict[str, AccessToken] = {}
        self._plain: AccessToken | None = None
        self._stable: AccessToken | None = None
        self._forced_at: datetime | None = None
        self._limit = {"token": Limiter(TOKEN_RATES), "stable": Limiter(STABLE_RATES), "forced": Limiter(FORCED_RATES)}

    def fetch(self, now: datetime) -> AccessToken:
        """A new one; the old one goes on for five minutes. Raises TooOften."""
        self._count("token", now)
        self._replace(self._plain, now + OVERLAP)
        self._plain = self._new(now)
        return self._plain

    def stable(self, now: datetime, *, force: bool) -> AccessToken:
        """The same one until five minutes before its end. By force a new one, and the old one dies; but not within
        half a minute of the last time. Raises TooOften.
        """
        self._count("stable", now)
        if force and (self._forced_at is None or now - self._forced_at >= FORCED_APART):
            self._count("forced", now)
            self._forced_at = now
            self._replace(self._stable, now)
            self._stable = self._new(now)
        if self._stable is None or self._stable.ends_at - now <= OVERLAP:
            self._stable = self._new(now)
        return self._stable

    def knows(self, text: str) -> bool:
        return text in self._known

    def problem(self, text: str, now: datetime) -> int:
        """The errcode that a call with this token gets; 0 if it is good."""
        token = self._known.get(text)
        if token is None:
            return 40001 if LOOKS_LIKE_ONE.fullmatch(text) else 40014
        if now < token.ends_at:
            return 0
        return 40001 if token.replaced else 42001

    def kill(self, now: datetime) -> None:
        """Every token dies before its time: 40001 from now on."""
        for token in self._known.values():
            self._replace(token, now)
        self._plain = self._stable = None

    def expire(self, now: datetime) -> None:
        """Every token is over now: 42001 from now on."""
        for token in self._known.values():
            token.ends_at = min(token.ends_at, now)

    def _count(self, what: str, now: datetime) -> None:
        if not self._limit[what].admit("", now):
            raise TooOften

    def _new(self, now: datetime) -> AccessToken:
        token = AccessToken(text="80_" + secrets.token_urlsafe(96), issued_at=now, ends_at=now + LIFETIME)
        self._known[token.text] = token
        return token

    def _replace(self, token: AccessToken | None, until: datetime) -> None:
        if token is not None and until < token.ends_at:
            token.ends_at, token.replaced = until, True
