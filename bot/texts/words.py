"""The words for what the program has keys for, and one line that tells a ticket or draft from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.channels.shorten import shorten
from handlers.replies import Changes
from tickets.calendar import LOCAL
from tickets.drafts import SURE, Draft, accepted
from tickets.fields import URGENT, Facts, Field, FieldName, known_in
from tickets.intake import Wanted
from tickets.playbook.values import OwnField, Priority
from tickets.ticket import Status, Ticket

LABELS = {
    FieldName.FAULT: "故障",
    FieldName.ADDRESS: "地址",
    FieldName.PHONE: "电话",
    FieldName.OTHER_PHONE: "备用电话",
    FieldName.CUSTOMER: "客户",
    FieldName.CATEGORY: "类别",
    FieldName.URGENT: "紧急",
    FieldName.APPOINTMENT: "预约",
    FieldName.DEVICE: "设备",
    FieldName.PLATE: "车牌",
    FieldName.SERIAL: "序列号",
    FieldName.BRAND: "品牌",
    FieldName.MODEL: "型号",
}

QUESTIONS = {
    FieldName.FAULT: "出了什么问题？请用一句话说说，例如：厨房水管漏水。",
    FieldName.ADDRESS: "在什么地方？例如：钱江新城 3 幢 2 单元 501。",
    FieldName.PHONE: "联系电话是多少？直接回复号码就行。",
    FieldName.OTHER_PHONE: "备用电话是多少？",
    FieldName.CUSTOMER: "联系人怎么称呼？例如：王女士。",
    FieldName.CATEGORY: "属于哪一类？例如：电梯、给排水、暖通空调。",
    FieldName.URGENT: "急不急？回复「加急」或「不急」。",
    FieldName.APPOINTMENT: "客户希望什么时候上门？例如：明天下午 3 点。",
    FieldName.DEVICE: "是什么设备？例如：2 号客梯。",
    FieldName.PLATE: "车牌号是多少？",
    FieldName.SERIAL: "设备序列号是多少？",
    FieldName.BRAND: "是什么品牌？",
    FieldName.MODEL: "是什么型号？",
}

EXAMPLES = {
    FieldName.PHONE: "电话 13800001111",
    FieldName.ADDRESS: "地址 钱江新城3幢2单元501",
    FieldName.FAULT: "故障 电梯门关不上",
    FieldName.CUSTOMER: "客户 王女士",
    FieldName.URGENT: "不急",
}

STATUS = {
    Status.OPEN: "等待接单",
    Status.CLAIMED: "处理中",
    Status.TRAVELLING: "在路上",
    Status.ON_SITE: "已到场",
    Status.WAITING: "等待中",
    Status.DONE: "已完工",
    Status.CLOSED: "已关闭",
    Status.CANCELLED: "已取消",
}

KINDS = {"image": "图片", "voice": "语音", "video": "视频", "file": "文件"}
UNITS = {"image": "张", "voice": "段", "video": "段", "file": "个"}

PRIORITY = {Priority.LOW: "低", Priority.NORMAL: "普通", Priority.HIGH: "高", Priority.URGENT: "紧急"}

LONGEST_LINE = 60
"""Characters: some fault is a whole story, and in a list each line has to leave room for the others."""

DECLINED = {"far": "太远", "parts": "没配件", "skill": "不会修", "off": "下班"}
"""Reasons to pick from; other ones are people's own words."""


def label(what: Wanted) -> str:
    return what.label if isinstance(what, OwnField) else LABELS[what]


def question(what: Wanted) -> str:
    if not isinstance(what, OwnField):
        return QUESTIONS[what]
    return f"{what.question}回复：{'、'.join(what.choices)}。" if what.choices else what.question


def shown(name: FieldName, field: Field) -> str:
    """The value as people read it; a question mark where the reader was not sure."""
    value = ("是" if field.value == URGENT else "否") if name is FieldName.URGENT else field.value
    return value if field.certainty >= SURE or field.said_by_staff else f"{value}（？）"


def urgency(ticket: Ticket) -> str:
    """A mark for what goes before everything else."""
    urgent = ticket.facts.urgent or ticket.life_safety or ticket.priority is Priority.URGENT
    return "【急】" if urgent else ""


def summary(facts: Facts) -> str:
    """One line that tells this ticket from the others."""
    return _line(facts.address, trouble(facts.device, facts.fault)) or facts.category or "报修"


def _line(address: str | None, trouble: str) -> str:
    return shorten(" ".join(filter(None, (address, trouble))), LONGEST_LINE)


def trouble(device: str | None, fault: str | None) -> str:
    """不制冷 says nothing without 空调."""
    return f"{device if device and device not in (fault or '') else ''}{fault}" if fault else ""


def repair(ticket: Ticket) -> str:
    """What was wrong and what was done, in brackets, as far as it was said."""
    told = "，".join(each for each in (ticket.cause, ticket.remedy) if each)
    return f"（{told}）" if told else ""


def offers(draft: Draft) -> str:
    """What might be right besides; empty where nothing is offered."""
    values = "、".join(f"{LABELS[name]} {offer.value}" for name, offer in accepted(draft))
    return f"可能是：{values}。回复「是」填上" if values else ""


def draft_summary(draft: Draft) -> str:
    what = trouble(draft.value(FieldName.DEVICE), draft.value(FieldName.FAULT))
    return _line(draft.value(FieldName.ADDRESS), what) or draft.text[:20] or "图片"


def known_lines(facts: Facts) -> Iterator[str]:
    """In a text numbers can be tapped and nothing is cut; on a card they cannot and long rows are."""
    wanted = (
        FieldName.FAULT,
        FieldName.ADDRESS,
        FieldName.CUSTOMER,
        FieldName.PHONE,
        FieldName.OTHER_PHONE,
        FieldName.APPOINTMENT,
    )
    known = known_in(facts)
    yield from (f"{LABELS[name]}：{known[name]}" for name in wanted if name in known)


def clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%m-%d %H:%M}"


def mended(ticket: Ticket) -> str:
    """What was wrong and what was done, as far as it was said."""
    told = (f"原因 {ticket.cause}" if ticket.cause else "", f"处理 {ticket.remedy}" if ticket.remedy else "")
    return "；".join(filter(None, told))


def enclosures(kinds: Mapping[str, int]) -> str:
    return "，".join(f"{KINDS[kind]} {count} {UNITS[kind]}" for kind, count in kinds.items())


def listed(changes: Changes) -> str:
    return "；".join(
        f"{LABELS[name]} → {shown(name, field)}" if field else f"{LABELS[name]} 已删掉" for name, field in changes
    )


def such_as(numbers: tuple[str, ...]) -> str:
    """How to name a ticket: by the person's own, where there are some."""
    return f"（您的：{'、'.join(numbers)}）" if numbers else "，例如 1122-7"
