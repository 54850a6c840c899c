"""Staff corrects a draft in plain words: "电话 13800001111", "不急", "就是 SN123"."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.context import Context
from handlers.replies import Answer, Corrected
from handlers.updates import TextMessage
from nlp.corrections import corrections
from storage.inbox import Outcome
from storage.messages import Message
from tickets import drafts
from tickets.drafts import Draft, missing
from tickets.fields import Field, FieldName, Method

Changes = Iterable[tuple[FieldName, Field | None]]


def correct(ctx: Context, update: TextMessage, draft: Draft) -> Answer | None:
    """None: the text is no correction."""
    said = corrections(update.text, update.at)
    changes = tuple(
        (
            FieldName(each.field),
            Field(each.value, update.text[each.start : each.end], update.id, Method.CORRECTED)
            if each.value is not None
            else None,
        )
        for each in said
    )
    return put_in(ctx, update, draft, changes) if changes else None


def put_in(ctx: Context, update: TextMessage, draft: Draft, changes: Changes) -> Answer:
    """Staff's word stands against whatever was read."""
    changes = tuple(changes)
    message = Message(
        update_id=update.id,
        draft_id=draft.id,
        ticket_id=None,
        sender=update.sender,
        kind="text",
        text=update.text,
        at=update.at,
    )
    ctx.uow.messages.add(message)
    corrected = ctx.record_draft(drafts.correct(draft, changes, at=update.at))
    lacks = missing(corrected, ctx.desk.playbook.required)
    return Answer(outcome=Outcome.ADDED, reply=Corrected(changes, lacks), draft_id=draft.id)
