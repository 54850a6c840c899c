"""Which messages and clicks never reached the bot: the client shows a red mark beside them."""

from __future__ import annotations

import asyncio

from emulator.callback import Callback
from emulator.changes import What
from emulator.conversation import Entry
from emulator.world import World


class Undelivered:
    def __init__(self, world: World) -> None:
        self._world = world
        self._reasons: dict[int, str] = {}
        self._watches: set[asyncio.Task[None]] = set()

    def reason(self, entry: Entry) -> str:
        """In Chinese; empty if nothing was lost."""
        return self._reasons.get(entry.id, "")

    def watch(self, callback: Callback) -> None:
        if callback.entry is None:
            return
        watch = asyncio.create_task(self._settle(callback, callback.entry))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)

    async def _settle(self, callback: Callback, entry: Entry) -> None:
        """A card that was pressed in vain loses its mark when it is pressed with success."""
        await callback.done.wait()
        before = self._reasons.pop(entry.id, "")
        if callback.failure:
            self._reasons[entry.id] = callback.failure
        if callback.failure != before:
            self._world.changes.add(What.CARD, userid=entry.userid, id=entry.id)
