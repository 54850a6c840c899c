"""What storage promises, on both databases."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs
from sqlalchemy import text, update

from storage.access_tokens import Channel
from storage.cards import Card, Origin
from storage.database import Database
from storage.errors import Conflict
from storage.inbox import Arrival, Handled, Outcome
from storage.schema import timer
from tests.tickets.samples import NOW, a_draft, a_lived_ticket, a_ticket
from tickets.events import TicketClaimed, TicketOpened
from tickets.notifications import Subject, SubjectKind
from tickets.ticket import Status, Ticket
from tickets.timers import Timer, TimerKind

T = "acme"
TICKET = Subject(SubjectKind.TICKET, 1)
MINUTE = timedelta(minutes=1)


def an_arrival(update_id: str = "m1") -> Arrival:
    return Arrival(id=update_id, kind="TextMessage", sender="lijing", received_at=NOW)


def test_times_come_back_as_they_went_in(database: Database) -> None:
    precise = datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)
    with database.unit_of_work(T) as uow:
        draft_id = uow.drafts.add(a_draft(opened_at=precise, last_at=precise))
    with database.reading(T) as uow:
        draft = uow.drafts.get(draft_id)
    assert draft is not None
    assert draft.opened_at == precise
    assert draft.opened_at.tzinfo is UTC


def test_a_draft_comes_back_as_it_was_stored(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        draft_id = uow.drafts.add(a_draft())
        stored = uow.drafts.get(draft_id)
    assert stored == a_draft(id=draft_id, version=1)


def test_a_ticket_comes_back_as_it_was_stored(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        ticket_id = uow.tickets.add(a_ticket())
        stored = uow.tickets.get(ticket_id)
    assert stored == a_ticket(id=ticket_id, version=1)


def test_several_tickets_come_in_the_order_in_which_they_are_named(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        first = uow.tickets.add(a_ticket())
        second = uow.tickets.add(a_ticket(number=replace(a_ticket().number, counter=8)))
        assert [each.id for each in uow.tickets.each([second, 99, first])] == [second, first]
        assert uow.tickets.each([]) == []


def test_whatever_can_be_in_a_ticket_comes_back(database: Database) -> None:
    lived = a_lived_ticket()
    assert [field for field in fields(Ticket) if getattr(lived, field.name) is None] == []
    with database.unit_of_work(T) as uow:
        ticket_id = uow.tickets.add(lived)
        stored = uow.tickets.get(ticket_id)
    assert stored == replace(lived, id=ticket_id, version=1)


def test_of_two_writers_the_later_one_is_refused(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        ticket_id = uow.tickets.add(a_ticket())
    with database.unit_of_work(T) as uow:
        read_by_both = uow.tickets.get(ticket_id)
        assert read_by_both is not None
        uow.tickets.save(read_by_both)
    with pytest.raises(Conflict), database.unit_of_work(T) as uow:
        uow.tickets.save(read_by_both)


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(Conflict), database.unit_of_work(T) as uow:  # noqa: PT012  # the first write must go
        uow.drafts.add(a_draft())
        uow.drafts.save(a_draft(id=999))
    with database.reading(T) as uow:
        assert uow.reports.open_drafts() == 0


def test_numbers_count_up_within_a_day(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        today, tomorrow = date(2026, 11, 20), date(2026, 11, 21)
        numbers = [str(uow.tickets.next_number(day)) for day in (today, today, tomorrow)]
    assert numbers == ["1120-1", "1120-2", "1121-1"]


def test_a_spoken_number_means_the_latest_ticket_of_that_name(database: Database) -> None:
    this_year = a_ticket()
    last_year = a_ticket(number=replace(this_year.number, day=date(2025, 11, 20)))
    with database.unit_of_work(T) as uow:
        uow.tickets.add(last_year)
        newer = uow.tickets.add(this_year)
        found = uow.tickets.named(11, 20, 7, today=date(2026, 11, 22))
        before = uow.tickets.named(11, 20, 7, today=date(2026, 3, 1))
        nothing = uow.tickets.named(2, 30, 7, today=date(2026, 11, 22))
    assert found is not None
    assert found.id == newer
    assert before is not None
    assert before.number.day.year == 2026
    assert nothing is None


def test_the_history_shows_when_it_was_tampered_with(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        ticket_id = uow.tickets.add(a_ticket())
        uow.tickets.append(ticket_id, TicketOpened(at=NOW, by="lijing", number="1120-7", group="repair"))
        uow.tickets.append(ticket_id, TicketClaimed(at=NOW + MINUTE, by="wanggong"))
        assert [kind for kind, *_ in uow.tickets.history(ticket_id)] == ["TicketOpened", "TicketClaimed"]
        assert uow.tickets.history_is_whole(ticket_id)
        uow.connection.execute(text("""UPDATE ticket_event SET "by" = 'zhaogong' WHERE position = 2"""))
        assert not uow.tickets.history_is_whole(ticket_id)


def test_an_update_is_remembered_with_its_reply(database: Database) -> None:
    handled = Handled(outcome=Outcome.ANSWERED, reason="chatter", reply="您好", draft_id=None, ticket_id=None)
    with database.unit_of_work(T) as uow:
        assert uow.inbox.seen("m1") is None
        uow.inbox.remember(an_arrival(), handled)
        assert uow.inbox.seen("m1") == handled
        assert uow.inbox.answered_so("lijing", "chatter", since=NOW - MINUTE)
        assert not uow.inbox.answered_so("lijing", "chatter", since=NOW)
        assert not uow.inbox.answered_so("lijing", "welcome", since=NOW - MINUTE)


def test_an_update_cannot_be_handled_twice(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.inbox.remember(an_arrival(), Handled(outcome=Outcome.ANSWERED))
    with pytest.raises(Conflict), database.unit_of_work(T) as uow:
        uow.inbox.remember(an_arrival(), Handled(outcome=Outcome.IGNORED, reason="chatter"))


def test_a_failed_update_waits_for_its_redelivery(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.inbox.remember_failure(structs.replace(an_arrival(), raw="{}"), "KeyError")
        uow.inbox.remember_failure(structs.replace(an_arrival(), raw="{}"), "KeyError")
        assert uow.inbox.seen("m1") is None
        (failed,) = uow.reports.unhandled(NOW - MINUTE, NOW + MINUTE)
        assert (failed.failures, failed.reason) == (2, "KeyError")
        uow.inbox.remember(an_arrival(), Handled(outcome=Outcome.TICKET))
        assert uow.reports.unhandled(NOW - MINUTE, NOW + MINUTE) == []
        uow.inbox.remember_failure(an_arrival(), "too late")
        seen = uow.inbox.seen("m1")
    assert seen is not None
    assert seen.outcome is Outcome.TICKET


def test_the_account_counts_each_ending(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for number in range(3):
            uow.inbox.remember(an_arrival(f"m{number}"), Handled(outcome=Outcome.IGNORED, reason="chatter"))
        uow.inbox.remember_failure(an_arrival("m9"), "KeyError")
        endings = uow.reports.endings(NOW - MINUTE, NOW + MINUTE)
    assert sorted((str(each.outcome), each.count) for each in endings) == [("None", 1), ("ignored", 3)]


def test_replacing_timers_leaves_only_the_new_ones(database: Database) -> None:
    old = Timer(TimerKind.REMIND_DRAFT, NOW)
    new = Timer(TimerKind.EXPIRE_DRAFT, NOW + MINUTE)
    with database.unit_of_work(T) as uow:
        uow.timers.replace(TICKET, [old], fresh=True)
        uow.timers.replace(TICKET, [new])
        assert uow.timers.due(NOW) == []
        (due,) = uow.timers.due(NOW + MINUTE)
        assert due.kind is TimerKind.EXPIRE_DRAFT
        assert uow.timers.next_due() == NOW + MINUTE
        uow.timers.replace(TICKET, [])
        assert uow.timers.next_due() is None


def test_the_most_overdue_timer_comes_first_and_a_postponed_one_later(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for ticket_id in (1, 2, 3):
            subject = Subject(SubjectKind.TICKET, ticket_id)
            uow.timers.replace(subject, [Timer(TimerKind.LADDER, NOW - ticket_id * MINUTE)])
        due = uow.timers.due(NOW)
        assert [timer.subject.id for timer in due] == [3, 2, 1]
        uow.timers.postpone(due[0], NOW + MINUTE)
        assert not uow.timers.still_due(due[0], NOW)
        uow.timers.drop(due[1])
        assert not uow.timers.still_due(due[1], NOW)
        assert uow.timers.still_due(due[2], NOW)
        (later,) = [timer for timer in uow.timers.due(NOW + MINUTE) if timer.subject.id == 3]
    assert later.failures == 1


def test_a_card_that_never_arrived_is_nobodys(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for task in ("t1", "t2"):
            uow.cards.add(Card(task_id=task, member="wanggong", subject=TICKET, shown=task, sent_at=NOW))
        uow.cards.never_arrived("t2")
        latest = uow.cards.latest(TICKET, "wanggong")
    assert latest is not None
    assert latest.task_id == "t1"


def test_a_clicks_code_is_spent_before_the_sends_and_each_once(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        card = Card(task_id="t1", member="wanggong", subject=TICKET, shown="", sent_at=NOW)
        card_id = uow.cards.add(card)
        uow.cards.got_code(card_id, "sent", Origin.SEND, NOW)
        uow.cards.got_code(card_id, "clicked", Origin.CLICK, NOW)
        used = []
        while (code := uow.cards.usable_code(card_id, NOW)) is not None:
            uow.cards.spend(card_id, code, NOW)
            used.append(code)
    assert used == ["clicked", "sent"]


def test_a_card_that_was_changed_meanwhile_stays_so_when_its_arrival_is_known_late(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        card = Card(task_id="t1", member="wanggong", subject=TICKET, shown="at first", sent_at=NOW)
        card_id = uow.cards.add(card)
        uow.cards.show(card_id, "by now")
        assert uow.cards.add(card) == card_id
        known = uow.cards.by_task("t1")
    assert known is not None
    assert known.shown == "by now"


def test_a_code_does_not_outlive_three_days(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        card_id = uow.cards.add(Card(task_id="t1", member="wanggong", subject=TICKET, shown="", sent_at=NOW))
        uow.cards.got_code(card_id, "sent", Origin.SEND, NOW)
        assert uow.cards.usable_code(card_id, NOW + timedelta(days=3)) is None


def test_the_latest_card_is_the_persons_card(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for task in ("t1", "t2", "t2"):
            uow.cards.add(Card(task_id=task, member="wanggong", subject=TICKET, shown=task, sent_at=NOW))
        latest = uow.cards.latest(TICKET, "wanggong")
        assert uow.cards.latest(TICKET, "zhaogong") is None
    assert latest is not None
    assert latest.task_id == "t2"


def test_one_caller_at_a_time_asks_for_a_token(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        tokens, wecom = uow.access_tokens, Channel.WECOM
        assert tokens.current(wecom) is None
        assert tokens.lease(wecom, NOW, NOW + MINUTE)
        assert not tokens.lease(wecom, NOW, NOW + MINUTE)
        assert tokens.lease(wecom, NOW + MINUTE, NOW + 2 * MINUTE)
        tokens.save(wecom, "secret", NOW + MINUTE)
        assert tokens.current(wecom) == ("secret", NOW + MINUTE)
        tokens.forget(wecom, "another")
        assert tokens.current(wecom) is not None
        tokens.forget(wecom, "secret")
        assert tokens.current(wecom) is None
        assert tokens.lease(wecom, NOW, NOW + MINUTE)


def test_each_channel_has_a_token_of_its_own(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        tokens = uow.access_tokens
        assert tokens.lease(Channel.WECOM, NOW, NOW + MINUTE)
        assert tokens.lease(Channel.WECHAT, NOW, NOW + MINUTE)
        tokens.save(Channel.WECOM, "same", NOW + MINUTE)
        tokens.save(Channel.WECHAT, "same", NOW + 2 * MINUTE)
        tokens.forget(Channel.WECOM, "same")
        assert tokens.current(Channel.WECOM) is None
        assert tokens.current(Channel.WECHAT) == ("same", NOW + 2 * MINUTE)
        assert tokens.lease(Channel.WECHAT, NOW, NOW + MINUTE)
        tokens.end_leases()
        assert tokens.lease(Channel.WECHAT, NOW, NOW + MINUTE)


def test_tickets_under_way_are_the_ones_not_over(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for status in Status:
            uow.tickets.add(a_ticket(number=uow.tickets.next_number(NOW.date()), status=status))
        found = uow.tickets.under_way("lijing")
    over = {Status.DONE, Status.CLOSED, Status.CANCELLED}
    assert {ticket.status for ticket in found} == set(Status) - over


@pytest.mark.parametrize("unknown", [{"kind": "birthday"}, {"subject_kind": "invoice"}])
def test_timers_that_only_a_newer_version_knows_are_left_for_it(database: Database, unknown: dict[str, str]) -> None:
    with database.unit_of_work(T) as uow:
        uow.timers.replace(Subject(SubjectKind.TICKET, 2), [Timer(TimerKind.LADDER, NOW - MINUTE)])
        uow.connection.execute(update(timer).values(**unknown))
        assert uow.timers.next_due() is None
        uow.timers.replace(TICKET, [Timer(TimerKind.LADDER, NOW)])
        assert [due.subject for due in uow.timers.due(NOW)] == [TICKET]
        assert uow.timers.next_due() == NOW
