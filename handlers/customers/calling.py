"""A customer wants to speak to somebody."""

from __future__ import annotations

from handlers.context import Context
from handlers.customers.words import LONGEST, SOMEBODY
from handlers.hearing import Heard, keep
from handlers.replies import Answer, CustomerCalled
from handlers.spoken import bare
from handlers.updates import Update
from storage.inbox import Outcome
from storage.messages import Message
from tickets.notifications import Subject, SubjectKind, Telling, Told


def for_somebody(ctx: Context, heard: Heard) -> Answer | None:
    if len(heard.text) > LONGEST or SOMEBODY.fullmatch(bare(heard.text)) is None:
        return None
    return call(ctx, heard)


def call(ctx: Context, heard: Heard) -> Answer:
    """About the matter at hand, if there is one."""
    draft_id = heard.drafts[0].id if heard.drafts else None
    message_id = keep(ctx, heard, draft_id=draft_id, ticket_id=heard.ticket_id if draft_id is None else None)
    return _called(ctx, heard.text, message_id, draft_id, heard.ticket_id)


def pressed(ctx: Context, update: Update) -> Answer:
    """人工, on the menu."""
    message = Message(
        update_id=update.id, draft_id=None, ticket_id=None, sender=update.sender, kind="menu", text="", at=update.at
    )
    return _called(ctx, "", ctx.uow.messages.add(message), None, None)


def _called(ctx: Context, words: str, message_id: int, draft_id: int | None, ticket_id: int | None) -> Answer:
    subject = Subject(SubjectKind.MESSAGE, message_id)
    if draft_id is not None:
        subject = Subject(SubjectKind.DRAFT, draft_id)
    elif ticket_id is not None:
        subject = Subject(SubjectKind.TICKET, ticket_id)
    for to in ctx.desk.playbook.front_desk:
        ctx.notify(Told(to, subject, Telling.CUSTOMER_CALLS, words=words))
    return Answer(
        outcome=Outcome.ANSWERED, reason="called", reply=CustomerCalled(), draft_id=draft_id, ticket_id=ticket_id
    )
