"""Ladders that give a ticket back to whoever had it: from group to group and round again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tickets.playbook.build import GENERAL, Conditions
from tickets.playbook.conditions import All, Condition, Not, OneOf
from tickets.playbook.document import AreaEntry, Document, LadderEntry, RuleEntry
from tickets.playbook.ladder import Recipient
from tickets.playbook.satisfiable import World, can_hold
from tickets.playbook.values import To

Holder = tuple[str, str]
"""A person by userid, or the members of a group by its key."""
MOST_TRIES = 200
"""For each ladder; of what comes after them nothing is said."""


def found_in(document: Document) -> Iterator[tuple[str, str]]:
    for number, ladder in enumerate(document.ladders):
        yield from _to_an_earlier_step(document, ladder)
        yield from _to_the_first(document, number)


def _to_an_earlier_step(document: Document, ladder: LadderEntry) -> Iterator[tuple[str, str]]:
    had: dict[Holder, str] = {}
    for step in ladder.steps:
        for whom in step.reassign:
            holder = _holder(whom, document)
            if holder is not None and (earlier := had.setdefault(holder, step.where)) != step.where:
                yield f"{step.where}.reassign", f"又转回「{earlier}」里已经转过的人或班组"


def _to_the_first(document: Document, number: int) -> Iterator[tuple[str, str]]:
    """Whoever had it before the first step, by rule and area."""
    for step in document.ladders[number].steps:
        for whom in step.reassign:
            holder = _holder(whom, document)
            if holder is not None and (way := _way_to(holder, document, number)) is not None:
                yield f"{step.where}.reassign", f"工单本来就在那里，不用再转：{way}"
                return


def _way_to(holder: Holder, document: Document, number: int) -> str | None:
    """How a ticket that climbs this ladder comes to be theirs to begin with; None: it does not."""
    conditions = Conditions(document.conditions)
    world = World(types=tuple(each.key for each in document.types or (GENERAL,)))
    climbs = [conditions.meant_by(each.when) for each in document.ladders[: number + 1]]
    ladder = All(parts=(climbs[-1], *(Not(part=each) for each in climbs[:-1])))
    ways = islice(_ways(holder, document, conditions), MOST_TRIES)
    return next((told for told, when in ways if can_hold(All(parts=(ladder, when)), world)), None)


def _ways(holder: Holder, document: Document, conditions: Conditions) -> Iterator[tuple[str, Condition]]:
    """Each with the condition under which it is gone."""
    whens = [conditions.meant_by(rule.when) for rule in document.rules]
    for number, rule in enumerate((*document.rules, None)):
        before = tuple(Not(part=each) for each in whens[:number])
        when = All(parts=(*whens[number : number + 1], *before))
        name = f"按规则「{rule.name}」" if rule is not None else "没有规则对得上"
        if rule is not None and rule.groups:
            if _asked(rule.groups[0], rule, document) == holder:
                yield name, when
            continue
        for area, there in _areas(document):
            group = area.groups[0] if area is not None and area.groups else document.defaults.group
            if _asked(group, rule, document) == holder:
                yield f"{name}，{f'片区「{area.name}」' if area else '不在任何片区'}", All(parts=(when, there))


def _areas(document: Document) -> Iterator[tuple[AreaEntry | None, Condition]]:
    for area in document.areas:
        yield area, OneOf(what="area", values=(area.key,))
    yield None, Not(part=OneOf(what="area", values=tuple(area.key for area in document.areas)))


def _asked(group: str, rule: RuleEntry | None, document: Document) -> Holder | None:
    if rule is not None and rule.to is To.LEADER:
        return _holder(Recipient(leader_of=group), document)
    return ("group", group)


def _holder(whom: Recipient, document: Document) -> Holder | None:
    """None: whoever that is depends on the ticket."""
    if whom.group is not None:
        return ("group", whom.group)
    if whom.leader_of is not None:
        leader = next((group.leader for group in document.groups if group.key == whom.leader_of), None)
        return ("person", leader) if leader is not None else None
    userid = document.roles.director if whom.role == "director" else whom.userid
    return ("person", userid) if userid is not None else None
