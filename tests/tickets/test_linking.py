"""Linking merges nothing: each report keeps its own words, and can be taken apart again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tickets.samples import NOW, a_draft, a_ticket, minimal_playbook
from tickets.drafts import DraftStatus
from tickets.errors import InvalidTransition
from tickets.events import TicketCancelled, TicketClaimed, TicketFinished, TicketLinked
from tickets.linking import link, unlink
from tickets.notifications import CardDue, Subject, SubjectKind, Telling, Told
from tickets.ticket import AlsoReported, Status, Ticket
from tickets.tidings import notifications_for

PLAYBOOK = minimal_playbook()
HOUR = timedelta(hours=1)
DRAFT = a_draft(id=9, sender="chenjie", text="3幢电梯又关不上了")


def linked() -> Ticket:
    return link(a_ticket(id=5, assignee="wanggong", status=Status.CLAIMED), DRAFT, by="chenjie", now=NOW).change.ticket


def told(event, ticket: Ticket) -> list[tuple[str, Telling]]:
    return [(each.to, each.what) for each in notifications_for(event, ticket, PLAYBOOK) if isinstance(each, Told)]


def test_the_draft_belongs_to_the_ticket_and_is_otherwise_what_it_was() -> None:
    done = link(a_ticket(id=5), DRAFT, by="chenjie", now=NOW)
    assert (done.draft.status, done.draft.ticket_id) == (DraftStatus.LINKED, 5)
    assert (done.draft.fields, done.draft.text) == (DRAFT.fields, DRAFT.text)
    assert done.change.ticket.also == (AlsoReported(draft_id=9, reporter="chenjie"),)
    assert done.change.events == (TicketLinked(at=NOW, by="chenjie", draft=9, words="3幢电梯又关不上了"),)


def test_taken_apart_both_are_as_before() -> None:
    ticket = a_ticket(id=5)
    done = link(ticket, DRAFT, by="chenjie", now=NOW)
    apart = unlink(done.change.ticket, done.draft, by="chenjie", now=NOW + HOUR)
    assert apart.change.ticket == ticket
    assert (apart.draft.status, apart.draft.ticket_id, apart.draft.fields) == (DraftStatus.OPEN, None, DRAFT.fields)


@pytest.mark.parametrize("over", [Status.DONE, Status.CLOSED, Status.CANCELLED])
def test_what_is_over_is_linked_to_no_more(over: Status) -> None:
    with pytest.raises(InvalidTransition):
        link(a_ticket(status=over), DRAFT, by="chenjie", now=NOW)


def test_whoever_reported_it_later_hears_the_same_news_and_has_a_card_of_it() -> None:
    event = TicketFinished(at=NOW, by="wanggong")
    assert told(event, linked()) == [("lijing", Telling.FINISHED), ("chenjie", Telling.FINISHED)]
    cards = [each for each in notifications_for(event, linked(), PLAYBOOK) if isinstance(each, CardDue)]
    assert CardDue("chenjie", Subject(SubjectKind.DRAFT, 9), quiet=True) in cards


def test_nobody_hears_anything_twice_or_what_they_did_themselves() -> None:
    both = link(linked(), a_draft(id=10, sender="lijing"), by="lijing", now=NOW).change.ticket
    assert told(TicketClaimed(at=NOW, by="wanggong"), both) == [
        ("lijing", Telling.CLAIMED),
        ("chenjie", Telling.CLAIMED),
    ]
    assert told(TicketCancelled(at=NOW, by="chenjie", why=""), linked()) == [
        ("lijing", Telling.CANCELLED),
        ("wanggong", Telling.CANCELLED),
    ]


def test_whoever_works_on_it_and_whoever_reported_it_first_hear_what_the_other_report_says() -> None:
    event = TicketLinked(at=NOW, by="chenjie", draft=9, words="又关不上了")
    assert told(event, linked()) == [("lijing", Telling.LINKED), ("wanggong", Telling.LINKED)]
