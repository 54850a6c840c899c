"""What each errand becomes: looked at and rendered on the database's thread, carried out afterwards without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.card_errands import CardErrands
from bot.jobs import Ending, Job
from bot.sending import Sending
from bot.text_errands import TextErrands
from bot.wecom.client import WecomClient
from handlers.context import DeskNow
from storage.outbox import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork

Prepare = Callable[[UnitOfWork, Errand, datetime], Job | Ending]


class Errands:
    """One tenant's."""

    def __init__(self, tenant: str, desk: DeskNow, client: WecomClient, others: Mapping[ErrandKind, Prepare]) -> None:
        """`others` are all that do not go to a member through the app."""
        self._sending = Sending(desk, client)
        self._to_members: Mapping[ErrandKind, Prepare] = {
            ErrandKind.CARD: CardErrands(tenant, desk, self._sending).prepare,
            ErrandKind.TEXT: TextErrands(desk, self._sending).prepare,
        }
        self._others = others

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """An ending: it is settled already, there is nothing to do in the outside world now."""
        if (other := self._others.get(errand.kind)) is not None:
            return other(uow, errand, now)
        if errand.request is not None:
            return self._sending.again(uow, errand, errand.request, now)
        return self._to_members[errand.kind](uow, errand, now)
