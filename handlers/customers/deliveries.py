"""What became of a template message that was sent."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Answer
from handlers.updates import Delivery, TemplateDelivered
from storage.inbox import Outcome
from storage.template_messages import TemplateMessage
from tickets.notifications import Pushed
from tickets.ways import Way


def on_template_delivered(ctx: Context, update: TemplateDelivered) -> Answer:
    """WeChat took it and could not deliver it: what it said is told by another way."""
    answer = Answer(outcome=Outcome.IGNORED, reason=f"template:{update.status}")
    if update.status is Delivery.ARRIVED or ctx.uow.template_messages.failed_before(update.message_id, ctx.now):
        return answer
    sent = ctx.uow.template_messages.get(update.message_id)
    if sent is not None:
        did_not_arrive(ctx, sent)
    return answer


def did_not_arrive(ctx: Context, sent: TemplateMessage) -> None:
    ctx.notify(Pushed(sent.ticket_id, sent.stage, to=sent.customer_id, refused=(Way.TEMPLATE,)))
