"""Names that nothing has, and names that two things have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from tickets.fields import CATEGORIES, FieldName
from tickets.playbook import document as doc
from tickets.playbook.build import deeds
from tickets.playbook.ladder import Recipient
from tickets.playbook.values import PICTURE

Reference = tuple[str, str, str]
"""Where it stands, the section that should have it, and the name."""

KEYS = {
    "people": "userid",
    "groups": "key",
    "areas": "key",
    "types": "key",
    "fields": "key",
    "calendars": "key",
    "conditions": "name",
    "rules": "name",
    "ladders": "name",
}
REQUIRABLE = (*FieldName, PICTURE)


def given_in(table: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    given = {section: frozenset(name for _, name in _names(table, section)) for section in KEYS}
    return given | {"required": frozenset(REQUIRABLE) | given["fields"], "categories": frozenset(CATEGORIES)}


def repeated(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section in KEYS:
        first: dict[str, str] = {}
        for where, name in _names(table, section):
            if (earlier := first.setdefault(name, where)) != where:
                yield where, f"「{name}」已经有了，是「{earlier.rpartition('.')[0]}」：不能重名，换一个"
    for where, name in _names(table, "fields"):
        if name in REQUIRABLE:
            yield where, f"「{name}」是本来就有的字段：自定义字段要换一个「key」"


def unknown(document: doc.Document, given: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    for where, section, name in references(document):
        if name not in given[section]:
            yield where, f"{_called(section)}里没有「{name}」。{_advice(section, name, given[section])}"


def references(document: doc.Document) -> Iterator[Reference]:
    yield from _of_organisation(document)
    yield from _of_promises(document)
    for condition in document.conditions:
        yield from _of_when(condition.when)
    for rule in document.rules:
        yield from _of_when(rule.when)
        yield from _all(f"{rule.where}.groups", "groups", rule.groups)
    for ladder in document.ladders:
        yield from _of_when(ladder.when)
        for step in ladder.steps:
            for deed, whom in deeds(step).items():
                for number, each in enumerate(whom):
                    yield from _of_recipient(f"{step.where}.{deed}[{number}]", each)


def _of_organisation(document: doc.Document) -> Iterator[Reference]:
    for group in document.groups:
        yield from _all(f"{group.where}.members", "people", group.members)
        yield f"{group.where}.leader", "people", group.leader
        yield from _maybe(f"{group.where}.calendar", "calendars", group.calendar)
        for members in group.on_call.values():
            yield from _all(f"{group.where}.on_call", "people", members)
    for area in document.areas:
        yield from _all(f"{area.where}.groups", "groups", area.groups)
        yield from _all(f"{area.where}.adjacent", "areas", area.adjacent)
        yield from _maybe(f"{area.where}.leader", "people", area.leader)
        yield from _maybe(f"{area.where}.butler", "people", area.butler)
        yield from _maybe(f"{area.where}.calendar", "calendars", area.calendar)
    yield from _maybe("roles.director", "people", document.roles.director)
    yield from _all("roles.quality", "people", document.roles.quality)
    yield from _all("roles.desk", "people", document.roles.desk)
    yield from _maybe("roles.butler", "people", document.roles.butler)


def _of_promises(document: doc.Document) -> Iterator[Reference]:
    defaults = document.defaults
    yield from _maybe(f"{defaults.where}.group", "groups", defaults.group or None)
    yield from _all(f"{defaults.where}.required", "required", defaults.required)
    yield from _maybe(f"{defaults.where}.calendar", "calendars", defaults.calendar)
    for each in document.types:
        yield from _all(f"{each.where}.categories", "categories", each.categories)
        yield from _maybe(f"{each.where}.calendar", "calendars", each.calendar)
    for row in document.matrix:
        yield from _maybe(f"{row.where}.type", "types", row.type)
        yield from _all(f"{row.where}.required", "required", row.required or ())
        if row.owner is not None:
            yield from _of_recipient(f"{row.where}.owner", row.owner)
    for owner in document.owners:
        yield from _maybe(f"{owner.where}.type", "types", owner.type)
        yield from _maybe(f"{owner.where}.area", "areas", owner.area)
        yield from _of_recipient(f"{owner.where}.owner", owner.owner)


def _of_when(when: doc.When) -> Iterator[Reference]:
    for each in walk(when):
        yield from _all(f"{each.where}.type", "types", each.type or ())
        yield from _all(f"{each.where}.area", "areas", each.area or ())
        yield from _all(f"{each.where}.category", "categories", each.category or ())
        yield from _all(f"{each.where}.is", "conditions", each.is_ or ())


def walk(when: doc.When) -> Iterator[doc.When]:
    """It and all that is nested in it."""
    yield when
    for inner in (*(when.all_ or ()), *(when.any_ or ()), *((when.not_,) if when.not_ else ())):
        yield from walk(inner)


def _of_recipient(where: str, whom: Recipient) -> Iterator[Reference]:
    yield from _maybe(where, "people", whom.userid)
    yield from _maybe(where, "groups", whom.leader_of or whom.group)


def _all(where: str, section: str, names: Iterable[str]) -> Iterator[Reference]:
    for number, name in enumerate(names):
        yield f"{where}[{number}]", section, name


def _maybe(where: str, section: str, name: str | None) -> Iterator[Reference]:
    if name is not None:
        yield where, section, name


def _names(table: Mapping[str, Any], section: str) -> Iterator[tuple[str, str]]:
    """As far as they can be read: the reader complains of the others."""
    entries = table.get(section)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get(KEYS[section]) if isinstance(entry, Mapping) else None
        if isinstance(name, str):
            yield f"{section}[{number}].{KEYS[section]}", name.strip().lower() if section == "people" else name


def _called(section: str) -> str:
    return {"required": "可以要求的字段", "categories": "类别"}.get(section, f"「{section}」")


def _advice(section: str, name: str, given: frozenset[str]) -> str:
    if likely := get_close_matches(name, sorted(given), n=1):
        return f"是不是「{likely[0]}」？"
    if section in KEYS and len(given) > 20:
        return f"用 [[{section}]] 加上，或者改对名字"
    return f"有的是：{'、'.join(sorted(given))}" if given else f"用 [[{section}]] 加上"
