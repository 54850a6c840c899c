from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.replies import Noted, Several, State, UnknownTicket, WhichTicket
from storage.inbox import Outcome
from tests.handlers.conftest import Office
from tickets.notifications import Subject, SubjectKind
from tickets.ticket import Status

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"
OTHER = "滨江花园5幢302马桶堵了，13700003333"


@pytest.fixture
def two_tickets(office: Office) -> Office:
    for number, report in enumerate((REPORT, OTHER), 1):
        office.says(report)
        office.presses(f"submit:draft:{number}")
        office.passes(minutes=3)
    return office


def test_a_number_alone_tells_how_the_ticket_stands(two_tickets: Office) -> None:
    answer = two_tickets.says("1120-2")
    assert isinstance(answer.reply, State)
    assert answer.reply.ticket.status is Status.OPEN


def test_a_number_answers_which_ticket_only_for_ten_minutes(two_tickets: Office) -> None:
    assert isinstance(two_tickets.says("客户又催了").reply, WhichTicket)
    two_tickets.passes(minutes=11)
    assert isinstance(two_tickets.says("1120-2").reply, State)


def test_a_number_places_all_that_was_waiting_and_says_so_once(two_tickets: Office) -> None:
    two_tickets.says("客户又催了")
    two_tickets.says("我跟她说过了")
    answer = two_tickets.says("1120-2")
    assert isinstance(answer.reply, Noted)
    notes = [
        data["text"] for kind, *_, data in two_tickets.look(lambda uow: uow.tickets.history(2)) if kind == "TicketNoted"
    ]  # type: ignore[attr-defined]
    assert notes == ["客户又催了", "我跟她说过了"]
    assert isinstance(two_tickets.says("1120-2").reply, State), "nothing waits any more"


def test_unknown_numbers_are_named_beside_what_was_noted(two_tickets: Office) -> None:
    answer = two_tickets.says("1120-1 1120-8 1120-9 都催了")
    assert answer.outcome is Outcome.ADDED
    assert isinstance(answer.reply, Several)
    assert UnknownTicket(("1120-8", "1120-9")) in answer.reply.replies


def test_the_place_tells_which_of_several_tickets_is_meant(two_tickets: Office) -> None:
    answer = two_tickets.says("滨江花园5幢302的又来催了")
    assert answer.ticket_id == 2


def test_a_follow_up_about_another_place_is_about_none_of_the_persons_tickets(two_tickets: Office) -> None:
    answer = two_tickets.says("西溪花园8幢101的又来催了")
    assert answer.reason == "which_ticket"


def test_what_is_said_of_a_ticket_is_in_its_history_word_for_word(two_tickets: Office) -> None:
    two_tickets.says("1120-1 客户说下午三点前要到")
    *_, (kind, at, by, data) = two_tickets.look(lambda uow: uow.tickets.history(1))  # type: ignore[misc]
    assert (kind, by, data["text"]) == ("TicketNoted", "lijing", "客户说下午三点前要到")
    assert at == two_tickets.now
    assert two_tickets.look(lambda uow: uow.tickets.history_is_whole(1))


def test_what_came_before_several_numbers_is_about_each_of_them(two_tickets: Office) -> None:
    two_tickets.says("客户又催了")
    answer = two_tickets.says("1120-1 1120-2")
    assert isinstance(answer.reply, Several)
    for ticket in (1, 2):
        history = two_tickets.look(lambda uow, ticket=ticket: uow.tickets.history(ticket))
        assert [data["text"] for kind, *_, data in history if kind == "TicketNoted"] == ["客户又催了"]


def test_a_picture_before_several_numbers_is_the_firsts(two_tickets: Office) -> None:
    two_tickets.passes(minutes=40)
    two_tickets.sends(sender="lijing")
    two_tickets.passes(seconds=20)
    assert two_tickets.says("1120-1 1120-2").outcome is Outcome.ADDED
    owned = two_tickets.look(
        lambda uow: [len(uow.attachments.of_others(Subject(SubjectKind.TICKET, each), "wanggong")) for each in (1, 2)]
    )
    assert owned == [1, 0]


def test_what_was_overdue_when_something_was_said_is_as_late_as_before(two_tickets: Office) -> None:
    [before, *_] = two_tickets.look(lambda uow: uow.timers.of(Subject(SubjectKind.TICKET, 1)))
    two_tickets.now = before.due_at + timedelta(minutes=40)
    two_tickets.says("1120-1 客户下午在家")
    assert before in two_tickets.look(lambda uow: uow.timers.of(Subject(SubjectKind.TICKET, 1)))
