"""Who is asked to take a ticket, and why. Pure: the same facts give the same answer.

Rule (else the area's groups, else the default one) -> skills -> availability -> fair share. The groups are tried in
their order until there is somebody. Nobody: the groups of the adjacent areas, all at once. Still nobody: those who are
only resting. Nobody at all: whoever answers for the ticket gets it, even where they declined like everybody else.

A ladder's step that has given it to others goes before rule and area: from then on only they are looked for, and
whoever leads them stands in.

Off shift, and once somebody has said that their day is over, only those on call are asked; but life-safety knows
neither shifts nor rests. Whoever was asked while they were on stays asked: a ticket is not taken out of their hand
because the clock strikes; the others come in addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tickets.calendar import LOCAL, opens_at, spans
from tickets.playbook.conditions import Facing
from tickets.playbook.unmet import unmet
from tickets.playbook.values import Group, Playbook, Rule, To
from tickets.presence import is_away
from tickets.staffing import Staffing
from tickets.ticket import Ticket
from tickets.trace import Considered, PassedOver, Reach, Trace, Verdict
from tickets.turns import Turn, brought_in, turn_of

LOOK_AGAIN = timedelta(minutes=15)
"""Somebody may be back, or be new, without anybody having said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """`asked` may claim it, whoever has least to do first; never empty.

    `owner` answers for it until it is claimed. `look_again_at`: somebody nearer can be asked then.
    """

    group: str
    asked: tuple[str, ...]
    owner: str
    look_again_at: datetime | None
    trace: Trace


def dispatch(ticket: Ticket, facing: Facing, playbook: Playbook, staff: Staffing, now: datetime) -> Dispatch:
    rule, passed_over = rule_for(facing, playbook)
    search = _Search(ticket, rule, turn_of(ticket, playbook), playbook, staff, now)
    group, reach, people = search.run()
    owner = search.owner(group)
    asked = search.asked(reach, people) or ((owner,) if owner not in search.declined else ())
    everybody = tuple(dict.fromkeys((*asked, *search.brought_in())))
    return Dispatch(
        group=group,
        asked=everybody or (owner,),
        owner=asked[0] if search.answers and reach is not Reach.OWNER else owner,
        look_again_at=search.look_again_at(reach, people),
        trace=Trace(
            rule=rule.name if rule else "",
            passed_over=passed_over,
            to_leader=search.leads,
            reach=reach,
            people=people,
            ladder=search.turn.ladder if search.turn else "",
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


def near_groups(ticket: Ticket, facing: Facing, playbook: Playbook) -> tuple[str, ...]:
    if (turn := turn_of(ticket, playbook)) is not None:
        return (turn.group,)
    return home_groups(rule_for(facing, playbook)[0], ticket.area, playbook)


def far_groups(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Where nobody near can be asked; whoever was chosen by a ladder has somebody who stands in."""
    return () if turn_of(ticket, playbook) else adjacent_groups(ticket.area, playbook)


def home_groups(rule: Rule | None, area: str | None, playbook: Playbook) -> tuple[str, ...]:
    place = playbook.areas.get(area or "")
    return (rule.groups if rule else ()) or (place.groups if place else ()) or (playbook.default_group,)


def adjacent_groups(area: str | None, playbook: Playbook) -> tuple[str, ...]:
    place = playbook.areas.get(area or "")
    adjacent = place.adjacent if place else ()
    return tuple(dict.fromkeys(group for key in adjacent for group in playbook.areas[key].groups))


def answerable(ticket: Ticket, group: str, playbook: Playbook) -> tuple[str, ...]:
    """Who answers for it by default, then the leaders, from the nearest upwards; the leaders first where a ladder has
    given it to others.
    """
    area = playbook.areas.get(ticket.area or "")
    leaders = (playbook.groups[group].leader, area.leader if area else None, playbook.roles.director)
    by_default = playbook.owner_for(ticket.source, ticket.type, ticket.area)
    chain = (leaders[0], leaders[2], by_default, leaders[1]) if turn_of(ticket, playbook) else (by_default, *leaders)
    return tuple(dict.fromkeys(each for each in chain if each))


@dataclass(frozen=True)
class _Search:
    ticket: Ticket
    rule: Rule | None
    turn: Turn | None
    playbook: Playbook
    staff: Staffing
    now: datetime

    @property
    def declined(self) -> frozenset[str]:
        return frozenset(each.by for each in self.ticket.declined)

    def run(self) -> tuple[str, Reach, tuple[Considered, ...]]:
        """The ticket's group, how far it went, and everybody who was looked at on the way."""
        home = (self.turn.group,) if self.turn else home_groups(self.rule, self.ticket.area, self.playbook)
        people: tuple[Considered, ...] = ()
        for key in home:
            people += self._considered(key, people)
            if self.asked(Reach.HOME, people):
                return key, Reach.HOME, people
        for key in far_groups(self.ticket, self.playbook):
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
        return (
            userid in self.staff.gone,
            userid in self.declined,
            self._is_away(userid),
        )

    def _is_away(self, userid: str) -> bool:
        return is_away(userid, self.playbook, self.staff, self.now, life_safety=self.ticket.life_safety)

    def _considered(self, key: str, before: tuple[Considered, ...]) -> tuple[Considered, ...]:
        """Nobody is looked at twice."""
        seen = {each.userid for each in before}
        group = self.playbook.groups[key]
        own = (group.leader,) if self.leads else group.members
        candidates = own + self._were_on_call(group) + self._on_call(group)
        if self.turn is not None and self.turn.person is not None:
            candidates = (self.turn.person,)
        return tuple(self._judged(userid, group) for userid in dict.fromkeys(candidates) if userid not in seen)

    @property
    def leads(self) -> bool:
        return self.turn.leads if self.turn is not None else self.rule is not None and self.rule.to is To.LEADER

    @property
    def answers(self) -> bool:
        """Whoever is asked is one person, who was chosen, and answers for it."""
        return self.leads or (self.turn is not None and self.turn.is_named)

    def brought_in(self) -> tuple[str, ...]:
        """By a ladder's step; whoever is away only where all of them are."""
        out = self.staff.gone | self.declined
        people = tuple(userid for userid in brought_in(self.ticket, self.playbook) if userid not in out)
        return tuple(userid for userid in people if not self._is_away(userid)) or people

    def _back_at(self) -> Iterator[datetime]:
        """When those whom it has brought in and who are away will be there."""
        said = (self.staff.said_of(each, self.now) for each in brought_in(self.ticket, self.playbook))
        yield from (each.until for each in said if each is not None and each.away and each.until is not None)

    def _on_call(self, group: Group) -> tuple[str, ...]:
        """Who stands in while the shift is off; then also for the leader."""
        if self._shift_begins(group) <= self.now:
            return ()
        return group.on_call.get(self.now.astimezone(LOCAL).weekday(), ())

    def _were_on_call(self, group: Group) -> tuple[str, ...]:
        """Whoever was asked because it was their night stays so when it is another's; where only the leader is looked
        for, unless they were asked by something else.
        """
        if self.leads and (self.turn is not None or self.rule is None or self.rule.name != self.ticket.rule):
            return ()
        ever = {userid for day in group.on_call.values() for userid in day} if group.key == self.ticket.group else ()
        return tuple(userid for userid in self.ticket.asked if userid in ever and self._was_asked(userid))

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
        if self.staff.is_on_leave(userid, self.now):
            yield Verdict.AWAY, said.until if said is not None else None
        if self.ticket.life_safety or (self.turn is not None and self.turn.person is not None):
            return
        on_call = userid in self._on_call(group)
        if said is not None and said.away and not on_call:
            yield Verdict.OFF_SHIFT, said.until
        if self._was_asked(userid):
            return
        if said is None and not on_call and (begins := self._shift_begins(group)) > self.now:
            yield Verdict.OFF_SHIFT, begins
        if rests_until := self.staff.rests_until(userid, group.key, self.playbook.fair_share, self.now):
            yield Verdict.RESTING, rests_until

    def _was_asked(self, userid: str) -> bool:
        """Among their own; who was asked because there was nobody else is looked at afresh."""
        return self.ticket.reach is Reach.HOME and userid in self.ticket.asked

    def _lacks(self, userid: str) -> tuple[str, ...]:
        wanted = self.rule.skills if self.rule and not (self.turn and self.turn.is_named) else frozenset()
        person = self.playbook.people.get(userid)
        return tuple(sorted(wanted - (person.skills if person else frozenset())))

    def _shift_begins(self, group: Group) -> datetime:
        return opens_at(self.playbook.calendars[group.calendar] if group.calendar else None, self.now)

    def look_again_at(self, reach: Reach, people: tuple[Considered, ...]) -> datetime | None:
        """When somebody else can be asked, as far as is known, but soon in any case where nobody at home is."""
        asked = Verdict.RESTING if reach is Reach.RESTING else Verdict.ASKED
        known = [each.until for each in people if each.until and each.verdict is not asked]
        known += self._back_at()
        if reach is not Reach.HOME:
            return min((*known, self.now + LOOK_AGAIN))
        groups = dict.fromkeys(each.group for each in people)
        turns = (self._others_are_on_call_at(self.playbook.groups[key]) for key in groups)
        return min((*known, *(each for each in turns if each is not None)), default=None)

    def _others_are_on_call_at(self, group: Group) -> datetime | None:
        """When the shift ends; off shift, when the day does, or the next shift begins."""
        if not group.on_call or group.calendar is None or self.ticket.life_safety:
            return None
        begins, ends = next(spans(self.playbook.calendars[group.calendar], self.now))
        if begins <= self.now:
            return ends
        tomorrow = self.now.astimezone(LOCAL).date() + timedelta(days=1)
        return min(begins, datetime.combine(tomorrow, time(0), LOCAL).astimezone(self.now.tzinfo))
