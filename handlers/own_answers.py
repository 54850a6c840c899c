"""Answers to what only this business asks: nothing is read in them, they are taken as they are said."""

from __future__ import annotations

from msgspec import structs

from handlers.capture import LONGEST_ANSWER
from handlers.context import Context
from handlers.corrections import named_if_unclear
from handlers.hearing import Heard, is_fresh, keep
from handlers.replies import Answer, Filled, Question
from storage.inbox import Outcome
from tickets.drafts import Draft, told
from tickets.fields import Field, Method
from tickets.intake import choice_in, key_of, lacking, wanted
from tickets.playbook.values import PICTURE, OwnField


def choose(ctx: Context, heard: Heard) -> Answer | None:
    """One of the choices, word for word: it is not anything else that the word may mean."""
    draft, own = _asked(ctx, heard)
    if draft is None or own is None or not own.choices:
        return None
    said = choice_in(own, heard.text)
    return _fill(ctx, heard, draft, own, said) if said is not None else None


def in_words(ctx: Context, heard: Heard) -> Answer | None:
    """Anything will do where there is nothing to choose from; otherwise it is asked again."""
    draft, own = _asked(ctx, heard)
    if draft is None or own is None or heard.is_report:
        return None
    if not own.choices and len(heard.text) <= LONGEST_ANSWER:
        return _fill(ctx, heard, draft, own, heard.text)
    if heard.found or heard.is_follow_up:
        return None  # something else that is missing, too
    return Answer(outcome=Outcome.ASKED, reason=own.key, reply=Question(own, again=True), draft_id=draft.id)


def _asked(ctx: Context, heard: Heard) -> tuple[Draft | None, OwnField | None]:
    draft = heard.draft
    if draft is None or draft.asked in (None, PICTURE) or not is_fresh(ctx, heard):
        return None, None
    own = wanted(draft.asked or "", ctx.desk.playbook)
    return draft, own if isinstance(own, OwnField) else None


def _fill(ctx: Context, heard: Heard, draft: Draft, own: OwnField, said: str) -> Answer:
    keep(ctx, heard, draft_id=draft.id)
    field = Field(said, heard.text, heard.update.id, Method.ANSWERED)
    filled = told(draft, {own.key: field}, at=heard.update.at)
    lacks = lacking(filled, ctx.desk.playbook)
    ctx.record_draft(structs.replace(filled, asked=key_of(lacks)))
    reply = Filled((), lacks, named_if_unclear(heard.drafts, fresh=True), own=(own, said))
    return Answer(outcome=Outcome.ADDED, reply=reply, draft_id=draft.id)
