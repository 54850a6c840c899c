"""The errand that asks a language model for a second reading. It fails quietly: the draft is complete without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from aiohttp import ClientError, ClientSession, ClientTimeout
from msgspec import json

from bot.config import Llm
from bot.errands.jobs import Ending, Job, Settle, dead, dropped, not_attempted
from handlers.context import Context, DeskNow
from handlers.second_reading import in_doubt, on_second_reading
from nlp.second_reader import answer_in, request, without_phones
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL

LARGEST = 64 * 1024
"""Bytes of an answer."""


class SecondReader:
    """One tenant's."""

    def __init__(self, desk: DeskNow, session: ClientSession, settings: Llm) -> None:
        self._desk = desk
        self._session = session
        self._settings = settings

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        assert errand.subject is not None
        draft = uow.drafts.get(errand.subject.id)
        if draft is None or not self._settings.enabled or not in_doubt(draft):
            return dropped(uow, errand, now, "no longer matters")
        limits = self._settings
        today = now.astimezone(LOCAL).date()
        if not uow.llm_usage.may_call(today, calls=limits.calls_a_day, tokens=limits.tokens_a_day):
            return dropped(uow, errand, now, "the day's budget is spent")
        text = without_phones(draft.text, draft.opened_at.astimezone(LOCAL))
        return Job(errand, partial(self._ask, errand, text), partial(_refused, errand), partial(not_attempted, errand))

    async def _ask(self, errand: Errand, text: str) -> Settle:
        """Whatever goes wrong is told by its kind alone: answers repeat what customers wrote."""
        try:
            said, tokens = answer_in(json.decode(await self._answer(text)))
        except (ClientError, TimeoutError, ValueError) as error:
            return partial(_unanswered, errand, f"no second reading: {type(error).__name__}")
        return partial(self._answered, errand, said, tokens)

    async def _answer(self, text: str) -> bytes:
        settings = self._settings
        asked = self._session.post(
            f"{settings.url}/chat/completions",
            json=request(text, settings.model),
            headers={"Authorization": f"Bearer {settings.key.reveal()}"},
            timeout=ClientTimeout(total=settings.timeout.total_seconds()),
            allow_redirects=False,
        )
        async with asked as response:
            response.raise_for_status()
            content = await response.content.read(LARGEST)
            while not response.content.at_eof() and len(content) < LARGEST:
                content += await response.content.read(LARGEST - len(content))
            return content

    def _answered(
        self, errand: Errand, said: Mapping[str, str], tokens: int, uow: UnitOfWork, *, now: datetime
    ) -> Ending:
        assert errand.subject is not None
        uow.llm_usage.cost(now.astimezone(LOCAL).date(), tokens)
        on_second_reading(Context(uow, self._desk(uow), now), errand.subject.id, said)
        uow.outbox.done(errand, now)
        return Ending.DONE


def _unanswered(errand: Errand, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    return dropped(uow, errand, now, why)


def _refused(errand: Errand, error: Exception) -> Settle:
    return partial(dead, errand, str(error))
