"""Who it is that writes."""

from __future__ import annotations

from handlers.context import Context
from handlers.identifying import ask_who
from handlers.updates import Update
from tickets.customers import Contact, ContactKind, Customer, Proof
from tickets.senders import openid_of
from tickets.windows import Opened


def known(ctx: Context, update: Update, opened: Opened | None = None) -> Customer:
    """Whoever writes from an openid has proved that it is theirs. `opened`: what may be written to them now."""
    openid = openid_of(update.sender)
    if opened is not None:
        ctx.uow.windows.opened(openid, opened, update.at)
    customer = ctx.uow.customers.whose(ContactKind.OPENID, openid)
    if customer is None:
        return _met(ctx, update, openid)
    if customer.openid != openid:
        ctx.uow.customers.found(ContactKind.OPENID, openid)
    return customer


def _met(ctx: Context, update: Update, openid: str) -> Customer:
    contact = Contact(kind=ContactKind.OPENID, value=openid, how=Proof.WROTE, proven_at=update.at)
    customer_id = ctx.uow.customers.add()
    ctx.uow.customers.tie(customer_id, contact)
    ask_who(ctx, ContactKind.OPENID, openid)
    return Customer(id=customer_id, contacts=(contact,))
