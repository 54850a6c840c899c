"""Open pages hear when their ticket has changed, whichever process changed it.

One look at the database a second serves all open pages of a tenant: that costs the same however many processes write,
and less than to be told of every commit.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog

from storage.database import Database
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

LOOK_SECONDS = 1.0
ALL = "all"
MOST = 5000
"""Open pages of one process: a cup that can be filled from outside needs a brim."""
MOST_OF_LINK, MOST_OF_CALLER = 10, 200
"""Nobody fills it alone. A whole block may share one address of the network."""


class TooMany(Exception):
    """So many pages are open that this one must do without, and ask now and then. `theirs`: of this link, or of this
    caller; otherwise of all.
    """

    def __init__(self, *, theirs: bool) -> None:
        super().__init__("theirs" if theirs else "all")
        self.theirs = theirs


class Live:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._watchers: dict[str, dict[int, set[asyncio.Event]]] = defaultdict(lambda: defaultdict(set))
        self._seen: dict[tuple[str, int], str] = {}
        self._looking: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._open: Counter[str] = Counter()

    @property
    def open(self) -> int:
        return self._open[ALL]

    @asynccontextmanager
    async def watching(
        self, tenant: str, ticket_id: int, *, link: str, caller: str | None
    ) -> AsyncIterator[asyncio.Event]:
        """The event is set where there is something new: see `state` and `is_closing`. Raises `TooMany`."""
        counted = [ALL, f"link {link}", *([f"caller {caller}"] if caller else [])]
        self._find_room(counted)
        changed = asyncio.Event()
        changed.set()
        self._watchers[tenant][ticket_id].add(changed)
        self._open.update(counted)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="live pages")
        try:
            yield changed
        finally:
            self._leave(counted)
            self._forget(tenant, ticket_id, changed)

    def _find_room(self, counted: Sequence[str]) -> None:
        for of, most in zip(counted, (MOST, MOST_OF_LINK, MOST_OF_CALLER), strict=False):
            if self._open[of] >= most:
                raise TooMany(theirs=of != ALL)

    def _leave(self, counted: Sequence[str]) -> None:
        for of in counted:
            self._open[of] -= 1
            if not self._open[of]:
                del self._open[of]

    async def state(self, tenant: str, ticket_id: int) -> str | None:
        if (tenant, ticket_id) not in self._seen:
            self._seen.update(
                {(tenant, id_): state for id_, state in (await self._states(tenant, [ticket_id])).items()}
            )
        return self._seen.get((tenant, ticket_id))

    @property
    def is_closing(self) -> bool:
        return self._closing.is_set()

    async def close(self) -> None:
        self._closing.set()
        for tickets in self._watchers.values():
            for watchers in tickets.values():
                for changed in watchers:
                    changed.set()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    def _forget(self, tenant: str, ticket_id: int, changed: asyncio.Event) -> None:
        watchers = self._watchers[tenant][ticket_id]
        watchers.discard(changed)
        if not watchers:
            del self._watchers[tenant][ticket_id]
            self._seen.pop((tenant, ticket_id), None)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for tenant, tickets in list(self._watchers.items()):
                if tickets:
                    await self._look_at(tenant, list(tickets))

    async def _look_at(self, tenant: str, ticket_ids: list[int]) -> None:
        try:
            states = await self._states(tenant, ticket_ids)
        except (Conflict, StorageUnavailable) as error:
            log.warning("open pages cannot be kept up to date", tenant=tenant, why=str(error))
            return
        watched = self._watchers[tenant]  # by now: somebody may have gone since
        for ticket_id in states.keys() & watched.keys():
            before, state = self._seen.get((tenant, ticket_id)), states[ticket_id]
            self._seen[tenant, ticket_id] = state
            if before is not None and before != state:
                for changed in watched[ticket_id]:
                    changed.set()

    async def _states(self, tenant: str, ticket_ids: list[int]) -> Mapping[int, str]:
        return await asyncio.to_thread(self._read, tenant, ticket_ids)

    def _read(self, tenant: str, ticket_ids: list[int]) -> Mapping[int, str]:
        with self._database.reading(tenant) as uow:
            return uow.reports.states(ticket_ids)
