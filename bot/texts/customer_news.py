"""What customers are told without asking: how far their matter is, and at the end whether it is solved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.channels.facts import Fact, Facts
from bot.config import SmsTemplate
from bot.texts.customer_answers import master, waiting
from bot.texts.times import moment
from tickets.deadlines import Promise, deadlines_for
from tickets.notifications import Stage
from tickets.playbook import Playbook
from tickets.ticket import Ticket

WORDS: Mapping[Stage, str] = {
    Stage.REPORTED: "您的报修已受理，单号 {number}。有进展会马上告诉您。",
    Stage.CLAIMED: "报修单 {number}：{who}已接单{arrival}。",
    Stage.TRAVELLING: "报修单 {number}：{who}已出发，正在赶来{arrival}。",
    Stage.ON_SITE: "报修单 {number}：{who}已到场，正在维修。",
    Stage.WAITING: "报修单 {number}：{waiting}，到时{who}接着处理。",
    Stage.DONE: "报修单 {number}：{who}已修好。请您确认：解决了回复「已解决」，没修好回复「没修好」，我们再来。",
    Stage.CLOSED: "报修单 {number} 已完成。还有问题，直接在这里告诉我们。",
    Stage.CANCELLED: "报修单 {number} 已取消。需要时随时再报修。",
    Stage.NOT_YET: "报修单 {number}：{who}还没弄完，继续处理，好了再请您确认。",
    Stage.REWORK: "报修单 {number}：已安排{who}再来处理，让您费心了。",
    Stage.LOOKED_FOR: "报修单 {number}：抱歉，要换一位师傅，正在给您安排。",
}
STATUS: Mapping[Stage, str] = {
    Stage.REPORTED: "已受理",
    Stage.CLAIMED: "已接单",
    Stage.TRAVELLING: "师傅已出发",
    Stage.ON_SITE: "正在维修",
    Stage.WAITING: "稍后继续",
    Stage.DONE: "已修好待确认",
    Stage.CLOSED: "已完成",
    Stage.CANCELLED: "已取消",
    Stage.NOT_YET: "继续处理",
    Stage.REWORK: "再次处理",
    Stage.LOOKED_FOR: "重新安排",
}
"""As short as an approved template wants it: five characters are kept."""
LONGER = {Stage.DONE: "待您确认"}
BY_SMS = {Stage.DONE: "待您确认，请点链接"}
"""Where nobody can answer what they read."""
OTHERS = "您报修的问题"
"""What stands for the fault where somebody else reported it first."""


def words(stage: Stage, ticket: Ticket, playbook: Playbook, *, link: str | None) -> str:
    due = arrival(ticket, playbook) if stage in (Stage.CLAIMED, Stage.TRAVELLING) else None
    told = WORDS[stage].format(
        number=ticket.number,
        who=master(ticket.assignee, playbook),
        arrival=f"，预计 {moment(due, beside=ticket.moved_at or ticket.opened_at)} 前到" if due else "",
        waiting=waiting(ticket.wait) if ticket.wait else "",
    )
    return f"{told}\n进度：{link}" if link else told


def facts(stage: Stage, ticket: Ticket, playbook: Playbook, *, link: str | None, own: bool, now: datetime) -> Facts:
    known: dict[Fact, str | datetime] = {
        Fact.NUMBER: str(ticket.number),
        Fact.FAULT: (ticket.facts.fault if own else None) or OTHERS,
        Fact.WHO: master(ticket.assignee, playbook),
        Fact.STATUS: LONGER.get(stage, STATUS[stage]),
        Fact.AT: ticket.moved_at or now,
        Fact.NOTE: STATUS[stage],
    }
    if (due := arrival(ticket, playbook)) is not None:
        known[Fact.ARRIVAL] = due
    if own and ticket.facts.address:
        known[Fact.PLACE] = ticket.facts.address
    if link is not None:
        known[Fact.LINK] = link
    return known


def by_sms(stage: Stage, facts: Facts, template: SmsTemplate) -> Facts:
    has_link = facts.get(Fact.LINK) and template.shows(Fact.LINK)
    return {**facts, Fact.STATUS: BY_SMS[stage]} if stage in BY_SMS and has_link else facts


def arrival(ticket: Ticket, playbook: Playbook) -> datetime | None:
    """What was promised, while it can still be kept."""
    due = {each.promise: each.due_at for each in deadlines_for(ticket, playbook) if each.kept_at is None}
    at = due.get(Promise.ARRIVE)
    return at if at is not None and at > (ticket.moved_at or ticket.opened_at) else None
