from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets import remarks
from tickets.errors import NotAllowed
from tickets.events import TicketAmended, TicketEscalated, TicketPrioritized
from tickets.fields import URGENT, FieldName
from tickets.lifecycle import Change
from tickets.playbook.values import Priority, Roles
from tickets.ticket import Declined, Status

PLAYBOOK = replace(minimal_playbook(), roles=Roles(director="zhouzong"))


def test_a_correction_changes_the_facts_and_is_kept_with_what_they_are_now() -> None:
    changes = {FieldName.PHONE: "13900002222", FieldName.ADDRESS: None, FieldName.URGENT: URGENT}
    change = remarks.amend(a_ticket(), changes, by="lijing", playbook=PLAYBOOK, now=NOW)
    assert (change.ticket.facts.phone, change.ticket.facts.address) == ("13900002222", None)
    assert change.ticket.facts.urgent
    assert change.ticket.facts.fault == "电梯门关不上"
    said = (("phone", "13900002222"), ("address", None), ("urgent", "yes"))
    assert change.events == (TicketAmended(at=NOW, by="lijing", changes=said),)


def test_a_correction_that_changes_nothing_is_no_event() -> None:
    same = {FieldName.PHONE: "13800001111"}
    assert remarks.amend(a_ticket(), same, by="sunban", playbook=PLAYBOOK, now=NOW) == Change(a_ticket())


@pytest.mark.parametrize(
    ("by", "changes"), [("stranger", {FieldName.PHONE: "13900002222"}), ("lijing", {FieldName.PHONE: None})]
)
def test_strangers_correct_nothing_and_nobody_takes_out_what_is_required(
    by: str, changes: dict[FieldName, str | None]
) -> None:
    with pytest.raises(NotAllowed):
        remarks.amend(a_ticket(), changes, by=by, playbook=PLAYBOOK, now=NOW)


def test_escalating_brings_in_one_level_after_the_other() -> None:
    ticket = a_ticket(status=Status.CLAIMED, assignee="wanggong")
    once = remarks.escalate(ticket, by="wanggong", words="没权限", playbook=PLAYBOOK, now=NOW)
    assert once.events == (TicketEscalated(at=NOW, by="wanggong", to="sunban", words="没权限"),)
    twice = remarks.escalate(once.ticket, by="wanggong", playbook=PLAYBOOK, now=NOW)
    assert twice.ticket.followers == ("sunban", "zhouzong")
    with pytest.raises(NotAllowed) as refused:
        remarks.escalate(twice.ticket, by="wanggong", playbook=PLAYBOOK, now=NOW)
    assert refused.value.why == "nobody_above"


def test_a_leader_who_was_only_reminded_or_asked_to_see_to_it_is_called_before_those_above() -> None:
    reminded = a_ticket(status=Status.CLAIMED, assignee="wanggong", followers=("sunban",))
    once = remarks.escalate(reminded, by="wanggong", playbook=PLAYBOOK, now=NOW)
    assert [event.to for event in once.events] == ["sunban"]
    declined = replace(reminded, declined=(Declined(by="sunban", why="far"),))
    assert [event.to for event in remarks.escalate(declined, by="wanggong", playbook=PLAYBOOK, now=NOW).events] == [
        "zhouzong"
    ]


def test_a_leader_escalates_to_whoever_stands_above() -> None:
    change = remarks.escalate(a_ticket(), by="sunban", playbook=PLAYBOOK, now=NOW)
    assert change.ticket.followers == ("zhouzong",)
    with pytest.raises(NotAllowed):
        remarks.escalate(a_ticket(), by="zhouzong", playbook=PLAYBOOK, now=NOW)


def test_priority_rises_a_step_at_a_time_and_ends_at_the_highest() -> None:
    higher = remarks.prioritize(a_ticket(), by="sunban", playbook=PLAYBOOK, now=NOW)
    assert higher.events == (TicketPrioritized(at=NOW, by="sunban", priority=Priority.HIGH),)
    highest = a_ticket(priority=Priority.URGENT)
    assert remarks.prioritize(highest, by="sunban", playbook=PLAYBOOK, now=NOW) == Change(highest)


def test_a_technician_does_not_raise_priorities() -> None:
    with pytest.raises(NotAllowed):
        remarks.prioritize(a_ticket(assignee="wanggong"), by="wanggong", playbook=PLAYBOOK, now=NOW)


@pytest.mark.parametrize(("absent", "to"), [({"sunban"}, "zhouzong"), ({"sunban", "zhouzong"}, "sunban")])
def test_whoever_is_away_is_brought_in_only_where_there_is_nobody_else(absent: set[str], to: str) -> None:
    ticket = a_ticket(status=Status.CLAIMED, assignee="wanggong")
    change = remarks.escalate(ticket, by="wanggong", playbook=PLAYBOOK, now=NOW, absent=absent)
    assert change.ticket.followers == (to,)
