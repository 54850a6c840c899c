"""The people of a simulated day, and when each of them does what."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from benchmarks.habits import choice, picked
from emulator import card_parts
from emulator.actions import NotPossible
from emulator.callback import Callback
from emulator.changes import What
from emulator.conversation import Entry, Sender
from emulator.server import Emulator

AGAIN = timedelta(minutes=10)

Act = Callable[[], Awaitable[None]]


@dataclass(order=True)
class Planned:
    at: datetime
    place: int
    act: Act = field(compare=False)


class Town:
    def __init__(self, wecom: Emulator, random: Random) -> None:
        self.callbacks: list[Callback] = []
        self._wecom = wecom
        self._random = random
        self._agenda: list[Planned] = []
        self._places = itertools.count()
        self._seen = 0

    @property
    def next_at(self) -> datetime | None:
        return self._agenda[0].at if self._agenda else None

    def plan(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._agenda, Planned(at, next(self._places), act))

    def due(self) -> Iterator[Act]:
        while self._agenda and self._agenda[0].at <= self._now:
            yield heapq.heappop(self._agenda).act

    async def says(self, userid: str, text: str) -> None:
        await self._done(lambda: self._wecom.actions.says(userid, text))

    def look(self) -> None:
        """At whatever has come or changed since the last look."""
        world = self._wecom.world
        changes, self._seen = world.changes.since(self._seen), world.changes.last
        shown = {change.id for change in changes if change.what in (What.ENTRY, What.CARD)}
        for entry in map(world.entry, sorted(shown)):
            self._consider(entry)

    @property
    def _now(self) -> datetime:
        return self._wecom.world.clock.now()

    def _consider(self, entry: Entry) -> None:
        """Decide when to press what, if anything; when the time comes it may look different."""
        if entry.sender is not Sender.APP or entry.card is None or not entry.card.live:
            return
        found = choice(entry, self._random)
        if found is not None:
            label, seconds = found
            self.plan(self._now + timedelta(seconds=seconds), partial(self._press, entry, entry.version, label))

    async def _press(self, entry: Entry, version: int, label: str) -> None:
        """Whoever finds another card than the one they meant looks at that first: it is planned for already."""
        assert entry.card is not None
        if entry.version != version:
            return
        key = next(button.key for button in card_parts.buttons(entry.card.content) if button.text == label)
        await self._done(lambda: self._wecom.actions.presses(entry.userid, entry.id, key, picked(entry)))
        if entry.version == version:
            # Nothing has changed yet to be seen: pressed again, if it still makes sense then.
            self.plan(self._now + AGAIN, partial(self._look_again, entry, version))

    async def _look_again(self, entry: Entry, version: int) -> None:
        if entry.version == version:
            self._consider(entry)

    async def _done(self, act: Callable[[], Callback]) -> None:
        """Nothing, where it cannot be done any more: the card is grey, or the person has left."""
        try:
            callback = act()
        except NotPossible:
            return
        self.callbacks.append(callback)
        await callback.done.wait()
