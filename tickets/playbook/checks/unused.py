"""What is written and then leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from tickets.playbook.checks.names import references
from tickets.playbook.document import Document


def people(document: Document) -> Iterator[tuple[str, str]]:
    used = {name for _, section, name in references(document) if section == "people"}
    for person in document.people:
        if person.userid not in used:
            yield (
                person.where,
                f"{person.userid} is never asked or told: no group, no role. Who only reports stands in [roles] desk",
            )


def skills(document: Document) -> Iterator[tuple[str, str]]:
    """Of rules, that nobody in any of their groups has all of."""
    has = {person.userid: set(person.skills) for person in document.people}
    groups = {group.key: (*group.members, group.leader) for group in document.groups}
    for rule in document.rules:
        people = {userid for key in rule.groups or groups for userid in groups.get(key, ())}
        if rule.skills and not any(has.get(userid, set()) >= set(rule.skills) for userid in people):
            yield f"{rule.where}.skills", "nobody who could be asked has all of them: it goes to whoever answers for it"


def parts(document: Document) -> Iterator[tuple[str, str]]:
    used = {(section, name) for _, section, name in references(document)}
    for condition in document.conditions:
        if ("conditions", condition.name) not in used:
            yield condition.where, "no rule or ladder uses this condition"
    for own in document.fields:
        if ("required", own.key) not in used:
            yield own.where, "is never asked for: name it among what is required, in [defaults] or [[matrix]]"
    for group in document.groups:
        if ("groups", group.key) not in used:
            yield group.where, "no rule, area or ladder uses this group: it never gets a ticket"
    for calendar in document.calendars:
        if ("calendars", calendar.key) not in used:
            yield calendar.where, "nothing uses this calendar"
