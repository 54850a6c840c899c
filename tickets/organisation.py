"""The company as WeCom shows it, and what has changed since it was last looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

MOST_LEAVE = 0.2
"""A larger part of all members does not leave between two looks: somebody has narrowed what the app may see."""
ALWAYS_BELIEVED = 5
"""So many may leave at once even a small company."""


class MemberStatus(IntEnum):
    """WeCom's numbers; 0 where it does not tell."""

    UNTOLD = 0
    ACTIVE = 1
    DISABLED = 2
    NOT_ACTIVATED = 4
    LEFT = 5


WORKS_NO_MORE = frozenset({MemberStatus.DISABLED, MemberStatus.LEFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    id: int
    name: str
    parent_id: int
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    userid: str
    name: str
    departments: tuple[int, ...] = ()
    status: int = MemberStatus.ACTIVE

    @property
    def works_here(self) -> bool:
        return self.status not in WORKS_NO_MORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    departments: tuple[Department, ...]
    members: tuple[Member, ...]


class Incredible(Exception):  # the design names its errors for what happened
    """What WeCom shows cannot be how the company is: so many of so many would have left."""

    def __init__(self, left: int, of: int) -> None:
        super().__init__(f"{left} of {of} members would have left at once")
        self.left = left
        self.of = of


def missing(seen: Organisation, known: Organisation) -> tuple[str, ...]:
    """Who worked here and is not among those who do. Raises `Incredible` rather than let half the company leave."""
    present = {member.userid for member in seen.members if member.works_here}
    away = tuple(member.userid for member in known.members if member.userid not in present)
    everybody = len(known.members)
    if (known.members and not present) or (len(away) > ALWAYS_BELIEVED and len(away) > MOST_LEAVE * everybody):
        raise Incredible(len(away), everybody)
    return away


def changed(seen: Organisation, known: Organisation) -> tuple[Member, ...]:
    """Who joined, came back, or is not as they were."""
    before = {member.userid: member for member in known.members}
    return tuple(member for member in seen.members if member.works_here and before.get(member.userid) != member)


def leaders_above(userid: str, organisation: Organisation) -> tuple[str, ...]:
    """Of their departments, from the nearest upwards, nobody twice and not themselves."""
    by_id = {each.id: each for each in organisation.departments}
    member = next((each for each in organisation.members if each.userid == userid), None)
    found: dict[str, None] = {}
    todo = list(member.departments) if member else []
    for number in todo:
        department = by_id.get(number)
        if department is not None:
            found.update(dict.fromkeys(department.leaders))
            if department.parent_id not in todo:
                todo.append(department.parent_id)
    return tuple(leader for leader in found if leader != userid)
