"""What happens when something arrives. START READING HERE: the tables show everything that the desk reacts to.

ON_UPDATE below says which function takes what kind of update from a member, ON_CUSTOMER_UPDATE from a customer;
`messages.WORDS` what a text may be (`customers.messages.WORDS` a customer's), in the order in which that is tried;
`actions.ON_DRAFT`, `actions.ON_TICKET` and those beside them what the buttons do; `timers.ON_DRAFT_TIMER` and
`timers.ON_TICKET_TIMER` (and `timers.ON_MESSAGE_TIMER`) what happens by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers import clicks, desk, messages, pages, visits, wecom_contacts
from handlers.context import Context
from handlers.customers import arriving, deliveries
from handlers.customers import messages as customers
from handlers.replies import Answer, Refusal
from handlers.updates import (
    AppAlert,
    CardClick,
    ContactChanged,
    DeskForm,
    LinkMessage,
    LocationMessage,
    MediaMessage,
    MenuClick,
    PageForm,
    Scanned,
    Subscribed,
    TemplateDelivered,
    TextMessage,
    Unsubscribed,
    Unsupported,
    Update,
    Visit,
)
from storage.inbox import Outcome
from tickets.errors import DomainError

# Each handler takes the kind of update beside which it stands, which a dict's type cannot say.
Handlers = dict[type[Update], Callable[[Context, Any], Answer]]

ON_UPDATE: Handlers = {
    TextMessage: messages.on_text,
    MediaMessage: messages.on_media,
    LocationMessage: messages.on_location,
    LinkMessage: messages.on_link,
    CardClick: clicks.on_click,
    DeskForm: desk.on_form,
    Visit: visits.on_visit,
    AppAlert: visits.on_alert,
    ContactChanged: wecom_contacts.on_changed,
    Unsupported: visits.on_unsupported,
}

ON_CUSTOMER_UPDATE: Handlers = {
    TextMessage: customers.on_text,
    MediaMessage: customers.on_media,
    LocationMessage: customers.on_location,
    LinkMessage: customers.on_link,
    Subscribed: arriving.on_subscribed,
    Scanned: arriving.on_scanned,
    MenuClick: arriving.on_menu_click,
    Unsubscribed: arriving.on_unsubscribed,
    TemplateDelivered: deliveries.on_template_delivered,
    PageForm: pages.on_form,
    Unsupported: arriving.on_unsupported,
}


def handle(ctx: Context, update: Update) -> Answer:
    """Raises `DomainError` where the desk says no: nothing of the attempt stands, and `refuse` says so."""
    table = ON_CUSTOMER_UPDATE if update.by_customer else ON_UPDATE
    return table[type(update)](ctx, update)


def refuse(ctx: Context, update: Update, error: DomainError) -> Answer:
    """The desk said no: the person is told, and a card that was pressed shows what is true now."""
    if update.by_customer:
        return arriving.refuse(ctx, update, error)
    if isinstance(update, CardClick):
        clicks.on_refused(ctx, update)
    return Answer(outcome=Outcome.REFUSED, reason=type(error).__name__, reply=Refusal(error))
