"""Does a draft tell of a matter that has a ticket, or a draft? Looked up by what identifies it, then compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from nlp.matters import matter_of
from storage.unit_of_work import UnitOfWork
from tickets.candidates import MOST, keys_of, looked_for
from tickets.comparable import Matter
from tickets.drafts import Draft, DraftStatus
from tickets.duplicates import DuplicatePolicy, Likeness, compare, likeliest
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
        uow.ticket_keys.find_by(ticket.id, keys_of(_matter(ticket)))
    elif isinstance(event, OVER):
        uow.ticket_keys.forget(ticket.id)


def make_findable(uow: UnitOfWork, *, after: int, most: int) -> int | None:
    """Some of the tickets from before they could be found; gives the last one, None: there are no more."""
    ids = uow.linking.unfindable(after, most)
    for ticket_id in ids:
        ticket = uow.tickets.get(ticket_id, lock=True)
        if ticket is not None and ticket.status in UNDER_WAY:
            uow.ticket_keys.find_by(ticket.id, keys_of(_matter(ticket)))
    return ids[-1] if ids else None


def likely(uow: UnitOfWork, draft: Draft, playbook: Playbook, now: datetime) -> Offer | None:
    """The likeliest, noted; None: none that is likely, or that could be shown. What was judged once is not offered."""
    policy = playbook.linking
    if policy.mode is LinkMode.OFF or draft.status is not DraftStatus.OPEN:
        return None
    before = uow.linking.of_draft(draft.id)
    judged = {each.ticket_id for each in before if each.decision is not None}
    report, measure = _told(draft), _measure(playbook)
    found = {id_: matter for id_, matter in _comparable(uow, report) if id_ not in judged}
    best = next(likeliest(report, found, measure), None)
    for each in before:
        if each.decision is None and each.ticket_id != best:
            uow.linking.withdraw(each.id)
    if best is None:
        return None
    likeness = compare(report, found[best], measure)
    offer = Offer(
        draft_id=draft.id,
        ticket_id=best,
        score=likeness.score,
        agreements=likeness.agreements,
        shown=policy.mode is LinkMode.OFFER,
        found_at=now,
    )
    stored = uow.linking.get(uow.linking.add(offer))
    return stored if stored is not None and stored.shown else None


def unseen(uow: UnitOfWork, draft: Draft, playbook: Playbook, now: datetime) -> Offer | None:
    """There is a ticket of its matter by now, and nobody who looks after the draft could know."""
    uow.linking.one_at_a_time()
    shown = {each.ticket_id for each in uow.linking.of_draft(draft.id) if each.shown}
    offer = likely(uow, draft, playbook, now)
    return offer if offer is not None and offer.ticket_id not in shown else None


def keep_draft_findable(uow: UnitOfWork, draft: Draft, playbook: Playbook) -> None:
    """By whatever tells the same later."""
    if playbook.linking.mode is LinkMode.OFFER and draft.status is DraftStatus.OPEN:
        uow.draft_keys.find_by(draft.id, keys_of(_told(draft)))


def told_before(uow: UnitOfWork, draft: Draft, playbook: Playbook) -> tuple[Draft, Likeness] | None:
    """In another draft that is still open."""
    if playbook.linking.mode is not LinkMode.OFFER or draft.status is not DraftStatus.OPEN:
        return None
    earlier = [each for each in _drafts_alike(uow, draft, playbook) if each[0].id < draft.id]
    return max(earlier, key=lambda each: (each[1].score, each[0].id), default=None)


def no_draft_any_more(uow: UnitOfWork, draft: Draft, playbook: Playbook) -> list[Draft]:
    """It is not found any more; gives those that tell the same, whose cards spoke of it or speak of its ticket now."""
    if playbook.linking.mode is not LinkMode.OFFER:
        return []
    uow.draft_keys.forget(draft.id)
    return [other for other, _ in _drafts_alike(uow, draft, playbook)]


def _drafts_alike(uow: UnitOfWork, draft: Draft, playbook: Playbook) -> Iterator[tuple[Draft, Likeness]]:
    matter = _told(draft)
    for draft_id in uow.draft_keys.likeliest(looked_for(matter), MOST):
        other = uow.drafts.get(draft_id) if draft_id != draft.id else None
        if other is not None and other.status is DraftStatus.OPEN:
            before, after = (_told(other), matter) if other.id < draft.id else (matter, _told(other))
            likeness = compare(after, before, _measure(playbook))
            if likeness.is_likely:
                yield other, likeness


def _comparable(uow: UnitOfWork, report: Matter) -> Iterator[tuple[int, Matter]]:
    for ticket in uow.tickets.each(uow.ticket_keys.likeliest(looked_for(report), MOST)):
        if ticket.status in UNDER_WAY:
            # A draft waits: what it tells may have been told once more, and submitted, since.
            yield ticket.id, replace(_matter(ticket), at=min(report.at, ticket.opened_at))


def _measure(playbook: Playbook) -> DuplicatePolicy:
    return DuplicatePolicy(window=playbook.linking.window, longest=playbook.linking.longest)


def _told(draft: Draft) -> Matter:
    return matter_of(draft.text, draft.opened_at, facts_for(draft.fields, draft.own))


def _matter(ticket: Ticket) -> Matter:
    return matter_of(ticket.text, ticket.opened_at, ticket.facts)
