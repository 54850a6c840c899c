"""What the desk says when it says no: why, what is true now, and whom to turn to."""

from __future__ import annotations

from datetime import datetime

from bot.texts.words import STATUS, clock
from tickets.drafts import DraftStatus
from tickets.errors import (
    AlreadyClaimed,
    DomainError,
    DraftClosed,
    InvalidTransition,
    InvalidWait,
    NotAllowed,
    NotFound,
    TooLateToReopen,
)
from tickets.playbook import Playbook
from tickets.ticket import Action, Status

CLOSED_DRAFT = {"submitted": "已经提交", "discarded": "已经作废", "expired": "已经过期"}

NOT_ALLOWED = {
    "not_asked": "{number} 没有派给您。要接的话请找 {ask}；想知道原因就回复「{number} 为什么给我」。",
    "not_assignee": "只有接单的人（{ask}）才能这样操作 {number}。",
    "not_yours": "这是别人的草稿，您不能改。",
    "not_concerned": "{number} 不归您管，请找 {ask}。",
    "nobody_above": "{number} 该知道的人都知道了，上面没有别人了。",
    "not_their_leader": "只有班组长能替自己班组的人说请假和上班。",
    "has_left": "{ask} 已经离职，{number} 请转给别人。",
    "not_yours_to_rate": "{number} 的评价不是请您打分的。",
    "own_work_alone": "自己干的活不能自己说好：{number} 等客户自己确认。",
    "own_work": "自己干的活不能自己说好：{number} 等客户确认，或者请 {ask} 问过客户再关闭。",
    "not_front_desk": "登记报修的页面只给前台和负责人用，请找 {ask}。",
    "required": "这一项是必填的，不能去掉，可以改成别的。",
}

TO_DO = {
    Action.CLAIM: "接单",
    Action.DECLINE: "拒接",
    Action.DEPART: "出发",
    Action.ARRIVE: "到场",
    Action.WAIT: "等待",
    Action.RESUME: "继续",
    Action.FINISH: "完工",
    Action.ACCEPT: "验收",
    Action.CLOSE: "关闭",
    Action.REWORK: "返工",
    Action.REOPEN: "返工",
    Action.CANCEL: "取消",
    Action.TRANSFER: "转派",
    Action.ESCALATE: "升级",
    Action.PRIORITIZE: "提级",
    Action.AMEND: "改",
    Action.LINK: "并入",
    Action.STILL_MOVES: "报还在处理",
    Action.LOOK: "看照片",
}


def refusal(error: DomainError, playbook: Playbook) -> str:
    match error:
        case AlreadyClaimed():
            words = f"{error.number} 已经被 {playbook.name_of(error.by)} 接单了。"
        case InvalidTransition():
            words = f"{error.number} {STATUS[Status(error.status)]}，不能{TO_DO[Action(error.action)]}。"
        case DraftClosed():
            words = _draft_closed(error)
        case InvalidWait():
            words = _invalid_wait(error.until, error.latest)
        case NotAllowed():
            words = _not_allowed(error, playbook)
        case TooLateToReopen():
            words = f"{error.number} 只能在 {clock(error.until)} 之前返工。还有问题就当新的报修，不带工单号转发给我。"
        case NotFound():
            words = "没有找到，可能是很久以前的卡片。"
        case _:
            raise AssertionError(f"nobody has put {type(error).__name__} into words")
    return words


def _draft_closed(error: DraftClosed) -> str:
    if error.number is not None and error.status == DraftStatus.LINKED:
        return f"这份草稿已经并入 {error.number}。不是一回事就回复「拆开 {error.number}」。"
    if error.number is not None:
        return f"这份草稿已经提交，工单号 {error.number}。要改就带上工单号说，例如：{error.number} 电话 13800001111。"
    return f"这份草稿{CLOSED_DRAFT[error.status]}。要报修请再转发一次。"


def _not_allowed(error: NotAllowed, playbook: Playbook) -> str:
    ask = "、".join(playbook.name_of(each) for each in error.ask) or "还没有人接"
    return NOT_ALLOWED[error.why].format(number=error.number, ask=ask)


def _invalid_wait(until: datetime, latest: datetime) -> str:
    if until > latest:
        return f"最多等到 {clock(latest)}。要等更久，到时候再点一次「等待」。"
    return f"{clock(until)} 已经过了。请说一个以后的时间，例如「等配件 明天上午」。"
