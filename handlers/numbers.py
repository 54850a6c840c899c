"""The telephone number that stands in what a customer reported: nobody has shown that it is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.context import Context
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind, Customer, Joined, is_mobile
from tickets.drafts import Draft
from tickets.fields import FieldName
from tickets.ticket import Ticket

LOST = "number_lost"
LOST_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """`may_text`: they gave it themselves, or whoever staff reports for is told by SMS. `is_lost`: lately nothing could
    be sent there.
    """

    phone: str | None
    may_text: bool
    is_lost: bool

    @property
    def mobile(self) -> str | None:
        can_get_it = self.may_text and not self.is_lost
        return self.phone if can_get_it and self.phone is not None and is_mobile(self.phone) else None


def lost(uow: UnitOfWork, phone: str, now: datetime) -> None:
    """Nothing can be sent there, whosever it is and wherever it stands."""
    uow.attempts.add(LOST, phone, now)
    uow.customers.lost(ContactKind.PHONE, phone, now)


def found(uow: UnitOfWork, phone: str) -> None:
    """It can again."""
    uow.attempts.forget(LOST, phone)
    uow.customers.found(ContactKind.PHONE, phone)


def left_by(ctx: Context, customer: Customer, ticket: Ticket, how: Joined) -> Left:
    """With the ticket itself, or with their own report that was linked to it."""
    if how is Joined.REPORTED:
        draft, phone = ctx.uow.drafts.get(ticket.draft_id), ticket.facts.phone
    else:
        draft = _linked(ctx, customer, ticket)
        phone = draft.value(FieldName.PHONE) if draft is not None else None
    themselves, phone = draft is not None and draft.is_customers, phone or customer.said_phone
    is_lost = phone is not None and ctx.uow.attempts.count(LOST, phone, since=ctx.now - LOST_FOR) > 0
    return Left(phone=phone, may_text=themselves or ctx.desk.texts_customers, is_lost=is_lost)


def _linked(ctx: Context, customer: Customer, ticket: Ticket) -> Draft | None:
    """Their own words. What staff wrote down for them has the number by which they are known."""
    drafts = (ctx.uow.drafts.get(each.draft_id) for each in ticket.also)
    return next((each for each in drafts if each is not None and _is_of(ctx, customer, each)), None)


def _is_of(ctx: Context, customer: Customer, draft: Draft) -> bool:
    known = ctx.uow.customers.of_sender(draft.sender)
    return known is not None and known.id == customer.id
