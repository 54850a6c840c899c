"""What goes over the wire to a member: sent at most once, within WeCom's limits, and how it ended is written down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from bot.cards.parts import retired_card
from bot.channels.errors import ChannelRejected
from bot.errands.jobs import Ending, Job, Settle, dead, not_attempted
from bot.wecom.client import Sent, WecomClient
from handlers.context import Context, DeskNow
from handlers.unreached import not_heard
from storage.cards import Card, Origin
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork

USED_UP = frozenset({60140, 42016, 82102})
"""The response code was spent or has expired, or its card, or whoever had it, is gone: it will never work again."""
KNOWN_TASK = 42014
"""A card with this task id was sent before."""


class Sending:
    """One tenant's."""

    def __init__(self, desk: DeskNow, client: WecomClient) -> None:
        self._desk = desk
        self._client = client

    def again(self, uow: UnitOfWork, errand: Errand, request: Mapping[str, Any], now: datetime) -> Job | Ending:
        """Nobody knows whether it arrived: the same again to the letter, so that WeCom can tell."""
        if "response_code" in request:
            return self._update(errand, request)
        return self.send(uow, errand, request, now)

    def send(self, uow: UnitOfWork, errand: Errand, request: Mapping[str, Any], now: datetime) -> Job | Ending:
        assert errand.recipient is not None
        free_at = uow.deliveries.free_at(errand.recipient, now)
        if free_at > now:
            uow.outbox.retry(errand, not_before=free_at, why="rate limit of the member", counted=False)
            return Ending.DELAYED
        uow.deliveries.add(errand.recipient, now)
        uow.outbox.attempted(errand, request)
        if errand.request is None:
            _expected(errand, request, uow, now)
        take_back = partial(_not_sent, errand, request, now)
        refused = partial(_send_refused, self._desk, errand, request, take_back)
        return Job(errand, partial(self._deliver, errand, request), refused, take_back)

    async def _deliver(self, errand: Errand, request: Mapping[str, Any]) -> Settle:
        sent = await self._client.send(request)
        assert errand.recipient is not None
        if errand.recipient in sent.invalid:
            raise ChannelRejected(81013, "the recipient cannot be reached", invalid=sent.invalid)
        return partial(_delivered, self._desk, errand, request, sent)

    def change(self, uow: UnitOfWork, errand: Errand, card_id: int, code: str, wire: Mapping[str, Any]) -> Job:
        request = {"response_code": code, "card": card_id, "template_card": wire}
        uow.outbox.attempted(errand, request)
        return self._update(errand, request)

    def _update(self, errand: Errand, request: Mapping[str, Any]) -> Job:
        change = partial(self._call_update, errand, request)
        return Job(errand, change, partial(_code_refused, errand, request), partial(not_attempted, errand))

    async def _call_update(self, errand: Errand, request: Mapping[str, Any]) -> Settle:
        assert errand.recipient is not None
        await self._client.update_card(request["response_code"], [errand.recipient], request["template_card"])
        return partial(_changed, errand, request)


def digest(wire: Mapping[str, Any]) -> str:
    """What a card shows, whatever its task id."""
    content = {name: value for name, value in wire.items() if name != "task_id"}
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def _expected(errand: Errand, request: Mapping[str, Any], uow: UnitOfWork, now: datetime) -> int | None:
    """The card is known before it is sent: somebody may press on it before WeCom has answered us."""
    wire = request.get("template_card")
    if wire is None:
        return None
    assert errand.recipient is not None
    assert errand.subject is not None
    card = Card(
        task_id=wire["task_id"],
        member=errand.recipient,
        subject=errand.subject,
        shown=digest(wire),
        sent_at=now,
    )
    return uow.cards.add(card)


def _delivered(
    desk: DeskNow, errand: Errand, request: Mapping[str, Any], sent: Sent, uow: UnitOfWork, *, now: datetime
) -> Ending:
    card_id = _expected(errand, request, uow, now)
    if card_id is not None:
        if sent.response_code:
            uow.cards.got_code(card_id, sent.response_code, Origin.SEND, now)
        _retire_before(card_id, Context(uow, desk(uow), now))
    uow.outbox.done(errand, now)
    return Ending.DONE


def _retire_before(card_id: int, ctx: Context) -> None:
    """Only now that its successor is there: until then the old card was the one that people could press."""
    before = ctx.uow.cards.before(card_id)
    if before is None or before.shown == digest(retired_card()):
        return
    if ctx.uow.cards.usable_code(before.id, ctx.now) is not None:
        ctx.retire(before)


def _not_sent(errand: Errand, request: Mapping[str, Any], at: datetime, uow: UnitOfWork) -> None:
    assert errand.recipient is not None
    if not not_attempted(errand, uow):
        return
    uow.deliveries.take_back(errand.recipient, at)
    wire = request.get("template_card")
    if wire is not None and errand.request is None:
        uow.cards.never_arrived(wire["task_id"])


def _send_refused(
    desk: DeskNow,
    errand: Errand,
    request: Mapping[str, Any],
    take_back: Callable[[UnitOfWork], object],
    error: ChannelRejected,
) -> Settle:
    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        take_back(uow)
        if error.errcode == KNOWN_TASK and errand.request is not None:
            # The attempt before this one, longer ago than duplicates are remembered, did arrive.
            return _delivered(desk, errand, request, Sent(None, None), uow, now=now)
        if errand.recipient in error.invalid:
            return _unreached(desk, errand, str(error), uow, now=now)
        return dead(errand, str(error), uow, now=now)

    return settle


def _unreached(desk: DeskNow, errand: Errand, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    assert errand.recipient is not None
    not_heard(Context(uow, desk(uow), now), errand.subject, errand.recipient)
    return dead(errand, why, uow, now=now)


def _changed(errand: Errand, request: Mapping[str, Any], uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.cards.spend(request["card"], request["response_code"], now)
    if uow.outbox.done(errand, now):
        uow.cards.show(request["card"], digest(request["template_card"]))
    return Ending.DONE


def _code_refused(errand: Errand, request: Mapping[str, Any], error: ChannelRejected) -> Settle:
    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        uow.cards.spend(request["card"], request["response_code"], now)
        if error.errcode not in USED_UP:
            return dead(errand, str(error), uow, now=now)
        if uow.outbox.attempted(errand, None) and errand.request is not None:
            # The attempt before this one got no answer, and spent the code: its change is what people see.
            uow.cards.show(request["card"], digest(request["template_card"]))
        uow.outbox.retry(errand, not_before=now, why=str(error))
        return Ending.RETRY

    return settle
