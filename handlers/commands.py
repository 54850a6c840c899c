"""Words that ask for something: 帮助, 报修, 我的工单, and whatever can be pressed on the card at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs

from handlers import which_draft
from handlers.actions import ON_TICKET
from handlers.candidates import asked_of, candidates, concerning, each_once
from handlers.capture import as_report
from handlers.context import Context
from handlers.deeds import deed, is_content, pointed
from handlers.followups import state_of, which_of
from handlers.former_groups import groups_led_by
from handlers.hearing import Heard, keep, ticket_at_hand
from handlers.keys import Button
from handlers.overview import overview
from handlers.pointing import about, meant
from handlers.replies import (
    AlreadySubmitted,
    Answer,
    Help,
    MyPortrait,
    MyTickets,
    NoDraft,
    NoTicketFor,
    Sends,
    Today,
)
from handlers.said import Said
from handlers.spoken import HELP, MINE, PORTRAIT, REPORT, TODAY, bare, button
from storage.inbox import Outcome
from tickets.standing import Standing, standing_of
from tickets.ticket import Ticket
from tickets.today import first_of

LONGEST = 20
"""Characters, with whatever punctuation goes with it. Whoever writes more is telling something."""

LONGEST_DEED = 60
"""With what was done: 完工 换了进水阀，试了没有再漏"""
UNMISTAKABLE = frozenset({Button.CLAIM, Button.DECLINE, Button.FINISH, Button.TRANSFER, Button.ESCALATE, Button.REWORK})
"""Nobody says these of anything but a ticket: whoever does is told where none can be meant."""
ON_THE_WAY = frozenset({Button.DEPART, Button.ARRIVE, Button.WAIT, Button.RESUME})
"""Nor does whoever does such work say these of anything else."""


def obey(ctx: Context, heard: Heard) -> Answer | None:
    """None: it is no such word."""
    if len(heard.text) > LONGEST:
        return None
    word = bare(heard.text)
    asked = next((answer for words, answer in ASKED if word in words), None)
    if asked is not None:
        return asked(ctx, heard)
    said = button(heard.text)
    return _on_draft(ctx, heard, said) if said is not None else None


def _help(ctx: Context, heard: Heard) -> Answer:
    reply = Help(standing_of(heard.sender, ctx.desk.playbook))
    return Answer(outcome=Outcome.ANSWERED, reason="help", reply=reply)


def _mine(ctx: Context, heard: Heard) -> Answer:
    reply = MyTickets(tuple(state_of(ctx, ticket) for ticket in concerning(ctx, heard.sender)))
    return Answer(outcome=Outcome.ANSWERED, reason="my_tickets", reply=reply)


def _today(ctx: Context, heard: Heard) -> Answer:
    """What this person has in hand, what they may claim, and what nobody has and they answer for; whoever leads sees
    what everybody has.
    """
    if led := groups_led_by(ctx, heard.sender):
        return overview(ctx, heard.sender, led)
    tickets = ctx.uow.tickets
    mine = each_once([*tickets.in_hand(heard.sender), *asked_of(ctx, heard.sender), *tickets.owned(heard.sender)])
    ranked = first_of((ticket, ctx.desk.playbook_of(ticket)) for ticket in mine)
    reply = Today(tuple(ranked), len(mine) - len(ranked), ctx.now)
    return Answer(outcome=Outcome.ANSWERED, reason="today", reply=reply)


def _portrait(ctx: Context, heard: Heard) -> Answer:
    """Where they decide whether customers see it."""
    seen = ctx.uow.portraits.of(heard.sender) is not None
    reply = MyPortrait(ctx.desk.own_page, seen=seen)
    return Answer(outcome=Outcome.ANSWERED, reason="my_portrait", reply=reply)


ASKED: tuple[tuple[frozenset[str], Callable[[Context, Heard], Answer]], ...] = (
    (HELP, _help),
    (REPORT, as_report),
    (MINE, _mine),
    (TODAY, _today),
    (PORTRAIT, _portrait),
)


def act(ctx: Context, heard: Heard) -> Answer | None:
    """Something to do with a ticket, without its number. None: it is no such word, or no ticket can be meant by it."""
    if len(heard.text) > LONGEST_DEED:
        return None
    for to_do, words, name in pointed(heard.text):
        unnamed = structs.replace(heard, ticket_id=None)
        if named := meant(name, candidates(ctx, unnamed, to_do), about):
            return _with_the_only_one(ctx, heard, named, to_do, words)
    said = (Button.CLOSE, "") if is_content(heard.text) else deed(heard.text)
    if said is None:
        return None
    if possible := candidates(ctx, heard, said[0]):
        return _with_the_only_one(ctx, heard, possible, *said)
    if said[0] is Button.LOOK and concerning(ctx, heard.sender):
        return Answer(outcome=Outcome.ANSWERED, reason="look", reply=Sends("", ()))
    works = standing_of(heard.sender, ctx.desk.playbook) in (Standing.TECHNICIAN, Standing.LEADER)
    clear = said[0] in UNMISTAKABLE or (works and said[0] in ON_THE_WAY)
    return _none_for(ctx, heard, said[0]) if clear else None


def _with_the_only_one(ctx: Context, heard: Heard, possible: Sequence[Ticket], button: Button, words: str) -> Answer:
    if len(possible) > 1:
        return which_of(ctx, heard, possible)
    ticket = ctx.uow.tickets.get(possible[0].id, lock=True)
    assert ticket is not None, "tickets are never deleted"
    return ON_TICKET[button](ctx, ticket, heard.sender, Said(words=words))


def _none_for(ctx: Context, heard: Heard, button: Button) -> Answer:
    """It waits all the same: a number may tell that there is one."""
    keep(ctx, heard)
    return Answer(outcome=Outcome.ASKED, reason="which_ticket", reply=NoTicketFor(button))


def _on_draft(ctx: Context, heard: Heard, said: Button) -> Answer | None:
    if len(heard.drafts) > 1:
        return which_draft.which_of(heard.drafts, said)
    if heard.drafts:
        return which_draft.done(ctx, heard.drafts, said)
    ticket = ticket_at_hand(ctx, heard)
    if said is Button.SUBMIT and ticket is not None:
        return Answer(outcome=Outcome.ANSWERED, reason="already_submitted", reply=AlreadySubmitted(str(ticket.number)))
    if said is Button.DISCARD:
        return None  # customers say so too, of tickets
    return Answer(outcome=Outcome.ANSWERED, reason="no_draft", reply=NoDraft())
