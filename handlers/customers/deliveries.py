"""What became of a template message that was sent."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Answer
from handlers.updates import Delivery, TemplateDelivered
from storage.inbox import Outcome
from tickets.notifications import Pushed
from tickets.ways import Way


def on_template_delivered(ctx: Context, update: TemplateDelivered) -> Answer:
    """WeChat took it and could not deliver it: what it said is told by another way."""
    sent = ctx.uow.template_messages.get(update.message_id)
    if sent is None or update.status is Delivery.ARRIVED:
        return Answer(outcome=Outcome.IGNORED, reason=f"template:{update.status}")
    ctx.notify(Pushed(sent.ticket_id, sent.stage, to=sent.customer_id, refused=(Way.TEMPLATE,)))
    return Answer(outcome=Outcome.IGNORED, reason=f"template:{update.status}", ticket_id=sent.ticket_id)
