"""The telephone number that stands in what a customer reported: nobody has shown that it is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.context import Context
from tickets.customers import Customer, Joined, is_mobile
from tickets.drafts import Draft
from tickets.fields import FieldName
from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """`may_text`: they gave it themselves, or whoever staff reports for is told by SMS."""

    phone: str | None
    may_text: bool

    @property
    def mobile(self) -> str | None:
        return self.phone if self.may_text and self.phone is not None and is_mobile(self.phone) else None


def left_by(ctx: Context, customer: Customer, ticket: Ticket, how: Joined) -> Left:
    """With the ticket itself, or with their own report that was linked to it."""
    if how is Joined.REPORTED:
        draft, phone = ctx.uow.drafts.get(ticket.draft_id), ticket.facts.phone
    else:
        draft = _linked(ctx, customer, ticket)
        phone = draft.value(FieldName.PHONE) if draft is not None else None
    themselves = draft is not None and draft.is_customers
    return Left(phone=phone or customer.said_phone, may_text=themselves or ctx.desk.texts_customers)


def _linked(ctx: Context, customer: Customer, ticket: Ticket) -> Draft | None:
    """Their own words. What staff wrote down for them has the number by which they are known."""
    drafts = (ctx.uow.drafts.get(each.draft_id) for each in ticket.also)
    return next((each for each in drafts if each is not None and _is_of(ctx, customer, each)), None)


def _is_of(ctx: Context, customer: Customer, draft: Draft) -> bool:
    known = ctx.uow.customers.of_sender(draft.sender)
    return known is not None and known.id == customer.id
