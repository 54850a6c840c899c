"""A customer says whether it is solved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from handlers.context import Context
from handlers.customers.acceptance import accept, rate, send_back
from handlers.customers.following import customer_id, for_staff_to_say
from handlers.customers.reporting import ASKED_WHAT, AT_ONCE
from handlers.customers.theirs import meant_by, tickets_of
from handlers.customers.words import (
    LONGEST,
    NOT_SOLVED,
    PRAISE,
    QUESTION,
    SAYS_NO,
    SAYS_YES,
    SOLVED,
    STARS,
    TROUBLE,
)
from handlers.hearing import REMEMBERED, Heard, keep
from handlers.replies import Answer, CustomerAccepted, CustomerAskedWhether, CustomerRated, CustomerSentBack
from handlers.reworking import is_open_to_doubt
from handlers.spoken import bare, without_numbers
from handlers.subscribing import speaks_for_it
from storage.inbox import Outcome
from tickets.fields import FieldName, known_in
from tickets.matters import contradicts
from tickets.ticket import Status, Ticket

WHETHER = "whether"
"""The reason of an answer that asks whether it is solved."""
COUNT = {**{str(number): number for number in range(1, 6)}, **dict(zip("一二三四五", range(1, 6), strict=True))}


def solved(ctx: Context, heard: Heard) -> Answer | None:
    words = bare(without_numbers(heard.text))
    says_so = SOLVED.fullmatch(words) is not None or (words in SAYS_YES and _was_asked(ctx, heard))
    if len(words) > LONGEST or not says_so or heard.drafts:
        return None
    ticket = _locked(ctx, _over(ctx, heard))
    if ticket is None:
        return None
    if not speaks_for_it(ctx, ticket, customer_id(ctx, heard)):
        return for_staff_to_say(ctx, heard, ticket)
    keep(ctx, heard, ticket_id=ticket.id)
    accept(ctx, ticket, customer_id(ctx, heard))
    reply = CustomerAccepted(str(ticket.number))
    return Answer(outcome=Outcome.ADDED, reason="accepted", reply=reply, ticket_id=ticket.id)


def not_solved(ctx: Context, heard: Heard) -> Answer | None:
    """The same matter again. What was closed too long ago is one of its own, and is captured as such."""
    says_so = NOT_SOLVED.search(heard.text) or (bare(heard.text) in SAYS_NO and _was_asked(ctx, heard))
    if not says_so or heard.drafts:
        return None
    ticket = _locked(ctx, (each for each in _over(ctx, heard) if not _is_another(each, heard)))
    if ticket is None:
        return None
    keep(ctx, heard, ticket_id=ticket.id)
    again = send_back(ctx, ticket, customer_id(ctx, heard), heard.text)
    reply = CustomerSentBack(again)
    return Answer(outcome=Outcome.ADDED, reason="sent_back", reply=reply, ticket_id=ticket.id)


def rated(ctx: Context, heard: Heard) -> Answer | None:
    """So many stars. Where they were asked whether it is solved, more than a few say that it is."""
    found = STARS.fullmatch(without_numbers(heard.text))
    ticket = _locked(ctx, _over(ctx, heard)) if found is not None and not heard.drafts else None
    if found is None or ticket is None:
        return None
    stars, words, customer = COUNT[found["stars"]], found["words"].strip(), customer_id(ctx, heard)
    playbook = ctx.desk.playbook_of(ticket)
    enough = stars > playbook.acceptance.low_stars and ticket.status is Status.DONE
    accepted = enough and speaks_for_it(ctx, ticket, customer)
    keep(ctx, heard, ticket_id=ticket.id)
    (accept if accepted else rate)(ctx, ticket, customer, stars=stars, words=words)
    if ticket.status is Status.DONE and not accepted:
        whether = CustomerAskedWhether(str(ticket.number))
        return Answer(outcome=Outcome.ASKED, reason=WHETHER, reply=whether, ticket_id=ticket.id)
    reply = CustomerRated(str(ticket.number), accepted)
    return Answer(outcome=Outcome.ADDED, reason="rated", reply=reply, ticket_id=ticket.id)


def with_what_came_before(ctx: Context, heard: Heard) -> Heard:
    """Closed too long ago to be opened again, it is a matter of its own, which follows on that one."""
    if heard.drafts or NOT_SOLVED.search(heard.text) is None:
        return heard
    over = (each for each in tickets_of(ctx, heard.sender) if each.status is Status.CLOSED)
    same = next((each for each in over if not _is_another(each, heard)), None)
    return structs.replace(heard, after=same.id) if same is not None else heard


def praise(ctx: Context, heard: Heard) -> Answer | None:
    """Of the work, however much it looks like a report."""
    short = len(heard.text) <= LONGEST and not heard.drafts and TROUBLE.search(heard.text) is None
    return unclear(ctx, heard) if short and PRAISE.search(heard.text) else None


def shown(ctx: Context, heard: Heard) -> Answer | None:
    """A picture or a voice, and not a word: of what was done, as long as nobody has said whether that is solved."""
    over = _to_be_accepted(ctx, heard)
    last = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED)
    if not over or heard.drafts or heard.media is None or last == ASKED_WHAT:
        return None
    again = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - AT_ONCE) == WHETHER
    asked = None if again else CustomerAskedWhether(str(over[0].number))
    noted = for_staff_to_say(ctx, heard, over[0])
    return structs.replace(noted, outcome=Outcome.ASKED, reason=WHETHER, reply=asked)


def unclear(ctx: Context, heard: Heard) -> Answer | None:
    """Where they were asked whether it is solved, whatever they say is about that."""
    over = _to_be_accepted(ctx, heard)
    if not over or QUESTION.search(heard.text):
        return None
    keep(ctx, heard, ticket_id=over[0].id)
    reply = CustomerAskedWhether(str(over[0].number))
    return Answer(outcome=Outcome.ASKED, reason=WHETHER, reply=reply, ticket_id=over[0].id)


def _to_be_accepted(ctx: Context, heard: Heard) -> list[Ticket]:
    return [each for each in tickets_of(ctx, heard.sender) if each.status is Status.DONE]


def _was_asked(ctx: Context, heard: Heard) -> bool:
    return ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) == WHETHER


def _over(ctx: Context, heard: Heard) -> list[Ticket]:
    """What was named. Else first of all what they have not said yet whether it is solved, the one just spoken of before
    the one that was done last.
    """
    over = [each for each in tickets_of(ctx, heard.sender) if is_open_to_doubt(ctx, each)]

    def place(ticket: Ticket) -> tuple[bool, bool, datetime]:
        return ticket.status is Status.DONE, ticket.id == heard.ticket_id, ticket.done_at or ticket.opened_at

    return sorted(meant_by(heard, over), key=place, reverse=True)


def _locked(ctx: Context, tickets: Iterable[Ticket]) -> Ticket | None:
    """The first."""
    first = next(iter(tickets), None)
    return ctx.uow.tickets.get(first.id, lock=True) if first is not None else None


def _is_another(ticket: Ticket, heard: Heard) -> bool:
    """Another place, another phone or another trade."""
    trade = heard.said.get(FieldName.CATEGORY)
    other_trade = trade is not None and ticket.facts.category not in (None, trade)
    return contradicts(known_in(ticket.facts), heard.said) or other_trade
