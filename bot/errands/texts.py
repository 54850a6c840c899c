"""Texts: an answer, or what people are told unasked, made from what is true when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.errands.jobs import Ending, Job, dropped
from bot.errands.sending import Sending
from bot.errands.subjects import subject_of
from bot.texts.reasons import why_me
from bot.texts.tellings import telling
from bot.wecom import message
from bot.wecom.client import DUPLICATES_WITHIN
from handlers.context import DeskNow
from storage.deliveries import MINUTE_BUDGET
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.notifications import Telling
from tickets.ratings import Rating
from tickets.staffing import Leave
from tickets.ticket import Ticket


class TextErrands:
    """One tenant's."""

    def __init__(self, desk: DeskNow, sending: Sending) -> None:
        self._desk = desk
        self._sending = sending

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        words = errand.data.get("text") or told(uow, self._desk, errand, errand.data, now)
        if not words:
            return dropped(uow, errand, now, "no longer matters")
        assert errand.recipient is not None
        if uow.deliveries.is_short(errand.recipient, now):
            if not uow.outbox.still_waits(errand):
                return Ending.DONE
            words = self._together(uow, errand, words, now)
        return self._sending.send(uow, errand, _unlike_others(message.text(errand.recipient, words), errand), now)

    def _together(self, uow: UnitOfWork, errand: Errand, words: str, now: datetime) -> str:
        """Whatever else this person is to be told now goes along, rather than wait for the budget."""
        said = [words]
        for other in uow.outbox.other_texts(errand, now, most=MINUTE_BUDGET):
            more = other.data.get("text") or told(uow, self._desk, other, other.data, now)
            if more and len("\n\n".join((*said, more)).encode()) > message.MAX_BYTES:
                break
            said += [more] if more else []
            uow.outbox.went_along(other, now)
        together = "\n\n".join(said)
        uow.outbox.says(errand, {**errand.data, "text": together})
        return together


def told(uow: UnitOfWork, desk_now: DeskNow, errand: Errand, said: Mapping[str, Any], now: datetime) -> str | None:
    """The words of a telling about what the errand is about; none where it no longer matters."""
    about = subject_of(uow, errand)
    if about is None or isinstance(about, Rating) or (isinstance(about, Leave) and not about.said.holds(now)):
        return None
    what = Telling(said["telling"])
    by, words = said.get("by"), said.get("words", "")
    desk = desk_now(uow)
    playbook = desk.playbook_of(about) if isinstance(about, Ticket) else desk.playbook
    if what is Telling.NOBODY_LEFT and errand.recipient and isinstance(about, Ticket):
        trace = uow.tickets.trace(about.id)
        words = why_me(trace, errand.recipient, playbook) if trace is not None else words
    late = timedelta(seconds=said.get("late", 0))
    return telling(what, about, by=by, words=words, playbook=playbook, to=errand.recipient or "", late=late)


def _unlike_others(text: Mapping[str, Any], errand: Errand) -> Mapping[str, Any]:
    """Two errands may say the same words to the same person, and both are meant: their requests must differ."""
    return {**text, "duplicate_check_interval": int(DUPLICATES_WITHIN.total_seconds()) + errand.id % 600}
