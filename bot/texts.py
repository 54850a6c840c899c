"""What people are answered in a chat. Refusals: `bot/refusals.py`; what they are told unasked: `bot/tellings.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from bot import attendance, deeds, reasons
from bot.refusals import refusal
from bot.times import WAITS, moment
from bot.today import today
from bot.words import EXAMPLES, LABELS, STATUS, clock, draft_summary, known_lines, question, shown, summary
from handlers import replies as r
from handlers.replies import Changes, Reply
from tickets.drafts import SURE, Draft
from tickets.fields import Field, FieldName, Method
from tickets.intake import Wanted
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket
from tickets.transitions import UNDER_WAY

HELP = """报修：把客户的话转发或粘贴给我，几条一起发也行。我填好草稿，您点「提交」。
改草稿：直接说，例如「电话 13800001111，不急」；一次可以改几项。
不想点按钮，回复「提交」「作废」也行。
问进度：回复工单号，例如 1122-7。
补充或催单：带上工单号，例如「1122-7 客户又催了」；发图片先说工单号。
干活：点卡片，或直接说「接单」「接不了 太远」「出发」「到了」「等配件 明天上午」「继续」「完工 换了阀门」。
交给别人：「转给王工」；请上级来看：「升级」。手上不止一张时带上工单号：「1122-7 完工」。
提单人和班组长还可以：「1122-7 取消」「1122-7 返工 还在漏」「1122-7 关闭」；班组长：「1122-7 提级」。
先做哪个：回复「今日」。全部单子：回复「我的工单」。
请假：说「请假到周五」「请假 3 天」「下班」；回来说「上班」。班组长可以替组员说：「赵工请假到周五」。
为什么派给我：点卡片，或回复「1122-7 为什么给我」。"""

UNSUPPORTED = {"malformed": "这条消息没有收完整，请再发一次。"}


def reply(said: Reply, playbook: Playbook) -> str:
    match said:
        case r.Corrected():
            return _corrected(said)
        case r.Filled():
            return _filled(said)
        case r.NothingToCorrect(numbers):
            return "没有草稿可改。要改已提交的工单，请回复工单号" + _such_as(numbers) + "。"
        case r.Question(about, again):
            return ("没看明白，再说一次好吗？" if again else "") + question(about)
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
        case r.Today():
            return today(said)
        case r.WhichTicket(numbers):
            return "说的是哪张工单？请回复工单号" + _such_as(numbers) + "。"
        case r.NoTicketFor(button):
            return f"{deeds.none_for(button)}要是有，请回复工单号。"
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
        case r.CustomerHeard():
            return "收到了，谢谢您告诉我们。"
        case r.CustomerWelcome():
            return "您好！要报修，直接在这里说哪里坏了、在什么地方、怎么联系您，也可以发照片。"
        case r.CustomerMisheard():
            return "抱歉，这条消息没有看懂。请用文字说一说，也可以发照片或语音。"
        case r.YoursNow(ticket):
            return _yours_now(ticket)
        case r.CarryOn(number):
            return f"{number} 好的，辛苦了。"
        case r.WellDone(ticket):
            return f"{ticket.number} 已完工，辛苦了！{_repair(ticket)}"
        case r.Acted() | r.HowTo() | r.UnknownPerson() | r.WhichPerson():
            return deeds.reply(said, playbook)
        case r.Refusal(error):
            return refusal(error, playbook)
        case r.OutdatedButton():
            return "这个按钮已经不用了，请看最新的卡片。"
        case r.WhyYou(number, userid, trace, of_then):
            why = reasons.why_me(trace, userid, of_then) if trace else "按默认班组派的。"
            return f"{number} {why}"
        case r.OnLeave() | r.AtWork() | r.SaidOfYou():
            return attendance.words(said, playbook)
        case r.Several(replies):
            return "\n".join(reply(each, playbook) for each in replies)
        case _:
            assert_never(said)


def _repair(ticket: Ticket) -> str:
    """What was written down of it."""
    told = "，".join(each for each in (ticket.cause, ticket.remedy) if each)
    return f"（{told}）" if told else ""


def _listed(changes: Changes) -> str:
    return "；".join(
        f"{LABELS[name]} → {shown(name, field)}" if field else f"{LABELS[name]} 已删掉" for name, field in changes
    )


def _corrected(said: r.Corrected) -> str:
    return f"已改{_of(said.of)}：{_listed(said.changes)}。{_next_step(said.missing)}"


def _filled(said: r.Filled) -> str:
    own = [f"{said.own[0].label} {said.own[1]}"] if said.own else []
    added = "，".join([*own, *(f"{LABELS[name]} {shown(name, field)}" for name, field in said.changes if field)])
    following = _next_step(said.missing) or "可以提交了。"
    return f"已记进草稿{_of(said.of)}{'：' if added else ''}{added}。{following}"


def _of(draft: Draft | None) -> str:
    return f"（{draft_summary(draft)}）" if draft else ""


def _next_step(lacks: Wanted | None) -> str:
    return f"\n还差一项：{question(lacks)}" if lacks else ""


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
        return f"{text}（已完工）。没修好就回复「{said.number} 返工」；是别的问题，请转发给我，不带工单号。"
    if said.status not in UNDER_WAY:
        return f"{text}（{STATUS[said.status]}）。还要派人的话，请把问题转发给我，不带工单号。"
    if said.assignee is None:
        return f"{text}（还没有人接单）。"
    if said.assignee == said.writer:
        return f"{text}。干完了点「完工」，或回复「{said.number} 完工」。"
    return f"{text}（{playbook.name_of(said.assignee)}处理中）。"


def _state(ticket: Ticket, playbook: Playbook) -> str:
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    since = clock(ticket.moved_at or ticket.opened_at)
    return f"{ticket.number} {who}{_standing(ticket)}（{since}）：{summary(ticket.facts)}"


def _standing(ticket: Ticket) -> str:
    if (wait := ticket.wait) is not None:
        return f"{WAITS[wait.reason]}到 {moment(wait.until, beside=wait.since)}"
    return STATUS[ticket.status]


def _my_tickets(tickets: Iterable[Ticket], playbook: Playbook) -> str:
    return "\n".join(_state(ticket, playbook) for ticket in tickets) or "您手上没有没完成的工单。"


def _such_as(numbers: tuple[str, ...]) -> str:
    return f"（您的：{'、'.join(numbers)}）" if numbers else "，例如 1122-7"


def _yours_now(ticket: Ticket) -> str:
    following = f"路上点「出发」，到了点「到场」，干完了点「完工」，或回复「{ticket.number} 完工」。"
    return "\n".join([f"{ticket.number} 归您了。", *known_lines(ticket.facts), following])
