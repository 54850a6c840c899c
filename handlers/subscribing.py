"""A customer begins to hear news of a ticket."""

from __future__ import annotations

from handlers.context import Context
from tickets.customers import Contact, ContactKind, Customer, Joined, Proof, Subscription, is_mobile
from tickets.drafts import Draft
from tickets.fields import FieldName
from tickets.notifications import Pushed, Stage
from tickets.ticket import Ticket


def subscribe(ctx: Context, ticket: Ticket, customer_id: int, how: Joined) -> None:
    """The first thing they hear is its number."""
    subscription = Subscription(ticket_id=ticket.id, customer_id=customer_id, since=ctx.now, how=how)
    ctx.uow.customers.subscribe(subscription)
    ctx.notify(Pushed(ticket.id, Stage.REPORTED, to=customer_id))


def subscribe_sender(ctx: Context, ticket: Ticket, draft: Draft, how: Joined = Joined.REPORTED) -> None:
    """Whoever said what became this ticket, or was linked to it: a customer, or one for whom staff said it."""
    if (customer := customer_for(ctx, draft)) is not None:
        subscribe(ctx, ticket, customer.id, how)


def customer_for(ctx: Context, draft: Draft) -> Customer | None:
    return ctx.uow.customers.of_sender(draft.sender) or _called(ctx, draft)


def _called(ctx: Context, draft: Draft) -> Customer | None:
    """By the number that staff wrote down: whoever has shown lately that it is theirs; of anybody else nobody knows
    that, and they are somebody where such are told of it, or can show it later.
    """
    phone = draft.value(FieldName.PHONE)
    if draft.is_customers or phone is None or not is_mobile(phone):
        return None
    known = ctx.uow.customers.whose(ContactKind.PHONE, phone)
    if known is not None and known.has_proven(phone):
        return known
    if not (ctx.desk.texts_customers or ctx.desk.sends_codes):
        return None
    if known is not None and not known.may_have_lost(phone):
        return known
    contact = Contact(kind=ContactKind.PHONE, value=phone, how=Proof.STAFF)
    customer_id = ctx.uow.customers.add(draft.value(FieldName.CUSTOMER))
    ctx.uow.customers.tie(customer_id, contact)
    return Customer(id=customer_id, contacts=(contact,))


def speaks_for_it(ctx: Context, ticket: Ticket, customer_id: int | None) -> bool:
    """Whoever only said the same later does not call off, move or accept what somebody else reported. None: whoever
    has the link in hand.
    """
    joined = {each.customer_id: each.how for each in ctx.uow.customers.subscribers(ticket.id)}
    if customer_id is None or joined.get(customer_id) is Joined.REPORTED:
        return True
    return customer_id in joined and Joined.REPORTED not in joined.values()
