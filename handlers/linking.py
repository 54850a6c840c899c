"""The same matter reported again: staff links the report to the ticket that there is, says that it is another, or takes
the two apart again.
"""

from __future__ import annotations

import re

from msgspec import structs

from handlers.context import Context
from handlers.hearing import Heard, ticket_at_hand
from handlers.likely import told_before
from handlers.replies import (
    Answer,
    LinkedTo,
    NothingLinked,
    NothingToLink,
    NoTicketYet,
    NotLinked,
    NotTheSame,
    TakenApart,
)
from handlers.spoken import bare, numbers_like, without_numbers
from handlers.subscribing import customer_for, subscribe_sender
from handlers.updates import CardClick
from nlp.corrections import ticket_numbers
from storage.inbox import Outcome
from tickets import linking
from tickets.calendar import LOCAL
from tickets.customers import Joined, Subscription
from tickets.drafts import Draft, DraftStatus
from tickets.errors import DraftClosed, NotAllowed, NotFound
from tickets.intake import shown_to
from tickets.linking import Decision, Offer
from tickets.rights import LEADING, roles_of
from tickets.ticket import Ticket

LONGEST = 30
"""Characters. Whoever writes more is telling something."""
_SAME = "(?:同一件事|一回事|一件事|同一个问题|同一个事)"
LINK = re.compile(rf"(?:并入|并到|合并到?|归到|关联到?|(?:和|跟|与)?(?:就?是)?{_SAME}|(?:和|跟|与)重复)[了吧的啊]?")
APART = re.compile(rf"(?:这个?)?(?:和|跟|与)?(?:那个)?(?:不是|不算|不){_SAME}[了的啊]?")
UNLINK = re.compile(r"(?:把?(?:它|这个)?)?(?:拆开|拆分|分开|取消并入|不该并入?|并错)(?:了|吧|它)?")


def pressed(ctx: Context, click: CardClick, offer_id: int) -> Answer:
    """并入, beside the reason why: the key says which ticket the card spoke of."""
    offer = ctx.uow.linking.get(offer_id)
    if offer is None:
        raise NotFound(click.key)
    draft = ctx.uow.drafts.get(offer.draft_id)
    if draft is None or click.sender not in shown_to(draft, ctx.desk.playbook):
        raise NotAllowed("not_yours")
    return taken_up(ctx, offer, by=click.sender)


def taken_up(ctx: Context, offer: Offer, *, by: str) -> Answer:
    """Whoever does this may see the draft."""
    ticket, draft = _both(ctx, offer.ticket_id, offer.draft_id)
    return link(ctx, ticket, draft, by=by)


def say(ctx: Context, heard: Heard) -> Answer | None:
    """并入 1122-7, 不是一回事, 拆开. None: it says nothing of the kind."""
    if len(heard.text) > LONGEST:
        return None
    words = bare(without_numbers(heard.text))
    if LINK.fullmatch(words):
        return _link_to_what_is_meant(ctx, heard)
    if APART.fullmatch(words):
        return _apart(ctx, heard)
    return _unlink_what_is_meant(ctx, heard) if UNLINK.fullmatch(words) else None


def link(ctx: Context, ticket: Ticket, draft: Draft, *, by: str) -> Answer:
    """Once; raises where the ticket is over, or the draft became something else meanwhile."""
    if draft.status is DraftStatus.LINKED and draft.ticket_id == ticket.id:
        return _linked(ticket, draft)
    if draft.status is not DraftStatus.OPEN:
        raise DraftClosed(status=draft.status, number=number_of(ctx, draft))
    kept = structs.replace(draft, keeper=by) if draft.is_customers else draft
    done = linking.link(ticket, kept, by=by, now=ctx.now)
    stored = ctx.record(done.change)
    ctx.record_draft(done.draft)
    decide(ctx, draft, Decision.LINKED, by=by, ticket_id=ticket.id)
    if _subscription(ctx, ticket, draft) is None:
        subscribe_sender(ctx, stored, draft, Joined.LINKED)
    return _linked(stored, done.draft)


def unlink(ctx: Context, draft: Draft, *, by: str) -> Answer:
    """Everything is as before, and the draft can be submitted."""
    if draft.status is DraftStatus.OPEN:
        return Answer(outcome=Outcome.ANSWERED, reason="not_linked", reply=NotLinked(), draft_id=draft.id)
    if draft.status is not DraftStatus.LINKED or draft.ticket_id is None:
        raise DraftClosed(status=draft.status, number=number_of(ctx, draft))
    ticket, locked = _both(ctx, draft.ticket_id, draft.id)
    if locked.status is not DraftStatus.LINKED:
        raise DraftClosed(status=locked.status, number=number_of(ctx, locked))
    done = linking.unlink(ticket, locked, by=by, now=ctx.now)
    stored = ctx.record(done.change)
    ctx.record_draft(done.draft)
    decide(ctx, draft, Decision.UNLINKED, by=by, ticket_id=ticket.id)
    _hears_no_more(ctx, stored, draft)
    reply = TakenApart(str(ticket.number))
    return Answer(outcome=Outcome.ADDED, reason="unlinked", reply=reply, draft_id=draft.id)


def decide(ctx: Context, draft: Draft, decision: Decision, *, by: str, ticket_id: int | None = None) -> None:
    """Of all that was found for this draft and is undecided, or of one ticket, found or not: what people see and we do
    not is worth knowing.
    """
    offers = ctx.uow.linking.of_draft(draft.id)
    if ticket_id is None:
        meant = [each.id for each in offers if each.decision is None]
    else:
        meant = [each.id for each in offers if each.ticket_id == ticket_id] or [_unseen(ctx, draft, ticket_id)]
    for offer_id in meant:
        ctx.uow.linking.decide(offer_id, decision, by, ctx.now)


def number_of(ctx: Context, draft: Draft) -> str | None:
    """Of the ticket that the draft became, or belongs to."""
    ticket = ctx.uow.tickets.get(draft.ticket_id) if draft.ticket_id is not None else None
    return str(ticket.number) if ticket is not None else None


def _link_to_what_is_meant(ctx: Context, heard: Heard) -> Answer | None:
    if not heard.drafts and (numbers := numbers_like(heard.text)):
        return Answer(outcome=Outcome.ANSWERED, reason="nothing_to_link", reply=NothingToLink(numbers))
    if not heard.drafts or (len(heard.drafts) > 1 and heard.draft is None):
        return None
    at_hand = heard.drafts[0]
    ticket_id = _named(ctx, heard) or _offered(ctx, at_hand)
    if ticket_id is None:
        return _no_ticket_yet(ctx, at_hand)
    ticket, draft = _both(ctx, ticket_id, at_hand.id)
    return link(ctx, ticket, draft, by=heard.sender)


def _no_ticket_yet(ctx: Context, draft: Draft) -> Answer | None:
    if told_before(ctx.uow, draft, ctx.desk.playbook) is None:
        return None
    return Answer(outcome=Outcome.ANSWERED, reason="no_ticket_yet", reply=NoTicketYet(), draft_id=draft.id)


def _apart(ctx: Context, heard: Heard) -> Answer | None:
    draft = next(iter(heard.drafts), None)
    if draft is None:
        return None
    of_ticket = _offered(ctx, draft) is not None
    if not of_ticket and told_before(ctx.uow, draft, ctx.desk.playbook) is None:
        return None
    decide(ctx, draft, Decision.APART, by=heard.sender)
    ctx.record_draft(draft)
    return Answer(outcome=Outcome.ADDED, reason="apart", reply=NotTheSame(of_ticket=of_ticket), draft_id=draft.id)


def _unlink_what_is_meant(ctx: Context, heard: Heard) -> Answer | None:
    named = _named(ctx, heard)
    ticket = ctx.uow.tickets.get(named) if named is not None else ticket_at_hand(ctx, heard)
    if ticket is None:
        return None
    leads = LEADING & roles_of(heard.sender, ticket, ctx.desk.playbook_of(ticket))
    linked = [each.draft_id for each in ticket.also if leads or each.reporter == heard.sender]
    draft = ctx.uow.drafts.get(linked[-1]) if linked else None
    if draft is None:
        reply = NothingLinked(str(ticket.number))
        return Answer(outcome=Outcome.ANSWERED, reason="nothing_linked", reply=reply, ticket_id=ticket.id)
    return unlink(ctx, draft, by=heard.sender)


def _named(ctx: Context, heard: Heard) -> int | None:
    today = ctx.now.astimezone(LOCAL).date()
    found = (ctx.uow.tickets.named(*number, today=today) for number in ticket_numbers(heard.text))
    return next((ticket.id for ticket in found if ticket is not None), None)


def _offered(ctx: Context, draft: Draft) -> int | None:
    """The ticket that the draft's card speaks of."""
    shown = [each for each in ctx.uow.linking.of_draft(draft.id) if each.shown and each.decision is None]
    return max(shown, key=lambda each: each.score).ticket_id if shown else None


def _both(ctx: Context, ticket_id: int, draft_id: int) -> tuple[Ticket, Draft]:
    """The ticket is locked first, as everywhere."""
    ticket = ctx.uow.tickets.get(ticket_id, lock=True)
    draft = ctx.uow.drafts.get(draft_id, lock=True)
    if ticket is None or draft is None:
        raise NotFound(f"draft {draft_id} or ticket {ticket_id}")
    return ticket, draft


def _unseen(ctx: Context, draft: Draft, ticket_id: int) -> int:
    offer = Offer(draft_id=draft.id, ticket_id=ticket_id, score=0.0, agreements=(), shown=False, found_at=ctx.now)
    return ctx.uow.linking.add(offer)


def _linked(ticket: Ticket, draft: Draft) -> Answer:
    reply = LinkedTo(ticket)
    return Answer(outcome=Outcome.ADDED, reason="linked", reply=reply, draft_id=draft.id, ticket_id=ticket.id)


def _subscription(ctx: Context, ticket: Ticket, draft: Draft) -> Subscription | None:
    """Of the customer whose report the draft is."""
    customer = customer_for(ctx, draft)
    subscribers = ctx.uow.customers.subscribers(ticket.id) if customer is not None else []
    return next((each for each in subscribers if customer is not None and each.customer_id == customer.id), None)


def _hears_no_more(ctx: Context, ticket: Ticket, draft: Draft) -> None:
    """Who heard of it because of this report alone."""
    subscription = _subscription(ctx, ticket, draft)
    if subscription is None or subscription.how is not Joined.LINKED:
        return
    others = (ctx.uow.drafts.get(each.draft_id) for each in ticket.also)
    theirs = (customer_for(ctx, other) for other in others if other is not None)
    if not any(each is not None and each.id == subscription.customer_id for each in theirs):
        ctx.uow.customers.unsubscribe(ticket.id, subscription.customer_id, ctx.now)
