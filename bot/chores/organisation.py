"""The company kept in step with WeCom, which tells an ordinary app nothing of who comes and goes: it has to be asked.

One process asks for all. Nobody is believed to have left because a question
failed or came back empty: whoever is missing is asked after by name, and only WeCom's word that there is no such
member counts.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import structlog

from bot.channels.errors import ChannelError, ChannelRejected
from bot.channels.several import each_asked
from bot.clock import Clock, Respite
from bot.metrics import Metrics
from bot.shelf import Shelf
from bot.wecom import directory
from bot.wecom.client import WecomClient
from bot.writer import Writer
from handlers.context import Context
from handlers.organisation import catch_up
from storage.unit_of_work import UnitOfWork
from tickets.organisation import Department, Incredible, Member, Organisation, missing

log = structlog.get_logger()

EVERY = timedelta(minutes=15)
LOOK_EVERY = timedelta(minutes=2)
"""So soon it is tried again after trouble."""
NO_SUCH_MEMBER = 60111


class Watch:
    """One tenant's."""

    def __init__(
        self,
        tenant: str,
        client: WecomClient,
        writer: Writer,
        clock: Clock,
        shelf: Shelf,
        metrics: Metrics,
    ) -> None:
        self._tenant = tenant
        self._client = client
        self._writer = writer
        self._clock = clock
        self._shelf = shelf
        self._metrics = metrics
        self._rest: Respite | None = None

    async def look(self) -> None:
        """If it is time. After trouble it is soon."""
        now = self._clock.now()
        if self._rest is not None and self._rest.holds(now):
            return
        try:
            await self._keep_in_step()
        except (ChannelError, Incredible) as error:
            log.warning("organisation not in step", tenant=self._tenant, why=str(error))
            self._rest = None
            self._metrics.organisation(self._tenant, in_step=False)
        else:
            self._rest = Respite(now, now + EVERY)
            self._metrics.organisation(self._tenant, in_step=True)
        self._shelf.forget_names()

    async def _keep_in_step(self) -> None:
        known = await self._writer.run(self._tenant, lambda uow: uow.people.organisation())
        seen = await self._seen()
        out_of_sight = list(missing(seen, known))
        are_gone = await each_asked(self._is_gone, out_of_sight)
        gone = tuple(userid for userid, is_gone in zip(out_of_sight, are_gone, strict=True) if is_gone)
        await self._writer.run(self._tenant, partial(self._catch_up, seen, gone))

    def _catch_up(self, seen: Organisation, gone: tuple[str, ...], uow: UnitOfWork) -> None:
        catch_up(Context(uow, self._shelf.desk(uow), self._clock.now()), seen, gone)

    async def _seen(self) -> Organisation:
        """By department, and those whom the app may see one by one."""
        departments = await self._client.departments()
        in_each = await each_asked(self._client.department_members, [each.id for each in departments])
        members = {each.userid: each for found in in_each for each in found}
        alone = [userid for userid in (await self._client.agent()).members if userid not in members]
        members |= {each.userid: each for each in await each_asked(self._client.member, alone)}
        return Organisation(
            departments=tuple(map(_department, departments)), members=tuple(map(_member, members.values()))
        )

    async def _is_gone(self, userid: str) -> bool:
        """Not so whoever is only out of the app's sight."""
        try:
            return not _member(await self._client.member(userid)).works_here
        except ChannelRejected as error:
            if error.errcode == NO_SUCH_MEMBER:
                return True
            log.warning("member out of sight", tenant=self._tenant, member=userid, why=str(error))
            return False


def _member(wire: directory.Member) -> Member:
    return Member(userid=wire.userid, name=wire.name, departments=wire.departments, status=wire.status)


def _department(wire: directory.Department) -> Department:
    return Department(id=wire.id, name=wire.name, parent_id=wire.parent_id, leaders=wire.leaders)
