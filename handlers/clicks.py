"""Somebody pressed a button on a card."""

from __future__ import annotations

from msgspec import structs

from handlers.actions import ON_DRAFT, ON_OFFER, ON_RATING, ON_TICKET
from handlers.context import Context
from handlers.keys import Button, Key, category_shown, own_asked
from handlers.memory import remember
from handlers.replies import Acted, Answer, OutdatedButton
from handlers.said import Said, picked
from handlers.updates import CardClick
from storage.cards import Card, Origin
from storage.inbox import Outcome
from tickets.drafts import Draft, DraftStatus, correct, told
from tickets.errors import NotAllowed, NotFound
from tickets.fields import CATEGORIES, Field, FieldName, Method
from tickets.intake import shown_to
from tickets.notifications import CardDue, SubjectKind
from tickets.playbook import Playbook
from tickets.ticket import Ticket

UNSEEN = frozenset({Button.ESCALATE, Button.PRIORITIZE})
"""A card looks as before when these are done: a word is needed."""


def on_click(ctx: Context, click: CardClick) -> Answer:
    keep_code(ctx, click)
    key = Key.unpack(click.key)
    if key is None:
        return Answer(outcome=Outcome.REFUSED, reason="unknown_button", reply=OutdatedButton())
    answer = _act(ctx, click, key)
    if answer.form is not None:
        _show_form(ctx, click, answer.form)
        # Whoever has the form before their eyes already and picked nothing is told so.
        return answer if click.selections else structs.replace(answer, reply=None)
    _show_truth(ctx, click)
    return structs.replace(answer, reply=None) if _card_says_it(ctx, click, answer) else answer


def _card_says_it(ctx: Context, click: CardClick, answer: Answer) -> bool:
    """A text after every press would push the card out of sight, and the next press is on it."""
    reply = answer.reply
    if not isinstance(reply, Acted) or reply.absent is not None:
        return False
    return reply.button not in UNSEEN and _pressed(ctx, click) is not None


def on_refused(ctx: Context, click: CardClick) -> None:
    """What the person tried did not come to pass, yet the card that was pressed shows what is true now."""
    keep_code(ctx, click)
    _show_truth(ctx, click)


def keep_code(ctx: Context, click: CardClick) -> None:
    """A click brings a fresh response code for the card it was pressed on."""
    card = _pressed(ctx, click)
    if card is not None and click.response_code:
        ctx.uow.cards.got_code(card.id, click.response_code, Origin.CLICK, click.at)


def _pressed(ctx: Context, click: CardClick) -> Card | None:
    """None where nobody knows this card yet, or it is somebody else's."""
    card = ctx.uow.cards.by_task(click.task_id)
    return card if card is not None and card.member == click.sender else None


def _act(ctx: Context, click: CardClick, key: Key) -> Answer:
    if key.subject.kind is SubjectKind.DRAFT and key.button in ON_DRAFT:
        return ON_DRAFT[key.button](ctx, _with_choice(ctx, _draft(ctx, click, key), click))
    if key.subject.kind is SubjectKind.TICKET and key.button in ON_TICKET:
        said = Said(picked=picked(click.selections), pressed=True)
        ticket = _ticket(ctx, key)
        if said.goes_back:
            return Answer(outcome=Outcome.ANSWERED, reason="never_mind", ticket_id=ticket.id)
        return ON_TICKET[key.button](ctx, ticket, click.sender, said)
    if key.subject.kind is SubjectKind.RATING and key.button in ON_RATING:
        return ON_RATING[key.button](ctx, click, key.subject.id)
    if key.subject.kind is SubjectKind.OFFER and key.button in ON_OFFER:
        return ON_OFFER[key.button](ctx, click, key.subject.id)
    raise NotFound(click.key)


def _show_truth(ctx: Context, click: CardClick) -> None:
    """The press has brought a code for this very card, which is the only one that an outdated card ever gets."""
    card = _pressed(ctx, click)
    if card is None:
        return
    ctx.notify(CardDue(click.sender, card.subject))
    _retire_if_outdated(ctx, click, card)


def _show_form(ctx: Context, click: CardClick, form: Button) -> None:
    """The card asks for what is missing, until it is answered or something else happens to the ticket."""
    if (card := _pressed(ctx, click)) is not None:
        ctx.notify(CardDue(click.sender, card.subject, form=form.value))
        _retire_if_outdated(ctx, click, card)


def _retire_if_outdated(ctx: Context, click: CardClick, card: Card) -> None:
    latest = ctx.uow.cards.latest(card.subject, click.sender)
    if latest is not None and latest.id != card.id:
        ctx.retire(card)


def _draft(ctx: Context, click: CardClick, key: Key) -> Draft:
    """Of what a customer said, whoever of the front desk presses looks after it from now on."""
    draft = ctx.uow.drafts.get(key.subject.id, lock=True)
    if draft is None:
        raise NotFound(click.key)
    if click.sender not in shown_to(draft, ctx.desk.playbook):
        raise NotAllowed("not_yours")
    over = draft.status not in (DraftStatus.OPEN, DraftStatus.LINKED)
    if not draft.is_customers or over or draft.keeper == click.sender:
        return draft
    return ctx.record_draft(structs.replace(draft, keeper=click.sender))


def _ticket(ctx: Context, key: Key) -> Ticket:
    ticket = ctx.uow.tickets.get(key.subject.id, lock=True)
    if ticket is None:
        raise NotFound(key.pack())
    return ticket


def _with_choice(ctx: Context, draft: Draft, click: CardClick) -> Draft:
    """The category, or what only this business asks, is picked on the card and comes with every press."""
    if draft.status is not DraftStatus.OPEN:
        return draft
    if own := _own_chosen(click, ctx.desk.playbook):
        draft = ctx.record_draft(told(draft, own, at=draft.last_at))
    chosen = _chosen(click)
    if chosen is None:
        return draft
    choice = ((FieldName.CATEGORY, Field(chosen, method=Method.CHOSEN)),)
    remember(ctx, draft, choice, by=click.sender)
    return ctx.record_draft(correct(draft, choice, at=draft.last_at))


def _own_chosen(click: CardClick, playbook: Playbook) -> dict[str, Field]:
    found = {}
    for question, options in click.selections:
        own = playbook.own_fields.get(own_asked(question) or "")
        if own is not None and options and options[0] in own.choices:
            found[own.key] = Field(options[0], method=Method.CHOSEN)
    return found


def _chosen(click: CardClick) -> str | None:
    """Only what differs from what this card showed was chosen: the draft may have moved on since it was drawn."""
    for question, options in click.selections:
        shown = category_shown(question)
        if shown is not None and options and options[0] != shown and options[0] in CATEGORIES:
            return options[0]
    return None
