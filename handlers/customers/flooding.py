"""A customer says more than anybody can answer: it is kept, and nobody's telephone rings for it."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Context
from handlers.hearing import Heard, keep
from handlers.replies import Answer, CustomerTooMany
from storage.inbox import Outcome

MOST, WITHIN = 60, timedelta(hours=1)
TOO_MANY = "too_many"


def stop(ctx: Context, heard: Heard) -> Answer | None:
    """Told once."""
    since = ctx.now - WITHIN
    if not ctx.uow.inbox.heard_often(heard.sender, MOST, since=since):
        return None
    told = ctx.uow.inbox.last_reason(heard.sender, since=since) == TOO_MANY
    keep(ctx, heard)
    return Answer(outcome=Outcome.IGNORED, reason="too_many", reply=None if told else CustomerTooMany())
