"""What happens when something arrives. START READING HERE: the tables show everything that the desk reacts to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers import clicks, messages, visits
from handlers.context import Context
from handlers.keys import Button, Key
from handlers.replies import Answer, OutdatedButton, Refusal
from handlers.updates import (
    AppAlert,
    CardClick,
    LinkMessage,
    LocationMessage,
    MediaMessage,
    TextMessage,
    Unsupported,
    Update,
    Visit,
)
from storage.inbox import Outcome
from tickets.errors import DomainError

ON_CLICK: dict[Button, Callable[[Context, CardClick, Key], Answer]] = {
    Button.SUBMIT: clicks.submit,
    Button.CHANGE: clicks.change,
    Button.WORDS: clicks.words,
    Button.DISCARD: clicks.discard,
    Button.CLAIM: clicks.claim,
    Button.FINISH: clicks.finish,
}


def on_click(ctx: Context, click: CardClick) -> Answer:
    key = Key.unpack(click.key)
    clicks.keep_code(ctx, click)
    if key is None:
        return Answer(outcome=Outcome.REFUSED, reason="unknown_button", reply=OutdatedButton())
    answer = ON_CLICK[key.button](ctx, click, key)
    clicks.show_truth(ctx, click, key)
    return answer


# Each handler takes the kind of update beside which it stands, which a dict's type cannot say.
ON_UPDATE: dict[type[Update], Callable[[Context, Any], Answer]] = {
    TextMessage: messages.on_text,
    MediaMessage: messages.on_media,
    LocationMessage: messages.on_location,
    LinkMessage: messages.on_link,
    CardClick: on_click,
    Visit: visits.on_visit,
    AppAlert: visits.on_alert,
    Unsupported: visits.on_unsupported,
}


def handle(ctx: Context, update: Update) -> Answer:
    """Raises `DomainError` where the desk says no: nothing of the attempt stands, and `refuse` says so."""
    return ON_UPDATE[type(update)](ctx, update)


def refuse(ctx: Context, update: Update, error: DomainError) -> Answer:
    """The desk said no: the person is told, and a card that was pressed shows what is true now."""
    if isinstance(update, CardClick):
        clicks.keep_code(ctx, update)
        if (key := Key.unpack(update.key)) is not None:
            clicks.show_truth(ctx, update, key)
    return Answer(outcome=Outcome.REFUSED, reason=type(error).__name__, reply=Refusal(error))
