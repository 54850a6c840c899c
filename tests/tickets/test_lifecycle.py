from __future__ import annotations

from itertools import product

import pytest

from tests.tickets.samples import NOW, a_draft, a_ticket, minimal_playbook
from tickets import lifecycle
from tickets.errors import AlreadyClaimed, InvalidTransition, NotAllowed
from tickets.events import (
    TicketAmended,
    TicketClaimed,
    TicketFinished,
    TicketNoted,
    TicketOpened,
)
from tickets.fields import URGENT, FieldName
from tickets.lifecycle import NEXT, next_status
from tickets.notifications import CardDue, SubjectKind, Told, notifications_for
from tickets.ticket import Action, Number, Status, Ticket

PLAYBOOK = minimal_playbook()


@pytest.mark.parametrize(("status", "action"), sorted(set(product(Status, Action)) - set(NEXT)))
def test_whatever_is_not_in_the_table_is_refused(status: Status, action: Action) -> None:
    with pytest.raises(InvalidTransition):
        next_status(a_ticket(status=status), action)


def test_a_submitted_draft_becomes_an_open_ticket_of_the_default_group() -> None:
    draft = a_draft(id=4)
    change = lifecycle.open_ticket(draft, number=Number(NOW.date(), 3), playbook=PLAYBOOK, now=NOW)
    assert change.ticket.status is Status.OPEN
    assert change.ticket.group == "repair"
    assert change.ticket.facts.fault == "电梯门关不上"
    assert change.ticket.draft_id == 4
    assert change.events == (TicketOpened(at=NOW, by="lijing", number="1120-3", group="repair"),)


def test_the_first_to_claim_has_it() -> None:
    change = lifecycle.claim(a_ticket(), by="wanggong", playbook=PLAYBOOK, now=NOW)
    assert (change.ticket.status, change.ticket.assignee) == (Status.CLAIMED, "wanggong")
    assert change.events == (TicketClaimed(at=NOW, by="wanggong"),)


def test_the_second_to_claim_is_told_who_was_first() -> None:
    claimed = lifecycle.claim(a_ticket(), by="wanggong", playbook=PLAYBOOK, now=NOW).ticket
    with pytest.raises(AlreadyClaimed) as refused:
        lifecycle.claim(claimed, by="zhaogong", playbook=PLAYBOOK, now=NOW)
    assert refused.value.by == "wanggong"


def test_pressing_claim_twice_changes_nothing() -> None:
    claimed = lifecycle.claim(a_ticket(), by="wanggong", playbook=PLAYBOOK, now=NOW).ticket
    assert lifecycle.claim(claimed, by="wanggong", playbook=PLAYBOOK, now=NOW) == lifecycle.Change(claimed)


def test_somebody_of_another_group_cannot_claim() -> None:
    with pytest.raises(NotAllowed):
        lifecycle.claim(a_ticket(), by="zhouzong", playbook=PLAYBOOK, now=NOW)


def test_the_leader_can_claim() -> None:
    assert lifecycle.claim(a_ticket(), by="sunban", playbook=PLAYBOOK, now=NOW).ticket.assignee == "sunban"


def test_only_the_assignee_can_finish() -> None:
    claimed = a_ticket(status=Status.CLAIMED, assignee="wanggong")
    with pytest.raises(NotAllowed):
        lifecycle.finish(claimed, by="zhaogong", now=NOW)
    done = lifecycle.finish(claimed, by="wanggong", now=NOW)
    assert done.events == (TicketFinished(at=NOW, by="wanggong"),)
    assert lifecycle.finish(done.ticket, by="wanggong", now=NOW).events == ()


def test_claiming_a_finished_ticket_says_who_had_it() -> None:
    done = a_ticket(status=Status.DONE, assignee="wanggong")
    with pytest.raises(AlreadyClaimed):
        lifecycle.claim(done, by="zhaogong", playbook=PLAYBOOK, now=NOW)


def test_everybody_in_the_group_gets_a_card_of_a_new_ticket() -> None:
    event = TicketOpened(at=NOW, by="lijing", number="1120-7", group="repair")
    told = list(notifications_for(event, a_ticket(id=5), PLAYBOOK))
    cards = [note for note in told if isinstance(note, CardDue)]
    assert {note.to for note in cards if note.subject.kind is SubjectKind.TICKET} == {"wanggong", "zhaogong"}
    assert {note.to for note in cards if note.subject.kind is SubjectKind.DRAFT} == {"lijing"}


def test_the_reporter_is_told_of_every_step() -> None:
    ticket = a_ticket(id=5, assignee="wanggong")
    for event in (TicketClaimed(at=NOW, by="wanggong"), TicketFinished(at=NOW, by="wanggong")):
        told = [note for note in notifications_for(event, ticket, PLAYBOOK) if isinstance(note, Told)]
        assert [note.to for note in told] == ["lijing"]


@pytest.mark.parametrize(
    ("writer", "assignee", "readers"),
    [
        ("lijing", "wanggong", ["wanggong"]),
        ("wanggong", "wanggong", ["lijing"]),
        ("zhouzong", "wanggong", ["lijing", "wanggong"]),
        ("lijing", None, ["sunban"]),
        ("sunban", None, ["lijing"]),
    ],
)
def test_a_note_goes_to_whoever_is_concerned_but_its_writer(
    writer: str, assignee: str | None, readers: list[str]
) -> None:
    ticket = a_ticket(id=5, assignee=assignee)
    event = TicketNoted(at=NOW, by=writer, text="又催了", message=9)
    assert [note.to for note in notifications_for(event, ticket, PLAYBOOK)] == readers


def test_a_correction_changes_the_facts_and_is_kept_with_what_they_are_now() -> None:
    changes = {FieldName.PHONE: "13900002222", FieldName.ADDRESS: None, FieldName.URGENT: URGENT}
    change = lifecycle.amend(a_ticket(), changes, by="lijing", playbook=PLAYBOOK, now=NOW)
    assert (change.ticket.facts.phone, change.ticket.facts.address) == ("13900002222", None)
    assert change.ticket.facts.urgent
    assert change.ticket.facts.fault == "电梯门关不上"
    said = (("phone", "13900002222"), ("address", None), ("urgent", "yes"))
    assert change.events == (TicketAmended(at=NOW, by="lijing", changes=said),)


def test_a_correction_that_changes_nothing_is_no_event() -> None:
    same = {FieldName.PHONE: "13800001111"}
    assert lifecycle.amend(a_ticket(), same, by="sunban", playbook=PLAYBOOK, now=NOW) == lifecycle.Change(a_ticket())


@pytest.mark.parametrize(
    ("by", "changes"), [("zhouzong", {FieldName.PHONE: "13900002222"}), ("lijing", {FieldName.PHONE: None})]
)
def test_strangers_correct_nothing_and_nobody_takes_out_what_is_required(
    by: str, changes: dict[FieldName, str | None]
) -> None:
    with pytest.raises(NotAllowed):
        lifecycle.amend(a_ticket(), changes, by=by, playbook=PLAYBOOK, now=NOW)


def test_after_a_correction_every_card_that_can_be_pressed_is_drawn_again() -> None:
    event = TicketAmended(at=NOW, by="lijing", changes=(("phone", "13900002222"),))
    unclaimed, reminded = a_ticket(id=5), a_ticket(id=5, steps=(0,))
    claimed = a_ticket(id=5, status=Status.CLAIMED, assignee="wanggong")

    def drawn(ticket: Ticket) -> set[str]:
        return {each.to for each in notifications_for(event, ticket, PLAYBOOK) if isinstance(each, CardDue)}

    assert drawn(unclaimed) == {"wanggong", "zhaogong", "lijing"}
    assert drawn(reminded) == {"wanggong", "zhaogong", "sunban", "lijing"}
    assert drawn(claimed) == {"wanggong", "lijing"}


@pytest.mark.parametrize(("member", "told"), [("zhaogong", ["lijing"]), ("lijing", ["sunban"]), ("sunban", ["lijing"])])
def test_of_somebody_who_cannot_be_reached_the_reporter_hears_or_else_the_leader(member: str, told: list[str]) -> None:
    change = lifecycle.not_heard(a_ticket(id=5), member=member, now=NOW)
    assert [note.to for note in notifications_for(change.events[0], change.ticket, PLAYBOOK)] == told
