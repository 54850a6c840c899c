"""A company with two areas, for what dispatching has to decide over."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from tests.tickets.samples import NOW
from tickets.calendar import LOCAL, Calendar
from tickets.playbook.conditions import Condition, Facing, OneOf
from tickets.playbook.policies import FairShare
from tickets.playbook.values import Area, Group, OwnerRule, Person, Playbook, Roles, Rule, Sla, Terms, TicketType

DAY = Calendar(key="day", name="白班", week=dict.fromkeys(range(7), ((time(8), time(18)),)))
SKILLS = {"an": {"奥的斯"}, "bo": {"奥的斯", "高压"}, "chen": set(), "ding": {"奥的斯"}, "feng": set()}
LEADERS = ("lead_a", "lead_b", "boss")
LIFT = OneOf(what="type", values=("lift",))


def a_company(*rules: Rule, **changes: Any) -> Playbook:
    """Group `a` (an, bo, chen) serves the area `east`, group `b` (ding, feng) its neighbour `west`."""
    people = {key: Person(userid=key, name=key.upper(), skills=frozenset(skills)) for key, skills in SKILLS.items()}
    people |= {key: Person(userid=key, name=key.upper()) for key in LEADERS}
    playbook = Playbook(
        name="公司",
        people=people,
        groups={
            "a": Group(key="a", name="一班", members=("an", "bo", "chen"), leader="lead_a", calendar="day"),
            "b": Group(key="b", name="二班", members=("ding", "feng"), leader="lead_b"),
        },
        areas={
            "east": Area(key="east", name="东区", words=("东区",), groups=("a",), adjacent=("west",)),
            "west": Area(key="west", name="西区", words=("西区",), groups=("b",), adjacent=("east",)),
        },
        default_group="b",
        base=Terms(required=(), sla=Sla()),
        types=(TicketType(key="lift", name="电梯"), TicketType(key="general", name="报修")),
        owners=(OwnerRule(owner="lead_a", area="east"),),
        rules=rules,
        calendars={"day": DAY},
        fair_share=FairShare(in_a_row=3, rest=timedelta(hours=2)),
        roles=Roles(director="boss"),
    )
    return replace(playbook, **changes)


def a_rule(when: Condition = LIFT, **changes: Any) -> Rule:
    return replace(Rule(name="电梯", when=when), **changes)


def facing(**changes: Any) -> Facing:
    return replace(
        Facing(type="general", area="east", source="staff", priority="normal", local_time=NOW.astimezone(LOCAL)),
        **changes,
    )


NIGHT = NOW + timedelta(hours=12)
NEXT_MORNING = NOW + timedelta(hours=23)
