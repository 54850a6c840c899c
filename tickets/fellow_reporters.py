"""Whoever reported the same matter later hears how it goes on, as whoever reported it first does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tickets.notifications import CardDue, Notification, Subject, SubjectKind, Telling, Told
from tickets.ticket import Ticket

NEWS = frozenset(
    {
        Telling.CLAIMED,
        Telling.GIVEN_BACK,
        Telling.SENT_ANEW,
        Telling.DEPARTED,
        Telling.ARRIVED,
        Telling.PAUSED,
        Telling.RESUMED,
        Telling.FINISHED,
        Telling.CLOSED,
        Telling.REWORKED,
        Telling.TAKEN_UP_AGAIN,
        Telling.CANCELLED,
        Telling.TRANSFERRED,
    }
)
"""The rest is for one alone to do something about."""


def theirs(told: Sequence[Notification], ticket: Ticket, *, by: str | None) -> Iterator[Notification]:
    """What follows for them from what the first is told and shown. Whoever hears of it anyway hears it once."""
    heard = {each.to for each in told if isinstance(each, Told)} | {by}
    reporters = [each for each in dict.fromkeys(other.reporter for other in ticket.also) if each not in heard]
    for each in told:
        if isinstance(each, Told) and each.to == ticket.reporter and each.what in NEWS:
            yield from (replace(each, to=other) for other in reporters)
        if isinstance(each, CardDue) and each.subject == Subject(SubjectKind.DRAFT, ticket.draft_id):
            for other in ticket.also:
                yield replace(each, to=other.reporter, subject=Subject(SubjectKind.DRAFT, other.draft_id))
