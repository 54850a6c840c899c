"""What may be asked only so often from one address of the network, where addresses tell people apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.pages.callers import caller_of
from bot.writer import Writer
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Limit:
    kind: str
    most: int
    within: timedelta

    async def is_reached(self, request: web.Request, tenant: str, writer: Writer, now: datetime) -> bool:
        """Counts this time too, where it is not."""
        caller = caller_of(request)
        if caller is None:
            return False

        def once_more(uow: UnitOfWork) -> bool:
            return uow.attempts.once_more(self.kind, caller, now, most=self.most, within=self.within)

        return not await writer.run(tenant, once_more)
