"""What holds for a ticket that was opened under an older playbook."""

from __future__ import annotations

from dataclasses import replace

from tickets.playbook.values import Area, Group, Playbook


def with_people_of(promised: Playbook, today: Playbook) -> Playbook:
    """Fields, promises, working times, rules and ladders are as they were when it was opened; who belongs to a group,
    leads it or holds a role is as it is today. A group that is no more is as it was: its tickets have somebody.
    """
    groups = {key: _group(promised.groups.get(key), group) for key, group in today.groups.items()}
    areas = {key: _area(area, today.areas.get(key)) for key, area in promised.areas.items()}
    return replace(
        promised,
        people={**promised.people, **today.people},
        groups={**promised.groups, **groups},
        areas=areas,
        calendars={**today.calendars, **promised.calendars},
        roles=today.roles,
    )


def _group(promised: Group | None, today: Group) -> Group:
    return replace(today, calendar=promised.calendar) if promised is not None else today


def _area(promised: Area, today: Area | None) -> Area:
    return replace(promised, leader=today.leader, butler=today.butler) if today is not None else promised
