"""What is behind a link, looked at in one short read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.pages.views import may_look
from bot.pages.visit import Visit
from handlers.context import Context
from handlers.pages import is_held
from storage.database import Database
from storage.page_links import PageLink

T = TypeVar("T")


class Looks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def at(self, visit: Visit, question: Callable[[Context, PageLink], T]) -> T | None:
        """None: the link leads nowhere, any more or ever."""

        def read() -> T | None:
            with self._database.reading(visit.tenant) as uow:
                link = uow.page_links.get(visit.link_id)
                ctx = Context(uow, visit.company.shelf.desk(uow), visit.now)
                return question(ctx, link) if link is not None and is_held(ctx, link) else None

        return await asyncio.to_thread(read)


def may(ctx: Context, link: PageLink, visit: Visit) -> bool:
    return may_look(ctx, link, knows=visit.knows)
