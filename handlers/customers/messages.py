"""A customer says something. The tables show what it may be, in the order in which that is tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import capture, corrections, own_answers
from handlers.context import Context
from handlers.customers import accepting, binding, calling, flooding, following, reporting, talk
from handlers.customers.identity import known
from handlers.hearing import Heard, hear
from handlers.replies import Answer
from handlers.updates import LinkMessage, LocationMessage, MediaMessage, TextMessage
from storage.inbox import Outcome
from tickets.fields import Field, FieldName, Method
from tickets.windows import Opened

Step = Callable[[Context, Heard], Answer | None]

WORDS: tuple[Step, ...] = (
    flooding.stop,
    binding.begin,
    binding.enter,
    calling.for_somebody,
    following.cancel,
    accepting.not_solved,
    accepting.rated,
    accepting.solved,
    following.move,
    following.progress,
    reporting.begin,
    talk.pleasantry,
    accepting.praise,
    own_answers.choose,
    corrections.correct_draft,
    capture.answer,
    own_answers.in_words,
    reporting.in_own_words,
    following.add,
    capture.capture,
    reporting.report,
    reporting.add,
    accepting.unclear,
    talk.ask_somebody,
    talk.not_understood,
)
NO_WORDS: tuple[Step, ...] = (
    flooding.stop,
    reporting.place,
    following.add,
    accepting.shown,
    capture.capture,
)


def on_text(ctx: Context, update: TextMessage) -> Answer:
    text = update.text.strip()
    if not text:
        return Answer(outcome=Outcome.IGNORED, reason="empty")
    return _first(WORDS, ctx, _hear(ctx, update, kind="text", text=text))


def on_media(ctx: Context, update: MediaMessage) -> Answer:
    """What WeChat has recognised in a voice counts as said."""
    text = (update.text or "").strip()
    return _first(WORDS if text else NO_WORDS, ctx, _hear(ctx, update, kind=update.kind.value, text=text))


def on_location(ctx: Context, update: LocationMessage) -> Answer:
    known(ctx, update, Opened.MESSAGE)
    place = Field(update.label, update.label, update.id, Method.LOCATION, 0.9)
    data = {"latitude": update.latitude, "longitude": update.longitude}
    found = {FieldName.ADDRESS: place} if update.label else {}
    return _first(NO_WORDS, ctx, hear(ctx, update, kind="location", text=update.label, data=data, found=found))


def on_link(ctx: Context, update: LinkMessage) -> Answer:
    text = f"{update.title}\n{update.description}".strip()
    return _first(NO_WORDS, ctx, _hear(ctx, update, kind="link", text=text))


def _hear(ctx: Context, update: TextMessage | MediaMessage | LinkMessage, *, kind: str, text: str) -> Heard:
    known(ctx, update, Opened.MESSAGE)
    data = {"url": update.url} if isinstance(update, LinkMessage) else None
    return hear(ctx, update, kind=kind, text=text, data=data)


def _first(steps: Sequence[Step], ctx: Context, heard: Heard) -> Answer:
    heard = accepting.with_what_came_before(ctx, reporting.with_what_is_known(ctx, heard))
    answers = (step(ctx, heard) for step in steps)
    return reporting.in_plain_words(ctx, heard, next(answer for answer in answers if answer is not None))
