"""A customer fills in a form on the page of their ticket. `ON_PAGE` shows what each does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.context import Context
from handlers.customers import acceptance, pressing
from handlers.replies import Answer
from handlers.reworking import is_open_to_doubt
from handlers.subscribing import speaks_for_it
from handlers.updates import MediaKind, PageAct, PageForm
from storage.attachments import Attachment
from storage.inbox import Outcome
from storage.messages import Message
from storage.page_links import PageLink
from storage.unit_of_work import UnitOfWork
from tickets import lifecycle, remarks, visits
from tickets.customers import Joined
from tickets.fields import FieldName
from tickets.rights import may
from tickets.senders import customer_id_of, known_customer
from tickets.ticket import Acceptance, Action, Status, Ticket
from tickets.transitions import UNDER_WAY

TOO_OFTEN = "too_often"
ACTED = "page_act"
MOST_ACTS = 20
WITHIN = timedelta(hours=1)
"""Each is told to people: who sends more than that has nothing to say."""
UPLOADED, MOST_UPLOADS = "page_upload", 40
"""Pictures, and what turns out to be none."""
SOMEBODY = known_customer(0)
"""Any customer: whose the ticket is `speaks_for_it` says."""


def on_form(ctx: Context, form: PageForm) -> Answer:
    link = ctx.uow.page_links.get(form.link_id)
    if link is None or not is_held(ctx, link):
        return Answer(outcome=Outcome.REFUSED, reason="link_gone")
    ticket = ctx.uow.tickets.get(link.ticket_id, lock=True)
    assert ticket is not None, "tickets are never deleted"
    if form.act not in acts_for(ctx, ticket, link):
        return Answer(outcome=Outcome.REFUSED, reason="not_now", ticket_id=ticket.id)
    if is_too_often(ctx, link):
        return Answer(outcome=Outcome.REFUSED, reason=TOO_OFTEN, ticket_id=ticket.id)
    ctx.uow.attempts.add(ACTED, link.id, ctx.now)
    return ON_PAGE[form.act](ctx, ticket, form)


def is_held(ctx: Context, link: PageLink) -> bool:
    """It leads somewhere still, and whoever it was given to hears news of the ticket still."""
    return link.is_open(ctx.now) and joined(ctx, link) is not None


def joined(ctx: Context, link: PageLink) -> Joined | None:
    """As what its holder hears news of the ticket, or may ask for them; None: no more. A link of nobody in particular
    is the reporter's.
    """
    if link.customer_id is None:
        return Joined.REPORTED
    subscribers = ctx.uow.customers.subscribers(link.ticket_id)
    how = next((each.how for each in subscribers if each.customer_id == link.customer_id), None)
    return how or (Joined.LINKED if _reported_too(ctx, link.ticket_id, link.customer_id) else None)


def _reported_too(ctx: Context, ticket_id: int, customer_id: int) -> bool:
    """With a number that they have shown to be theirs, in a report that is linked to it."""
    customer, since = ctx.uow.customers.get(customer_id), ctx.now - ctx.desk.phone_proven_for
    phones = customer.phones if customer is not None else ()
    return any(ticket_id in ctx.uow.linking.reported_with(phone, since) for phone in phones)


def is_too_often(ctx: Context, link: PageLink) -> bool:
    return ctx.uow.attempts.count(ACTED, link.id, since=ctx.now - WITHIN) >= MOST_ACTS


def may_upload(uow: UnitOfWork, link: PageLink, now: datetime) -> bool:
    """Counted before it is known whether it is a picture: to find out costs more than anything else here."""
    return uow.attempts.once_more(UPLOADED, link.id, now, most=MOST_UPLOADS, within=WITHIN)


def acts_for(ctx: Context, ticket: Ticket, link: PageLink) -> frozenset[PageAct]:
    """What its holder can do with the ticket as it is."""
    acts = frozenset(act for act, is_open in OPEN.items() if is_open(ctx, ticket))
    return acts if speaks_for_it(ctx, ticket, link.customer_id) else acts - OF_THE_REPORTER


def _under_way(_: Context, ticket: Ticket) -> bool:
    return ticket.status in UNDER_WAY


def _if_allowed(action: Action) -> Callable[[Context, Ticket], bool]:
    def is_open(ctx: Context, ticket: Ticket) -> bool:
        return ticket.status in UNDER_WAY and may(action, ticket, SOMEBODY, ctx.desk.playbook_of(ticket))

    return is_open


def _to_accept(_: Context, ticket: Ticket) -> bool:
    return ticket.status is Status.DONE or ticket.acceptance is Acceptance.UNCONFIRMED


OPEN: dict[PageAct, Callable[[Context, Ticket], bool]] = {
    PageAct.ACCEPT: _to_accept,
    PageAct.SEND_BACK: is_open_to_doubt,
    PageAct.URGE: _under_way,
    PageAct.ADD_WORDS: _under_way,
    PageAct.ADD_PICTURE: _under_way,
    PageAct.CHANGE_TIME: _if_allowed(Action.AMEND),
    PageAct.CANCEL: _if_allowed(Action.CANCEL),
}


OF_THE_REPORTER = frozenset({PageAct.ACCEPT, PageAct.CHANGE_TIME, PageAct.CANCEL})


def accept(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    link = ctx.uow.page_links.get(form.link_id)
    shown_by = link.given_by if link is not None else None
    acceptance.accept(ctx, ticket, _customer(form), stars=form.stars, words=form.words, shown_by=shown_by)
    return Answer(outcome=Outcome.ADDED, reason="accepted", ticket_id=ticket.id)


def send_back(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    acceptance.send_back(ctx, ticket, _customer(form), form.words)
    return Answer(outcome=Outcome.ADDED, reason="sent_back", ticket_id=ticket.id)


def urge(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    if not pressing.is_worth_telling(ctx, ticket):
        return Answer(outcome=Outcome.IGNORED, reason="urged_already", ticket_id=ticket.id)
    return _noted(ctx, ticket, form, "客户在催，请尽快")


def add_words(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    return _noted(ctx, ticket, form, form.words)


def add_picture(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    assert form.picture is not None, "the page has looked"
    return _noted(ctx, ticket, form, "", MediaKind.IMAGE.value)


def change_time(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    assert form.time is not None, "the page has looked"
    changes = {FieldName.APPOINTMENT: visits.written(form.time)}
    change = remarks.amend(ticket, changes, by=form.sender, playbook=ctx.desk.playbook_of(ticket), now=ctx.now)
    ctx.record(change)
    return Answer(outcome=Outcome.ADDED, reason="appointment", ticket_id=ticket.id)


def cancel(ctx: Context, ticket: Ticket, form: PageForm) -> Answer:
    playbook = ctx.desk.playbook_of(ticket)
    ctx.record(lifecycle.cancel(ticket, by=form.sender, why=form.words, playbook=playbook, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="cancelled", ticket_id=ticket.id)


ON_PAGE: dict[PageAct, Callable[[Context, Ticket, PageForm], Answer]] = {
    PageAct.ACCEPT: accept,
    PageAct.SEND_BACK: send_back,
    PageAct.URGE: urge,
    PageAct.ADD_WORDS: add_words,
    PageAct.ADD_PICTURE: add_picture,
    PageAct.CHANGE_TIME: change_time,
    PageAct.CANCEL: cancel,
}


def _noted(ctx: Context, ticket: Ticket, form: PageForm, text: str, kind: str = "text") -> Answer:
    message = Message(
        update_id=form.id, draft_id=None, ticket_id=ticket.id, sender=form.sender, kind=kind, text=text, at=form.at
    )
    message_id = ctx.uow.messages.add(message)
    if form.picture is not None:
        attachment = Attachment(message_id=message_id, draft_id=None, ticket_id=ticket.id, kind=kind, media_id="")
        ctx.uow.attachments.stored(ctx.uow.attachments.add(attachment), form.picture)
    ctx.record(remarks.note(ticket, by=form.sender, text=text, message=message_id, kind=kind, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, ticket_id=ticket.id)


def _customer(form: PageForm) -> int:
    return customer_id_of(form.sender) or 0
