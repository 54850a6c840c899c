"""What became of a template message that was sent."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Answer
from handlers.updates import TemplateDelivered
from storage.inbox import Outcome


def on_template_delivered(_: Context, update: TemplateDelivered) -> Answer:
    return Answer(outcome=Outcome.IGNORED, reason=f"template:{update.status}")
