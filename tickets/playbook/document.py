"""A playbook as it is written: one class for each table, one field for each key. `docs/playbook.md` explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Annotated

from tickets.calendar import Window
from tickets.documents.reader import Where
from tickets.documents.rules import at_least_one, between, not_empty, positive, up_to
from tickets.playbook.ladder import Recipient, Since, Until
from tickets.playbook.policies import LinkMode
from tickets.playbook.values import Priority, Source, To
from tickets.playbook.wordings import Dates, Share, Userid, Weekdays

Name = Annotated[str, not_empty]
Names = tuple[Name, ...]
Key = Annotated[str, not_empty, up_to(40)]
"""Each ticket carries it, in a column of so many characters."""
Duration = Annotated[timedelta, positive]
_ONE_IN_TWENTY = Share(0.05)
_NOWHERE, _DEFAULTS, _ROLES = Where(""), Where("defaults"), Where("roles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """May go over midnight."""

    from_: time
    to: time

    def contradictions(self) -> list[tuple[str, str]]:
        return [("to", "不能和「from」是同一时刻")] if self.from_ == self.to else []


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    where: Where
    userid: Userid
    name: Name
    skills: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    where: Where
    key: Key
    name: Name
    members: Annotated[tuple[Userid, ...], at_least_one]
    leader: Userid
    calendar: Name | None = None
    on_call: Mapping[Weekdays, tuple[Userid, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    where: Where
    key: Key
    name: Name
    words: Names = ()
    groups: Names = ()
    adjacent: Names = ()
    leader: Userid | None = None
    butler: Userid | None = None
    calendar: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    where: Where
    key: Annotated[Name, up_to(20)]
    label: Name
    question: Name
    choices: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    where: Where
    key: Key
    name: Name
    words: Names = ()
    categories: Names = ()
    fault_codes: Names = ()
    priority: Priority = Priority.NORMAL
    life_safety: bool = False
    calendar: Name | None = None
    causes: Names = ()
    remedies: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsEntry:
    where: Where = _DEFAULTS
    group: Name
    required: Names
    claim: Duration | None = None
    arrive: Duration | None = None
    finish: Duration | None = None
    departments: Names = ()
    calendar: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixEntry:
    where: Where
    source: Source | None = None
    type: Name | None = None
    required: Names | None = None
    claim: Duration | None = None
    arrive: Duration | None = None
    finish: Duration | None = None
    departments: Names | None = None
    priority: Priority | None = None
    owner: Recipient | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerEntry:
    where: Where
    owner: Recipient
    type: Name | None = None
    area: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """All that is written holds; nothing written: always."""

    where: Where = _NOWHERE
    type: Names | None = None
    area: Names | None = None
    category: Names | None = None
    brand: Names | None = None
    source: tuple[Source, ...] | None = None
    priority: tuple[Priority, ...] | None = None
    serial_prefix: Names | None = None
    fault_code: Names | None = None
    words: Names | None = None
    time: Hours | None = None
    is_: Names | None = None
    all_: tuple[When, ...] | None = None
    any_: tuple[When, ...] | None = None
    not_: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionEntry:
    where: Where
    name: Name
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    where: Where
    name: Name
    when: When = When()
    groups: Names = ()
    skills: Names = ()
    to: To = To.POOL
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    where: Where
    after: Duration
    since: Since = Since.OPENED
    until: Until = Until.CLAIMED
    wall: bool = False
    strong: bool = False
    remind: tuple[Recipient, ...] = ()
    warn: tuple[Recipient, ...] = ()
    reassign: tuple[Recipient, ...] = ()
    widen: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderEntry:
    where: Where
    name: Name
    when: When = When()
    steps: Annotated[tuple[StepEntry, ...], at_least_one]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    where: Where
    key: Name
    name: Name
    week: Mapping[Weekdays, tuple[Window, ...]]
    holidays: bool = True
    exceptions: Mapping[Dates, tuple[Window, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesEntry:
    where: Where = _ROLES
    director: Userid | None = None
    quality: tuple[Userid, ...] = ()
    desk: tuple[Userid, ...] = ()
    butler: Userid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairShareEntry:
    in_a_row: Annotated[int, between(1, 1000)] = 5
    rest: Duration = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatEntry:
    claimed: Duration = timedelta(hours=8)
    travelling: Duration = timedelta(hours=3)
    on_site: Duration = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceEntry:
    reminders: tuple[Duration, ...] = (timedelta(days=1), timedelta(days=2))
    close_unconfirmed_after: Duration = timedelta(days=3)
    reopen_within: Duration = timedelta(days=7)
    qa_share: Share = _ONE_IN_TWENTY
    qa_seed: str = ""
    low_stars: Annotated[int, between(1, 5)] = 2

    def contradictions(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if list(self.reminders) != sorted(set(self.reminders)):
            found.append(("reminders", "必须按先后写，一次比一次晚"))
        if any(each >= self.close_unconfirmed_after for each in self.reminders):
            found.append(("close_unconfirmed_after", "必须晚于最后一次提醒，不然没有时间回复"))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesEntry:
    mode: LinkMode = LinkMode.OFFER
    window: Duration = timedelta(days=3)
    longest: Duration = timedelta(days=30)

    def contradictions(self) -> list[tuple[str, str]]:
        return [("longest", "不能比「window」短")] if self.longest < self.window else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    name: Name
    defaults: DefaultsEntry
    people: Annotated[tuple[PersonEntry, ...], at_least_one]
    groups: Annotated[tuple[GroupEntry, ...], at_least_one]
    areas: tuple[AreaEntry, ...] = ()
    fields: tuple[FieldEntry, ...] = ()
    types: tuple[TypeEntry, ...] = ()
    matrix: tuple[MatrixEntry, ...] = ()
    owners: tuple[OwnerEntry, ...] = ()
    conditions: tuple[ConditionEntry, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    ladders: tuple[LadderEntry, ...] = ()
    calendars: tuple[CalendarEntry, ...] = ()
    roles: RolesEntry = RolesEntry()
    fair_share: FairShareEntry | None = None
    quiet_hours: Hours | None = None
    heartbeat: HeartbeatEntry = HeartbeatEntry()
    acceptance: AcceptanceEntry = AcceptanceEntry()
    duplicates: DuplicatesEntry = DuplicatesEntry()
    longest_wait: Duration = timedelta(days=7)
