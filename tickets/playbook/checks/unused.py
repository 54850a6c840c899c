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
                f"「{person.userid}」不在班组里，也没有角色，什么也收不到：只提单的人写进 [roles] 的「desk」",
            )


def skills(document: Document) -> Iterator[tuple[str, str]]:
    """Of rules, that nobody in any of their groups has all of."""
    has = {person.userid: set(person.skills) for person in document.people}
    groups = {group.key: (*group.members, group.leader) for group in document.groups}
    for rule in document.rules:
        people = {userid for key in rule.groups or groups for userid in groups.get(key, ())}
        if rule.skills and not any(has.get(userid, set()) >= set(rule.skills) for userid in people):
            yield f"{rule.where}.skills", "能问到的人里没有一个样样技能都有：工单会由负责人安排"


def parts(document: Document) -> Iterator[tuple[str, str]]:
    used = {(section, name) for _, section, name in references(document)}
    for condition in document.conditions:
        if ("conditions", condition.name) not in used:
            yield condition.where, "没有规则或升级阶梯用到这个条件"
    for own in document.fields:
        if ("required", own.key) not in used:
            yield own.where, "从来不会问：写进 [defaults] 或 [[matrix]] 的「required」"
    for group in document.groups:
        if ("groups", group.key) not in used:
            yield group.where, "没有规则、片区或升级阶梯用到这个班组：它永远接不到工单"
    for calendar in document.calendars:
        if ("calendars", calendar.key) not in used:
            yield calendar.where, "没有哪里用到这个日历"
