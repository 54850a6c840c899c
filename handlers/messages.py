"""A member of staff says something. The tables show what it may be, in the order in which that is tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import (
    answering,
    attendance,
    capture,
    commands,
    corrections,
    details,
    followups,
    handing_over,
    linking,
    own_answers,
    pointing,
    small_talk,
    unknowns,
    which_draft,
)
from handlers.context import Context
from handlers.hearing import Heard, hear
from handlers.replies import Answer
from handlers.updates import LinkMessage, LocationMessage, MediaMessage, TextMessage
from storage.inbox import Outcome
from tickets.fields import Field, FieldName, Method

Step = Callable[[Context, Heard], Answer | None]

WORDS: tuple[Step, ...] = (
    own_answers.choose,
    answering.answer_customer,
    commands.obey,
    which_draft.say,
    attendance.say,
    handing_over.say,
    corrections.accept,
    small_talk.pleasantry,
    linking.say,
    followups.by_number,
    commands.act,
    details.tell,
    pointing.point,
    unknowns.nobody_knows,
    corrections.correct,
    own_answers.in_words,
    capture.answer,
    followups.chase,
    followups.add,
    followups.remark,
    capture.capture,
    corrections.nothing_to_correct,
    small_talk.not_understood,
)
NO_WORDS: tuple[Step, ...] = (
    followups.add,
    followups.remark,
    capture.capture,
)


def on_text(ctx: Context, update: TextMessage) -> Answer:
    text = update.text.strip()
    if not text:
        return Answer(outcome=Outcome.IGNORED, reason="empty")
    return _first(WORDS, ctx, hear(ctx, update, kind="text", text=text))


def on_location(ctx: Context, update: LocationMessage) -> Answer:
    """A shared place is an address, as sure as the map is."""
    place = Field(update.label, update.label, update.id, Method.LOCATION, 0.9)
    heard = hear(
        ctx,
        update,
        kind="location",
        text=update.label,
        data={"latitude": update.latitude, "longitude": update.longitude},
        found={FieldName.ADDRESS: place} if update.label else {},
    )
    return _first(NO_WORDS, ctx, heard)


def on_link(ctx: Context, update: LinkMessage) -> Answer:
    text = f"{update.title}\n{update.description}".strip()
    return _first(NO_WORDS, ctx, hear(ctx, update, kind="link", text=text, data={"url": update.url}))


def on_media(ctx: Context, update: MediaMessage) -> Answer:
    """With the channel's own transcript, if it made one."""
    return _first(NO_WORDS, ctx, hear(ctx, update, kind=update.kind.value, text=update.text or ""))


def _first(steps: Sequence[Step], ctx: Context, heard: Heard) -> Answer:
    answers = (step(ctx, heard) for step in steps)
    return next(answer for answer in answers if answer is not None)
