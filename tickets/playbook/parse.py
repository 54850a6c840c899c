"""The business's rules: who is who, who gets a ticket, what must be known, how long a promise lasts.

`parse` reads a TOML document. The first value of a wrong type or name ends it; once all have the right shape,
everything that disagrees is told at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import timedelta

import msgspec

from tickets.fields import FieldName
from tickets.playbook.values import Group, Person, Playbook, Sla, Terms, TicketType


class PlaybookError(Exception):
    """`problems` has one sentence for each, with where in the document it is."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    userid: str
    name: str


class _Group(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    name: str
    members: list[str]
    leader: str


class _Intake(msgspec.Struct, forbid_unknown_fields=True):
    required: list[str]


class _Sla(msgspec.Struct, forbid_unknown_fields=True):
    claim_minutes: int


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    default_group: str
    people: list[_Person]
    groups: list[_Group]
    intake: _Intake
    sla: _Sla


def parse(text: str) -> Playbook:
    """Raises `PlaybookError`."""
    try:
        document = msgspec.convert(tomllib.loads(text), _Document)
    except tomllib.TOMLDecodeError as error:
        raise PlaybookError([f"not valid TOML: {error}"]) from None
    except msgspec.ValidationError as error:
        raise PlaybookError([str(error)]) from None
    problems = list(_problems(document))
    if problems:
        raise PlaybookError(problems)
    return _playbook(document)


def _problems(document: _Document) -> Iterator[str]:
    known = {person.userid.lower() for person in document.people}
    keys = [group.key for group in document.groups]
    yield from _repeated("people", [person.userid.lower() for person in document.people])
    yield from _repeated("groups", keys)
    if document.default_group not in keys:
        yield f"default_group: there is no group {document.default_group!r}, only {', '.join(keys) or 'none'}"
    for group in document.groups:
        for userid in (*group.members, group.leader):
            if userid.lower() not in known:
                yield f"groups.{group.key}: {userid!r} is not among the people"
        if not group.members:
            yield f"groups.{group.key}: has no members"
    for name in document.intake.required:
        if name not in FieldName.__members__.values():
            yield f"intake.required: {name!r} is no field; fields are {', '.join(FieldName)}"
    if document.sla.claim_minutes < 1:
        yield f"sla.claim_minutes: must be at least 1, is {document.sla.claim_minutes}"


def _repeated(where: str, keys: list[str]) -> Iterator[str]:
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield f"{where}: {key!r} stands there {keys.count(key)} times"


def _playbook(document: _Document) -> Playbook:
    people = (Person(userid=person.userid.lower(), name=person.name) for person in document.people)
    groups = (
        Group(
            key=group.key,
            name=group.name,
            members=tuple(member.lower() for member in group.members),
            leader=group.leader.lower(),
        )
        for group in document.groups
    )
    return Playbook(
        name=document.name,
        people={person.userid: person for person in people},
        groups={group.key: group for group in groups},
        default_group=document.default_group,
        base=Terms(
            required=tuple(document.intake.required),
            sla=Sla(claim=timedelta(minutes=document.sla.claim_minutes)),
        ),
        types=(TicketType(key="general", name="报修"),),
    )
