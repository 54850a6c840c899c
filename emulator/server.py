"""The emulator as one thing: the corp's state, its people's hands, and (once started) a server on 127.0.0.1."""

from __future__ import annotations

from datetime import datetime, timedelta

from emulator.actions import Actions
from emulator.changes import What
from emulator.world import World


class Emulator:
    """What the chat page gets: `world` to look at, `actions` to act, and the hands on the clock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.actions = Actions(world)

    async def advance(self, by: timedelta) -> datetime:
        """Moves time, tells whoever follows, and returns the new time."""
        return await self.travel_to(self.world.clock.now() + by)

    async def travel_to(self, moment: datetime) -> datetime:
        moment = self.world.clock.travel_to(moment)
        self.world.changes.add(What.CLOCK)
        return moment
