"""The company's departments and members as far as the app may see them, read from WeCom's answers."""

from __future__ import annotations

import msgspec

from bot.channels.api import Answer
from bot.wecom.api import converted, members


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """The root has id 1 and parent 0; the parent of a department in sight may be out of sight."""

    id: int
    parent_id: int = msgspec.field(name="parentid", default=0)
    name: str = ""
    leaders: tuple[str, ...] = msgspec.field(name="department_leader", default=())


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Apps made since June 2022 are told no phone number.

    `status`: 1 active, 2 disabled, 4 not activated, 5 left the company; 0 not told.
    """

    userid: str
    name: str = ""
    departments: tuple[int, ...] = msgspec.field(name="department", default=())
    position: str = ""
    status: int = 0


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who opened a page: a member has a `userid`, anybody else an `openid`. `ticket`: for what a member who was asked
    lets us see.
    """

    userid: str | None = None
    ticket: str | None = msgspec.field(name="user_ticket", default=None)
    openid: str | None = None


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """The app, and who can see it: `members`, everybody in `departments`, everybody under `tags`."""

    name: str
    closed: bool
    trusted_domain: str
    members: tuple[str, ...]
    departments: tuple[int, ...]
    tags: tuple[int, ...]

    @property
    def is_visible(self) -> bool:
        return bool(self.members or self.departments or self.tags)


def departments_in(answer: Answer) -> tuple[Department, ...]:
    found = converted(answer.get("department", ()), tuple[Department, ...])
    return tuple(msgspec.structs.replace(each, leaders=members(each.leaders)) for each in found)


def members_in(answer: Answer) -> tuple[Member, ...]:
    return tuple(_folded(member) for member in converted(answer.get("userlist", ()), tuple[Member, ...]))


def member_in(answer: Answer) -> Member:
    return _folded(converted(answer, Member))


def visitor_in(answer: Answer) -> Visitor:
    visitor = converted(answer, Visitor)
    return msgspec.structs.replace(visitor, userid=visitor.userid.lower()) if visitor.userid else visitor


def avatar_in(answer: Answer) -> str:
    return converted(answer, _Detail).avatar or ""


def agent_in(answer: Answer) -> Agent:
    wire = converted(answer, _AgentAnswer)
    return Agent(
        name=wire.name,
        closed=bool(wire.close),
        trusted_domain=wire.redirect_domain,
        members=members([user.userid for user in wire.allow_userinfos.user]),
        departments=wire.allow_partys.partyid,
        tags=wire.allow_tags.tagid,
    )


class _Detail(msgspec.Struct):
    avatar: str | None = None


class _User(msgspec.Struct):
    userid: str


class _Users(msgspec.Struct):
    user: tuple[_User, ...] = ()


class _Parties(msgspec.Struct):
    partyid: tuple[int, ...] = ()


class _Tags(msgspec.Struct):
    tagid: tuple[int, ...] = ()


class _AgentAnswer(msgspec.Struct):
    name: str = ""
    close: int = 0
    redirect_domain: str = ""
    allow_userinfos: _Users = msgspec.field(default_factory=_Users)
    allow_partys: _Parties = msgspec.field(default_factory=_Parties)
    allow_tags: _Tags = msgspec.field(default_factory=_Tags)


def _folded(member: Member) -> Member:
    """WeCom tells userids as they were typed, but knows no upper case."""
    return msgspec.structs.replace(member, userid=member.userid.lower())
