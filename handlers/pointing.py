"""It was asked which ticket is meant, and the answer names it by what it is about: 漏水那个, 901的."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from handlers.candidates import asked_of, concerning, each_once
from handlers.context import Context
from handlers.followups import placed
from handlers.hearing import REMEMBERED, Heard
from handlers.replies import Answer, WhichTicket
from handlers.spoken import bare
from storage.inbox import Outcome
from tickets.ticket import Ticket

ASKED = "which_ticket"
LONGEST = 16
"""Characters. Whoever writes more is telling something."""
LEAST = 2
_POINTING = re.compile(r"^(?:是|就是|把)?|的?(?:那|这)一?(?:个|张|单|份|条|家|户|边)?$|的(?:单|工单|草稿)?$")

Thing = TypeVar("Thing")


def point(ctx: Context, heard: Heard) -> Answer | None:
    """None: nothing was asked, or it is not clear from this either."""
    if len(heard.text) > LONGEST or not _was_asked(ctx, heard):
        return None
    tickets = each_once([*concerning(ctx, heard.sender), *asked_of(ctx, heard.sender)])
    named = meant(heard.text, tickets, about)
    if len(named) > 1:
        return Answer(outcome=Outcome.ASKED, reason=ASKED, reply=WhichTicket(tuple(named)))
    return placed(ctx, heard, named[0]) if named else None


def meant(words: str, things: Iterable[Thing], told: Callable[[Thing], str]) -> list[Thing]:
    """Those that may be meant by this."""
    named = _POINTING.sub("", bare(words))
    return [each for each in things if len(named) >= LEAST and named in bare(told(each))]


def _was_asked(ctx: Context, heard: Heard) -> bool:
    return ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) == ASKED


def about(ticket: Ticket) -> str:
    facts = ticket.facts
    return " ".join(filter(None, (facts.address, facts.fault, facts.device, facts.customer, facts.category)))
