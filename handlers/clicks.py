"""Somebody pressed a button on a card."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import LOCAL, Context
from handlers.keys import Key
from handlers.replies import (
    AlreadySubmitted,
    Answer,
    Discarded,
    HowToCorrect,
    Question,
    SourceWords,
    Submitted,
    WellDone,
    YoursNow,
)
from handlers.updates import CardClick
from storage.cards import Origin
from storage.inbox import Outcome
from tickets import lifecycle
from tickets.drafts import Draft, DraftStatus, correct, missing
from tickets.errors import DraftClosed, NotAllowed, NotFound
from tickets.fields import CATEGORIES, Field, FieldName, Method
from tickets.notifications import CardDue
from tickets.ticket import Ticket

CATEGORY_QUESTION = "category"


def keep_code(ctx: Context, click: CardClick) -> None:
    """A click brings a fresh response code for the card it was pressed on."""
    card = ctx.uow.cards.by_task(click.task_id)
    if card is not None and card.member == click.sender:
        ctx.uow.cards.got_code(card.id, click.response_code, Origin.CLICK, click.at)


def show_truth(ctx: Context, click: CardClick, key: Key) -> None:
    """Whatever came of the press: the card it was pressed on shows what is true now."""
    ctx.notify(CardDue(click.sender, key.subject))


def submit(ctx: Context, click: CardClick, key: Key) -> Answer:
    """A draft becomes a ticket, once."""
    draft = _own_draft(ctx, click, key)
    if draft.status is DraftStatus.SUBMITTED:
        number = _number_of(ctx, draft)
        return Answer(outcome=Outcome.ANSWERED, reason="already_submitted", reply=AlreadySubmitted(number))
    _still_open(draft)
    draft = _with_choice(draft, click)
    if (lacks := missing(draft, ctx.desk.playbook.required)) is not None:
        ctx.record_draft(replace(draft, asked=lacks))
        return Answer(outcome=Outcome.ASKED, reason=lacks.value, reply=Question(lacks), draft_id=draft.id)
    ticket = _open_ticket(ctx, draft)
    reply = Submitted(str(ticket.number))
    return Answer(outcome=Outcome.TICKET, reply=reply, draft_id=draft.id, ticket_id=ticket.id)


def change(ctx: Context, click: CardClick, key: Key) -> Answer:
    draft = _own_draft(ctx, click, key)
    _still_open(draft)
    return Answer(outcome=Outcome.ANSWERED, reason="how_to_correct", reply=HowToCorrect(_listed(draft)))


def words(ctx: Context, click: CardClick, key: Key) -> Answer:
    """Where did the bot get that from?"""
    draft = _own_draft(ctx, click, key)
    reply = SourceWords(_listed(draft), draft.text)
    return Answer(outcome=Outcome.ANSWERED, reason="source_words", reply=reply, draft_id=draft.id)


def discard(ctx: Context, click: CardClick, key: Key) -> Answer:
    draft = _own_draft(ctx, click, key)
    if draft.status is not DraftStatus.DISCARDED:
        _still_open(draft)
        ctx.record_draft(replace(draft, status=DraftStatus.DISCARDED))
    return Answer(outcome=Outcome.ANSWERED, reason="discarded", reply=Discarded(), draft_id=draft.id)


def claim(ctx: Context, click: CardClick, key: Key) -> Answer:
    """The first press has it."""
    ticket = _ticket(ctx, key)
    by, playbook = click.sender, ctx.desk.playbook
    claimed = ctx.record(lifecycle.claim(ticket, by=by, playbook=playbook, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="claimed", reply=YoursNow(str(claimed.number)), ticket_id=ticket.id)


def finish(ctx: Context, click: CardClick, key: Key) -> Answer:
    ticket = _ticket(ctx, key)
    done = ctx.record(lifecycle.finish(ticket, by=click.sender, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="finished", reply=WellDone(str(done.number)), ticket_id=ticket.id)


def _own_draft(ctx: Context, click: CardClick, key: Key) -> Draft:
    draft = ctx.uow.drafts.get(key.subject.id, lock=True)
    if draft is None:
        raise NotFound(click.key)
    if draft.sender != click.sender:
        raise NotAllowed("not_yours")
    return draft


def _still_open(draft: Draft) -> None:
    if draft.status is not DraftStatus.OPEN:
        raise DraftClosed(status=draft.status)


def _ticket(ctx: Context, key: Key) -> Ticket:
    ticket = ctx.uow.tickets.get(key.subject.id, lock=True)
    if ticket is None:
        raise NotFound(key.pack())
    return ticket


def _number_of(ctx: Context, draft: Draft) -> str:
    ticket = ctx.uow.tickets.get(draft.ticket_id) if draft.ticket_id is not None else None
    assert ticket is not None, "a submitted draft has a ticket"
    return str(ticket.number)


def _with_choice(draft: Draft, click: CardClick) -> Draft:
    """The category is picked on the card itself and comes with the press."""
    chosen = dict(click.selections).get(CATEGORY_QUESTION, ())
    if not chosen or chosen[0] not in CATEGORIES or chosen[0] == draft.value(FieldName.CATEGORY):
        return draft
    return correct(draft, [(FieldName.CATEGORY, Field(chosen[0], method=Method.CHOSEN))], at=draft.last_at)


def _open_ticket(ctx: Context, draft: Draft) -> Ticket:
    number = ctx.uow.tickets.next_number(ctx.now.astimezone(LOCAL).date())
    opened = lifecycle.open_ticket(draft, number=number, playbook=ctx.desk.playbook, now=ctx.now)
    ticket = ctx.record(opened)
    submitted = replace(draft, status=DraftStatus.SUBMITTED, ticket_id=ticket.id, asked=None, last_at=ctx.now)
    ctx.record_draft(submitted)
    ctx.uow.messages.follow(draft.id, ticket.id)
    ctx.uow.attachments.follow(draft.id, ticket.id)
    return ticket


def _listed(draft: Draft) -> tuple[tuple[FieldName, Field], ...]:
    return tuple((name, draft.fields[name]) for name in FieldName if name in draft.fields)
