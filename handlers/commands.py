"""Words that ask for something: 帮助, 报修, 我的工单, and whatever can be pressed on the card at hand."""

from __future__ import annotations

from handlers.actions import ON_DRAFT, ON_TICKET
from handlers.capture import as_report
from handlers.context import Context
from handlers.followups import which_of
from handlers.hearing import Heard, ticket_at_hand
from handlers.keys import Button
from handlers.replies import AlreadySubmitted, Answer, Help, MyTickets, NoDraft, WhichDraft
from handlers.spoken import HELP, MINE, REPORT, bare, button
from storage.inbox import Outcome
from tickets.ticket import Status

LONGEST = 20
"""Characters, with whatever punctuation goes with it. Whoever writes more is telling something."""


def obey(ctx: Context, heard: Heard) -> Answer | None:
    """None: it is no such word."""
    if len(heard.text) > LONGEST:
        return None
    word = bare(heard.text)
    if word in HELP:
        return Answer(outcome=Outcome.ANSWERED, reason="help", reply=Help())
    if word in REPORT:
        return as_report(ctx, heard)
    if word in MINE:
        reply = MyTickets(tuple(ctx.uow.tickets.under_way(heard.sender)))
        return Answer(outcome=Outcome.ANSWERED, reason="my_tickets", reply=reply)
    said = button(heard.text)
    if said in ON_DRAFT:
        return _on_draft(ctx, heard, said)
    return _on_ticket(ctx, heard, said) if said is not None else None


def _on_draft(ctx: Context, heard: Heard, said: Button) -> Answer | None:
    if len(heard.drafts) > 1:
        return Answer(outcome=Outcome.ASKED, reason="which_draft", reply=WhichDraft(heard.drafts))
    if heard.drafts:
        draft = ctx.uow.drafts.get(heard.drafts[0].id, lock=True)
        assert draft is not None, "drafts are never deleted"
        return ON_DRAFT[said](ctx, draft)
    ticket = ticket_at_hand(ctx, heard)
    if said is Button.SUBMIT and ticket is not None:
        return Answer(outcome=Outcome.ANSWERED, reason="already_submitted", reply=AlreadySubmitted(str(ticket.number)))
    if said is Button.DISCARD:
        return None  # customers say so too, of tickets
    return Answer(outcome=Outcome.ANSWERED, reason="no_draft", reply=NoDraft())


def _on_ticket(ctx: Context, heard: Heard, said: Button) -> Answer:
    """Without a number it is clear only what the person has finished: the one job in hand."""
    tickets = ctx.uow.tickets.under_way(heard.sender)
    jobs = [ticket for ticket in tickets if ticket.assignee == heard.sender and ticket.status is Status.CLAIMED]
    if said is Button.FINISH and len(jobs) == 1:
        job = ctx.uow.tickets.get(jobs[0].id, lock=True)
        assert job is not None, "tickets are never deleted"
        return ON_TICKET[said](ctx, job, heard.sender)
    return which_of(ctx, heard, jobs if said is Button.FINISH else [])
