"""What is no matter for anybody gets a friendly word, but not again and again. What might be one is never ignored."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Context
from handlers.hearing import Heard, keep
from handlers.replies import Answer, Greeting, NotUnderstood
from handlers.spoken import is_pleasantry, is_thanks
from storage.inbox import Outcome

GREET_AGAIN_AFTER = timedelta(hours=1)


def small_talk(ctx: Context, heard: Heard) -> Answer:
    if not is_pleasantry(heard.text):
        keep(ctx, heard)
        return Answer(outcome=Outcome.ANSWERED, reason="not_understood", reply=NotUnderstood())
    last = ctx.uow.inbox.last_answer(heard.sender, "chatter")
    if last is not None and ctx.now - last < GREET_AGAIN_AFTER:
        return Answer(outcome=Outcome.IGNORED, reason="chatter")
    return Answer(outcome=Outcome.ANSWERED, reason="chatter", reply=Greeting(thanked=is_thanks(heard.text)))
