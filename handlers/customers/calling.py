"""A customer wants to speak to somebody."""

from __future__ import annotations

from handlers.context import Context
from handlers.customers.theirs import is_theirs, last_matter
from handlers.customers.words import COMPLAINT, LONGEST, SOMEBODY, STARS
from handlers.hearing import REMEMBERED, Heard, keep, ticket_at_hand
from handlers.replies import Answer, CustomerCalled
from handlers.spoken import bare, without_numbers
from handlers.updates import Update
from storage.inbox import Outcome
from storage.messages import Message
from tickets.fields import FieldName
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.senders import known_customer

CALLED = "called"
"""The reason of the answer."""


def for_somebody(ctx: Context, heard: Heard) -> Answer | None:
    if len(heard.text) > LONGEST:
        return None
    wants_somebody = SOMEBODY.fullmatch(bare(heard.text)) or _complains(heard)
    return call(ctx, heard) if wants_somebody or _leaves_number(ctx, heard) else None


def call(ctx: Context, heard: Heard) -> Answer:
    """About the matter at hand, if there is one and it is theirs."""
    about: Subject | None
    if heard.drafts:
        about = Subject(SubjectKind.DRAFT, heard.drafts[0].id)
        message_id = keep(ctx, heard, draft_id=about.id)
    else:
        ticket = ticket_at_hand(ctx, heard)
        theirs = ticket is not None and is_theirs(ctx, ticket, heard.sender)
        about = Subject(SubjectKind.TICKET, ticket.id) if ticket is not None and theirs else None
        message_id = keep(ctx, heard, ticket_id=heard.ticket_id)
    return _called(ctx, heard.sender, heard.text, message_id, about, phone=heard.said.get(FieldName.PHONE))


def pressed(ctx: Context, update: Update) -> Answer:
    """人工, on the menu."""
    message = Message(
        update_id=update.id, draft_id=None, ticket_id=None, sender=update.sender, kind="menu", text="", at=update.at
    )
    return _called(ctx, update.sender, "", ctx.uow.messages.add(message), None)


def _complains(heard: Heard) -> bool:
    """Stars say how well it was, whatever stands beside them."""
    return COMPLAINT.search(heard.text) is not None and STARS.fullmatch(without_numbers(heard.text)) is None


def _leaves_number(ctx: Context, heard: Heard) -> bool:
    """Said to nobody in particular it would be the beginning of a report."""
    called = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) == CALLED
    return called and set(heard.said) == {FieldName.PHONE}


def _called(
    ctx: Context, sender: str, words: str, message_id: int, about: Subject | None, phone: str | None = None
) -> Answer:
    """Whoever calls again and again without saying why is heard once. `about`: what was spoken of just now."""
    last = last_matter(ctx, sender) if about is None else None
    matter = Subject(SubjectKind.TICKET, last.id) if last is not None else about
    says_why = bool(words) and SOMEBODY.fullmatch(bare(words)) is None
    if says_why or ctx.uow.inbox.last_reason(sender, since=ctx.now - REMEMBERED) != CALLED:
        customer = ctx.uow.customers.of_sender(sender)
        by = known_customer(customer.id) if customer is not None else None
        subject = matter or Subject(SubjectKind.MESSAGE, message_id)
        for to in ctx.desk.playbook.front_desk:
            ctx.notify(Told(to, subject, Telling.CUSTOMER_CALLS, by=by, words=words))
    return Answer(
        outcome=Outcome.ANSWERED,
        reason=CALLED,
        reply=CustomerCalled(reachable=phone is not None or _can_be_called(ctx, sender, matter)),
        draft_id=about.id if about is not None and about.kind is SubjectKind.DRAFT else None,
        ticket_id=about.id if about is not None and about.kind is SubjectKind.TICKET else None,
    )


def _can_be_called(ctx: Context, sender: str, about: Subject | None) -> bool:
    """Somebody knows a number: theirs, or what they left about this matter."""
    customer = ctx.uow.customers.of_sender(sender)
    if customer is not None and customer.phones:
        return True
    if about is None:
        return False
    if about.kind is SubjectKind.TICKET:
        ticket = ctx.uow.tickets.get(about.id)
        return ticket is not None and ticket.facts.phone is not None
    draft = ctx.uow.drafts.get(about.id)
    return draft is not None and draft.value(FieldName.PHONE) is not None
