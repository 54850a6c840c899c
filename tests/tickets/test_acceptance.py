"""A ticket does not close without the customer's word, or without having asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets import acceptance, lifecycle
from tickets.calendar import LOCAL
from tickets.errors import InvalidTransition, NotAllowed, TooLateToReopen
from tickets.events import TicketAcceptanceAsked, TicketClosed, TicketConfirmed, TicketReopened, TicketReworked
from tickets.lifecycle import Change
from tickets.playbook.policies import AcceptancePolicy, QuietHours
from tickets.playbook.values import Priority
from tickets.senders import known_customer
from tickets.ticket import Acceptance, Number, Status, Ticket
from tickets.timers import TimerKind, timers_for

PLAYBOOK = minimal_playbook()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CUSTOMER = known_customer(7)


def done(**changes: Any) -> Ticket:
    ticket = a_ticket(status=Status.DONE, assignee="wanggong", claimed_at=NOW, done_at=NOW, moved_at=NOW)
    return replace(ticket, **changes)


def closed(**changes: Any) -> Ticket:
    return lifecycle.close(done(**changes), by="lijing", playbook=PLAYBOOK, now=NOW + HOUR).ticket


def asked(ticket: Ticket, now: datetime) -> Change:
    return acceptance.ask_again(ticket, playbook=PLAYBOOK, now=now)


def accept(ticket: Ticket, *, by: str = CUSTOMER) -> Change:
    return lifecycle.accept(ticket, by=by, playbook=PLAYBOOK, now=NOW + 2 * HOUR)


def ticking(ticket: Ticket, book=PLAYBOOK) -> datetime | None:
    return {timer.kind: timer.due_at for timer in timers_for(ticket, book)}.get(TimerKind.ACCEPTANCE)


def test_the_customers_word_closes_it() -> None:
    change = accept(done())
    assert (change.ticket.status, change.ticket.acceptance) == (Status.CLOSED, Acceptance.CUSTOMER)
    assert change.events == (TicketClosed(at=NOW + 2 * HOUR, by=CUSTOMER, acceptance=Acceptance.CUSTOMER),)
    assert accept(change.ticket) == Change(change.ticket), "a second tap changes nothing"


def test_the_customers_word_is_better_than_that_of_staff_or_nobodys() -> None:
    for ticket in (closed(), replace(closed(), acceptance=Acceptance.UNCONFIRMED)):
        change = accept(ticket)
        assert (change.ticket.acceptance, change.ticket.closed_at) == (Acceptance.CUSTOMER, ticket.closed_at)
        assert change.events == (TicketConfirmed(at=NOW + 2 * HOUR, by=CUSTOMER),)


def test_nobody_accepts_in_a_customers_name_but_says_that_they_were_told() -> None:
    with pytest.raises(NotAllowed):
        accept(done(), by="lijing")
    assert closed().acceptance is Acceptance.TOLD


def test_a_customer_has_no_say_in_how_the_work_is_given_out() -> None:
    for act in (lifecycle.claim, lifecycle.depart, lifecycle.finish, lifecycle.close):
        with pytest.raises((NotAllowed, InvalidTransition)):
            act(a_ticket(), by=CUSTOMER, playbook=PLAYBOOK, now=NOW)


@pytest.mark.parametrize("worker", ["sunban", "lijing"])
def test_whoever_did_the_work_does_not_say_that_it_is_good_though_they_lead_or_reported_it(worker: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        lifecycle.close(done(assignee=worker), by=worker, playbook=PLAYBOOK, now=NOW)
    assert refused.value.why == "own_work"
    assert refused.value.ask not in ((), (worker,))
    other = "lijing" if worker == "sunban" else "sunban"
    assert lifecycle.close(done(assignee=worker), by=other, playbook=PLAYBOOK, now=NOW).events


def test_who_is_not_content_gets_the_same_technician_and_goes_before_others() -> None:
    change = lifecycle.rework(done(), by=CUSTOMER, words="还在漏", playbook=PLAYBOOK, now=NOW + HOUR)
    again = change.ticket
    assert (again.status, again.assignee, again.reworks, again.priority) == (
        Status.CLAIMED,
        "wanggong",
        1,
        Priority.HIGH,
    )
    assert change.events == (TicketReworked(at=NOW + HOUR, by=CUSTOMER, words="还在漏"),)
    mistake = lifecycle.rework(done(), by="wanggong", playbook=PLAYBOOK, now=NOW + HOUR).ticket
    assert mistake.priority is Priority.NORMAL


def test_what_was_closed_can_be_opened_again_for_a_week_and_is_rework() -> None:
    before = closed(asked_again=2, asked_again_at=NOW)
    change = lifecycle.reopen(before, by=CUSTOMER, words="又漏了", playbook=PLAYBOOK, now=NOW + HOUR + 7 * DAY)
    again = change.ticket
    assert (again.status, again.assignee, again.reworks, again.reopens) == (Status.CLAIMED, "wanggong", 1, 1)
    assert (again.closed_at, again.acceptance, again.done_at, again.asked_again) == (None, None, None, 0)
    assert again.promised_since == NOW + HOUR + 7 * DAY, "so long as the customer was content, nothing ticked"
    assert change.events == (TicketReopened(at=NOW + HOUR + 7 * DAY, by=CUSTOMER, words="又漏了"),)


def test_after_that_it_is_a_matter_of_its_own() -> None:
    with pytest.raises(TooLateToReopen) as refused:
        lifecycle.reopen(closed(), by=CUSTOMER, playbook=PLAYBOOK, now=NOW + HOUR + 7 * DAY + timedelta(seconds=1))
    assert refused.value.until == NOW + HOUR + 7 * DAY


def test_what_was_cancelled_stays_so() -> None:
    with pytest.raises(InvalidTransition):
        lifecycle.reopen(done(status=Status.CANCELLED), by=CUSTOMER, playbook=PLAYBOOK, now=NOW)


def test_who_does_not_answer_is_asked_again_and_again_and_then_it_is_closed_unconfirmed() -> None:
    ticket, happened = done(), []
    while (at := ticking(ticket)) is not None:
        (event,) = (change := asked(ticket, at)).events
        happened.append((at - NOW, event))
        ticket = change.ticket
    assert happened == [
        (1 * DAY, TicketAcceptanceAsked(at=NOW + DAY, reminder=1, last=False)),
        (2 * DAY, TicketAcceptanceAsked(at=NOW + 2 * DAY, reminder=2, last=True)),
        (3 * DAY, TicketClosed(at=NOW + 3 * DAY, by=None, acceptance=Acceptance.UNCONFIRMED)),
    ]
    assert (ticket.status, ticket.acceptance) == (Status.CLOSED, Acceptance.UNCONFIRMED)


def test_before_its_time_nothing_happens() -> None:
    assert asked(done(), NOW + DAY - timedelta(seconds=1)) == Change(done())
    assert asked(closed(), NOW + 9 * DAY).events == ()


def test_after_a_standstill_a_customer_is_asked_once_and_still_has_as_long_to_answer() -> None:
    late = NOW + 10 * DAY
    (event,) = (change := asked(done(), late)).events
    assert event == TicketAcceptanceAsked(at=late, reminder=2, last=True)
    assert ticking(change.ticket) == late + DAY


def test_nobody_is_asked_in_quiet_hours() -> None:
    book = replace(PLAYBOOK, quiet_hours=QuietHours(begins=time(22), ends=time(7)))
    at_three = datetime(2026, 11, 20, 3, 0, 1, tzinfo=LOCAL)
    assert ticking(done(done_at=at_three), book) == datetime(2026, 11, 21, 7, 0, tzinfo=LOCAL)


def test_a_playbook_may_ask_no_second_time() -> None:
    book = replace(PLAYBOOK, acceptance=AcceptancePolicy(reminders=(), close_unconfirmed_after=DAY))
    assert ticking(done(), book) == NOW + DAY + timedelta(seconds=0)


def test_one_in_twenty_is_drawn_and_always_the_same_ones() -> None:
    book = replace(PLAYBOOK, acceptance=AcceptancePolicy(qa_share=0.05, qa_seed="2026"))
    other = replace(PLAYBOOK, acceptance=AcceptancePolicy(qa_share=0.05, qa_seed="2027"))
    numbers = [Number((NOW + day * DAY).date(), count) for day in range(20) for count in range(1, 501)]
    drawn = [number for number in numbers if acceptance.is_drawn(number, book)]
    assert 0.04 < len(drawn) / len(numbers) < 0.06
    assert drawn == [number for number in numbers if acceptance.is_drawn(number, book)]
    assert drawn != [number for number in numbers if acceptance.is_drawn(number, other)]


def test_all_or_none_may_be_drawn() -> None:
    number = Number(NOW.date(), 1)
    assert acceptance.is_drawn(number, replace(PLAYBOOK, acceptance=AcceptancePolicy(qa_share=1.0)))
    assert not acceptance.is_drawn(number, replace(PLAYBOOK, acceptance=AcceptancePolicy(qa_share=0.0)))
