"""What `playbook explain` foretells is what the clock then does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import select

from handlers.context import Context
from handlers.timers import fire
from storage.schema import errand
from tests.handlers.conftest import Office
from tickets.calendar import LOCAL
from tickets.foresight import foreseen
from tickets.playbook import parse
from tickets.ticket import Ticket

PROPERTY_TEXT = (Path(__file__).parents[2] / "playbooks" / "wuye.toml").read_text(encoding="utf-8")
PROPERTY = parse(PROPERTY_TEXT)
AT_NIGHT = datetime(2026, 11, 20, 0, 29, 57, tzinfo=LOCAL)
IN_THE_EVENING = datetime(2026, 11, 20, 19, 29, 57, tzinfo=LOCAL)
"""Before another rule holds."""


def opened(office: Office, words: str) -> Ticket:
    """What is submitted at a full or half hour is moved nowhere aside."""
    office.says(words)
    office.passes(seconds=3)
    ticket_id = office.says("提交").ticket_id
    return office.look(lambda uow: uow.tickets.get(ticket_id))


def goes_by(office: Office, until: datetime) -> None:
    """Each timer is fired when it is due, and nobody does anything."""
    while (due_at := office.look(lambda uow: uow.timers.next_due())) is not None and due_at <= until:
        office.now = due_at
        (timer, *_) = office.look(lambda uow: uow.timers.due(office.now))
        with office.database.unit_of_work("demo") as uow:
            fire(Context(uow, office.desk, office.now), timer)


@pytest.mark.parametrize("words", ["电梯困人", "501水管爆管漏水", "501灯不亮"])
@pytest.mark.parametrize("at", [AT_NIGHT, IN_THE_EVENING])
@pytest.mark.parametrize("home", [(), ("sunban", "chenban")])
def test_what_is_foreseen_happens(office: Office, words: str, at: datetime, home: tuple[str, ...]) -> None:
    office.desk, office.now = structs.replace(office.desk, playbook=PROPERTY), at
    for userid in home:
        office.says("下班", userid)
    ticket = opened(office, f"钱江新城3幢{words}，王女士13800001111")
    staff = office.look(lambda uow: uow.staff.at(office.now, list(PROPERTY.people), (), None))
    expected = [
        (type(event).__name__, each.at, getattr(event, "reminded", ()), getattr(event, "warned", ()))
        for each in foreseen(ticket, PROPERTY, staff)
        for event in each.change.events
    ]
    goes_by(office, expected[-1][1])
    happened = office.look(lambda uow: list(uow.tickets.history(ticket.id)))
    assert [
        (kind, at, tuple(data.get("reminded", ())), tuple(data.get("warned", ())))
        for kind, at, _, data in happened
        if at > ticket.opened_at
    ] == expected


def test_what_a_rule_of_the_evening_alarms_people_of_is_not_late(office: Office) -> None:
    """From eight on leaks are loud: this one has been there since noon, and nothing stood still."""
    office.desk, office.now = (
        structs.replace(office.desk, playbook=PROPERTY),
        datetime(2026, 11, 20, 12, 4, 7, tzinfo=LOCAL),
    )
    opened(office, "钱江新城3幢501水管爆管漏水，王女士13800001111")
    goes_by(office, datetime(2026, 11, 20, 20, 10, tzinfo=LOCAL))
    told = office.look(lambda uow: [row.data for row in uow.connection.execute(select(errand.c.data))])
    assert any(data.get("telling") == "alert" for data in told)
    assert [data for data in told if "late" in data] == []
