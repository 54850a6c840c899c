"""What a playbook says, as values. A `userid` is WeCom's, in lower case; a `key` names something of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from tickets.calendar import Calendar
from tickets.fields import FieldName
from tickets.playbook.conditions import Condition
from tickets.playbook.ladder import Ladder
from tickets.playbook.policies import AcceptancePolicy, FairShare, Heartbeat, LinkPolicy, QuietHours
from tickets.senders import is_customer

_ACCEPTANCE, _HEARTBEAT, _LINKING = AcceptancePolicy(), Heartbeat(), LinkPolicy()


class Source(StrEnum):
    """Where a report came from."""

    STAFF = "staff"
    WECHAT = "wechat"
    MINI_PROGRAM = "mini_program"
    PHONE = "phone"
    QR = "qr"
    GROUP = "group"


class Priority(StrEnum):
    """In rising order: `RANK` compares them."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


HIGHER = {Priority.LOW: Priority.NORMAL, Priority.NORMAL: Priority.HIGH, Priority.HIGH: Priority.URGENT}
RANK = {priority: rank for rank, priority in enumerate(Priority)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    userid: str
    name: str
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`calendar` is the shift: outside it only those of `on_call` are asked, except for life-safety. None: always on.

    `on_call` has them by day of the week, Monday is 0; a day ends at midnight.
    """

    key: str
    name: str
    members: tuple[str, ...]
    leader: str
    calendar: str | None = None
    on_call: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def everyone(self) -> tuple[str, ...]:
        """Members, then the leader, nobody twice."""
        return tuple(dict.fromkeys((*self.members, self.leader)))

    @property
    def reachable(self) -> tuple[str, ...]:
        """Them, and whoever is on call, at one time or another."""
        return tuple(dict.fromkeys((*self.everyone, *(userid for day in self.on_call.values() for userid in day))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """`words`: a message that has one of them, in its address first, speaks of this area. `groups` serve it."""

    key: str
    name: str
    words: tuple[str, ...]
    groups: tuple[str, ...] = ()
    adjacent: tuple[str, ...] = ()
    leader: str | None = None
    butler: str | None = None
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketType:
    """A report is of the first type whose words it has, whose categories its category is among, or one of whose
    patterns (`*` stands for any characters) fits one of its fault codes.

    The last one of a playbook has none of them, and takes what is left. `causes` and `remedies` are what a technician
    picks from when the work is done. `life_safety` ignores working hours, quiet hours and shifts. `calendar` is what
    the promises of this type are counted by, before the area's and the group's.
    """

    key: str
    name: str
    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    fault_codes: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    life_safety: bool = False
    calendar: str | None = None
    causes: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """A thing to know that only this business asks for. Without `choices` any words will do."""

    key: str
    label: str
    question: str
    choices: tuple[str, ...] = ()


PICTURE = "picture"
"""May stand among what is required: at least one picture was sent."""

Required = tuple[str, ...]
"""Each the value of a `FieldName`, the key of an `OwnField`, or `PICTURE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sla:
    """Promises, counted from the report; working time unless the type is life-safety. None: nothing is promised."""

    claim: timedelta | None = None
    arrive: timedelta | None = None
    finish: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for a report of one source and type: what the matrix says, row over row."""

    required: Required
    sla: Sla
    departments: tuple[str, ...] = ()
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """Of *source x type*. None: any. What a row leaves out (None) a less particular row says."""

    source: Source | None = None
    type: str | None = None
    required: Required | None = None
    claim: timedelta | None = None
    arrive: timedelta | None = None
    finish: timedelta | None = None
    departments: tuple[str, ...] | None = None
    priority: Priority | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRule:
    """Who answers for a ticket while nobody has claimed it; the first that fits. None: any."""

    owner: str
    type: str | None = None
    area: str | None = None


class To(StrEnum):
    """Who of the group is asked: everybody in it at once, or its leader, who then answers for it."""

    POOL = "pool"
    LEADER = "leader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Of dispatching: the first whose condition holds decides. `groups` are tried in this order.

    Without groups the area's own are taken. `skills`: only who has all of them is asked. `strong`: an alert on every
    channel at hand.
    """

    name: str
    when: Condition
    groups: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    to: To = To.POOL
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """`desk`: who reports for customers, and looks at what they report themselves. `butler`: 管家, who looks after
    customers where the area has none of its own.
    """

    director: str | None = None
    quality: tuple[str, ...] = ()
    desk: tuple[str, ...] = ()
    butler: str | None = None


@dataclass(frozen=True, kw_only=True)
class Playbook:
    """`version` is 0 before it is applied. `base` holds where the matrix says nothing."""

    name: str
    version: int = 0
    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    default_group: str
    base: Terms
    types: tuple[TicketType, ...]
    areas: Mapping[str, Area] = field(default_factory=dict)
    own_fields: Mapping[str, OwnField] = field(default_factory=dict)
    matrix: tuple[MatrixRow, ...] = ()
    owners: tuple[OwnerRule, ...] = ()
    rules: tuple[Rule, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    default_calendar: str | None = None
    roles: Roles = Roles()
    fair_share: FairShare | None = None
    quiet_hours: QuietHours | None = None
    heartbeat: Heartbeat = _HEARTBEAT
    acceptance: AcceptancePolicy = _ACCEPTANCE
    linking: LinkPolicy = _LINKING
    longest_wait: timedelta = timedelta(days=7)
    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, userid: str) -> str:
        """A name to show. `names` has those of WeCom's directory, whom the playbook does not know; others have none."""
        if is_customer(userid):
            return "客户"
        person = self.people.get(userid)
        return person.name if person else self.names.get(userid, userid)

    @cached_property
    def front_desk(self) -> tuple[str, ...]:
        """Who looks at what customers say, before anybody is sent: never nobody."""
        last = self.roles.director or self.groups[self.default_group].leader
        return self.roles.desk or (last,)

    @cached_property
    def staff_names(self) -> frozenset[str]:
        return frozenset(person.name for person in self.people.values())

    @cached_property
    def type_by_key(self) -> Mapping[str, TicketType]:
        return {each.key: each for each in self.types}

    def terms_for(self, source: Source, type_key: str) -> Terms:
        """The base, then the rows of the matrix from the least to the most particular, each over the one before.

        Of source and type, the type is the more particular.
        """
        terms = self.base
        for row in sorted(self.matrix, key=_particularity):
            if row.source in (None, source) and row.type in (None, type_key):
                terms = _over(terms, row)
        return terms

    def owner_for(self, source: Source, type_key: str, area: str | None) -> str:
        """Who answers for it by default: never nobody."""
        rows = sorted(self.matrix, key=_particularity, reverse=True)
        for row in rows:
            if row.owner and row.source in (None, source) and row.type in (None, type_key):
                return row.owner
        for rule in self.owners:
            if rule.type in (None, type_key) and rule.area in (None, area):
                return rule.owner
        return self.groups[self.default_group].leader


def _particularity(row: MatrixRow) -> int:
    return (row.type is not None) * 2 + (row.source is not None)


def _over(terms: Terms, row: MatrixRow) -> Terms:
    sla = Sla(
        claim=row.claim if row.claim is not None else terms.sla.claim,
        arrive=row.arrive if row.arrive is not None else terms.sla.arrive,
        finish=row.finish if row.finish is not None else terms.sla.finish,
    )
    return Terms(
        required=row.required if row.required is not None else terms.required,
        sla=sla,
        departments=row.departments if row.departments is not None else terms.departments,
        priority=row.priority or terms.priority,
    )


def field_required(name: str) -> FieldName | None:
    """None for an own field or a picture."""
    return FieldName(name) if name in FieldName.__members__.values() else None
