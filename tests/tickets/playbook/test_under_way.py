"""A ticket under an older playbook: its promises of then, the people of now."""

from __future__ import annotations

from dataclasses import replace

from tests.tickets.company import a_company, a_rule
from tickets.playbook.under_way import with_people_of
from tickets.playbook.values import Group, Person, Roles


def test_groups_leaders_and_roles_are_todays_and_rules_and_shifts_those_of_then() -> None:
    then = a_company(a_rule())
    a, east = then.groups["a"], then.areas["east"]
    new = Group(key="c", name="三班", members=("gao",), leader="gao")
    today = replace(
        a_company(),
        people={"gao": Person(userid="gao", name="高工")},
        groups={"a": replace(a, members=("gao",), leader="gao", calendar=None), "c": new},
        areas={"east": replace(east, leader="gao", adjacent=())},
        roles=Roles(director="gao"),
        default_group="a",
    )
    found = with_people_of(then, today)
    assert found.groups["a"] == replace(a, members=("gao",), leader="gao")
    assert (found.groups["b"], found.groups["c"]) == (then.groups["b"], new)
    assert found.areas["east"] == replace(east, leader="gao")
    assert (found.roles, found.rules, found.default_group) == (today.roles, then.rules, "b")
    assert found.people.keys() == {*then.people, "gao"}
