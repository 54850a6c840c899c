"""Who a message goes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.directory import Member


@dataclass(kw_only=True)
class Recipients:
    """`members`: userids in lower case, each once. The others could not be reached."""

    members: list[str] = field(default_factory=list)
    invalid_users: list[str] = field(default_factory=list)
    invalid_parties: list[str] = field(default_factory=list)
    invalid_tags: list[str] = field(default_factory=list)

    def answer(self) -> dict[str, str]:
        lists = {
            "invaliduser": self.invalid_users,
            "invalidparty": self.invalid_parties,
            "invalidtag": self.invalid_tags,
        }
        return {name: "|".join(ids) for name, ids in lists.items() if ids}

    def add(self, member: Member) -> None:
        if member.userid.lower() not in self.members:
            self.members.append(member.userid.lower())


def recipients(call: Call) -> Recipients:
    """Reads `touser`, `toparty` and `totag`. Raises ApiError when there are none, or too many."""
    users, parties, tags = (_listed(call.body.get(name)) for name in ("touser", "toparty", "totag"))
    if not (users or parties or tags):
        raise ApiError(82001)
    for ids, most, code in ((users, 1000, 40032), (parties, 100, 82002), (tags, 100, 82003)):
        if len(ids) > most:
            raise ApiError(code)
    found = Recipients()
    if users == ["@all"]:
        _add_everybody(call, found)
        return found
    for userid in users:
        _add_user(call, found, userid)
    for party in parties:
        _add_party(call, found, party)
    found.invalid_tags = tags  # the stand-in has no tags
    return found


def reachable(call: Call, userid: str) -> Member | None:
    """An active member whom the app can see."""
    member = call.world.directory.member(userid)
    if member is None or member.status != 1 or not call.app.sees(member, call.world.directory):
        return None
    return member


def _listed(value: Any) -> list[str]:
    return [part.strip() for part in str(value or "").split("|") if part.strip()]


def _add_everybody(call: Call, found: Recipients) -> None:
    for userid in call.world.directory.members:
        if member := reachable(call, userid):
            found.add(member)


def _add_user(call: Call, found: Recipients, userid: str) -> None:
    if member := reachable(call, userid):
        found.add(member)
    else:
        found.invalid_users.append(userid.lower())


def _add_party(call: Call, found: Recipients, party: str) -> None:
    directory = call.world.directory
    departments = directory.below(int(party)) if party.isdecimal() else set()
    if not departments or not call.app.sees_department(int(party), directory):
        found.invalid_parties.append(party)
        return
    for member in directory.members_of(departments):
        if reachable(call, member.userid):
            found.add(member)
