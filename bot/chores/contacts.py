"""客户联系 kept in step with WeCom: whom members added before we were told of it, or while nobody could hear it.

Likewise customers of whom WeChat was not asked yet who they are, or did not say it a month ago.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelRejected
from bot.channels.several import each_asked
from bot.clock import Clock
from bot.shelf import Shelf
from bot.wecom.client import WecomClient
from bot.writer import Writer
from handlers.context import Context
from handlers.identifying import ASKED_AGAIN_AFTER, ask_who_customers_are
from handlers.wecom_contacts import catch_up
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind

log = structlog.get_logger()

EVERY = timedelta(hours=6)
MOST = 1000
"""Of either kind are asked after at one look: what people are to be told does not wait behind more."""


class Contacts:
    """One tenant's."""

    def __init__(self, tenant: str, client: WecomClient, writer: Writer, clock: Clock, shelf: Shelf) -> None:
        self._tenant = tenant
        self._client = client
        self._writer = writer
        self._clock = clock
        self._shelf = shelf
        self._last: str | None = None

    async def look(self) -> None:
        await self._writer.run(self._tenant, self._ask)
        try:
            members = self._in_turn(await self._client.members_with_contacts())
            since = self._clock.now() - ASKED_AGAIN_AFTER
            answered = await self._writer.run(
                self._tenant, lambda uow: uow.unionids.answered(ContactKind.EXTERNAL, since=since)
            )
            asked: set[str] = set()
            await each_asked(partial(self._look_at, answered=answered, asked=asked), members)
        except ChannelError as error:  # most companies do without: it has to be allowed to the app first
            log.info("contacts of WeCom not in step", tenant=self._tenant, why=str(error))

    def _in_turn(self, members: Sequence[str]) -> Sequence[str]:
        """A look may be cut short: the next one goes on behind whoever was the last."""
        at = members.index(self._last) + 1 if self._last in members else 0
        return (*members[at:], *members[:at])

    async def _look_at(self, member: str, answered: Collection[str], asked: set[str]) -> None:
        """`asked`: those who are asked after at this look, to whom some are added."""
        self._last = member
        begun = self._clock.now()
        listed = await self._listed(member)
        if listed is None:
            return
        unknown = [each for each in listed if each not in answered and each not in asked][: MOST - len(asked)]
        asked.update(unknown)
        await self._writer.run(self._tenant, partial(self._catch_up, member, listed, unknown, begun))

    async def _listed(self, member: str) -> tuple[str, ...] | None:
        """None: WeCom does not say. They may have left since, or be out of the app's sight."""
        try:
            return await self._client.contacts_of(member)
        except ChannelMisconfigured:
            raise
        except ChannelRejected as error:
            log.info("contacts of a member not told", tenant=self._tenant, member=member, why=str(error))
            return None

    def _ask(self, uow: UnitOfWork) -> None:
        ask_who_customers_are(self._context(uow), most=MOST)

    def _catch_up(
        self, member: str, listed: Collection[str], unknown: Collection[str], begun: datetime, uow: UnitOfWork
    ) -> None:
        catch_up(self._context(uow), member, listed, unknown=unknown, as_of=begun)

    def _context(self, uow: UnitOfWork) -> Context:
        return Context(uow, self._shelf.desk(uow), self._clock.now())
