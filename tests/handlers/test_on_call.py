"""Who has said 下班 and is on call that night is there for what comes in at night, and gone until then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import select

from bot.errands.texts import told as told_in_words
from handlers.replies import Acted, LeftInHand
from storage.errands import Errand, ErrandKind
from storage.schema import errand
from storage.unit_of_work import UnitOfWork
from tests.handlers.conftest import Office
from tests.handlers.test_foresight import PROPERTY, goes_by, opened
from tickets.calendar import LOCAL
from tickets.notifications import Subject, SubjectKind, Telling
from tickets.presence import Absence, absent, is_away
from tickets.staffing import DAY_OVER, Availability, Staffing
from tickets.ticket import Status

TICKET = Subject(SubjectKind.TICKET, 1)
LEAK = "钱江新城3幢501水管爆裂，漏水严重，王女士13800001111"


def friday(hour: int, minute: int = 0) -> datetime:
    """王工 is on call."""
    return datetime(2026, 11, 20, hour, minute, tzinfo=LOCAL)


@pytest.fixture
def office(office: Office) -> Office:
    office.desk, office.now = structs.replace(office.desk, playbook=PROPERTY), friday(15)
    return office


def wang_has_a_leak_at_night(office: Office) -> None:
    office.now = friday(19)
    office.says("下班", "wanggong")
    office.now = friday(20, 30)
    opened(office, LEAK)
    office.says("接 1120-1", "wanggong")


def told(office: Office, what: str) -> list[Any]:
    rows = office.look(lambda uow: uow.connection.execute(select(errand.c.recipient, errand.c.data)).all())
    return [row.recipient for row in rows if row.data.get("telling") == what]


def test_they_are_reminded_of_what_they_claimed_and_their_leader_hears(office: Office) -> None:
    wang_has_a_leak_at_night(office)
    goes_by(office, friday(23))
    assert (told(office, "step_remind"), told(office, "step_warn")) == (["wanggong"], ["sunban"])


def test_what_has_to_be_done_again_at_night_stays_theirs(office: Office) -> None:
    wang_has_a_leak_at_night(office)
    office.says("1120-1 到场", "wanggong")
    office.says("1120-1 完工 换了阀门", "wanggong")
    office.says("1120-1 返工 还在漏")
    ticket = office.look(lambda uow: uow.tickets.get(1))
    assert (ticket.status, ticket.assignee) == (Status.CLAIMED, "wanggong")


def test_before_the_night_they_are_gone_like_everybody_who_went(office: Office) -> None:
    opened(office, "钱江新城3幢501灯不亮，王女士13800001111")
    office.says("接 1120-1", "zhaogong")
    office.says("下班", "wanggong")
    left = office.says("交接", "zhaogong").reply
    assert isinstance(left, LeftInHand)
    assert left.colleague == "sunban"
    given = office.says("1120-1 转给王工", "zhaogong").reply
    assert isinstance(given, Acted)
    assert given.absent is not None
    assert given.absent.why is Absence.DAY_OVER


@pytest.mark.parametrize(("hour", "why"), [(15, Absence.DAY_OVER), (21, None)])
def test_being_on_call_begins_when_the_shift_is_over(hour: int, why: Absence | None) -> None:
    home = Availability(away=True, since=friday(14), until=friday(23), why=DAY_OVER)
    staff = Staffing(said={"wanggong": home})
    found = absent("wanggong", PROPERTY, staff, friday(hour))
    assert (found.why if found else None) is why
    assert is_away("wanggong", PROPERTY, staff, friday(hour)) is (why is not None)
    assert not is_away("wanggong", PROPERTY, staff, friday(hour), life_safety=True)


def test_whom_a_ladder_brings_in_is_asked_when_they_are_back(office: Office) -> None:
    office.now = friday(9)
    office.says("请假", "hegong")
    opened(office, LEAK)
    goes_by(office, friday(9, 45))
    assert "xugong" in asked(office)
    assert "hegong" not in asked(office)
    goes_by(office, friday(20, 30))
    assert "hegong" not in asked(office), "the shift is over, and it was looked at again"
    office.says("上班", "hegong")
    assert "hegong" in asked(office)


def test_whom_a_ladder_brings_in_is_asked_when_their_leave_ends_by_itself(office: Office) -> None:
    office.now = friday(9)
    office.says("请假3小时", "hegong")
    opened(office, LEAK)
    goes_by(office, friday(11, 59))
    assert ("xugong" in asked(office), "hegong" in asked(office)) == (True, False)
    goes_by(office, friday(12, 5))
    assert "hegong" in asked(office)


def asked(office: Office) -> tuple[str, ...]:
    return office.look(lambda uow: uow.tickets.get(1)).asked


def test_who_answered_for_it_at_night_hears_nothing_of_that_where_others_can_go_in_the_morning(office: Office) -> None:
    for userid in ("wanggong", "zhaogong", "liugong", "magong"):
        office.says("请假", userid)
    opened(office, "钱江新城3幢501灯不亮，王女士13800001111")
    assert asked(office) == ("sunban",)
    assert "由您负责" in (nobody_left(office) or "")
    office.says("上班", "wanggong")
    assert asked(office) == ("wanggong",)
    assert not nobody_left(office)


def nobody_left(office: Office) -> str | None:
    def words(uow: UnitOfWork) -> str | None:
        said = {"telling": Telling.NOBODY_LEFT.value}
        about = Errand(kind=ErrandKind.TEXT, lane="", recipient="sunban", subject=TICKET, not_before=office.now)
        return told_in_words(uow, lambda _: office.desk, about, said, office.now)

    return office.look(words)
