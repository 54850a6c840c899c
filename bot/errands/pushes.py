"""The errands of customers' news: by the way that is planned when it is time to tell, and by the next one where that is
refused after all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from msgspec import structs

from bot.channels.errors import ChannelRejected
from bot.channels.facts import Facts
from bot.channels.shut import FOR_THE_OPERATOR, Shut, WayShut, is_silent
from bot.errands import broken_templates
from bot.errands.jobs import Ending, Job, Settle, dropped, not_attempted
from bot.errands.ways import Ways
from bot.pages.links import link_for, look_up_page
from bot.texts import customer_news
from handlers import numbers
from handlers.context import Context, DeskNow
from handlers.customers.deliveries import did_not_arrive
from handlers.numbers import Left, left_by
from handlers.unreached import customer_not_reached
from storage.errands import SET_UP_WRONG, Errand
from storage.template_messages import TemplateMessage
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind, Customer, Joined, Proof
from tickets.notifications import Stage
from tickets.playbook import Playbook
from tickets.pushes import TRUE_WHILE, Plan, plan
from tickets.pushes import Ways as Open
from tickets.ticket import Status, Ticket
from tickets.transitions import UNDER_WAY
from tickets.ways import Way

log = structlog.get_logger()

TO_BE_ACCEPTED = (*UNDER_WAY, Status.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`own`: it was this customer who reported it, and may be told what they said. `left`: the number in that."""

    stage: Stage
    ticket: Ticket
    customer: Customer
    own: bool
    left: Left
    playbook: Playbook

    @property
    def phone(self) -> str | None:
        """For SMS: one that was proven to be theirs, else the one that they said we might call."""
        return self.customer.phone or self.left.mobile

    @property
    def phone_is_proven(self) -> bool:
        return self.phone is not None and self.customer.has_proven(self.phone)

    @property
    def to_call(self) -> str | None:
        return self.left.phone or next(iter(self.customer.phones), None)

    def leads(self, way: Way) -> bool:
        return (self.phone if way is Way.SMS else self.customer.openid) is not None


class Pushes:
    """One tenant's."""

    def __init__(self, tenant: str, desk: DeskNow, ways: Ways, public_url: str) -> None:
        self._tenant = tenant
        self._desk = desk
        self._ways = ways
        self._public_url = public_url

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        news = self._news(uow, errand, now)
        if news is None:
            return dropped(uow, errand, now, "no longer matters")
        if errand.request is not None:  # nobody knows whether it arrived
            if news.leads(before := Way(errand.request["way"])):
                return self._tell(uow, errand, news, before, now)
            uow.outbox.attempted(errand, None)
            errand = structs.replace(errand, request=None)
        planned = plan(news.stage, self._open(uow, errand, news, now), now)
        if planned.way is None:
            return self._untold(uow, errand, news, planned, now)
        uow.outbox.says(errand, {**errand.data, "way": planned.way, "chat": planned.chat})
        return self._tell(
            uow, structs.replace(errand, data={**errand.data, "way": planned.way}), news, planned.way, now
        )

    def _news(self, uow: UnitOfWork, errand: Errand, now: datetime) -> News | None:
        """None: it was overtaken by another stage, or the customer wants no news any more."""
        assert errand.subject is not None
        customer_id, stage = errand.data["customer"], Stage(errand.data["stage"])
        ticket, customer = uow.tickets.get(errand.subject.id), uow.customers.get(customer_id)
        followed = {each.customer_id: each for each in uow.customers.subscribers(errand.subject.id)}
        if ticket is None or customer is None or customer_id not in followed:
            return None
        if ticket.status not in TRUE_WHILE[stage]:
            return None
        how, desk = followed[customer_id].how, self._desk(uow)
        return News(
            stage=stage,
            ticket=ticket,
            customer=customer,
            own=how is Joined.REPORTED,
            left=left_by(Context(uow, desk, now), customer, ticket, how),
            playbook=desk.playbook_of(ticket),
        )

    def _open(self, uow: UnitOfWork, errand: Errand, news: News, now: datetime) -> Open:
        there, openid = self._there(uow, news.stage, now), news.customer.openid
        by_chat = openid is not None and Way.CHAT in there
        return Open(
            windows=uow.windows.of(openid) if openid is not None and by_chat else (),
            template=openid is not None and Way.TEMPLATE in there,
            sms=news.phone is not None and Way.SMS in there,
            others=by_chat and self._has_others(uow, news),
            refused=frozenset(Way(each) for each in errand.data.get("refused", ())),
        )

    def _there(self, uow: UnitOfWork, stage: Stage, now: datetime) -> set[Way]:
        """Set up, and not known to be refused to everybody."""
        marks = {way: self._mark(way, stage) for way in self._ways.of_stage(stage)}
        return {way for way, mark in marks.items() if mark is None or not broken_templates.is_broken(uow, mark, now)}

    def _mark(self, way: Way, stage: Stage) -> str | None:
        template = self._ways.template_of(way, stage)
        return broken_templates.mark_of(template) if template is not None else None

    def _has_others(self, uow: UnitOfWork, news: News) -> bool:
        followed = (each.ticket_id for each in uow.customers.subscriptions(news.customer.id))
        others = (uow.tickets.get(each) for each in followed if each != news.ticket.id)
        return any(each is not None and each.status in TO_BE_ACCEPTED for each in others)

    def _untold(self, uow: UnitOfWork, errand: Errand, news: News, planned: Plan, now: datetime) -> Ending:
        if planned.lost and self._is_expected(news):
            context = Context(uow, self._desk(uow), now)
            unsure = errand.data.get("unsure", False)
            customer_not_reached(context, news.ticket.id, news.customer, news.to_call, unsure=unsure)
        why = "no way is open" if planned.lost else "the next stage tells of it"
        return dropped(uow, errand, now, errand.data.get("wrong") or f"{why}: {planned.chat}")

    def _is_expected(self, news: News) -> bool:
        """Of what nobody is told by SMS a caller expects no news, nor whoever is not told by SMS at all."""
        contacts = news.customer.contacts
        if any(each.kind is ContactKind.OPENID for each in contacts):
            return True
        is_told = news.left.may_text or any(each.how is not Proof.STAFF for each in contacts)
        return is_told and Way.SMS in self._ways.of_stage(news.stage)

    def _tell(self, uow: UnitOfWork, errand: Errand, news: News, way: Way, now: datetime) -> Job:
        uow.outbox.attempted(errand, {"way": way})
        if way is Way.CHAT:
            uow.windows.sent(_openid(news))
        return Job(
            errand,
            self._call(uow, errand, news, way, now),
            partial(self._refused, errand, news, way),
            partial(_not_sent, errand, news, way),
            comes_twice=way is not Way.TEMPLATE,
        )

    def _call(
        self, uow: UnitOfWork, errand: Errand, news: News, way: Way, now: datetime
    ) -> Callable[[], Awaitable[Settle]]:
        link = self._link(uow, news, way, now)
        if way is Way.CHAT:
            words = customer_news.words(news.stage, news.ticket, news.playbook, link=link)
            return partial(self._say, errand, _openid(news), news.stage, words)
        facts = customer_news.facts(news.stage, news.ticket, news.playbook, link=link, own=news.own, now=now)
        if way is Way.TEMPLATE:
            return partial(self._send_template, errand, news, facts)
        assert news.phone is not None, "planned with one"
        return partial(self._send_sms, errand, news.phone, news.stage, facts)

    def _link(self, uow: UnitOfWork, news: News, way: Way, now: datetime) -> str:
        """The page itself not to a phone that may be somebody else's: where it is found once the number is proven, if
        that can be done.
        """
        if way is Way.SMS and not news.phone_is_proven:
            return look_up_page(self._public_url, self._tenant) if self._ways.sends_codes else ""
        return link_for(uow, self._public_url, news.ticket.id, news.customer.id, now=now)

    async def _say(self, errand: Errand, openid: str, stage: Stage, words: str) -> Settle:
        await self._ways.say(openid, words)
        return partial(self._told, errand, Way.CHAT, stage)

    async def _send_sms(self, errand: Errand, phone: str, stage: Stage, facts: Facts) -> Settle:
        await self._ways.send_sms(phone, stage, facts)
        return partial(self._told, errand, Way.SMS, stage)

    async def _send_template(self, errand: Errand, news: News, facts: Facts) -> Settle:
        once = f"{self._tenant}-{errand.id}"
        message_id = await self._ways.send_template(_openid(news), news.stage, facts, once=once)
        return partial(self._handed_in, errand, news, message_id)

    def _handed_in(self, errand: Errand, news: News, message_id: str, uow: UnitOfWork, *, now: datetime) -> Ending:
        sent = TemplateMessage(
            id=message_id, customer_id=news.customer.id, ticket_id=news.ticket.id, stage=news.stage, sent_at=now
        )
        if not uow.template_messages.sent(sent):
            did_not_arrive(Context(uow, self._desk(uow), now), sent)
        return self._told(errand, Way.TEMPLATE, news.stage, uow, now=now)

    def _told(self, errand: Errand, way: Way, stage: Stage, uow: UnitOfWork, *, now: datetime) -> Ending:
        if (mark := self._mark(way, stage)) is not None:
            broken_templates.taken(uow, mark)
        uow.outbox.done(errand, now)
        return Ending.DONE

    def _refused(self, errand: Errand, news: News, way: Way, error: ChannelRejected) -> Settle:
        """What we thought of this way was wrong: it is put right, and the next one is tried at once."""

        def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
            if not is_silent(error):
                _not_sent(errand, news, way, uow)
            _put_right(uow, news, way, error, now)
            if isinstance(error, WayShut) and (mark := self._mark(way, news.stage)) is not None:
                broken_templates.refused(uow, mark, error.shut, now)
            refused = [*errand.data.get("refused", ()), way.value]
            wrong = {"wrong": why} if (why := _set_up_wrong(error)) else {}
            unsure = {"unsure": True} if is_silent(error) else {}
            uow.outbox.says(errand, {**errand.data, **wrong, **unsure, "refused": refused})
            uow.outbox.attempted(errand, None)
            uow.outbox.retry(errand, not_before=now, why=why or str(error), counted=False)
            return Ending.RETRY

        return settle


def _openid(news: News) -> str:
    openid = news.customer.openid
    assert openid is not None, "planned with one"
    return openid


def _not_sent(errand: Errand, news: News, way: Way, uow: UnitOfWork) -> None:
    if not_attempted(errand, uow) and way is Way.CHAT:
        uow.windows.not_sent(_openid(news))


def _set_up_wrong(error: ChannelRejected) -> str | None:
    """For the operator to hear, though another way may lead to this customer."""
    shut = error.shut if isinstance(error, WayShut) else None
    return f"{SET_UP_WRONG}{error}" if shut is None or shut in FOR_THE_OPERATOR else None


def _put_right(uow: UnitOfWork, news: News, way: Way, error: ChannelRejected, now: datetime) -> None:
    if way is not Way.SMS:
        put_right(uow, _openid(news), error, now)
    elif isinstance(error, WayShut) and error.shut is Shut.NUMBER and news.phone is not None:
        numbers.lost(uow, news.phone, now)


def put_right(uow: UnitOfWork, openid: str, error: ChannelRejected, now: datetime) -> None:
    """What we thought could be sent there."""
    match error.shut if isinstance(error, WayShut) else None:
        case Shut.WINDOW:
            uow.windows.closed(openid)
        case Shut.QUOTA:
            uow.windows.used_up(openid)
        case Shut.UNFOLLOWED:
            uow.customers.lost(ContactKind.OPENID, openid, now)
        case Shut.SILENT:
            pass  # the next one may be answered
        case _:
            log.error("way refused", why=str(error))
