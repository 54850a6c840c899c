"""What happens when a customer writes to the official account, follows it, or scans a QR code of ours."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Answer, CustomerHeard, CustomerMisheard, CustomerWelcome
from handlers.updates import (
    LinkMessage,
    LocationMessage,
    MediaMessage,
    MenuClick,
    Scanned,
    Subscribed,
    TemplateDelivered,
    TextMessage,
    Unsubscribed,
    Unsupported,
    Update,
)
from storage.inbox import Outcome
from tickets.errors import DomainError

Message = TextMessage | MediaMessage | LocationMessage | LinkMessage


def on_message(_: Context, __: Message) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason="heard", reply=CustomerHeard())


def on_subscribed(_: Context, __: Subscribed) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason="welcome", reply=CustomerWelcome())


def on_scanned(_: Context, __: Scanned) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason="scanned", reply=CustomerWelcome())


def on_menu_click(_: Context, __: MenuClick) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason="menu", reply=CustomerWelcome())


def on_unsubscribed(_: Context, __: Unsubscribed) -> Answer:
    return Answer(outcome=Outcome.IGNORED, reason="unsubscribed")


def on_template_delivered(_: Context, update: TemplateDelivered) -> Answer:
    return Answer(outcome=Outcome.IGNORED, reason=f"template:{update.status}")


def on_unsupported(_: Context, update: Unsupported) -> Answer:
    """An event that nobody waits for is no refusal of anybody; a message is, and its sender is told."""
    if update.what.startswith("event:"):
        return Answer(outcome=Outcome.IGNORED, reason=update.what)
    return Answer(outcome=Outcome.REFUSED, reason=update.what, reply=CustomerMisheard())


def refuse(_: Context, __: Update, error: DomainError) -> Answer:
    return Answer(outcome=Outcome.REFUSED, reason=type(error).__name__, reply=CustomerMisheard())
