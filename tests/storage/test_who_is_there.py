"""What storage tells dispatching of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event

from storage.database import Database
from storage.schema import metadata
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, a_ticket
from tickets.events import TicketDispatched
from tickets.organisation import Department, Member, Organisation
from tickets.playbook.policies import FairShare
from tickets.playbook.unmet import Unmet
from tickets.staffing import Availability, Claimed
from tickets.ticket import Number, Status
from tickets.trace import Considered, PassedOver, Reach, Trace, Verdict

HOUR = timedelta(hours=1)
SHARE = FairShare(in_a_row=3, rest=2 * HOUR)
AWAY = Availability(away=True, since=NOW, until=NOW + 8 * HOUR, why="发烧")
SOMEBODY = ("wanggong", "zhaogong")


def add(uow: UnitOfWork, counter: int, **changes: Any) -> int:
    return uow.tickets.add(a_ticket(number=Number(date(2026, 11, 20), counter), **changes))


def test_what_was_said_last_holds_until_it_is_over(database: Database) -> None:
    with database.unit_of_work("a") as uow:
        uow.availability.say("wanggong", AWAY, said_by="wanggong")
        uow.availability.say("zhaogong", replace(AWAY, until=None), said_by="sunban")
        assert uow.availability.of(SOMEBODY, NOW) == {"wanggong": AWAY, "zhaogong": replace(AWAY, until=None)}
        assert set(uow.availability.of(SOMEBODY, NOW + 8 * HOUR)) == {"zhaogong"}
        shorter = replace(AWAY, since=NOW + HOUR, until=NOW + 2 * HOUR)
        uow.availability.say("wanggong", shorter, said_by="wanggong")
        assert uow.availability.of(["wanggong"], NOW + HOUR) == {"wanggong": shorter}
        assert uow.availability.of(["wanggong"], NOW + 3 * HOUR) == {}


def test_the_next_planned_leave_is_known_until_it_is_called_off(database: Database) -> None:
    friday, sunday = (replace(AWAY, since=NOW + hours * HOUR, until=NOW + 80 * HOUR) for hours in (24, 72))
    with database.unit_of_work("a") as uow:
        for leave in (sunday, AWAY, friday):
            uow.availability.say("wanggong", leave, said_by="wanggong")
        uow.availability.say("zhaogong", friday, said_by="zhaogong")
        assert uow.availability.planned("wanggong", NOW) == friday
        uow.availability.call_off("wanggong", NOW)
        assert uow.availability.planned("wanggong", NOW) is None
        assert uow.availability.of(SOMEBODY, NOW) == {"wanggong": AWAY}
        assert set(uow.availability.of(SOMEBODY, NOW + 73 * HOUR)) == {"zhaogong"}


def test_what_is_planned_outlasts_what_is_said_before_it_begins(database: Database) -> None:
    friday = replace(AWAY, since=NOW + 24 * HOUR, until=NOW + 48 * HOUR)
    with database.unit_of_work("a") as uow:
        uow.availability.say("wanggong", friday, said_by="wanggong")
        uow.availability.say("wanggong", AWAY, said_by="wanggong")
        assert uow.availability.end("wanggong", NOW + HOUR)
        assert not uow.availability.end("wanggong", NOW + HOUR)
        assert uow.availability.of(["wanggong"], NOW + HOUR) == {}
        assert uow.availability.of(["wanggong"], NOW + 25 * HOUR) == {"wanggong": friday}


def test_what_is_long_over_is_forgotten(database: Database) -> None:
    with database.unit_of_work("a") as uow:
        uow.availability.say("wanggong", AWAY, said_by="wanggong")
        uow.availability.say("zhaogong", replace(AWAY, until=None), said_by="wanggong")
        assert uow.availability.prune(before=NOW + 8 * HOUR) == 0
        assert uow.availability.prune(before=NOW + 9 * HOUR) == 1


def test_staffing_is_what_is_known_at_that_moment(database: Database) -> None:
    with database.unit_of_work("a") as uow:
        uow.availability.say("wanggong", AWAY, said_by="wanggong")
        uow.people.save(Member(userid="zhaogong", name="赵工"))
        uow.people.left("zhaogong", NOW)
        for counter, (by, ago) in enumerate([("wanggong", 1), ("wanggong", 2), ("zhaogong", 3), ("wanggong", 4)]):
            add(uow, counter, status=Status.CLAIMED, assignee=by, claimed_at=NOW - ago * HOUR)
        add(uow, 10, status=Status.DONE, assignee="wanggong", claimed_at=NOW - 7 * HOUR)
        add(uow, 11, status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW, group="other")
        staffing = uow.staff.at(NOW, SOMEBODY, ["repair"], SHARE)
        assert staffing.said == {"wanggong": AWAY}
        assert staffing.gone == {"zhaogong"}
        assert staffing.open_tickets == {"wanggong": 4, "zhaogong": 1}
        assert staffing.claims == {
            "repair": tuple(
                Claimed(by, NOW - ago * HOUR) for by, ago in [("wanggong", 1), ("wanggong", 2), ("zhaogong", 3)]
            )
        }
        assert uow.staff.at(NOW, SOMEBODY, ["repair"], None).claims == {}


def test_somebody_is_asked_by_name_whatever_the_group_and_whoever_has_it(database: Database) -> None:
    with database.unit_of_work("a") as uow:
        own = add(uow, 1)
        add(uow, 2, status=Status.CLAIMED, assignee="wanggong", reach=Reach.OWNER)
        named = add(uow, 3, group="other", asked=("hegong", "wang"))
        far = add(uow, 4, group="other", reach=Reach.ADJACENT, owner="sunban")
        offered = add(uow, 5, status=Status.TRAVELLING, assignee="zhaogong", asked=("hegong",))
        add(uow, 6, status=Status.DONE, assignee="zhaogong", asked=("hegong",))
        assert [ticket.id for ticket in uow.tickets.asked("hegong")] == [named, offered]
        assert [ticket.id for ticket in uow.tickets.asked("wanggong")] == []
        assert [ticket.id for ticket in uow.tickets.asked("wanggong", ["repair"])] == [own]
        assert [ticket.id for ticket in uow.tickets.asked("sunban")] == [far]
        assert [ticket.id for ticket in uow.tickets.unclaimed([])] == [far]
        assert [ticket.id for ticket in uow.tickets.unclaimed(["repair", "other"])] == [own, named, far]
        assert [ticket.number.counter for ticket in uow.tickets.in_hand("wanggong")] == [2]


def test_the_trace_of_the_last_dispatch_comes_back_as_it_was(database: Database) -> None:
    trace = Trace(
        rule="电梯",
        passed_over=(PassedOver("批次", (Unmet("serial", ("AB12",), "", excluded=True),)),),
        to_leader=True,
        reach=Reach.ADJACENT,
        people=(
            Considered(userid="wanggong", group="repair", verdict=Verdict.AWAY, until=NOW, load=2),
            Considered(userid="zhaogong", group="repair", verdict=Verdict.UNSKILLED, lacks=("高压",)),
        ),
    )
    with database.unit_of_work("a") as uow:
        ticket = add(uow, 1)
        assert uow.tickets.trace(ticket) is None
        for each in (replace(trace, rule="别的"), trace):
            said = TicketDispatched(
                at=NOW,
                group="repair",
                asked=(),
                newly_asked=(),
                not_asked=(),
                owner="sunban",
                rule=each.rule,
                trace=each,
            )
            uow.tickets.append(ticket, said)
        assert uow.tickets.trace(ticket) == trace
        assert uow.tickets.history_is_whole(ticket)


def test_the_company_is_as_it_was_last_shown(database: Database) -> None:
    departments = (
        Department(id=1, name="公司", parent_id=0),
        Department(id=3, name="维修班", parent_id=1, leaders=("sunban",)),
    )
    wang, zhao = Member(userid="wanggong", name="王工", departments=(3,)), Member(userid="zhaogong", name="赵工")
    with database.unit_of_work("a") as uow:
        uow.people.restructure([Department(id=9, name="旧", parent_id=0)])
        uow.people.restructure(departments)
        for person in (wang, replace(zhao, name="赵"), zhao):
            uow.people.save(person)
        assert uow.people.organisation() == Organisation(departments=departments, members=(wang, zhao))
        uow.people.left("zhaogong", NOW)
        assert uow.people.organisation().members == (wang,)
        assert uow.people.names() == {"wanggong": "王工", "zhaogong": "赵工"}
        uow.people.save(zhao)
        assert uow.people.organisation().members == (wang, zhao)
        uow.people.restructure([])
        assert uow.people.organisation().departments == ()


def test_what_somebody_has_is_found_without_going_through_what_others_have(sqlite_url: str) -> None:
    database, said = Database(sqlite_url), list[tuple[str, Any]]()
    metadata.create_all(database.engine)
    event.listen(database.engine, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
    with database.unit_of_work("a") as uow:
        uow.tickets.under_way("wanggong")
        sql, values = said[-1]
        plan = {row[3] for row in uow.connection.inner.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)}
    database.close()
    assert "SEARCH ticket USING INDEX ix_ticket_reporter (tenant=? AND reporter=?)" in plan
    assert "SEARCH ticket USING INDEX ix_ticket_assignee (tenant=? AND assignee=?)" in plan


def test_whose_id_differs_in_one_character_is_somebody_else(database: Database) -> None:
    with database.unit_of_work("t") as uow:
        theirs = uow.tickets.add(replace(a_ticket(), asked=("he_gong",)))
        assert [ticket.id for ticket in uow.tickets.asked("he_gong")] == [theirs]
        uow.tickets.add(replace(a_ticket(), number=replace(a_ticket().number, counter=8), asked=("he.gong",)))
        assert [ticket.id for ticket in uow.tickets.asked("he_gong")] == [theirs]
