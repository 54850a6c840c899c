"""There is never a ticket that nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator

from tickets.playbook.build import GENERAL, Owners
from tickets.playbook.document import Document
from tickets.playbook.ladder import Recipient
from tickets.playbook.values import OwnerRule

NOT_ONE_PERSON = "必须是一个人：userid、「leader of 班组的 key」「director」或「area leader」"


def impossible(document: Document) -> Iterator[tuple[str, str]]:
    for row in document.matrix:
        if row.owner and not _is_one_person(row.owner):
            yield f"{row.where}.owner", "必须是一个人：userid、「leader of 班组的 key」或「director」"
        elif row.owner and row.owner.role == "director" and not document.roles.director:
            yield f"{row.where}.owner", "没有写「director」是谁：写进 [roles]"
    for entry in document.owners:
        if entry.owner.role != "area_leader" and not _is_one_person(entry.owner):
            yield f"{entry.where}.owner", NOT_ONE_PERSON
        elif entry.owner.role == "director" and not document.roles.director:
            yield f"{entry.where}.owner", "没有写「director」是谁：写进 [roles]"


def never(document: Document) -> Iterator[tuple[str, str]]:
    """An earlier one takes all that this one is for."""
    owners = Owners(document)
    earlier: list[OwnerRule] = []
    for entry in document.owners:
        rules = list(owners.rules(entry))
        if rules and all(any(_takes(each, rule) for each in earlier) for rule in rules):
            yield entry.where, "永远轮不到：前面的已经全管了。挪到前面，或者删掉"
        earlier += rules


def _takes(earlier: OwnerRule, rule: OwnerRule) -> bool:
    return earlier.type in (None, rule.type) and earlier.area in (None, rule.area)


def _is_one_person(whom: Recipient) -> bool:
    return whom.userid is not None or whom.leader_of is not None or whom.role == "director"


def nobody(document: Document) -> Iterator[tuple[str, str]]:
    """Without [[owners]] the leader of the default group answers for everything."""
    if not document.owners:
        return
    owners = Owners(document)
    rules = [rule for entry in document.owners for rule in owners.rules(entry)]
    of_types = {row.type for row in document.matrix if row.owner and row.source is None}
    types = {each.key: each.name for each in document.types} or {GENERAL.key: GENERAL.name}
    areas = {area.key: f"「{area.name}」" for area in document.areas} | {None: "不在任何片区"}
    lacking = [
        f"{area_name}的「{name}」"
        for key, name in types.items()
        for area, area_name in areas.items()
        if not of_types & {key, None}
        and not any(rule.type in (None, key) and rule.area in (None, area) for rule in rules)
    ]
    if lacking:
        more = f"等 {len(lacking)} 种" if len(lacking) > 3 else ""
        yield (
            document.owners[-1].where,
            f"{'、'.join(lacking[:3])}{more}没有人负责：最后加一条只写「owner」的 [[owners]]",
        )
