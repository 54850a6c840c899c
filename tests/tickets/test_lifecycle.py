from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

import pytest

from tests.tickets.samples import NOW, a_draft, a_ticket, minimal_playbook
from tickets import lifecycle, placing
from tickets.dispatch import Dispatch
from tickets.errors import AlreadyClaimed, InvalidTransition, InvalidWait, NotAllowed
from tickets.events import (
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketDeclined,
    TicketDeparted,
    TicketDispatched,
    TicketFinished,
    TicketOpened,
    TicketPaused,
    TicketResumed,
    TicketReworked,
    TicketTakenUpAgain,
    TicketTransferred,
)
from tickets.lifecycle import Change
from tickets.ticket import Acceptance, Action, Declined, Number, Pause, Start, Status, Ticket, Wait, WaitingFor
from tickets.timers import TimerKind, timers_for
from tickets.trace import Reach, Trace
from tickets.transitions import AT_WORK, IN_HAND, NEXT, next_status

PLAYBOOK = minimal_playbook()
HOUR = timedelta(hours=1)
LATER = NOW + HOUR
TOMORROW = NOW + timedelta(days=1)
FAR = Declined(by="wanggong", why="far")
POSSIBLE = {(status, action) for action, ways in NEXT.items() for status in ways}

claim = partial(lifecycle.claim, playbook=PLAYBOOK, now=NOW)
decline = partial(lifecycle.decline, why="far", playbook=PLAYBOOK, now=LATER)
depart = partial(lifecycle.depart, playbook=PLAYBOOK, now=LATER)
arrive = partial(lifecycle.arrive, playbook=PLAYBOOK, now=LATER)
wait = partial(lifecycle.wait, reason=WaitingFor.PARTS, until=TOMORROW, playbook=PLAYBOOK, now=LATER)
resume = partial(lifecycle.resume, playbook=PLAYBOOK, now=LATER + HOUR)
finish = partial(lifecycle.finish, playbook=PLAYBOOK, now=LATER)
close = partial(lifecycle.close, playbook=PLAYBOOK, now=LATER)
rework = partial(lifecycle.rework, playbook=PLAYBOOK, now=LATER)
cancel = partial(lifecycle.cancel, playbook=PLAYBOOK, now=LATER)
transfer = partial(lifecycle.transfer, playbook=PLAYBOOK, now=LATER)


def wangs(status: Status = Status.CLAIMED, **changes: object) -> Ticket:
    ticket = a_ticket(status=status, assignee="wanggong", claimed_at=NOW)
    return replace(ticket, **changes)  # type: ignore[arg-type]  # a test's shorthand


def waiting(then: Status = Status.ON_SITE) -> Ticket:
    held = Wait(reason=WaitingFor.PARTS, since=NOW, until=TOMORROW, then=then)
    return wangs(Status.WAITING, wait=held)


@pytest.mark.parametrize(("status", "action"), sorted(set(product(Status, Action)) - POSSIBLE))
def test_whatever_is_not_in_the_table_is_refused(status: Status, action: Action) -> None:
    with pytest.raises(InvalidTransition):
        next_status(a_ticket(status=status), action)


def test_every_action_and_every_status_stands_in_the_table() -> None:
    assert set(NEXT) == set(Action)
    assert {status for status, _ in POSSIBLE} == set(Status)


def test_a_submitted_draft_becomes_an_open_ticket_of_the_default_group_with_somebody_who_answers_for_it() -> None:
    draft = a_draft(id=4)
    change = lifecycle.open_ticket(draft, number=Number(NOW.date(), 3), playbook=PLAYBOOK, now=NOW)
    assert change.ticket.status is Status.OPEN
    assert (change.ticket.group, change.ticket.owner) == ("repair", "sunban")
    assert change.ticket.facts.fault == "电梯门关不上"
    assert change.ticket.draft_id == 4
    assert change.events == (TicketOpened(at=NOW, by="lijing", number="1120-3", group="repair"),)


def test_dispatching_says_who_is_asked_from_now_on_and_the_others_look_on() -> None:
    trace = Trace(rule="r", reach=Reach.HOME)
    found = Dispatch(group="repair", asked=("zhaogong",), owner="sunban", look_again_at=None, trace=trace)
    change = placing.placed(a_ticket(asked=("wanggong",)), found, now=NOW)
    assert (change.ticket.asked, change.ticket.followers) == (("zhaogong",), ("wanggong",))
    (event,) = change.events
    assert isinstance(event, TicketDispatched)
    assert (event.asked, event.owner, event.trace) == (("zhaogong",), "sunban", trace)
    assert placing.placed(change.ticket, found, now=NOW).events == ()


def test_the_first_to_claim_has_it() -> None:
    change = claim(a_ticket(), by="wanggong")
    assert (change.ticket.status, change.ticket.assignee) == (Status.CLAIMED, "wanggong")
    assert change.events == (TicketClaimed(at=NOW, by="wanggong"),)


def test_the_second_to_claim_is_told_who_was_first() -> None:
    claimed = claim(a_ticket(), by="wanggong").ticket
    with pytest.raises(AlreadyClaimed) as refused:
        claim(claimed, by="zhaogong")
    assert refused.value.by == "wanggong"


def test_somebody_who_was_not_asked_cannot_claim_and_is_told_whom_to_turn_to() -> None:
    with pytest.raises(NotAllowed) as refused:
        claim(a_ticket(asked=("zhaogong",)), by="wanggong")
    assert (refused.value.why, refused.value.ask) == ("not_asked", ("sunban",))


@pytest.mark.parametrize("by", ["zhaogong", "sunban", "wanggong"])
def test_whoever_was_asked_the_leader_and_whoever_thinks_better_of_it_can_claim(by: str) -> None:
    ticket = a_ticket(asked=("zhaogong",), declined=(FAR,))
    assert claim(ticket, by=by).ticket.assignee == by


def test_claiming_a_finished_ticket_says_who_had_it() -> None:
    with pytest.raises(AlreadyClaimed):
        claim(wangs(Status.DONE), by="zhaogong")


def test_a_cancelled_ticket_cannot_be_claimed_even_by_whoever_had_it() -> None:
    for by in ("wanggong", "zhaogong"):
        with pytest.raises(InvalidTransition):
            claim(wangs(Status.CANCELLED), by=by)


def test_whoever_declines_is_asked_no_more_and_it_is_kept_why() -> None:
    change = decline(a_ticket(asked=("wanggong", "zhaogong")), by="wanggong")
    assert change.ticket.status is Status.OPEN
    assert (change.ticket.asked, change.ticket.declined) == (("zhaogong",), (FAR,))
    assert change.events == (TicketDeclined(at=LATER, by="wanggong", why="far", given_back=False),)


@pytest.mark.parametrize("status", IN_HAND)
def test_whoever_has_it_can_give_it_back(status: Status) -> None:
    ticket = replace(waiting() if status is Status.WAITING else wangs(status, arrived_at=NOW), asked=("zhaogong",))
    back = decline(ticket, by="wanggong").ticket
    assert (back.status, back.assignee, back.claimed_at, back.arrived_at) == (Status.OPEN, None, None, None)
    assert (back.wait, back.asked) == (None, ("zhaogong",))


def test_declining_what_somebody_else_has_says_who() -> None:
    with pytest.raises(AlreadyClaimed):
        decline(wangs(), by="zhaogong")


def test_on_the_way_then_on_site() -> None:
    on_the_way = depart(wangs(), by="wanggong")
    assert (on_the_way.ticket.status, on_the_way.ticket.moved_at) == (Status.TRAVELLING, LATER)
    assert on_the_way.events == (TicketDeparted(at=LATER, by="wanggong"),)
    there = arrive(on_the_way.ticket, by="wanggong")
    assert (there.ticket.status, there.ticket.arrived_at) == (Status.ON_SITE, LATER)
    assert there.events == (TicketArrived(at=LATER, by="wanggong"),)


def test_one_can_be_there_without_having_said_that_one_was_on_the_way() -> None:
    assert arrive(wangs(), by="wanggong").ticket.status is Status.ON_SITE


@pytest.mark.parametrize("status", AT_WORK)
def test_waiting_stops_the_clocks_and_going_on_leads_back_to_where_it_was(status: Status) -> None:
    held = wait(wangs(status), by="wanggong")
    assert held.ticket.wait == Wait(reason=WaitingFor.PARTS, since=LATER, until=TOMORROW, then=status)
    assert held.events == (TicketPaused(at=LATER, by="wanggong", reason=WaitingFor.PARTS, until=TOMORROW),)
    on = resume(held.ticket, by="wanggong")
    assert (on.ticket.status, on.ticket.wait) == (status, None)
    assert on.ticket.pauses == (Pause(begins=LATER, ends=LATER + HOUR, reason=WaitingFor.PARTS),)
    assert on.events == (TicketResumed(at=LATER + HOUR, by="wanggong"),)


def test_a_wait_ends_by_itself() -> None:
    assert [(timer.kind, timer.due_at) for timer in timers_for(waiting(), PLAYBOOK)] == [
        (TimerKind.WAIT_ENDS, TOMORROW)
    ]
    change = lifecycle.resume(waiting(), by=None, playbook=PLAYBOOK, now=TOMORROW)
    assert (change.ticket.status, change.ticket.wait) == (Status.ON_SITE, None)
    assert change.events == (TicketResumed(at=TOMORROW, by=None),)


def test_waiting_longer_or_for_something_else_keeps_both_in_the_ledger() -> None:
    longer = wait(waiting(), by="wanggong", reason=WaitingFor.CUSTOMER, until=TOMORROW + HOUR).ticket
    assert longer.wait == Wait(reason=WaitingFor.CUSTOMER, since=LATER, until=TOMORROW + HOUR, then=Status.ON_SITE)
    assert longer.pauses == (Pause(begins=NOW, ends=LATER, reason=WaitingFor.PARTS),)


@pytest.mark.parametrize("until", [NOW, LATER, LATER + PLAYBOOK.longest_wait + HOUR])
def test_a_wait_must_end_in_time_to_come_and_not_too_late(until: object) -> None:
    with pytest.raises(InvalidWait):
        wait(wangs(), by="wanggong", until=until)


@pytest.mark.parametrize(
    ("act", "status"), [(depart, Status.TRAVELLING), (arrive, Status.ON_SITE), (finish, Status.DONE)]
)
def test_who_goes_on_working_waits_no_more(act: Callable[..., Change], status: Status) -> None:
    changed = act(waiting(Status.CLAIMED), by="wanggong").ticket
    assert (changed.status, changed.wait) == (status, None)
    assert len(changed.pauses) == 1


def test_done_is_told_with_what_was_wrong_and_what_was_done() -> None:
    change = finish(wangs(Status.ON_SITE), by="wanggong", cause="门锁触点", remedy="换了触点")
    assert (change.ticket.status, change.ticket.done_at) == (Status.DONE, LATER)
    assert (change.ticket.cause, change.ticket.remedy) == ("门锁触点", "换了触点")
    assert change.events == (TicketFinished(at=LATER, by="wanggong", cause="门锁触点", remedy="换了触点"),)


def test_what_is_done_is_closed_on_the_customers_word_as_told_by_whoever_reported_it() -> None:
    change = close(wangs(Status.DONE), by="lijing")
    closed = change.ticket
    assert (closed.status, closed.closed_at, closed.acceptance) == (Status.CLOSED, LATER, Acceptance.TOLD)
    assert change.events == (TicketClosed(at=LATER, by="lijing", acceptance=Acceptance.TOLD),)


def test_what_was_not_done_after_all_is_the_same_persons_again_and_is_counted() -> None:
    done = wangs(Status.DONE, done_at=NOW, arrived_at=NOW, cause="门锁触点")
    change = rework(done, by="lijing", words="又坏了")
    again = change.ticket
    assert (again.status, again.assignee, again.reworks) == (Status.CLAIMED, "wanggong", 1)
    assert (again.done_at, again.arrived_at, again.cause) == (None, None, None)
    assert change.events == (TicketReworked(at=LATER, by="lijing", words="又坏了"),)


def test_whoever_said_done_too_early_goes_on_and_that_is_no_rework() -> None:
    done = wangs(Status.DONE, done_at=NOW, arrived_at=NOW, claimed_at=NOW, cause="门锁触点", asked_again=1)
    change = rework(done, by="wanggong", words="还差一个垫圈")
    again = change.ticket
    assert (again.status, again.arrived_at, again.claimed_at) == (Status.ON_SITE, NOW, NOW)
    assert (again.reworks, again.priority, again.counts_from) == (0, done.priority, Start.REPORT)
    assert (again.done_at, again.cause, again.asked_again) == (None, None, 0)
    assert change.events == (TicketTakenUpAgain(at=LATER, by="wanggong", words="还差一个垫圈"),)


def test_cancelling_is_possible_until_it_is_done() -> None:
    change = cancel(waiting(), by="sunban", why="误报")
    assert (change.ticket.status, change.ticket.wait, change.ticket.closed_at) == (Status.CANCELLED, None, LATER)
    assert change.events == (TicketCancelled(at=LATER, by="sunban", why="误报"),)
    with pytest.raises(InvalidTransition):
        cancel(wangs(Status.DONE), by="sunban")


@pytest.mark.parametrize("status", [Status.OPEN, *AT_WORK])
def test_a_transfer_makes_it_somebody_elses_who_begins_anew(status: Status) -> None:
    ticket = a_ticket() if status is Status.OPEN else wangs(status)
    change = transfer(ticket, by="sunban", to="zhaogong")
    assert (change.ticket.status, change.ticket.assignee) == (Status.CLAIMED, "zhaogong")
    assert (change.ticket.claimed_at, change.ticket.arrived_at) == (LATER, None)
    assert change.events == (TicketTransferred(at=LATER, by="sunban", before=ticket.assignee, to="zhaogong"),)


def test_whoever_gets_it_after_an_arrival_arrives_too_and_the_promise_stays_kept_when_it_was() -> None:
    handed = transfer(wangs(Status.ON_SITE, arrived_at=NOW), by="sunban", to="zhaogong").ticket
    assert (handed.status, handed.arrived_at) == (Status.CLAIMED, NOW)
    there = arrive(handed, by="zhaogong", now=LATER)
    assert (there.ticket.status, there.ticket.arrived_at) == (Status.ON_SITE, NOW)
    assert there.events == (TicketArrived(at=LATER, by="zhaogong"),)


def test_whom_a_ladder_has_asked_besides_may_take_it_over_from_whoever_has_it() -> None:
    late = wangs(Status.TRAVELLING, asked=("zhaogong", "sunban"))
    taken = claim(late, by="zhaogong")
    assert (taken.ticket.status, taken.ticket.assignee, taken.ticket.claimed_at) == (Status.CLAIMED, "zhaogong", NOW)
    assert (taken.ticket.asked, set(taken.ticket.followers)) == ((), {"wanggong", "zhaogong", "sunban"})
    assert taken.events == (TicketTransferred(at=NOW, by="zhaogong", before="wanggong", to="zhaogong"),)
    with pytest.raises(AlreadyClaimed):
        claim(taken.ticket, by="sunban")


@pytest.mark.parametrize("done", [arrive, finish])
def test_what_is_done_in_time_nobody_can_take_over(done: Callable[..., Change]) -> None:
    kept = done(wangs(asked=("zhaogong",)), by="wanggong").ticket
    assert (kept.asked, kept.followers) == ((), ("zhaogong",))
    with pytest.raises(AlreadyClaimed):
        claim(kept, by="zhaogong")


def test_whoever_does_not_want_to_take_it_over_changes_nothing_for_whoever_has_it() -> None:
    left = decline(wangs(asked=("zhaogong",)), by="zhaogong").ticket
    assert (left.status, left.assignee, left.asked) == (Status.CLAIMED, "wanggong", ())


def test_what_waits_goes_on_waiting_when_it_is_transferred() -> None:
    handed = transfer(waiting(), by="wanggong", to="zhaogong").ticket
    assert (handed.status, handed.assignee, handed.followers) == (Status.WAITING, "zhaogong", ("wanggong",))
    assert resume(handed, by="zhaogong").ticket.status is Status.CLAIMED


@pytest.mark.parametrize("act", [depart, arrive, wait, finish])
def test_only_whoever_has_it_can_say_how_the_work_goes(act: Callable[..., Change]) -> None:
    with pytest.raises(NotAllowed) as refused:
        act(wangs(), by="zhaogong")
    assert (refused.value.why, refused.value.ask) == ("not_assignee", ("wanggong",))


@pytest.mark.parametrize(
    ("ticket", "act"),
    [
        (wangs(), partial(claim, by="wanggong")),
        (
            a_ticket(asked=("zhaogong",), declined=(Declined(by="wanggong", why="far"),)),
            partial(decline, by="wanggong"),
        ),
        (wangs(Status.TRAVELLING), partial(depart, by="wanggong")),
        (wangs(Status.ON_SITE), partial(arrive, by="wanggong")),
        (waiting(), partial(wait, by="wanggong")),
        (wangs(Status.ON_SITE), partial(resume, by="wanggong")),
        (wangs(Status.DONE), partial(finish, by="wanggong")),
        (wangs(Status.CLOSED), partial(close, by="lijing")),
        (wangs(Status.CANCELLED), partial(cancel, by="lijing")),
        (wangs(), partial(transfer, by="sunban", to="wanggong")),
    ],
)
def test_what_is_done_a_second_time_changes_nothing(ticket: Ticket, act: Callable[[Ticket], Change]) -> None:
    assert act(ticket) == Change(ticket)
