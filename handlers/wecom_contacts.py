"""Whom members have as contacts of WeCom: where a customer can be found when nothing else reaches them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers.context import Context
from handlers.identifying import ask_who
from handlers.replies import Answer
from handlers.updates import ContactChange, ContactChanged
from storage.inbox import Outcome
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind, Customer


def on_changed(ctx: Context, update: ContactChanged) -> Answer:
    """Whoever is new or not as before is asked after."""
    match update.change:
        case ContactChange.ADDED | ContactChange.ADDED_UNASKED:
            ctx.uow.wecom_contacts.added(update.external_id, update.member, update.at)
            ask_who(ctx, ContactKind.EXTERNAL, update.external_id)
        case ContactChange.EDITED:
            ctx.uow.wecom_contacts.listed(update.external_id, [update.member], update.at)
            ask_who(ctx, ContactKind.EXTERNAL, update.external_id)
        case ContactChange.DELETED | ContactChange.DELETED_BY_CUSTOMER:
            ctx.uow.wecom_contacts.ended(update.external_id, update.member, update.at)
        case ContactChange.NOT_TAKEN_OVER:
            pass
    return Answer(outcome=Outcome.IGNORED, reason=update.change.value)


def catch_up(ctx: Context, member: str, listed: Collection[str], *, unknown: Collection[str], as_of: datetime) -> None:
    """WeCom listed these as the member's, all of them; of `unknown` nobody has said who they are."""
    for external_id in set(ctx.uow.wecom_contacts.of_member(member)) - set(listed):
        ctx.uow.wecom_contacts.unlisted(external_id, member, as_of)
    for external_id in listed:
        ctx.uow.wecom_contacts.listed(external_id, [member], as_of)
    for external_id in unknown:
        ask_who(ctx, ContactKind.EXTERNAL, external_id)


def friends_by_phone(uow: UnitOfWork, phone: str) -> tuple[str, ...]:
    """Of whoever has shown that it is theirs; nobody where nobody has."""
    customer = uow.customers.whose(ContactKind.PHONE, phone)
    return friends_of(uow, customer) if customer is not None and customer.has_proven(phone) else ()


def friends_of(uow: UnitOfWork, customer: Customer) -> tuple[str, ...]:
    """The members who have this customer as a contact, and work here still."""
    found = (member for each in customer.external_ids for member in uow.wecom_contacts.members(each))
    return tuple(member for member in dict.fromkeys(found) if not uow.people.has_left(member))
