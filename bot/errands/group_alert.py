"""What cannot wait is told to a group as well, by its robot: whoever is near may call whoever is asked."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from aiohttp import ClientSession

from bot.channels.errors import ChannelRejected
from bot.config import Secret
from bot.errands.jobs import Ending, Job, Settle, dead, dropped, not_attempted
from bot.texts.words import summary
from bot.wecom.robot import speak
from handlers.context import DeskNow
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket


class GroupAlert:
    """One tenant's. `robot` None: it has no such group."""

    def __init__(self, desk: DeskNow, session: ClientSession, robot: Secret | None) -> None:
        self._desk = desk
        self._session = session
        self._robot = robot

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        ticket = uow.tickets.get(errand.subject.id) if errand.subject is not None else None
        if self._robot is None or ticket is None or ticket.status is not Status.OPEN:
            return dropped(uow, errand, now, "no longer matters")
        words = alert(ticket, self._desk(uow).playbook_of(ticket))
        uow.outbox.attempted(errand, {"text": words})
        run = partial(self._say, errand, self._robot, words)
        return Job(errand, run, partial(_refused, errand), partial(not_attempted, errand), comes_twice=True)

    async def _say(self, errand: Errand, robot: Secret, words: str) -> Settle:
        await speak(self._session, robot, words)
        return partial(_said, errand)


def alert(ticket: Ticket, playbook: Playbook) -> str:
    """Without telephone numbers: many read it."""
    asked = "、".join(map(playbook.name_of, ticket.asked))
    return f"【紧急】{ticket.number} {summary(ticket.facts)}，还没有人接单。已通知 {asked}，请在卡片上点「接单」。"


def _said(errand: Errand, uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.outbox.done(errand, now)
    return Ending.DONE


def _refused(errand: Errand, error: ChannelRejected) -> Settle:
    return partial(dead, errand, str(error))
