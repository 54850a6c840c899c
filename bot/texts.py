"""Every sentence that people read in a chat, in one place."""

from __future__ import annotations

from typing import assert_never

from handlers import replies as r
from handlers.replies import Reply
from tickets.drafts import SURE, Draft
from tickets.errors import AlreadyClaimed, DomainError, DraftClosed, InvalidTransition, NotAllowed, NotFound
from tickets.fields import URGENT, Facts, Field, FieldName
from tickets.notifications import Telling
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
}

UNSUPPORTED = {"malformed": "这条消息没有收完整，请再发一次。"}


def shown(name: FieldName, field: Field) -> str:
    """The value as people read it; a question mark where the reader was not sure."""
    value = ("是" if field.value == URGENT else "否") if name is FieldName.URGENT else field.value
    return value if field.certainty >= SURE or field.said_by_staff else f"{value}（？）"


def reply(said: Reply, playbook: Playbook) -> str:
    match said:
        case r.Corrected():
            return _corrected(said)
        case r.Question(about, again):
            return ("没看明白，再说一次好吗？" if again else "") + QUESTIONS[about]
        case r.Submitted(number):
            return f"已提交，工单号 {number}。有人接单我会告诉您。"
        case r.AlreadySubmitted(number):
            return f"这份草稿已经提交过了，工单号 {number}。"
        case r.Discarded():
            return "草稿已作废，没有派单。"
        case r.HowToCorrect(fields):
            return _how_to_correct(fields)
        case r.SourceWords(fields, text):
            return _source_words(fields, text)
        case r.Noted(number):
            return f"已记到工单 {number}。"
        case r.WhichTicket(numbers):
            return _which_ticket(numbers)
        case r.UnknownTicket(number):
            return f"没有找到工单 {number}，请核对一下号码。"
        case r.Greeting():
            return "您好，我是派单。把客户的话转发给我，我来填工单。"
        case r.Welcome():
            return (
                "您好，我是派单。把客户的报修消息转发或粘贴给我，我来填工单草稿，您核对后点「提交」，师傅马上就能接单。"
            )
        case r.NotUnderstood():
            return "这条我没看出要报修什么。请把客户说的问题、地点和电话转发给我。"
        case r.UnsupportedKind(what):
            return UNSUPPORTED.get(what, "这种消息我还看不懂，请发文字、图片、语音或位置。")
        case r.YoursNow(number):
            return f"{number} 归您了，到场处理完请点「完工」。"
        case r.WellDone(number):
            return f"{number} 已完工，辛苦了！"
        case r.Refusal(error):
            return refusal(error, playbook)
        case r.OutdatedButton():
            return "这个按钮已经不用了，请看最新的卡片。"
        case _:
            assert_never(said)


def refusal(error: DomainError, playbook: Playbook) -> str:
    match error:
        case AlreadyClaimed():
            return f"{error.number} 已经被 {playbook.name_of(error.by)} 接单了。"
        case InvalidTransition():
            return f"{error.number} 现在是「{STATUS[Status(error.status)]}」，不能这样操作。"
        case DraftClosed():
            return f"这份草稿{CLOSED_DRAFT[error.status]}，不能再改了。"
        case NotAllowed():
            return NOT_ALLOWED[error.why]
        case NotFound():
            return "没有找到这张工单。"
        case _:
            raise AssertionError(f"nobody has put {type(error).__name__} into words")


def telling(what: Telling, about: Ticket | Draft, *, by: str | None, words: str, playbook: Playbook) -> str | None:
    """None where it no longer matters: the matter has moved on since it was written."""
    if isinstance(about, Draft):
        return _draft_telling(what, about)
    who = playbook.name_of(by) if by else ""
    what_is_it = summary(about.facts)
    match what:
        case Telling.CLAIMED:
            return f"{about.number} {who} 已接单（{what_is_it}）。"
        case Telling.FINISHED:
            return f"{about.number} {who} 已完工（{what_is_it}）。"
        case Telling.NOTED:
            return f"{about.number} {who} 补充：{words or '[图片]'}"
        case Telling.UNCLAIMED_LEADER if about.status is Status.OPEN:
            return f"{about.number} 还没有人接单（{what_is_it}），请安排一下。"
        case Telling.UNCLAIMED_REPORTER if about.status is Status.OPEN:
            return f"{about.number} 暂时还没有人接单，已经提醒班长。"
        case Telling.UNREACHABLE:
            return f"{about.number} 的通知 {who} 收不到：可能已离职，或者不在应用的可见范围里。"
        case _:
            return None


def _draft_telling(what: Telling, draft: Draft) -> str | None:
    match what:
        case Telling.DRAFT_ASK_WHAT:
            return "收到。" + QUESTIONS[FieldName.FAULT]
        case Telling.DRAFT_REMIND:
            return f"还有一份草稿没提交（{_draft_summary(draft)}）。在卡片上点「提交」就派单，不需要就点「作废」。"
        case Telling.DRAFT_EXPIRED:
            return f"有一份草稿一直没提交，已经收起（{_draft_summary(draft)}）。要报修请再转发一次。"
        case _:
            return None


def summary(facts: Facts) -> str:
    """One line that tells this ticket from the others."""
    return " ".join(part for part in (facts.address, facts.fault) if part) or facts.category or "报修"


def _draft_summary(draft: Draft) -> str:
    parts = (draft.value(FieldName.ADDRESS), draft.value(FieldName.FAULT))
    return " ".join(part for part in parts if part) or draft.text[:20] or "图片"


def _corrected(said: r.Corrected) -> str:
    changes = "；".join(
        f"{LABELS[name]} → {shown(name, field)}" if field else f"{LABELS[name]} 已删掉" for name, field in said.changes
    )
    following = f"\n还差一项：{QUESTIONS[said.missing]}" if said.missing else ""
    return f"已改：{changes}。{following}"


def _how_to_correct(fields: tuple[tuple[FieldName, Field], ...]) -> str:
    unsure = [LABELS[name] for name, field in fields if field.certainty < SURE and not field.said_by_staff]
    doubt = f"\n不太确定的：{'、'.join(unsure)}。" if unsure else ""
    return "直接回复要改的内容就行，一次可以改几项，例如：\n" + "\n".join(EXAMPLES.values()) + doubt


def _source_words(fields: tuple[tuple[FieldName, Field], ...], text: str) -> str:
    lines = [f"{LABELS[name]}：{shown(name, field)} ← {_origin(field)}" for name, field in fields]
    return "\n".join(["各项出处：", *lines, "", "原话：", text])


def _origin(field: Field) -> str:
    if field.said_by_staff:
        return f"您说的「{field.words}」" if field.words else "您选的"
    return f"「{field.words}」" if field.words else "按整句判断"


def _which_ticket(numbers: tuple[str, ...]) -> str:
    if not numbers:
        return "说的是哪张工单？请带上工单号，例如：1122-7 客户又催了。"
    return f"说的是哪张工单？请带上工单号（您最近的：{'、'.join(numbers)}），例如：{numbers[0]} 客户又催了。"
