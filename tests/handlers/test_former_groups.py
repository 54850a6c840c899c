"""What a group has under way when a new playbook knows the group no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from msgspec import structs

from handlers.replies import Board
from tests.handlers.conftest import Office
from tests.handlers.test_foresight import PROPERTY, PROPERTY_TEXT, opened
from tickets.calendar import LOCAL
from tickets.playbook import parse
from tickets.playbook.under_way import with_people_of


@pytest.fixture
def office(office: Office) -> Office:
    """王工 was on leave when it came in."""
    office.desk = structs.replace(office.desk, playbook=replace(PROPERTY, version=1))
    office.now = datetime(2026, 11, 20, 9, tzinfo=LOCAL)
    office.says("请假", "wanggong")
    opened(office, "钱江新城3幢501灯不亮，王女士13800001111")
    return office


def applied(office: Office, text: str = PROPERTY_TEXT) -> None:
    """The group `a` is `a2` from now on."""
    for old, new in (('"a"', '"a2"'), ("leader of a", "leader of a2"), ('name = "A 班', 'name = "新 A 班')):
        text = text.replace(old, new)
    today = replace(parse(text), version=2)
    office.desk = structs.replace(office.desk, playbook=today, of_version=lambda _: with_people_of(PROPERTY, today))


def board(office: Office, leader: str) -> dict[str, int]:
    reply = office.says("看板", leader).reply
    assert isinstance(reply, Board)
    return {group.name: group.count for group in reply.groups}


def test_its_leader_sees_it_beside_what_they_lead_now(office: Office) -> None:
    applied(office)
    assert board(office, "sunban") == {"新 A 班（钱江）": 0, "A 班（钱江）": 1}
    assert "A 班（钱江）" not in board(office, "chenban")
    assert board(office, "zhouzong")["A 班（钱江）"] == 1


def test_whoever_led_it_and_leads_nothing_now_sees_it_still(office: Office) -> None:
    applied(office, PROPERTY_TEXT.replace('leader = "sunban"', 'leader = "chenban"'))
    assert board(office, "sunban") == {"A 班（钱江）": 1}


def test_who_was_in_it_is_asked_when_they_are_back(office: Office) -> None:
    applied(office)
    assert office.look(lambda uow: uow.tickets.get(1).asked) == ("zhaogong",)
    office.says("上班", "wanggong")
    assert office.look(lambda uow: uow.tickets.get(1).asked) == ("wanggong", "zhaogong")
