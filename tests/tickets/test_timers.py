"""Whatever a ticket under way goes through, something always comes next by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets import alerts, standstill
from tickets.calendar import LOCAL, Calendar
from tickets.errors import InvalidTransition, NotAllowed
from tickets.playbook.conditions import All
from tickets.playbook.policies import QuietHours
from tickets.playbook.values import Rule
from tickets.quiet import aside, is_round, quiet_until
from tickets.ticket import Status, Ticket
from tickets.tidings import holders
from tickets.timers import TimerKind, timers_for

PLAYBOOK = minimal_playbook()
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFICE = Calendar(key="office", name="办公时间", week=dict.fromkeys(range(7), ((time(9), time(18)),)), holidays=False)
IN_OFFICE = replace(PLAYBOOK, calendars={"office": OFFICE}, default_calendar="office")


def due(ticket: Ticket, book=PLAYBOOK) -> dict[TimerKind, datetime]:
    return {timer.kind: timer.due_at for timer in timers_for(ticket, book)}


def in_hand(status: Status = Status.CLAIMED, **changes: Any) -> Ticket:
    return a_ticket(status=status, assignee="wanggong", claimed_at=NOW, moved_at=NOW, **changes)


def test_an_open_ticket_waits_for_a_claim_and_is_never_forgotten():
    assert due(a_ticket()) == {TimerKind.LADDER: NOW + 30 * MINUTE}
    assert due(a_ticket(steps=(0,))) == {TimerKind.STANDSTILL: NOW + 30 * MINUTE + 8 * HOUR}


@pytest.mark.parametrize(
    ("status", "after"), [(Status.CLAIMED, 8 * HOUR), (Status.TRAVELLING, 3 * HOUR), (Status.ON_SITE, 24 * HOUR)]
)
def test_what_does_not_move_is_asked_about_and_asked_again(status, after):
    ticket = in_hand(status)
    assert due(ticket) == {TimerKind.STANDSTILL: NOW + after}
    asked = standstill.stood_still(ticket, playbook=PLAYBOOK, now=NOW + after)
    assert (asked.events[0].asked, asked.events[0].warned) == ("wanggong", ())
    assert due(asked.ticket) == {TimerKind.STANDSTILL: NOW + 2 * after}
    again = standstill.stood_still(asked.ticket, playbook=PLAYBOOK, now=NOW + 2 * after)
    assert (again.events[0].asked, again.events[0].warned) == ("wanggong", ("sunban",))


def test_an_answer_starts_the_clock_anew():
    asked = standstill.stood_still(in_hand(), playbook=PLAYBOOK, now=NOW + 8 * HOUR).ticket
    moves = standstill.still_moves(asked, by="wanggong", playbook=PLAYBOOK, now=NOW + 9 * HOUR).ticket
    assert not standstill.is_in_question(moves)
    assert due(moves) == {TimerKind.STANDSTILL: NOW + 17 * HOUR}
    assert standstill.still_moves(moves, by="wanggong", playbook=PLAYBOOK, now=NOW + 10 * HOUR).events == ()


def test_only_whoever_has_it_can_answer_and_only_while_it_is_under_way():
    with pytest.raises(NotAllowed):
        standstill.still_moves(in_hand(), by="zhaogong", playbook=PLAYBOOK, now=NOW)
    with pytest.raises(InvalidTransition):
        standstill.still_moves(in_hand(Status.DONE), by="wanggong", playbook=PLAYBOOK, now=NOW)


def test_nobody_is_asked_while_the_shift_is_off():
    evening = datetime(2026, 11, 20, 17, 1, 2, tzinfo=LOCAL)
    asked_at = due(replace(in_hand(Status.TRAVELLING), opened_at=evening, moved_at=evening), IN_OFFICE)
    opening = datetime(2026, 11, 21, 9, 0, tzinfo=LOCAL)
    assert opening < asked_at[TimerKind.STANDSTILL] <= opening + 3 * MINUTE


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED])
def test_what_is_over_has_no_timer(status):
    assert due(in_hand(status)) == {}


def test_life_safety_sounds_again_every_two_minutes_for_half_an_hour_until_it_is_claimed():
    ticket = a_ticket(life_safety=True)
    sounded: list[datetime] = []
    while (at := due(ticket).get(TimerKind.ALERT)) is not None:
        sounded.append(at)
        ticket = alerts.sound_again(ticket, playbook=PLAYBOOK, now=at).ticket
    assert sounded == [NOW + 2 * MINUTE * number for number in range(1, 16)]
    assert TimerKind.ALERT not in due(in_hand(life_safety=True))


def test_an_alert_is_no_question_that_somebody_has_not_answered():
    ticket = a_ticket(life_safety=True, owner="zhaogong")
    sounded = alerts.sound_again(ticket, playbook=PLAYBOOK, now=NOW + 2 * MINUTE).ticket
    first = standstill.stood_still(sounded, playbook=PLAYBOOK, now=NOW + 8 * HOUR)
    (event,) = first.events
    assert (event.asked, event.warned) == ("zhaogong", ())
    (event,) = standstill.stood_still(first.ticket, playbook=PLAYBOOK, now=NOW + 16 * HOUR).events
    assert (event.asked, event.warned) == ("zhaogong", ("sunban",))


def test_whoever_answers_for_what_nobody_claims_gets_a_card_with_the_question():
    change = standstill.stood_still(a_ticket(owner="zhouzong"), playbook=PLAYBOOK, now=NOW + 8 * HOUR)
    assert change.events[0].asked == "zhouzong"
    assert "zhouzong" in holders(change.ticket)
    held = standstill.stood_still(in_hand(), playbook=PLAYBOOK, now=NOW + 8 * HOUR).ticket
    assert held.followers == in_hand().followers


def test_life_safety_that_is_given_back_sounds_anew_however_long_ago_it_was_reported():
    given_back = a_ticket(life_safety=True, sounded_at=NOW + 4 * MINUTE, moved_at=NOW + HOUR)
    assert due(given_back)[TimerKind.ALERT] == NOW + HOUR + 2 * MINUTE


def test_a_rule_may_sound_for_what_is_no_life_safety():
    book = replace(PLAYBOOK, rules=(Rule(name="困人", when=All(), strong=True), Rule(name="其他", when=All())))
    assert TimerKind.ALERT in due(a_ticket(rule="困人"), book)
    assert TimerKind.ALERT not in due(a_ticket(rule="其他"), book)


def test_times_that_a_calendar_makes_are_spread_and_others_are_to_the_second():
    opening = datetime(2026, 11, 21, 9, 30, tzinfo=LOCAL)
    in_the_night = a_ticket(opened_at=datetime(2026, 11, 20, 21, 12, 13, tzinfo=LOCAL))
    spread = due(in_the_night, IN_OFFICE)[TimerKind.LADDER]
    assert opening < spread <= opening + 3 * MINUTE
    assert due(in_the_night, IN_OFFICE)[TimerKind.LADDER] == spread
    assert due(a_ticket(opened_at=NOW + 30 * MINUTE), IN_OFFICE)[TimerKind.LADDER] == NOW + 60 * MINUTE


def test_different_tickets_keep_clear_of_each_other():
    assert len({aside(f"1120-{number}") for number in range(500)}) > 150
    assert is_round(NOW) == (NOW.minute in (0, 30))


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-20 21:59:59", None),
        ("2026-11-20 22:00", "2026-11-21 07:00"),
        ("2026-11-21 06:59:59", "2026-11-21 07:00"),
        ("2026-11-21 07:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(at, until):
    quiet = QuietHours(begins=time(22), ends=time(7))
    local = datetime.fromisoformat(at).replace(tzinfo=LOCAL)
    ends = datetime.fromisoformat(until).replace(tzinfo=LOCAL) if until else None
    assert quiet_until(quiet, local.astimezone(UTC)) == ends
    assert quiet_until(None, local) is None
