from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tickets.samples import a_ticket, minimal_playbook
from tickets.playbook.values import Area, Roles
from tickets.rights import ALLOWED, LEADING, Role, leaders_of, may, roles_of, takes_reports
from tickets.ticket import Action, Declined, Status

RIVER = Area(key="river", name="江边", words=("江边",), leader="wuqu")
PLAYBOOK = replace(minimal_playbook(), areas={"river": RIVER}, roles=Roles(director="zhouzong"))
TICKET = a_ticket(area="river", asked=("wanggong",), declined=(Declined(by="zhaogong", why="far"),), owner="qianzong")


def test_every_action_is_somebodys() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("lijing", {Role.REPORTER}),
        ("wanggong", {Role.ASKED, Role.MEMBER}),
        ("zhaogong", {Role.DECLINED, Role.MEMBER}),
        ("sunban", {Role.LEADER}),
        ("wuqu", {Role.AREA_LEADER}),
        ("zhouzong", {Role.DIRECTOR}),
        ("qianzong", {Role.OWNER}),
        ("stranger", set()),
    ],
)
def test_what_somebody_is_to_a_ticket(person: str, roles: set[Role]) -> None:
    assert roles_of(person, TICKET, PLAYBOOK) == roles


def test_before_anybody_was_asked_by_name_the_whole_group_is() -> None:
    ticket = a_ticket()
    assert Role.ASKED in roles_of("wanggong", ticket, PLAYBOOK)
    assert Role.ASKED not in roles_of("wuqu", ticket, PLAYBOOK)


def test_leaders_come_from_the_nearest_to_the_highest() -> None:
    assert leaders_of(TICKET, PLAYBOOK) == ("sunban", "wuqu", "zhouzong")


def test_the_front_desk_and_all_who_lead_take_reports_and_nobody_else() -> None:
    staffed = replace(PLAYBOOK, roles=Roles(director="zhouzong", desk=("lijing",)))
    assert all(takes_reports(each, staffed) for each in ("lijing", "sunban", "wuqu", "zhouzong"))
    assert not any(takes_reports(each, staffed) for each in ("wanggong", "zhaogong", "qianzong", "stranger", ""))


def test_where_there_is_no_front_desk_whoever_stands_in_for_it_takes_reports() -> None:
    assert not takes_reports("lijing", PLAYBOOK)
    assert takes_reports("zhouzong", PLAYBOOK)
    assert takes_reports("sunban", replace(PLAYBOOK, roles=Roles()))


@pytest.mark.parametrize("role", sorted(LEADING))
def test_whoever_leads_can_reassign_cancel_and_raise_priority(role: Role) -> None:
    assert all(role in ALLOWED[action] for action in (Action.TRANSFER, Action.CANCEL, Action.PRIORITIZE))


def test_what_can_be_done_depends_on_the_person_and_on_how_far_the_ticket_is() -> None:
    assert may(Action.CLAIM, TICKET, "wanggong", PLAYBOOK)
    assert not may(Action.CLAIM, TICKET, "lijing", PLAYBOOK)
    assert not may(Action.CLAIM, replace(TICKET, status=Status.CANCELLED), "wanggong", PLAYBOOK)
