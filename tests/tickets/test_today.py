from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets.deadlines import Promise
from tickets.playbook.values import Priority, Sla
from tickets.ticket import Status, Ticket
from tickets.today import first_of

HOUR = timedelta(hours=1)
BARE = minimal_playbook()
PLAYBOOK = replace(BARE, base=replace(BARE.base, sla=Sla(claim=HOUR / 2, arrive=2 * HOUR, finish=8 * HOUR)))


def wangs(number: int, **changes: object) -> Ticket:
    ticket = a_ticket(id=number, status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW)
    return replace(ticket, **changes)  # type: ignore[arg-type]  # a test's shorthand


def in_order(*tickets: Ticket) -> list[int]:
    return [each.ticket.id for each in first_of((ticket, PLAYBOOK) for ticket in tickets)]


def test_danger_to_people_goes_before_every_promise() -> None:
    overdue = wangs(1, opened_at=NOW - 9 * HOUR)
    assert in_order(overdue, wangs(2, life_safety=True)) == [2, 1]


def test_then_the_promise_that_is_broken_soonest() -> None:
    on_site = wangs(1, status=Status.ON_SITE, arrived_at=NOW)
    unclaimed = a_ticket(id=2)
    assert in_order(on_site, wangs(3), unclaimed) == [2, 3, 1]
    promises = [each.promise.promise for each in first_of([(on_site, PLAYBOOK), (unclaimed, PLAYBOOK)]) if each.promise]
    assert promises == [Promise.CLAIM, Promise.FINISH]


def test_then_priority_and_at_last_age() -> None:
    bare = replace(PLAYBOOK, base=replace(BARE.base, sla=Sla()))
    old, high = wangs(1, opened_at=NOW - HOUR), wangs(2, priority=Priority.HIGH)
    same_age = wangs(3, opened_at=NOW)
    ranked = first_of((ticket, bare) for ticket in (same_age, high, old))
    assert [each.ticket.id for each in ranked] == [2, 1, 3]


def test_what_waits_is_left_out() -> None:
    assert in_order(wangs(1, status=Status.WAITING), wangs(2)) == [2]
