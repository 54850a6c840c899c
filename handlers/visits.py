"""Comings and goings, and what the bot cannot work with."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Answer, UnsupportedKind, Welcome
from handlers.updates import AppAlert, Entrance, Unsupported, Visit
from storage.inbox import Outcome
from storage.types import EPOCH


def on_visit(ctx: Context, update: Visit) -> Answer:
    """Welcomed once: many members were in the app's sight before it could hear of it."""
    leaves = update.entrance is Entrance.UNSUBSCRIBED
    if leaves or ctx.uow.inbox.answered_so(update.sender, "welcome", since=EPOCH):
        return Answer(outcome=Outcome.IGNORED, reason=update.entrance.value)
    return Answer(outcome=Outcome.ANSWERED, reason="welcome", reply=Welcome())


def on_alert(_: Context, update: AppAlert) -> Answer:
    """The edge raises the alarm; here it is only accounted for."""
    return Answer(outcome=Outcome.IGNORED, reason=update.event)


def on_unsupported(_: Context, update: Unsupported) -> Answer:
    """An event that nobody waits for is no refusal of anybody; a message is, and its sender is told."""
    if update.what.startswith("event:"):
        return Answer(outcome=Outcome.IGNORED, reason=update.what)
    reply = UnsupportedKind(update.what) if update.sender else None
    return Answer(outcome=Outcome.REFUSED, reason=update.what, reply=reply)
