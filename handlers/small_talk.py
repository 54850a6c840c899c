"""What is no matter for anybody gets a friendly word, but not again and again. What might be one is never ignored."""

from __future__ import annotations

from datetime import timedelta

from handlers.chatter import is_chatter
from handlers.context import Context
from handlers.hearing import Heard, in_burst, is_fresh, keep
from handlers.replies import Answer, Greeting
from handlers.spoken import is_thanks
from storage.inbox import Outcome
from storage.messages import NOT_UNDERSTOOD
from tickets.notifications import Subject, SubjectKind
from tickets.timers import timers_for_message

GREET_AGAIN_AFTER = timedelta(hours=1)


def pleasantry(ctx: Context, heard: Heard) -> Answer | None:
    """None: it says something."""
    if not is_chatter(heard):
        return None
    asked = heard.draft is not None and heard.draft.asked is not None and is_fresh(ctx, heard)
    if asked or in_burst(ctx, heard) or _greeted(ctx, heard.sender):
        return Answer(outcome=Outcome.IGNORED, reason="chatter")
    return Answer(outcome=Outcome.ANSWERED, reason="chatter", reply=Greeting(thanked=is_thanks(heard.text)))


def _greeted(ctx: Context, sender: str) -> bool:
    return ctx.uow.inbox.answered_so(sender, "chatter", since=ctx.now - GREET_AGAIN_AFTER)


def not_understood(ctx: Context, heard: Heard) -> Answer:
    """It waits: for what follows at once and may explain it, then for a word of the person."""
    subject = Subject(SubjectKind.MESSAGE, keep(ctx, heard))
    ctx.uow.timers.replace(subject, timers_for_message(ctx.now, ctx.desk.capture), fresh=True)
    return Answer(outcome=Outcome.ANSWERED, reason=NOT_UNDERSTOOD)
