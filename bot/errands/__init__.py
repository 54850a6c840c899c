"""What each errand becomes: looked at and rendered on the database's thread, carried out afterwards without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.errands.jobs import Ending, Job
from bot.errands.sending import Sending
from storage.errands import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork

Prepare = Callable[[UnitOfWork, Errand, datetime], Job | Ending]
Kinds = Mapping[ErrandKind, Prepare]


class Errands:
    """One tenant's. What goes `to_members` is sent by WeCom; should nobody know whether it was, it is sent again as it
    was.
    """

    def __init__(self, sending: Sending, to_members: Kinds, others: Kinds) -> None:
        self._sending = sending
        self._to_members = to_members
        self._others = others

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """An ending: it is settled already, there is nothing to do in the outside world now."""
        if (other := self._others.get(errand.kind)) is not None:
            return other(uow, errand, now)
        if errand.request is not None:
            return self._sending.again(uow, errand, errand.request, now)
        return self._to_members[errand.kind](uow, errand, now)
