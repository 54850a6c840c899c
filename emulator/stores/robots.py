"""Robots of group chats: whoever knows a robot's key may have it say something, and nobody else."""

from __future__ import annotations

import secrets
from datetime import datetime

from emulator.stores.limits import MINUTE, Limiter, Rate

ROBOT_RATES = (Rate(20, MINUTE),)


class Robots:
    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}
        self._limit = Limiter(ROBOT_RATES)

    def add(self) -> str:
        """A new robot's key."""
        key = secrets.token_hex(16)
        self._said[key] = []
        return key

    def knows(self, key: str) -> bool:
        return key in self._said

    def may_speak(self, key: str, now: datetime) -> bool:
        return self._limit.admit(key, now)

    def say(self, key: str, text: str) -> None:
        self._said[key].append(text)

    def said(self, key: str) -> list[str]:
        """The oldest first."""
        return list(self._said[key])
