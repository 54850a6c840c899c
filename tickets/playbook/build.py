"""From what is written to what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tickets.calendar import Calendar
from tickets.playbook import document as doc
from tickets.playbook import values as v
from tickets.playbook.conditions import (
    All,
    Any,
    Condition,
    FaultCode,
    HasWord,
    Named,
    Not,
    OneOf,
    SerialPrefix,
    TimeOfDay,
)
from tickets.playbook.ladder import Deed, Ladder, Recipient, Step
from tickets.playbook.policies import AcceptancePolicy, FairShare, Heartbeat, LinkPolicy, QuietHours

GENERAL = v.TicketType(key="general", name="报修")
"""All there is where a playbook names no types."""

ONE_OF = ("type", "area", "category", "brand", "source", "priority")


def playbook(document: doc.Document) -> v.Playbook:
    """The document agrees with itself: `checks` found nothing wrong with it."""
    groups = {entry.key: _group(entry) for entry in document.groups}
    areas = {entry.key: _area(entry) for entry in document.areas}
    conditions = Conditions(document.conditions)
    owners = Owners(document)
    hours = document.quiet_hours
    return v.Playbook(
        name=document.name,
        people={entry.userid: _person(entry) for entry in document.people},
        groups=groups,
        default_group=document.defaults.group,
        base=_base(document.defaults),
        types=tuple(map(_type, document.types)) or (GENERAL,),
        areas=areas,
        own_fields={entry.key: _own_field(entry) for entry in document.fields},
        matrix=tuple(_row(entry, owners) for entry in document.matrix),
        owners=tuple(rule for entry in document.owners for rule in owners.rules(entry)),
        rules=tuple(_rule(entry, conditions) for entry in document.rules),
        ladders=tuple(_ladder(entry, conditions) for entry in document.ladders),
        calendars={entry.key: calendar(entry) for entry in document.calendars},
        default_calendar=document.defaults.calendar,
        roles=_roles(document.roles),
        fair_share=_fair_share(document.fair_share),
        quiet_hours=QuietHours(begins=hours.from_, ends=hours.to) if hours else None,
        heartbeat=_heartbeat(document.heartbeat),
        acceptance=_acceptance(document.acceptance),
        linking=_linking(document.duplicates),
        longest_wait=document.longest_wait,
    )


class Conditions:
    """The conditions that are named in one document; those that go round in a circle or are unknown hold at times."""

    def __init__(self, entries: Iterable[doc.ConditionEntry]) -> None:
        self._entries = {entry.name: entry.when for entry in entries}

    def meant_by(self, when: doc.When, within: tuple[str, ...] = ()) -> Condition:
        parts = (*_plain(when), *self._nested(when, within))
        return parts[0] if len(parts) == 1 else All(parts=parts)

    def _nested(self, when: doc.When, within: tuple[str, ...]) -> Iterator[Condition]:
        if when.is_ is not None:
            yield _one(tuple(self._named(name, within) for name in when.is_))
        if when.all_ is not None:
            yield All(parts=tuple(self.meant_by(each, within) for each in when.all_))
        if when.any_ is not None:
            yield Any(parts=tuple(self.meant_by(each, within) for each in when.any_))
        if when.not_ is not None:
            yield Not(part=self.meant_by(when.not_, within))

    def _named(self, name: str, within: tuple[str, ...]) -> Condition:
        when = self._entries.get(name)
        if when is None or name in within:
            return HasWord(words=(name,))
        return Named(name=name, part=self.meant_by(when, (*within, name)))


def _plain(when: doc.When) -> Iterator[Condition]:
    for what in ONE_OF:
        if (allowed := getattr(when, what)) is not None:
            yield OneOf(what=what, values=tuple(str(each) for each in allowed))
    if when.serial_prefix is not None:
        yield SerialPrefix(prefixes=tuple(prefix.upper() for prefix in when.serial_prefix))
    if when.fault_code is not None:
        yield FaultCode(patterns=tuple(code.upper() for code in when.fault_code))
    if when.words is not None:
        yield HasWord(words=when.words)
    if when.time is not None:
        yield TimeOfDay(begins=when.time.from_, ends=when.time.to)


class Owners:
    """An owner is one person, whatever words name him."""

    def __init__(self, document: doc.Document) -> None:
        self._leaders = {entry.key: entry.leader for entry in document.groups}
        self._areas = {entry.key: entry.leader for entry in document.areas if entry.leader}
        self._director = document.roles.director

    def person(self, whom: Recipient) -> str | None:
        """None: nobody in particular, or somebody the document does not know."""
        if whom.leader_of is not None:
            return self._leaders.get(whom.leader_of)
        return self._director if whom.role == "director" else whom.userid

    def rules(self, entry: doc.OwnerEntry) -> Iterator[v.OwnerRule]:
        """The leaders of areas are one rule for each area that has one."""
        if entry.owner.role == "area_leader":
            for area, leader in self._areas.items():
                if entry.area in (None, area):
                    yield v.OwnerRule(owner=leader, type=entry.type, area=area)
        elif person := self.person(entry.owner):
            yield v.OwnerRule(owner=person, type=entry.type, area=entry.area)


def calendar(entry: doc.CalendarEntry) -> Calendar:
    return Calendar(
        key=entry.key,
        name=entry.name,
        week={day: windows for days, windows in entry.week.items() for day in days},
        holidays=entry.holidays,
        exceptions={day: windows for days, windows in entry.exceptions.items() for day in days},
    )


def _one(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else Any(parts=parts)


def _person(entry: doc.PersonEntry) -> v.Person:
    return v.Person(userid=entry.userid, name=entry.name, skills=frozenset(entry.skills))


def _group(entry: doc.GroupEntry) -> v.Group:
    return v.Group(
        key=entry.key,
        name=entry.name,
        members=entry.members,
        leader=entry.leader,
        calendar=entry.calendar,
        on_call={day: members for days, members in entry.on_call.items() for day in days},
    )


def _area(entry: doc.AreaEntry) -> v.Area:
    return v.Area(
        key=entry.key,
        name=entry.name,
        words=tuple(dict.fromkeys((entry.name, *entry.words))),
        groups=entry.groups,
        adjacent=entry.adjacent,
        leader=entry.leader,
        butler=entry.butler,
        calendar=entry.calendar,
    )


def _own_field(entry: doc.FieldEntry) -> v.OwnField:
    return v.OwnField(key=entry.key, label=entry.label, question=entry.question, choices=entry.choices)


def _type(entry: doc.TypeEntry) -> v.TicketType:
    return v.TicketType(
        key=entry.key,
        name=entry.name,
        words=entry.words,
        categories=entry.categories,
        fault_codes=tuple(code.upper() for code in entry.fault_codes),
        priority=entry.priority,
        life_safety=entry.life_safety,
        calendar=entry.calendar,
        causes=entry.causes,
        remedies=entry.remedies,
    )


def _base(entry: doc.DefaultsEntry) -> v.Terms:
    sla = v.Sla(claim=entry.claim, arrive=entry.arrive, finish=entry.finish)
    return v.Terms(required=entry.required, sla=sla, departments=entry.departments)


def _row(entry: doc.MatrixEntry, owners: Owners) -> v.MatrixRow:
    return v.MatrixRow(
        source=entry.source,
        type=entry.type,
        required=entry.required,
        claim=entry.claim,
        arrive=entry.arrive,
        finish=entry.finish,
        departments=entry.departments,
        priority=entry.priority,
        owner=owners.person(entry.owner) if entry.owner else None,
    )


def _rule(entry: doc.RuleEntry, conditions: Conditions) -> v.Rule:
    return v.Rule(
        name=entry.name,
        when=conditions.meant_by(entry.when),
        groups=entry.groups,
        skills=frozenset(entry.skills),
        to=entry.to,
        strong=entry.strong,
    )


def _ladder(entry: doc.LadderEntry, conditions: Conditions) -> Ladder:
    return Ladder(name=entry.name, when=conditions.meant_by(entry.when), steps=tuple(map(_step, entry.steps)))


def _step(entry: doc.StepEntry) -> Step:
    return Step(
        after=entry.after,
        since=entry.since,
        until=entry.until,
        deeds=tuple((deed, whom) for deed, whom in deeds(entry).items() if whom),
        wall=entry.wall,
        strong=entry.strong,
    )


def deeds(entry: doc.StepEntry) -> Mapping[Deed, tuple[Recipient, ...]]:
    """In the order in which they are done: whoever is told afterwards is told of what was decided."""
    return {
        Deed.REASSIGN: entry.reassign,
        Deed.WIDEN: entry.widen,
        Deed.REMIND: entry.remind,
        Deed.WARN: entry.warn,
    }


def _roles(entry: doc.RolesEntry) -> v.Roles:
    return v.Roles(director=entry.director, quality=entry.quality, desk=entry.desk, butler=entry.butler)


def _linking(entry: doc.DuplicatesEntry) -> LinkPolicy:
    return LinkPolicy(mode=entry.mode, window=entry.window, longest=entry.longest)


def _acceptance(entry: doc.AcceptanceEntry) -> AcceptancePolicy:
    return AcceptancePolicy(
        reminders=entry.reminders,
        close_unconfirmed_after=entry.close_unconfirmed_after,
        reopen_within=entry.reopen_within,
        qa_share=entry.qa_share,
        qa_seed=entry.qa_seed,
        low_stars=entry.low_stars,
    )


def _fair_share(entry: doc.FairShareEntry | None) -> FairShare | None:
    return FairShare(in_a_row=entry.in_a_row, rest=entry.rest) if entry else None


def _heartbeat(entry: doc.HeartbeatEntry) -> Heartbeat:
    return Heartbeat(claimed=entry.claimed, travelling=entry.travelling, on_site=entry.on_site)
