"""What each errand becomes: looked at and rendered on the database's thread, carried out afterwards without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.attachments import Attachments
from bot.card_errands import CardErrands
from bot.group_alert import GroupAlert
from bot.jobs import Ending, Job
from bot.pushes import Pushes
from bot.second_reader import SecondReader
from bot.sending import Sending
from bot.text_errands import TextErrands
from bot.wecom.client import WecomClient
from handlers.context import DeskNow
from storage.outbox import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork

Prepare = Callable[[UnitOfWork, Errand, datetime], Job | Ending]


class Errands:
    """One tenant's."""

    def __init__(
        self,
        tenant: str,
        desk: DeskNow,
        client: WecomClient,
        attachments: Attachments,
        second_reader: SecondReader,
        group: GroupAlert,
        pushes: Pushes,
    ) -> None:
        self._sending = Sending(desk, client)
        self._to_members: Mapping[ErrandKind, Prepare] = {
            ErrandKind.CARD: CardErrands(tenant, desk, self._sending).prepare,
            ErrandKind.TEXT: TextErrands(desk, self._sending).prepare,
        }
        self._others: Mapping[ErrandKind, Prepare] = {
            ErrandKind.FETCH_MEDIA: attachments.fetch,
            ErrandKind.READ_PHOTO: attachments.read,
            ErrandKind.SECOND_READING: second_reader.prepare,
            ErrandKind.ROBOT: group.prepare,
            ErrandKind.PUSH: pushes.prepare,
        }

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """An ending: it is settled already, there is nothing to do in the outside world now."""
        if (other := self._others.get(errand.kind)) is not None:
            return other(uow, errand, now)
        if errand.request is not None:
            return self._sending.again(uow, errand, errand.request, now)
        return self._to_members[errand.kind](uow, errand, now)
