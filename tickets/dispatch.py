"""Who is asked to take a ticket, and why. Pure: the same facts give the same answer.

Rule (else the area's groups, else the default one) -> skills -> availability -> fair share. The groups are tried in
their order until there is somebody. Nobody: the groups of the adjacent areas, all at once. Still nobody: those who are
only resting. Nobody at all: whoever answers for the ticket gets it.

Off shift only those on call are asked, but life-safety knows neither shifts nor rests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.calendar import LOCAL, opens_at
from tickets.playbook.conditions import Facing
from tickets.playbook.unmet import unmet
from tickets.playbook.values import Group, Playbook, Rule, To
from tickets.staffing import Staffing
from tickets.ticket import Ticket
from tickets.trace import Considered, PassedOver, Reach, Trace, Verdict

LOOK_AGAIN = timedelta(minutes=15)
"""Somebody may be back, or be new, without anybody having said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """`asked` may claim it, whoever has least to do first; empty only where everybody declined who could answer for it.

    `owner` answers for it until it is claimed. `look_again_at`: somebody nearer can be asked then.
    """

    group: str
    asked: tuple[str, ...]
    owner: str
    look_again_at: datetime | None
    trace: Trace


def dispatch(ticket: Ticket, facing: Facing, playbook: Playbook, staff: Staffing, now: datetime) -> Dispatch:
    rule, passed_over = rule_for(facing, playbook)
    search = _Search(ticket, rule, playbook, staff, now)
    group, reach, people = search.run()
    owner = search.owner(group)
    asked = search.asked(reach, people) or ((owner,) if owner not in search.declined else ())
    leads = rule is not None and rule.to is To.LEADER
    return Dispatch(
        group=group,
        asked=asked,
        owner=asked[0] if leads and reach is not Reach.OWNER else owner,
        look_again_at=_look_again_at(reach, people, now),
        trace=Trace(
            rule=rule.name if rule else "", passed_over=passed_over, to_leader=leads, reach=reach, people=people
        ),
    )


def rule_for(facing: Facing, playbook: Playbook) -> tuple[Rule | None, tuple[PassedOver, ...]]:
    """The first rule whose condition holds, and those before it."""
    passed_over: list[PassedOver] = []
    for rule in playbook.rules:
        if rule.when.holds(facing):
            return rule, tuple(passed_over)
        passed_over.append(PassedOver(rule.name, unmet(rule.when, facing)))
    return None, tuple(passed_over)


def home_groups(rule: Rule | None, area: str | None, playbook: Playbook) -> tuple[str, ...]:
    place = playbook.areas.get(area or "")
    return (rule.groups if rule else ()) or (place.groups if place else ()) or (playbook.default_group,)


def adjacent_groups(area: str | None, playbook: Playbook) -> tuple[str, ...]:
    place = playbook.areas.get(area or "")
    adjacent = place.adjacent if place else ()
    return tuple(dict.fromkeys(group for key in adjacent for group in playbook.areas[key].groups))


def answerable(ticket: Ticket, group: str, playbook: Playbook) -> tuple[str, ...]:
    """Who answers for it by default, then the leaders, from the nearest upwards."""
    area = playbook.areas.get(ticket.area or "")
    leaders = (playbook.groups[group].leader, area.leader if area else None, playbook.roles.director)
    by_default = playbook.owner_for(ticket.source, ticket.type, ticket.area)
    return tuple(dict.fromkeys((by_default, *(each for each in leaders if each))))


@dataclass(frozen=True)
class _Search:
    ticket: Ticket
    rule: Rule | None
    playbook: Playbook
    staff: Staffing
    now: datetime

    @property
    def declined(self) -> frozenset[str]:
        return frozenset(each.by for each in self.ticket.declined)

    def run(self) -> tuple[str, Reach, tuple[Considered, ...]]:
        """The ticket's group, how far it went, and everybody who was looked at on the way."""
        home = home_groups(self.rule, self.ticket.area, self.playbook)
        people: tuple[Considered, ...] = ()
        for key in home:
            people += self._considered(key, people)
            if self.asked(Reach.HOME, people):
                return key, Reach.HOME, people
        for key in adjacent_groups(self.ticket.area, self.playbook):
            people += self._considered(key, people)
        found = (reach for reach in (Reach.ADJACENT, Reach.RESTING) if self.asked(reach, people))
        return home[0], next(found, Reach.OWNER), people

    def asked(self, reach: Reach, people: tuple[Considered, ...]) -> tuple[str, ...]:
        verdict = Verdict.RESTING if reach is Reach.RESTING else Verdict.ASKED
        found = (each for each in people if each.verdict is verdict)
        return tuple(each.userid for each in sorted(found, key=lambda each: each.load))

    def owner(self, group: str) -> str:
        """Never nobody: whoever declined or is away only where there is nobody else."""
        return min(answerable(self.ticket, group, self.playbook), key=self._reluctance)

    def _reluctance(self, userid: str) -> tuple[bool, bool, bool]:
        return userid in self.staff.gone, userid in self.declined, self.staff.is_away(userid, self.now)

    def _considered(self, key: str, before: tuple[Considered, ...]) -> tuple[Considered, ...]:
        """Nobody is looked at twice."""
        seen = {each.userid for each in before}
        group = self.playbook.groups[key]
        leads = self.rule is not None and self.rule.to is To.LEADER
        candidates = ((group.leader,) if leads else group.members) + self._on_call(group)
        return tuple(self._judged(userid, group) for userid in dict.fromkeys(candidates) if userid not in seen)

    def _on_call(self, group: Group) -> tuple[str, ...]:
        """Who stands in while the shift is off; then also for the leader."""
        if self._shift_begins(group) <= self.now:
            return ()
        return group.on_call.get(self.now.astimezone(LOCAL).weekday(), ())

    def _judged(self, userid: str, group: Group) -> Considered:
        """The first of its obstacles; with none, whoever it is is asked."""
        verdict, until = next(self._obstacles(userid, group), (Verdict.ASKED, None))
        return Considered(
            userid=userid,
            group=group.key,
            verdict=verdict,
            until=until,
            load=self.staff.load(userid),
            lacks=self._lacks(userid) if verdict is Verdict.UNSKILLED else (),
        )

    def _obstacles(self, userid: str, group: Group) -> Iterator[tuple[Verdict, datetime | None]]:
        if userid in self.staff.gone:
            yield Verdict.GONE, None
        if userid in self.declined:
            yield Verdict.DECLINED, None
        if self._lacks(userid):
            yield Verdict.UNSKILLED, None
        said = self.staff.said_of(userid, self.now)
        if said is not None and said.away:
            yield Verdict.AWAY, said.until
        if self.ticket.life_safety:
            return
        if said is None and userid not in self._on_call(group) and (begins := self._shift_begins(group)) > self.now:
            yield Verdict.OFF_SHIFT, begins
        if rests_until := self.staff.rests_until(userid, group.key, self.playbook.fair_share, self.now):
            yield Verdict.RESTING, rests_until

    def _lacks(self, userid: str) -> tuple[str, ...]:
        wanted = self.rule.skills if self.rule else frozenset()
        person = self.playbook.people.get(userid)
        return tuple(sorted(wanted - (person.skills if person else frozenset())))

    def _shift_begins(self, group: Group) -> datetime:
        return opens_at(self.playbook.calendars[group.calendar] if group.calendar else None, self.now)


def _look_again_at(reach: Reach, people: tuple[Considered, ...], now: datetime) -> datetime | None:
    """When somebody can be asked again, as far as is known, but soon in any case. Somebody at home will do."""
    if reach is Reach.HOME:
        return None
    asked = Verdict.RESTING if reach is Reach.RESTING else Verdict.ASKED
    return min((*(each.until for each in people if each.until and each.verdict is not asked), now + LOOK_AGAIN))
