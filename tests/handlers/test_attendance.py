"""What is said of today does not hold into a leave that was planned for tomorrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from msgspec import structs

from bot.texts import answers
from tests.handlers.conftest import Office
from tests.handlers.test_foresight import PROPERTY
from tickets.calendar import LOCAL
from tickets.organisation import Member
from tickets.playbook import Person


def sunday(hour: int) -> datetime:
    return datetime(2026, 11, 22, hour, tzinfo=LOCAL)


@pytest.mark.parametrize(("said", "hour", "away"), [("上班", 20, False), ("下班", 17, True)])
def test_a_planned_leave_begins_whatever_was_said_the_evening_before(
    office: Office, said: str, hour: int, away: bool
) -> None:
    office.desk, office.now = structs.replace(office.desk, playbook=PROPERTY), sunday(9)
    office.says("明天请假", "wanggong")
    office.now = sunday(hour)
    office.says(said, "wanggong")
    late, at_night = sunday(23), datetime(2026, 11, 23, 1, tzinfo=LOCAL)
    before, after = (
        office.look(lambda uow, now=now: uow.staff.at(now, ["wanggong"], (), None)) for now in (late, at_night)
    )
    assert (before.said["wanggong"].away, before.is_on_leave("wanggong", late)) == (away, False)
    assert after.is_on_leave("wanggong", at_night)


def test_of_two_whom_the_speaker_leads_it_is_asked_who_is_meant(office: Office) -> None:
    playbook = office.desk.playbook
    people = {**playbook.people, "wangqiang": Person(userid="wangqiang", name="王强")}
    repair = replace(playbook.groups["repair"], members=("wanggong", "wangqiang"))
    playbook = replace(playbook, people=people, groups={"repair": repair})
    office.desk = structs.replace(office.desk, playbook=playbook)
    said = answers.reply(office.says("王师傅请假三天", "sunban").reply, playbook)
    assert said == "「王师傅」可能是王工、王强，是哪一位？例如「王工请假三天」。"
    assert not office.look(lambda uow: uow.availability.of(["wanggong", "wangqiang"], office.now))
    office.says("王强请假三天", "sunban")
    assert [*office.look(lambda uow: uow.availability.of(["wanggong", "wangqiang"], office.now))] == ["wangqiang"]


def test_of_two_of_one_name_each_is_told_by_their_userid(office: Office) -> None:
    namesakes = {userid: Person(userid=userid, name="王强") for userid in ("wangq1", "wangq2", "wangq3")}
    playbook = office.desk.playbook
    repair = replace(playbook.groups["repair"], members=tuple(namesakes))
    playbook = replace(playbook, people={**playbook.people, **namesakes}, groups={"repair": repair})
    office.desk = structs.replace(office.desk, playbook=playbook)
    with office.database.unit_of_work("demo") as uow:
        uow.people.save(Member(userid="wangq1", name="王强"))
        uow.people.left("wangq1", office.now)
    said = answers.reply(office.says("王强请假三天", "sunban").reply, playbook)
    assert said == "「王强」可能是王强（wangq2）、王强（wangq3），是哪一位？例如「wangq2请假三天」。"
    office.says("wangq2请假三天", "sunban")
    assert [*office.look(lambda uow: uow.availability.of(namesakes, office.now))] == ["wangq2"]
