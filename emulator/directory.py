"""Who works here: members, departments, and who is visible to an app (可见范围)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

ROOT = 1  # WeCom's root department always has the id 1


@dataclass(kw_only=True)
class Department:
    id: int
    name: str
    parent: int = 0
    order: int = 100000000
    leaders: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Member:
    """`status`: 1 active, 2 disabled, 4 not activated, 5 left. `mobile` is known to WeCom but never told to an app.

    `avatar`: where their picture is; None: we draw one, empty: they have none.
    """

    userid: str
    name: str
    position: str = ""
    departments: list[int] = field(default_factory=lambda: [ROOT])
    mobile: str = ""
    status: int = 1
    direct_leaders: list[str] = field(default_factory=list)
    avatar: str | None = None


class Directory:
    """Looks up members by userid in any letter case, as WeCom does."""

    def __init__(self, members: Iterable[Member] = (), departments: Iterable[Department] = ()) -> None:
        self.departments = {ROOT: Department(id=ROOT, name="公司")}
        self.departments |= {department.id: department for department in departments}
        self.members = {member.userid.lower(): member for member in members}

    def joins(self, member: Member) -> None:
        self.members[member.userid.lower()] = member

    def leaves(self, userid: str) -> None:
        """Taken out of the directory: WeCom knows nobody of that name any more. Raises KeyError for a stranger."""
        del self.members[userid.lower()]
        for department in self.departments.values():
            department.leaders = [leader for leader in department.leaders if leader.lower() != userid.lower()]

    def member(self, userid: str) -> Member | None:
        return self.members.get(userid.lower())

    def below(self, department: int) -> set[int]:
        """The department and everything under it."""
        found = {department} & self.departments.keys()
        while more := {d.id for d in self.departments.values() if d.parent in found} - found:
            found |= more
        return found

    def members_of(self, departments: Iterable[int]) -> list[Member]:
        """Those who are in one of exactly these departments."""
        wanted = set(departments)
        return [member for member in self.members.values() if wanted & set(member.departments)]
