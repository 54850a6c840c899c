"""A ticket goes to those who were found for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.tickets.company import NOW, a_company, facing
from tests.tickets.samples import a_ticket
from tickets.dispatch import LOOK_AGAIN, Dispatch, dispatch
from tickets.events import TicketDispatched, TicketLeftBehind
from tickets.notifications import CardDue, Telling, Told, freshest
from tickets.placing import left_behind, placed
from tickets.playbook import Playbook
from tickets.playbook.conditions import All
from tickets.playbook.ladder import Deed, Ladder, Recipient, Since, Step, Until
from tickets.staffing import Availability, Staffing
from tickets.ticket import Declined, Status, Ticket
from tickets.tidings import notifications_for
from tickets.timers import TimerKind, timers_for
from tickets.trace import Reach

EVERYBODY = ("an", "bo", "chen", "ding", "feng")
COMPANY = a_company()


def found_for(ticket: Ticket, *away: str, playbook: Playbook = COMPANY) -> Dispatch:
    said = dict.fromkeys(away, Availability(away=True, since=NOW))
    return dispatch(ticket, facing(area=ticket.area), playbook, Staffing(said=said), NOW)


def open_ticket(**changes: Any) -> Ticket:
    return a_ticket(**{"id": 5, "area": "east", **changes})


def test_whoever_is_asked_stands_in_the_ticket_and_in_its_history() -> None:
    ticket = open_ticket(asked=("bo", "feng"))
    found = found_for(ticket, "an")
    change = placed(ticket, found, now=NOW)
    assert (change.ticket.group, change.ticket.asked, change.ticket.owner) == ("a", ("bo", "chen"), "lead_a")
    assert (change.ticket.reach, change.ticket.look_again_at) == (Reach.HOME, None)
    (event,) = change.events
    assert isinstance(event, TicketDispatched)
    assert (event.newly_asked, event.not_asked, event.trace) == (("chen",), ("feng",), found.trace)


def test_where_all_is_as_it_was_only_the_next_look_is_set() -> None:
    ticket = open_ticket()
    first = placed(ticket, found_for(ticket, *EVERYBODY), now=NOW).ticket
    later = NOW + timedelta(minutes=3)
    again = placed(first, replace(found_for(first, *EVERYBODY), look_again_at=later), now=NOW)
    assert again.events == ()
    assert again.ticket == replace(first, look_again_at=later)


def test_who_of_several_answers_for_it_does_not_change_with_what_they_have_to_do() -> None:
    ticket = open_ticket(asked=("an", "bo"), owner="an", group="a")
    found = replace(found_for(ticket, "chen"), asked=("bo", "an"), owner="bo")
    assert placed(ticket, found, now=NOW).events == ()


def test_whom_a_ladder_brought_in_stays_asked_unless_they_declined() -> None:
    more = (Deed.WIDEN, (Recipient(userid="feng"), Recipient(userid="boss")))
    step = Step(after=timedelta(hours=1), since=Since.OPENED, until=Until.CLAIMED, deeds=(more,))
    book = replace(COMPANY, ladders=(Ladder(name="急", when=All(), steps=(step,)),))
    far = (Declined(by="boss", why="太远"),)
    ticket = open_ticket(asked=("an", "feng", "boss"), ladder="急", steps=(0,), declined=far)
    assert placed(ticket, found_for(ticket, "an", playbook=book), now=NOW).ticket.asked == ("bo", "chen", "feng")


def test_whom_a_ladder_brought_in_is_left_alone_while_they_are_away_and_there_is_somebody_else_of_them() -> None:
    more = (Deed.WIDEN, (Recipient(userid="feng"), Recipient(userid="ding")))
    step = Step(after=timedelta(hours=1), since=Since.OPENED, until=Until.CLAIMED, deeds=(more,))
    book = replace(COMPANY, ladders=(Ladder(name="急", when=All(), steps=(step,)),))
    ticket = open_ticket(asked=("an", "bo", "chen", "feng", "ding"), ladder="急", steps=(0,))
    found = found_for(ticket, "feng", playbook=book)
    assert placed(ticket, found, now=NOW).ticket.asked == ("an", "bo", "chen", "ding")
    assert placed(ticket, found_for(ticket, "feng", "ding", playbook=book), now=NOW).ticket.asked == ticket.asked


def test_a_ticket_far_from_home_has_a_timer_to_look_again_and_one_at_home_has_none() -> None:
    ticket = open_ticket()
    far = placed(ticket, found_for(ticket, "an", "bo", "chen"), now=NOW).ticket
    timers = {timer.kind: timer.due_at for timer in timers_for(far, COMPANY)}
    assert timers[TimerKind.LOOK_AGAIN] == NOW + LOOK_AGAIN
    home = placed(ticket, found_for(ticket), now=NOW).ticket
    assert TimerKind.LOOK_AGAIN not in {timer.kind for timer in timers_for(home, COMPANY)}
    claimed = replace(far, status=Status.CLAIMED, assignee="ding", claimed_at=NOW, moved_at=NOW)
    assert TimerKind.LOOK_AGAIN not in {timer.kind for timer in timers_for(claimed, COMPANY)}


def test_cards_go_to_those_asked_and_to_those_no_longer_asked() -> None:
    ticket = open_ticket(asked=("bo", "feng"))
    change = placed(ticket, found_for(ticket, "an"), now=NOW)
    told = list(freshest([*notifications_for(change.events[0], change.ticket, COMPANY)]))
    cards = [(each.to, each.fresh) for each in told if isinstance(each, CardDue)]
    assert cards == [("chen", True), ("bo", False), ("feng", False)]
    assert not any(isinstance(each, Told) for each in told)


def test_whoever_answers_for_it_alone_is_told_so() -> None:
    ticket = open_ticket()
    change = placed(ticket, found_for(ticket, *EVERYBODY), now=NOW)
    told = [each for each in notifications_for(change.events[0], change.ticket, COMPANY) if isinstance(each, Told)]
    assert [(each.to, each.what) for each in told] == [("lead_a", Telling.NOBODY_LEFT)]


def test_whom_a_ladder_brought_in_beside_them_does_not_read_that_it_is_theirs_alone() -> None:
    more = (Deed.WIDEN, (Recipient(userid="feng"),))
    step = Step(after=timedelta(hours=1), since=Since.OPENED, until=Until.CLAIMED, deeds=(more,))
    book = replace(COMPANY, ladders=(Ladder(name="急", when=All(), steps=(step,)),))
    ticket = open_ticket(ladder="急", steps=(0,))
    found = found_for(ticket, *(each for each in EVERYBODY if each != "feng"), playbook=book)
    change = placed(ticket, replace(found, trace=replace(found.trace, reach=Reach.OWNER)), now=NOW)
    told = [each for each in notifications_for(change.events[0], change.ticket, book) if isinstance(each, Told)]
    assert change.ticket.owner not in ("feng", "")
    assert "feng" not in [each.to for each in told]


def test_life_safety_sounds_for_those_who_were_not_asked_before() -> None:
    ticket = open_ticket(asked=("bo",), life_safety=True)
    change = placed(ticket, found_for(ticket, "an"), now=NOW)
    told = [each for each in notifications_for(change.events[0], change.ticket, COMPANY) if isinstance(each, Told)]
    assert [(each.to, each.what, each.loud) for each in told] == [("chen", Telling.ALERT, True)]


def test_what_somebody_left_behind_is_open_again_and_their_leader_hears_of_it() -> None:
    mine = open_ticket(status=Status.ON_SITE, assignee="an", claimed_at=NOW, arrived_at=NOW)
    change = left_behind(mine, leader="lead_a", now=NOW)
    assert (change.ticket.status, change.ticket.assignee, change.ticket.arrived_at) == (Status.OPEN, None, None)
    assert change.events == (TicketLeftBehind(at=NOW, member="an", leader="lead_a", set_off=True),)
    told = [each for each in notifications_for(change.events[0], change.ticket, COMPANY) if isinstance(each, Told)]
    assert [(each.to, each.what, each.by) for each in told] == [
        ("lead_a", Telling.LEFT_BEHIND, "an"),
        ("lijing", Telling.SENT_ANEW, "an"),
    ]


def test_who_has_less_to_do_by_now_changes_nothing_for_those_who_are_asked() -> None:
    asked = placed(open_ticket(), found_for(open_ticket()), now=NOW).ticket
    found = found_for(asked)
    assert placed(asked, replace(found, asked=found.asked[::-1]), now=NOW).events == ()
