"""Does a draft tell of a matter that has a ticket? Looked up by what identifies it, then compared one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from nlp.matters import matter_of
from storage.unit_of_work import UnitOfWork
from tickets.candidates import MOST, keys_of, looked_for
from tickets.comparable import Matter
from tickets.drafts import Draft, DraftStatus
from tickets.duplicates import DuplicatePolicy, Likeness, compare
from tickets.events import (
    Event,
    TicketAmended,
    TicketCancelled,
    TicketClosed,
    TicketFinished,
    TicketOpened,
    TicketReopened,
    TicketReworked,
    TicketTakenUpAgain,
)
from tickets.fields import facts_for
from tickets.linking import Offer
from tickets.playbook import Playbook
from tickets.playbook.policies import LinkMode
from tickets.ticket import Ticket
from tickets.transitions import UNDER_WAY

FOUND_ANEW = (TicketOpened, TicketAmended, TicketReworked, TicketTakenUpAgain, TicketReopened)
OVER = (TicketFinished, TicketClosed, TicketCancelled)


def keep_findable(uow: UnitOfWork, ticket: Ticket, event: Event) -> None:
    """While it is under way, by what is known of it now."""
    if isinstance(event, FOUND_ANEW):
        uow.linking.find_by(ticket.id, keys_of(_matter(ticket)))
    elif isinstance(event, OVER):
        uow.linking.forget(ticket.id)


def make_findable(uow: UnitOfWork, *, after: int, most: int) -> int | None:
    """Some of the tickets from before they could be found; gives the last one, None: there are no more."""
    ids = uow.linking.unfindable(after, most)
    for ticket_id in ids:
        ticket = uow.tickets.get(ticket_id, lock=True)
        if ticket is not None and ticket.status in UNDER_WAY:
            uow.linking.find_by(ticket.id, keys_of(_matter(ticket)))
    return ids[-1] if ids else None


def likely(uow: UnitOfWork, draft: Draft, playbook: Playbook, now: datetime) -> Offer | None:
    """The likeliest, noted; None: none that is likely, or that could be shown. What was judged once is not offered."""
    policy = playbook.linking
    if policy.mode is LinkMode.OFF or draft.status is not DraftStatus.OPEN:
        return None
    report = matter_of(draft.text, draft.opened_at, facts_for(draft.fields, draft.own))
    before = uow.linking.of_draft(draft.id)
    judged = {each.ticket_id for each in before if each.decision is not None}
    measure = DuplicatePolicy(window=policy.window, longest=policy.longest)
    found = [each for each in _alike(uow, report, measure) if each[0].id not in judged]
    best = max(found, key=lambda each: (each[1].score, each[0].id), default=None)
    for each in before:
        if each.decision is None and (best is None or each.ticket_id != best[0].id):
            uow.linking.withdraw(each.id)
    if best is None:
        return None
    ticket, likeness = best
    offer = Offer(
        draft_id=draft.id,
        ticket_id=ticket.id,
        score=likeness.score,
        agreements=likeness.agreements,
        shown=policy.mode is LinkMode.OFFER,
        found_at=now,
    )
    stored = uow.linking.get(uow.linking.add(offer))
    return stored if stored is not None and stored.shown else None


def _alike(uow: UnitOfWork, report: Matter, measure: DuplicatePolicy) -> Iterator[tuple[Ticket, Likeness]]:
    for ticket_id in uow.linking.likeliest(looked_for(report), MOST):
        ticket = uow.tickets.get(ticket_id)
        if ticket is not None and ticket.status in UNDER_WAY:
            likeness = compare(report, _matter(ticket), measure)
            if likeness.is_likely:
                yield ticket, likeness


def _matter(ticket: Ticket) -> Matter:
    return matter_of(ticket.text, ticket.opened_at, ticket.facts)
