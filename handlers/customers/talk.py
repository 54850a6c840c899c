"""What is no matter for anybody, and what nobody understands: who is not understood twice is called by a person."""

from __future__ import annotations

from msgspec import structs

from handlers import small_talk
from handlers.context import Context
from handlers.customers.calling import call
from handlers.customers.words import QUESTION
from handlers.hearing import REMEMBERED, Heard, keep
from handlers.replies import Answer, CustomerGreeted, CustomerMisheard, Greeting
from storage.inbox import Outcome
from storage.messages import NOT_UNDERSTOOD


def pleasantry(ctx: Context, heard: Heard) -> Answer | None:
    answer = small_talk.pleasantry(ctx, heard)
    if answer is None or not isinstance(answer.reply, Greeting):
        return answer
    return structs.replace(answer, reply=CustomerGreeted(answer.reply.thanked))


def ask_somebody(ctx: Context, heard: Heard) -> Answer | None:
    """A question that we cannot answer."""
    return call(ctx, heard) if len(heard.text) > 1 and QUESTION.search(heard.text) else None


def not_understood(ctx: Context, heard: Heard) -> Answer:
    """It waits: what follows may explain it."""
    if ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) == NOT_UNDERSTOOD:
        return call(ctx, heard)
    keep(ctx, heard)
    return Answer(outcome=Outcome.ANSWERED, reason=NOT_UNDERSTOOD, reply=CustomerMisheard())
