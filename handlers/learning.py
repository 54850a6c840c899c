"""A ticket that was done teaches: which trade its words belong to, and whose its numbers are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from nlp.learned import CERTAINTY, Tally, better, guess, pairs_in, won
from nlp.reading import Reading
from storage.unit_of_work import UnitOfWork
from tickets.acquaintances import confirmed, merged, numbers_in, offers, profiles_of
from tickets.calendar import LOCAL
from tickets.drafts import SURE
from tickets.events import TicketFinished
from tickets.fields import Field, FieldName, Fields, Method, values_of
from tickets.ticket import Ticket

Read = Callable[[str, datetime], Reading]


def learn(uow: UnitOfWork, ticket: Ticket, read: Read, *, at: datetime) -> None:
    """Each ticket once: what is done again teaches nothing new."""
    done = [kind for kind, *_ in uow.tickets.history(ticket.id) if kind == TicketFinished.__name__]
    if len(done) > 1:
        return
    _learn_category(uow, ticket, read)
    for (kind, number), profile in profiles_of(ticket.facts).items():
        before = uow.acquaintances.of({kind: number}).get(kind, {})
        uow.acquaintances.keep(kind, number, merged(before, profile), at=at)


def _learn_category(uow: UnitOfWork, ticket: Ticket, read: Read) -> None:
    """Guess first, then learn: so it is known whether the guesses are better than the lexicon."""
    confirmed_category = ticket.facts.category
    if confirmed_category is None:
        return
    pairs = pairs_in(f"{ticket.facts.device or ''} {ticket.facts.fault or ticket.text}")
    guessed = guess(pairs, uow.learned.counts(pairs), tallies(uow))
    reading = read(ticket.text, ticket.opened_at.astimezone(LOCAL))
    lexicon = reading.category.value if reading.category else None
    right = won(guessed, lexicon, confirmed_category)
    if guessed is not None and right is not None:
        uow.learned.guessed(guessed, right=right)
    uow.learned.example(confirmed_category, pairs)


def tallies(uow: UnitOfWork) -> dict[str, Tally]:
    return {category: Tally(*counted) for category, counted in uow.learned.tallies().items()}


def with_category(uow: UnitOfWork, found: Fields) -> Fields:
    """Where the lexicon is not sure, what confirmed tickets teach, if they teach it better."""
    category, fault = found.get(FieldName.CATEGORY), found.get(FieldName.FAULT)
    if fault is None or (category is not None and category.certainty >= SURE):
        return found
    known = tallies(uow)
    if not any(tally.is_proven for tally in known.values()):
        return found
    device = found.get(FieldName.DEVICE)
    pairs = pairs_in(f"{device.value if device else ''} {fault.value}")
    instead = better(pairs, uow.learned.counts(pairs), known, category.value if category else None)
    if instead is None:
        return found
    return {**found, FieldName.CATEGORY: Field(instead, "", fault.message, Method.LEARNED, CERTAINTY)}


def with_acquaintances(uow: UnitOfWork, found: Fields) -> tuple[Fields, Fields]:
    """What was read, surer where it was known; and what else is known, to be offered."""
    profiles = uow.acquaintances.of(numbers_in(values_of(found)))
    if not profiles:
        return found, {}
    return confirmed(found, profiles.values()), offers(found, profiles)
