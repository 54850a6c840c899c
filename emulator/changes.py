"""Everything that happens, as one growing list that anybody can follow.

A follower keeps nothing here but its own place, so it can drop off and come back with the last number it saw
(`Last-Event-ID` of server-sent events).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

KEPT = 20_000  # older changes are forgotten; a follower that far behind goes on with the oldest one kept


class What(StrEnum):
    ENTRY = "entry"  # a conversation grew: `userid`, `id` of the entry
    CARD = "card"  # a card looks different now for this person: `userid`, `id` of its entry
    RECALLED = "recalled"  # the app took a message back: `userid`, `id` of the entry
    DROPPED = "dropped"  # a message vanished over the rate limit: `userid`, `id` = index in `World.dropped`
    WIRE = "wire"  # a call or callback ended: `id` = number of the wire record
    PROBLEM = "problem"  # the bot broke a rule of the protocol: `id` = index in `World.problems`
    CUSTOMER = "customer"  # follows now or not, or may be sent more or less: `userid` is the openid
    ACCOUNT = "account"  # the official account has another menu, or another QR code
    SWITCHES = "switches"
    CLOCK = "clock"  # time was moved


@dataclass(frozen=True, slots=True)
class Change:
    """`seq` starts at 1 and grows by one."""

    seq: int
    what: What
    userid: str = ""
    id: int = 0


class Changes:
    def __init__(self) -> None:
        self.last = 0
        self._kept: deque[Change] = deque(maxlen=KEPT)
        self._grown = asyncio.Event()

    def add(self, what: What, *, userid: str = "", id: int = 0) -> None:  # noqa: A002  the record's field
        self.last += 1
        self._kept.append(Change(self.last, what, userid, id))
        self._grown.set()
        self._grown = asyncio.Event()

    def since(self, seq: int) -> list[Change]:
        """What came after `seq`, oldest first."""
        missed = min(self.last - seq, len(self._kept))
        return [self._kept[index] for index in range(len(self._kept) - missed, len(self._kept))]

    async def next(self) -> None:
        """Returns when something has happened after the call."""
        await self._grown.wait()

    async def follow(self, seq: int) -> AsyncIterator[Change]:
        """What came after `seq`, then each change as it happens, without end."""
        while True:
            for change in self.since(seq):
                seq = change.seq
                yield change
            if seq == self.last:
                await self.next()
