"""Every sentence that people read in a chat, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from handlers import replies as r
from handlers.replies import Changes, Reply
from tickets.calendar import LOCAL
from tickets.drafts import SURE, Draft, accepted
from tickets.errors import AlreadyClaimed, DomainError, DraftClosed, InvalidTransition, NotAllowed, NotFound
from tickets.fields import URGENT, Facts, Field, FieldName, Method, known_in
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket

LABELS = {
    FieldName.FAULT: "故障",
    FieldName.ADDRESS: "地址",
    FieldName.PHONE: "电话",
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

STATUS = {Status.OPEN: "等待接单", Status.CLAIMED: "处理中", Status.DONE: "已完工"}

CLOSED_DRAFT = {"submitted": "已经提交", "discarded": "已经作废", "expired": "已经过期"}

NOT_ALLOWED = {
    "not_in_group": "这张工单派给了别的班组，您不在其中。",
    "not_assignee": "只有接单的人才能点完工。",
    "not_yours": "这是别人的草稿，您不能改。",
    "not_concerned": "只有报修的人和负责的班组能改这张工单。",
    "required": "这一项是必填的，不能去掉，可以改成别的。",
}

KINDS = {"image": "图片", "voice": "语音", "video": "视频", "file": "文件"}

HELP = """报修：把客户的话转发或粘贴给我，几条一起发也行。我填好草稿，您点「提交」。
改草稿：直接说，例如「电话 13800001111，不急」；一次可以改几项。
不想点按钮，回复「提交」「作废」也行。
问进度：回复工单号，例如 1122-7。
补充或催单：带上工单号，例如「1122-7 客户又催了」；发图片先说工单号。
接单、完工：点卡片，或回复「1122-7 接单」「1122-7 完工」。
手上的单子：回复「我的工单」。"""

UNSUPPORTED = {"malformed": "这条消息没有收完整，请再发一次。"}


def shown(name: FieldName, field: Field) -> str:
    """The value as people read it; a question mark where the reader was not sure."""
    value = ("是" if field.value == URGENT else "否") if name is FieldName.URGENT else field.value
    return value if field.certainty >= SURE or field.said_by_staff else f"{value}（？）"


def reply(said: Reply, playbook: Playbook) -> str:
    match said:
        case r.Corrected():
            return _corrected(said)
        case r.Filled():
            return _filled(said)
        case r.NothingToCorrect(numbers):
            return "没有草稿可改。要改已提交的工单，请回复工单号" + _such_as(numbers) + "。"
        case r.Question(about, again):
            return ("没看明白，再说一次好吗？" if again else "") + QUESTIONS[about]
        case r.Submitted(number):
            return f"已提交，工单号 {number}。有人接单我会告诉您。"
        case r.AlreadySubmitted(number):
            return f"这份草稿已经提交过了，工单号 {number}。"
        case r.Discarded():
            return "草稿已作废，没有派单。"
        case r.NoDraft():
            return "现在没有要提交的草稿。把客户的话转发给我，我来填。"
        case r.WhichDraft(drafts):
            return _which_draft(drafts)
        case r.HowToCorrect(fields):
            return _how_to_correct(fields)
        case r.SourceWords(fields, text):
            return _source_words(fields, text)
        case r.Noted():
            return _noted(said, playbook)
        case r.Amended(number, changes):
            return f"工单 {number} 已改：{_listed(changes)}。"
        case r.State(ticket):
            return _state(ticket, playbook)
        case r.MyTickets(tickets):
            return _my_tickets(tickets, playbook)
        case r.WhichTicket(numbers):
            return "说的是哪张工单？请回复工单号" + _such_as(numbers) + "。"
        case r.UnknownTicket(numbers):
            return f"没有找到工单 {'、'.join(numbers)}，请核对后再回复一次工单号。"
        case r.Greeting(thanked):
            return "不客气！" if thanked else "在的。把客户的话转发给我，我来填工单；想知道我会什么，回复「帮助」。"
        case r.Help():
            return HELP
        case r.Welcome():
            return (
                "您好，我是派单。把客户的报修消息转发或粘贴给我，我来填工单草稿，您核对后点「提交」，师傅马上就能接单。"
                "想知道我会什么，回复「帮助」。"
            )
        case r.UnsupportedKind(what):
            return UNSUPPORTED.get(what, "这种消息我还看不懂，请发文字、图片、语音或位置。")
        case r.YoursNow(ticket):
            return _yours_now(ticket)
        case r.CarryOn(number):
            return f"{number} 好的，辛苦了。"
        case r.WellDone(number):
            return f"{number} 已完工，辛苦了！"
        case r.Refusal(error):
            return refusal(error, playbook)
        case r.OutdatedButton():
            return "这个按钮已经不用了，请看最新的卡片。"
        case r.Several(replies):
            return "\n".join(reply(each, playbook) for each in replies)
        case _:
            assert_never(said)


def refusal(error: DomainError, playbook: Playbook) -> str:
    match error:
        case AlreadyClaimed():
            return f"{error.number} 已经被 {playbook.name_of(error.by)} 接单了。"
        case InvalidTransition():
            return f"{error.number} 现在是「{STATUS[Status(error.status)]}」，不能这样操作。"
        case DraftClosed(number=str() as number):
            return f"这份草稿已经提交，工单号 {number}。要改就带上工单号说，例如：{number} 电话 13800001111。"
        case DraftClosed():
            return f"这份草稿{CLOSED_DRAFT[error.status]}。要报修请再转发一次。"
        case NotAllowed():
            return NOT_ALLOWED[error.why]
        case NotFound():
            return "没有找到，可能是很久以前的卡片。"
        case _:
            raise AssertionError(f"nobody has put {type(error).__name__} into words")


def summary(facts: Facts) -> str:
    """One line that tells this ticket from the others."""
    return " ".join(part for part in (facts.address, facts.fault) if part) or facts.category or "报修"


def draft_summary(draft: Draft) -> str:
    parts = (draft.value(FieldName.ADDRESS), draft.value(FieldName.FAULT))
    return " ".join(part for part in parts if part) or draft.text[:20] or "图片"


def offers(draft: Draft) -> str:
    """What might be right besides; empty where nothing is offered."""
    values = "、".join(f"{LABELS[name]} {offer.value}" for name, offer in accepted(draft))
    return f"可能是：{values}。回复「是」填上" if values else ""


def _listed(changes: Changes) -> str:
    return "；".join(
        f"{LABELS[name]} → {shown(name, field)}" if field else f"{LABELS[name]} 已删掉" for name, field in changes
    )


def _corrected(said: r.Corrected) -> str:
    return f"已改{_of(said.of)}：{_listed(said.changes)}。{_next_step(said.missing)}"


def _filled(said: r.Filled) -> str:
    added = "，".join(f"{LABELS[name]} {shown(name, field)}" for name, field in said.changes if field)
    following = _next_step(said.missing) or "可以提交了。"
    return f"已记进草稿{_of(said.of)}{'：' if added else ''}{added}。{following}"


def _of(draft: Draft | None) -> str:
    return f"（{draft_summary(draft)}）" if draft else ""


def _next_step(lacks: FieldName | None) -> str:
    return f"\n还差一项：{QUESTIONS[lacks]}" if lacks else ""


def _which_draft(drafts: Iterable[Draft]) -> str:
    lines = [f"· {draft_summary(draft)}" for draft in drafts]
    return "\n".join(["您有几份没提交的草稿，请在要办的那张卡片上点：", *lines])


def _how_to_correct(fields: tuple[tuple[FieldName, Field], ...]) -> str:
    unsure = [LABELS[name] for name, field in fields if field.certainty < SURE and not field.said_by_staff]
    doubt = f"\n不太确定的：{'、'.join(unsure)}。" if unsure else ""
    return "直接回复要改的内容就行，一次可以改几项，例如：\n" + "\n".join(EXAMPLES.values()) + doubt


def _source_words(fields: tuple[tuple[FieldName, Field], ...], text: str) -> str:
    lines = [f"{LABELS[name]}：{shown(name, field)} ← {_origin(field)}" for name, field in fields]
    return "\n".join(["各项出处：", *lines, "", "原话：", text])


def _origin(field: Field) -> str:
    if field.method == Method.ACCEPTED:
        return "您确认的"
    if field.method == Method.LEARNED:
        return "按以往的工单判断"
    if field.said_by_staff:
        return f"您说的「{field.words}」" if field.words else "您选的"
    return f"「{field.words}」" if field.words else "按整句判断"


def _noted(said: r.Noted, playbook: Playbook) -> str:
    text = f"已记到工单 {said.number}"
    if said.status is Status.DONE:
        return f"{text}（已完工）。还要派人的话，请把问题转发给我，不带工单号。"
    if said.assignee is None:
        return f"{text}（还没有人接单）。"
    if said.assignee == said.writer:
        return f"{text}。干完了点「完工」，或回复「{said.number} 完工」。"
    return f"{text}（{playbook.name_of(said.assignee)}处理中）。"


def _state(ticket: Ticket, playbook: Playbook) -> str:
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    at = ticket.done_at or ticket.claimed_at or ticket.opened_at
    return f"{ticket.number} {who}{STATUS[ticket.status]}（{_clock(at)}）：{summary(ticket.facts)}"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%m-%d %H:%M}"


def _my_tickets(tickets: Iterable[Ticket], playbook: Playbook) -> str:
    return "\n".join(_state(ticket, playbook) for ticket in tickets) or "您手上没有没完成的工单。"


def _such_as(numbers: tuple[str, ...]) -> str:
    return f"（您的：{'、'.join(numbers)}）" if numbers else "，例如 1122-7"


def _yours_now(ticket: Ticket) -> str:
    """In a text numbers can be tapped and nothing is cut; on a card they cannot and long rows are."""
    wanted = (FieldName.FAULT, FieldName.ADDRESS, FieldName.CUSTOMER, FieldName.PHONE, FieldName.APPOINTMENT)
    known = known_in(ticket.facts)
    lines = [f"{LABELS[name]}：{known[name]}" for name in wanted if name in known]
    return "\n".join([f"{ticket.number} 归您了。", *lines, f"干完了点「完工」，或回复「{ticket.number} 完工」。"])
