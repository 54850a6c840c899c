"""Rules and ladders that are never reached: their conditions contradict themselves, or an earlier one takes all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tickets.playbook.build import GENERAL, Conditions
from tickets.playbook.checks.names import references
from tickets.playbook.conditions import All, Condition, Not
from tickets.playbook.document import Document, LadderEntry, RuleEntry
from tickets.playbook.satisfiable import World, can_hold


def never(document: Document) -> Iterator[tuple[str, str]]:
    spoken_of = {name for where, section, name in references(document) if section == "types"}
    world = World(types=tuple({each.key for each in document.types or (GENERAL,)} | spoken_of))
    conditions = Conditions(document.conditions)
    yield from _of_several(document.rules, conditions, world)
    yield from _of_several(document.ladders, conditions, world)


def _of_several(
    entries: Sequence[RuleEntry | LadderEntry], conditions: Conditions, world: World
) -> Iterator[tuple[str, str]]:
    whens = [conditions.meant_by(entry.when) for entry in entries]
    for number, (entry, when) in enumerate(zip(entries, whens, strict=True)):
        where = entry.when.where or entry.where
        if not can_hold(when, world):
            yield where, "永远不会成立：其中的条件互相矛盾"
        elif not can_hold(_but_none_of(when, whens[:number]), world):
            taker = _taker(when, whens[:number], world)
            yield where, f"永远轮不到：{_by(entries[taker].name if taker is not None else None)}"


def _by(taker: str | None) -> str:
    if taker is None:
        return "前面几条合起来已经全占了"
    return f"前面的「{taker}」已经全占了。挪到它前面"


def _taker(when: Condition, earlier: Sequence[Condition], world: World) -> int | None:
    takers = (at for at, other in enumerate(earlier) if not can_hold(_but_none_of(when, [other]), world))
    return next(takers, None)


def _but_none_of(when: Condition, others: Sequence[Condition]) -> Condition:
    return All(parts=(when, *(Not(part=other) for other in others)))
