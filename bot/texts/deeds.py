"""What people are answered when they do something with a ticket, or say too little for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.attendance import but_absent
from bot.texts.times import WAITS, moment
from bot.texts.words import PRIORITY, known_lines, repair
from handlers import replies as r
from handlers.keys import Button
from tickets.playbook import Playbook
from tickets.ticket import Acceptance, Ticket

Sentence = Callable[[Ticket, str, str], str]

DONE: Mapping[Button, Sentence] = {
    Button.DECLINE: lambda ticket, _, __: _declined(ticket),
    Button.DEPART: lambda _, __, ___: "已出发。到了点「到场」，或回复「到了」。",
    Button.ARRIVE: lambda _, __, ___: "已到场。干完了点「完工」；要等就点「等待…」，或回复「等配件 明天上午」。",
    Button.WAIT: lambda ticket, _, __: _waits(ticket),
    Button.RESUME: lambda _, __, ___: "继续处理。",
    Button.TRANSFER: lambda _, assignee, __: f"已转给 {assignee}，两边都通知了。",
    Button.ESCALATE: lambda _, __, to: f"已请 {to} 来看。",
    Button.PRIORITIZE: lambda ticket, _, __: f"优先级现在是「{PRIORITY[ticket.priority]}」。",
    Button.CANCEL: lambda _, __, ___: "已取消。",
    Button.CLOSE: lambda ticket, _, __: _closed(ticket),
    Button.REWORK: lambda ticket, assignee, __: (
        f"返工，已通知 {assignee} 再去一次。" if ticket.assignee else "返工，上次的师傅不在，已重新派单。"
    ),
}
"""After the number; with the ticket, who has it and who was brought in."""

MISSING: Mapping[Button, str] = {
    Button.DECLINE: "为什么接不了？例如「{number} 接不了 太远」。",
    Button.WAIT: "等什么、等到什么时候？例如「{number} 等配件 明天上午」。",
    Button.FINISH: "是什么原因、怎么处理的？例如「{number} 完工 换了阀门」。",
    Button.CANCEL: "为什么取消？例如「{number} 取消，客户不修了」。",
    Button.TRANSFER: "转给谁？例如「{number} 转给王工」。",
}

NONE: Mapping[Button, str] = {
    Button.CLAIM: "现在没有等您接的工单。",
    Button.DECLINE: "现在没有派给您的工单。",
    Button.DEPART: "您手上没有要出发的工单。",
    Button.ARRIVE: "您手上没有要到场的工单。",
    Button.WAIT: "您手上没有可以等待的工单。",
    Button.RESUME: "您手上没有在等待的工单。",
    Button.FINISH: "您手上没有没完成的工单。",
    Button.TRANSFER: "您手上没有可以转派的工单。",
    Button.ESCALATE: "您现在没有可以升级的工单。",
    Button.REWORK: "您最近没有刚完工的工单可以返工。",
}


def none_for(button: Button) -> str:
    return NONE[button]


def _acted(said: r.Acted, playbook: Playbook) -> str:
    assignee = playbook.name_of(said.ticket.assignee or "")
    done = DONE[said.button](said.ticket, assignee, playbook.name_of(said.to))
    return f"{said.ticket.number} {done}{but_absent(said.absent, assignee)}"


def _which_person(said: r.WhichPerson, _: Playbook) -> str:
    names = "、".join(said.names)
    return f"「{said.words}」可能是{names}，是哪一位？例如「{said.number} 转给{said.names[0]}」。"


def _yours_now(said: r.YoursNow, _: Playbook) -> str:
    number = said.ticket.number
    following = f"路上点「出发」，到了点「到场」，干完了点「完工」，或回复「{number} 完工」。"
    return "\n".join([f"{number} 归您了。", *known_lines(said.ticket.facts), following])


def _well_done(said: r.WellDone, _: Playbook) -> str:
    """With what was written down of it."""
    return f"{said.ticket.number} 已完工，辛苦了！{repair(said.ticket)}"


def _declined(ticket: Ticket) -> str:
    if {each.by for each in ticket.declined}.issuperset(ticket.asked):
        return "记下了，但大家都说接不了，还得由负责人接单或转派。"
    return "记下了，已另派别人。"


def _closed(ticket: Ticket) -> str:
    return {
        Acceptance.CUSTOMER: "已关闭，是客户自己确认的。",
        Acceptance.AT_HAND: "已关闭，是客户当面扫码确认的。",
        Acceptance.UNCONFIRMED: "已经按「未确认」关闭了。",
    }.get(ticket.acceptance or Acceptance.TOLD, "已关闭，记的是客户说修好了，由您转告。")


def _waits(ticket: Ticket) -> str:
    if ticket.wait is None:
        return "已经继续了。"
    end = moment(ticket.wait.until, beside=ticket.wait.since)
    return f"{WAITS[ticket.wait.reason]}，到 {end}。到时候我叫您；提前好了点「继续」，或回复「继续」。"


WORDS: Mapping[type[r.Reply], Callable[[Any, Playbook], str]] = {
    r.YoursNow: _yours_now,
    r.WellDone: _well_done,
    r.Acted: _acted,
    r.TheirsAlready: lambda said, playbook: (
        f"{said.ticket.number} 本来就在 {playbook.name_of(said.ticket.assignee or '')} 手上，没有改动。"
    ),
    r.HowTo: lambda said, _: MISSING[said.button].format(number=said.number),
    r.UnknownPerson: lambda said, _: f"没有找到「{said.words}」。请说全名，或者在卡片上点「转派…」选人。",
    r.WhichPerson: _which_person,
    r.CarryOn: lambda said, _: f"{said.number} 好的，辛苦了。",
    r.StillToRate: lambda said, _: f"{said.number} 两项都选了星，再点「提交评价」。",
    r.OutdatedButton: lambda _, __: "这个按钮已经不用了，请看最新的卡片。",
}
