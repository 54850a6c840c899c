"""Two customers turn out to be one: what the one heard news of, the other hears of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW
from tickets.customers import Joined, Subscription

T = "acme"
CALLED, WROTE = 1, 2
HOUR = timedelta(hours=1)


def subscribe(uow: UnitOfWork, customer_id: int, how: Joined, *, ticket_id: int = 1, ago: timedelta = HOUR) -> None:
    uow.customers.subscribe(Subscription(ticket_id=ticket_id, customer_id=customer_id, since=NOW - ago, how=how))


def followed(uow: UnitOfWork, customer_id: int) -> list[tuple[int, Joined]]:
    return [(each.ticket_id, each.how) for each in uow.customers.subscriptions(customer_id)]


def test_what_was_reported_since_then_follows_and_nothing_else(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        subscribe(uow, CALLED, Joined.REPORTED, ticket_id=1, ago=3 * HOUR)
        subscribe(uow, CALLED, Joined.REPORTED, ticket_id=2)
        uow.customers.follow(CALLED, WROTE, since=NOW - 2 * HOUR)
    with database.reading(T) as uow:
        assert followed(uow, CALLED) == [(1, Joined.REPORTED)]
        assert followed(uow, WROTE) == [(2, Joined.REPORTED)]


@pytest.mark.parametrize(
    ("called", "wrote", "then"),
    [
        (Joined.REPORTED, Joined.LINKED, Joined.REPORTED),
        (Joined.LINKED, Joined.REPORTED, Joined.REPORTED),
        (Joined.LINKED, Joined.LINKED, Joined.LINKED),
    ],
)
def test_who_reported_it_in_one_way_has_reported_it(
    database: Database, called: Joined, wrote: Joined, then: Joined
) -> None:
    with database.unit_of_work(T) as uow:
        subscribe(uow, CALLED, called)
        subscribe(uow, WROTE, wrote)
        uow.customers.follow(CALLED, WROTE, since=NOW - 2 * HOUR)
    with database.reading(T) as uow:
        assert (followed(uow, CALLED), followed(uow, WROTE)) == ([], [(1, then)])


def test_what_somebody_heard_of_for_a_while_they_may_hear_of_again(database: Database) -> None:
    """Their report in WeChat was linked to it and taken apart; then they bind the number with which they had called."""
    with database.unit_of_work(T) as uow:
        subscribe(uow, CALLED, Joined.REPORTED)
        subscribe(uow, WROTE, Joined.LINKED)
    with database.unit_of_work(T) as uow:
        uow.customers.unsubscribe(1, WROTE, NOW)
        uow.customers.follow(CALLED, WROTE, since=NOW - 2 * HOUR)
    with database.reading(T) as uow:
        assert (followed(uow, CALLED), followed(uow, WROTE)) == ([], [(1, Joined.REPORTED)])
