"""What each errand becomes: looked at and rendered on the database's thread, carried out afterwards without it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from bot import cards
from bot.attachments import Attachments
from bot.channels.errors import ChannelRejected
from bot.forms import form_card
from bot.group_alert import GroupAlert
from bot.jobs import Ending, Job, Settle, dead, dropped, not_attempted
from bot.reasons import why_me
from bot.second_reader import SecondReader
from bot.tellings import telling
from bot.wecom import message
from bot.wecom.client import DUPLICATES_WITHIN, Sent, WecomClient
from handlers.context import Context, DeskNow
from handlers.keys import Button
from handlers.unreached import not_heard
from storage.cards import Card, Origin
from storage.messages import Message
from storage.outbox import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.drafts import Draft
from tickets.notifications import SubjectKind, Telling
from tickets.ticket import Ticket

LONGEST_TEXT = 2048
"""Bytes of a text message."""
USED_UP = frozenset({60140, 42016, 82102})
"""The response code was spent or has expired, or its card, or whoever had it, is gone: it will never work again."""
KNOWN_TASK = 42014
"""A card with this task id was sent before."""


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
    ) -> None:
        self._tenant = tenant
        self._desk = desk
        self._client = client
        self._others: Mapping[ErrandKind, Callable[[UnitOfWork, Errand, datetime], Job | Ending]] = {
            ErrandKind.FETCH_MEDIA: attachments.fetch,
            ErrandKind.READ_PHOTO: attachments.read,
            ErrandKind.SECOND_READING: second_reader.prepare,
            ErrandKind.ROBOT: group.prepare,
        }

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """An ending: it is settled already, there is nothing to do in the outside world now."""
        if (other := self._others.get(errand.kind)) is not None:
            return other(uow, errand, now)
        if errand.request is not None:
            return self._repeat(uow, errand, errand.request, now)
        if errand.kind is ErrandKind.TEXT:
            return self._text(uow, errand, now)
        return self._card(uow, errand, now)

    def _repeat(self, uow: UnitOfWork, errand: Errand, request: Mapping[str, Any], now: datetime) -> Job | Ending:
        """Nobody knows whether it arrived: the same again to the letter, so that WeCom can tell."""
        if "response_code" in request:
            return self._update(errand, request)
        return self._send(uow, errand, request, now)

    # ---- texts

    def _text(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        words = errand.data.get("text") or self._telling(uow, errand)
        if not words:
            return dropped(uow, errand, now, "no longer matters")
        assert errand.recipient is not None
        if uow.outbox.is_short(errand.recipient, now):
            if not uow.outbox.still_waits(errand):
                return Ending.DONE
            words = self._together(uow, errand, words, now)
        return self._send(uow, errand, _unlike_others(message.text(errand.recipient, words), errand), now)

    def _together(self, uow: UnitOfWork, errand: Errand, words: str, now: datetime) -> str:
        """Whatever else this person is to be told now goes along, rather than wait for the budget."""
        told = [words]
        for other in uow.outbox.other_texts(errand, now):
            more = other.data.get("text") or self._telling(uow, other)
            if more and len("\n\n".join((*told, more)).encode()) > LONGEST_TEXT:
                break
            told += [more] if more else []
            uow.outbox.went_along(other, now)
        together = "\n\n".join(told)
        uow.outbox.says(errand, {**errand.data, "text": together})
        return together

    def _telling(self, uow: UnitOfWork, errand: Errand) -> str | None:
        about = _subject_of(uow, errand)
        if about is None:
            return None
        what = Telling(errand.data["telling"])
        by, words = errand.data.get("by"), errand.data.get("words", "")
        desk = self._desk(uow)
        playbook = desk.playbook_of(about) if isinstance(about, Ticket) else desk.playbook
        if what is Telling.NOBODY_LEFT and errand.recipient and (trace := uow.tickets.trace(about.id)) is not None:
            words = why_me(trace, errand.recipient, playbook)
        late = timedelta(seconds=errand.data.get("late", 0))
        return telling(what, about, by=by, words=words, playbook=playbook, late=late)

    # ---- cards

    def _card(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """The person's present card is changed while a response code is left; otherwise a fresh one takes its place."""
        assert errand.recipient is not None
        assert errand.subject is not None
        if (retired := errand.data.get("retire")) is not None:
            return self._retire(uow, errand, retired, now)
        drawn = self._draw(uow, errand, now)
        card = uow.cards.latest(errand.subject, errand.recipient)
        if drawn is None or (card is None and not (drawn.announce or drawn.first)):
            return dropped(uow, errand, now, "no longer matters")
        if card is None:
            return self._send_card(errand, drawn.wire, uow, now)
        fresh = errand.data.get("fresh") and (drawn.announce or drawn.first)
        if fresh and errand.written_at is not None and card.sent_at < errand.written_at:
            Context(uow, self._desk(uow), now).retire(card)
            return self._send_card(errand, drawn.wire, uow, now)
        return self._change(uow, errand, card, drawn, now)

    def _change(self, uow: UnitOfWork, errand: Errand, card: Card, drawn: cards.Drawn, now: datetime) -> Job | Ending:
        if card.shown == digest(drawn.wire):
            uow.outbox.done(errand, now)
            return Ending.DONE
        if (code := uow.cards.usable_code(card.id, now)) is not None:
            return self._change_to(uow, errand, card.id, code, drawn.wire)
        if not drawn.announce:
            return dropped(uow, errand, now, "no response code left")
        return self._send_card(errand, drawn.wire, uow, now)

    def _send_card(self, errand: Errand, wire: Mapping[str, Any], uow: UnitOfWork, now: datetime) -> Job | Ending:
        assert errand.recipient is not None
        request = message.card(errand.recipient, {**wire, "task_id": self._task_id(errand)})
        return self._send(uow, errand, request, now)

    def _retire(self, uow: UnitOfWork, errand: Errand, card_id: int, now: datetime) -> Job | Ending:
        code = uow.cards.usable_code(card_id, now)
        if code is None:
            return dropped(uow, errand, now, "no response code left")
        return self._change_to(uow, errand, card_id, code, cards.retired_card())

    def _change_to(self, uow: UnitOfWork, errand: Errand, card_id: int, code: str, wire: Mapping[str, Any]) -> Job:
        request = {"response_code": code, "card": card_id, "template_card": wire}
        uow.outbox.attempted(errand, request)
        return self._update(errand, request)

    def _task_id(self, errand: Errand) -> str:
        """WeCom remembers every one that this app ever used, and a new database counts from 1 again."""
        return f"{self._tenant}-{errand.id}-{secrets.token_hex(4)}"

    def _draw(self, uow: UnitOfWork, errand: Errand, now: datetime) -> cards.Drawn | None:
        about = _subject_of(uow, errand)
        assert errand.recipient is not None
        desk = self._desk(uow)
        if isinstance(about, Draft):
            ticket = uow.tickets.get(about.ticket_id) if about.ticket_id is not None else None
            return cards.draft_card(about, ticket, desk.playbook if ticket is None else desk.playbook_of(ticket))
        if not isinstance(about, Ticket):
            return None
        playbook = desk.playbook_of(about)
        if form := errand.data.get("form"):
            wire = form_card(Button(form), about, errand.recipient, playbook, now)
            return cards.Drawn(wire, announce=True) if wire is not None else None
        attachments = uow.attachments.count_of_ticket(about.id)
        return cards.ticket_card(about, errand.recipient, playbook, attachments=attachments)

    # ---- what goes over the wire

    def _send(self, uow: UnitOfWork, errand: Errand, request: Mapping[str, Any], now: datetime) -> Job | Ending:
        assert errand.recipient is not None
        free_at = uow.outbox.free_at(errand.recipient, now)
        if free_at > now:
            uow.outbox.retry(errand, not_before=free_at, why="rate limit of the member", counted=False)
            return Ending.DELAYED
        uow.outbox.delivers(errand.recipient, now)
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
        return partial(_delivered, errand, request, sent)

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


def _subject_of(uow: UnitOfWork, errand: Errand) -> Draft | Ticket | Message | None:
    if errand.subject is None:
        return None
    match errand.subject.kind:
        case SubjectKind.DRAFT:
            return uow.drafts.get(errand.subject.id)
        case SubjectKind.TICKET:
            return uow.tickets.get(errand.subject.id)
        case SubjectKind.MESSAGE:
            return uow.messages.get(errand.subject.id)


def _unlike_others(text: Mapping[str, Any], errand: Errand) -> Mapping[str, Any]:
    """Two errands may say the same words to the same person, and both are meant: their requests must differ."""
    return {**text, "duplicate_check_interval": int(DUPLICATES_WITHIN.total_seconds()) + errand.id % 600}


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


def _delivered(errand: Errand, request: Mapping[str, Any], sent: Sent, uow: UnitOfWork, *, now: datetime) -> Ending:
    card_id = _expected(errand, request, uow, now)
    if card_id is not None and sent.response_code:
        uow.cards.got_code(card_id, sent.response_code, Origin.SEND, now)
    uow.outbox.done(errand, now)
    return Ending.DONE


def _not_sent(errand: Errand, request: Mapping[str, Any], at: datetime, uow: UnitOfWork) -> None:
    assert errand.recipient is not None
    if not not_attempted(errand, uow):
        return
    uow.outbox.not_delivered(errand.recipient, at)
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
            return _delivered(errand, request, Sent(None, None), uow, now=now)
        if errand.recipient in error.invalid:
            return _unreached(desk, errand, str(error), uow, now=now)
        return dead(errand, str(error), uow, now=now)

    return settle


def _unreached(desk: DeskNow, errand: Errand, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    assert errand.recipient is not None
    not_heard(Context(uow, desk(uow), now), errand.subject, errand.recipient)
    return dead(errand, why, uow, now=now)


def _changed(errand: Errand, request: Mapping[str, Any], uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.cards.spend(request["response_code"], now)
    uow.cards.show(request["card"], digest(request["template_card"]))
    uow.outbox.done(errand, now)
    return Ending.DONE


def _code_refused(errand: Errand, request: Mapping[str, Any], error: ChannelRejected) -> Settle:
    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        uow.cards.spend(request["response_code"], now)
        if error.errcode not in USED_UP:
            return dead(errand, str(error), uow, now=now)
        if errand.request is not None:
            # The attempt before this one got no answer, and spent the code: its change is what people see.
            uow.cards.show(request["card"], digest(request["template_card"]))
        uow.outbox.attempted(errand, None)
        uow.outbox.retry(errand, not_before=now, why=str(error))
        return Ending.RETRY

    return settle
