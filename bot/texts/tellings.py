"""What people are told without having asked: a sentence for each `Telling`, made from what is true when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.texts import attendance, step_tellings
from bot.texts.draft_tellings import how_to_answer, not_shown, of_draft
from bot.texts.names import apart, befriended
from bot.texts.times import WAITS, length, moment
from bot.texts.words import DECLINED, KINDS, LABELS, PRIORITY, STATUS, known_lines, mended, summary
from storage.messages import Message
from tickets.acceptance import closes_at
from tickets.drafts import Draft
from tickets.fields import FieldName, known_in
from tickets.notifications import MEDIA, Telling
from tickets.playbook import Playbook
from tickets.staffing import Leave
from tickets.standstill import is_in_question
from tickets.ticket import Acceptance, Status, Ticket
from tickets.trace import Reach
from tickets.transitions import AT_WORK, UNDER_WAY


@dataclass(frozen=True, slots=True)
class _News:
    """`by` did it, `who` is their name; `words` are theirs, or name what it is about."""

    ticket: Ticket
    by: str | None
    who: str
    words: str
    playbook: Playbook
    to: str

    @property
    def what(self) -> str:
        return summary(self.ticket.facts)

    @property
    def assignee(self) -> str:
        return self.playbook.name_of(self.ticket.assignee or "")

    @property
    def named(self) -> str:
        """Whom the words name."""
        return self.playbook.name_of(self.words)

    @property
    def why(self) -> str:
        return DECLINED.get(self.words, self.words)

    @property
    def said(self) -> str:
        return f"（{self.words}）" if self.words else ""

    @property
    def now(self) -> str:
        return f"{f'{self.assignee} ' if self.ticket.assignee else ''}{STATUS[self.ticket.status]}"

    @property
    def refusals(self) -> str:
        each = (f"{self.playbook.name_of(no.by)} {DECLINED.get(no.why, no.why)}" for no in self.ticket.declined)
        return f"：{'，'.join(each)}" if self.ticket.declined else ""

    @property
    def phone(self) -> str:
        return f"，电话 {self.ticket.facts.phone}" if self.ticket.facts.phone else ""

    @property
    def kind(self) -> str:
        return self.playbook.type_by_key[self.ticket.type].name

    @property
    def unclaimed(self) -> bool:
        return self.ticket.status is Status.OPEN

    @property
    def theirs(self) -> bool:
        return self.ticket.assignee == self.to

    @property
    def theirs_to_do(self) -> bool:
        return self.theirs and self.ticket.status in AT_WORK

    @property
    def is_left_to_them(self) -> bool:
        return self.unclaimed and self.ticket.reach is Reach.OWNER and self.to == self.ticket.owner

    @property
    def in_question(self) -> bool:
        return is_in_question(self.ticket)


def _solved_or_not(it: _News) -> str:
    """While somebody still has to say so."""
    if it.ticket.status is not Status.DONE:
        return ""
    return f"客户说好了就回复「{it.ticket.number} 关闭」，没修好就回复「{it.ticket.number} 返工」。"


def _paused(it: _News) -> str:
    wait = it.ticket.wait
    if wait is None:
        return ""
    return f"{it.who} {WAITS[wait.reason]}，预计 {moment(wait.until, beside=wait.since)} 继续。"


def _how_to_look(it: _News) -> str:
    """Whoever has the ticket is sent what others put to it without asking."""
    if it.words not in MEDIA or it.ticket.assignee not in (None, it.by):
        return ""
    return f"回复「{it.ticket.number} {'语音' if it.words == 'voice' else '照片'}」，我发给您。"


def _handed_over(it: _News) -> str:
    """With everything that whoever goes there must know; nothing for whoever has it no more."""
    if it.ticket.assignee != it.words:
        return ""
    return "\n".join([f"{it.who} 转给您了。", *known_lines(it.ticket.facts)])


def _few_stars(it: _News) -> str:
    stars, _, words = it.words.partition(" ")
    return f"{it.who} 只给了 {stars} 星{f'（{words}）' if words else ''}：{it.what}，{it.assignee} 处理的。"


def _where_to_find(it: _News) -> str:
    """The words are a customer's number, if there is one, and who has them as a contact of WeCom."""
    phone, *friends = it.words.split("\n")
    by_phone = f"电话 {phone}" if phone else "也没有留电话"
    return f"（{it.what}），{by_phone}。{befriended(friends, it.playbook, to=it.to)}"


def _reworked(it: _News) -> str:
    return f"要返工：{it.words or '还没修好'}。{_who_goes(it)}（{it.what}）。"


def _who_goes(it: _News) -> str:
    return f"还是 {it.assignee} 处理" if it.ticket.assignee else "上次的师傅不在，已重新派单"


def _ask_customer(it: _News) -> str:
    closes, told_at = closes_at(it.ticket, it.playbook), it.ticket.asked_again_at or it.ticket.opened_at
    deadline = f"{moment(closes, beside=told_at)} 前没有答复就按「未确认」关闭。" if closes else ""
    return (
        f"客户一直没说修没修好（{it.what}）。问一下：好了就回复「{it.ticket.number} 关闭」，"
        f"没好就回复「{it.ticket.number} 返工」；{deadline}"
    )


def _no_answer(it: _News) -> str:
    asked = f"还没有人接单，问了 {it.who}" if it.unclaimed else f"问了 {it.who} 还在不在处理"
    return f"{asked}，一直没有回音（{it.what}）。"


def _kind_and_area(it: _News) -> str:
    """The words are the keys of a type, and of an area if one is known, in two lines."""
    kind, _, area = it.words.partition("\n")
    return f"「{it.playbook.type_by_key[kind].name}」{f'（{it.playbook.areas[area].name}）' if area else ''}"


Sentence = Callable[[_News], str]

CLOSED_ON: Mapping[Acceptance, Sentence] = {
    Acceptance.CUSTOMER: lambda it: f"客户确认修好了，已关闭（{it.what}）。",
    Acceptance.AT_HAND: lambda it: f"客户当面扫码确认修好了，已关闭（{it.what}）。",
    Acceptance.TOLD: lambda it: f"{it.who} 转告：客户说修好了，已关闭（{it.what}）。",
    Acceptance.UNCONFIRMED: lambda it: f"客户一直没有答复，按「未确认」关闭（{it.what}）。",
}
"""On whose word."""

OF_TICKETS: Mapping[Telling, Sentence] = {
    Telling.CLAIMED: lambda it: f"{it.who} 已接单（{it.what}）。",
    Telling.GIVEN_BACK: lambda it: f"{it.who} 接不了（{it.why}），正在另派。",
    Telling.NOBODY_LEFT: lambda it: (
        f"{it.words or '没有别人能接，请接单或转派。'}（{it.what}{it.refusals}）" if it.is_left_to_them else ""
    ),
    Telling.DEPARTED: lambda it: f"{it.who} 已出发。",
    Telling.ARRIVED: lambda it: f"{it.who} 已到场。",
    Telling.PAUSED: _paused,
    Telling.RESUMED: lambda it: f"{it.assignee} 继续处理。" if it.assignee else "",
    Telling.WAIT_OVER: lambda it: (
        f"等待的时间到了，请继续（{it.what}）。还要等就再说一次，例如「等配件 明天上午」。" if it.theirs_to_do else ""
    ),
    Telling.FINISHED: lambda it: f"{it.who} 已完工（{it.what}）{_told(it.ticket)}。{_solved_or_not(it)}",
    Telling.ASK_CUSTOMER: lambda it: _ask_customer(it) if it.ticket.status is Status.DONE else "",
    Telling.CLOSED: lambda it: CLOSED_ON[it.ticket.acceptance](it) if it.ticket.acceptance else "",
    Telling.FEW_STARS: _few_stars,
    Telling.REWORKED: _reworked,
    Telling.REWORKED_OWN: lambda it: f"还没修好{it.said}，请再去一次（{it.what}）。" if it.theirs_to_do else "",
    Telling.TAKEN_UP_AGAIN: lambda it: f"{it.who} 还没干完{it.said}，继续处理（{it.what}）。",
    Telling.CANCELLED: lambda it: f"{it.who} 取消了{it.said}：{it.what}。",
    Telling.TRANSFERRED: lambda it: f"改由 {it.assignee} 处理（{it.what}）。" if it.assignee else "",
    Telling.TRANSFERRED_AWAY: lambda it: (
        f"已转给 {it.assignee}（{it.what}），您不用去了。" if it.assignee and not it.theirs else ""
    ),
    Telling.TRANSFERRED_TO: _handed_over,
    Telling.ESCALATED: lambda it: f"已请 {it.named} 来看（{it.what}）。",
    Telling.ESCALATED_TO: lambda it: (
        f"{it.who} 请您来看{it.said}：{it.what}，{it.now}。" if it.ticket.status in UNDER_WAY else ""
    ),
    Telling.PRIORITIZED: lambda it: f"{it.who} 把优先级提到「{PRIORITY[it.ticket.priority]}」（{it.what}）。",
    Telling.NOTED: lambda it: f"{it.who} 补充：{it.words}",
    Telling.LINKED: lambda it: f"又有人报修同一件事（{it.who} 并入）：{it.words}",
    Telling.UNLINKED: lambda it: f"刚才并入的那条不是一回事，{it.who} 已拆开（{it.what}）。",
    Telling.ATTACHED: lambda it: f"{it.who} 发来了{KINDS.get(it.words, '附件')}（{it.what}）。{_how_to_look(it)}",
    Telling.NOT_SHOWN: lambda it: f"的{not_shown(it.words, it.playbook.name_of(it.ticket.reporter))}",
    Telling.RECOGNISED_ANEW: lambda it: f"更正后按{_kind_and_area(it)}重新派单。" if it.unclaimed else "",
    Telling.MISPLACED: lambda it: (
        f"更正后看是{_kind_and_area(it)}，已经在 {it.assignee} 手上，没有改派（{it.what}）；要换人请转派。"
        if it.ticket.assignee
        else ""
    ),
    Telling.AMENDED: lambda it: f"{it.who} 更正：{_now(it)}。",
    Telling.PHOTO_SERIAL: lambda it: _on_photo(it.ticket, it.words),
    Telling.LEFT_BEHIND: lambda it: f"{it.who} 已离职，手上的这张单（{it.what}）已重新派出。",
    Telling.SENT_ANEW: lambda it: f"{it.who} 去不了了，已重新派单（{it.what}）。" if it.unclaimed else "",
    Telling.STEP_REMIND: lambda it: step_tellings.reminder(it.ticket, it.words, it.playbook, to=it.to),
    Telling.STEP_WARN: lambda it: step_tellings.warning(it.ticket, it.words, it.playbook),
    Telling.STEP_REPORTER: lambda it: step_tellings.excuse(it.ticket, it.words, it.playbook),
    Telling.STEP_OFFERED: lambda it: step_tellings.offered(it.ticket, it.words, it.playbook),
    Telling.TAKEN_FROM: lambda it: "" if it.theirs else f"已经转给别人，您不用再去了（{it.what}）。",
    Telling.ALERT: lambda it: f"紧急！{it.kind}：{it.what}。请马上点卡片上的「接单」。" if it.unclaimed else "",
    Telling.STOOD_STILL: lambda it: step_tellings.question(it.ticket),
    Telling.NO_ANSWER: lambda it: _no_answer(it) if it.in_question else "",
    Telling.CUSTOMER_UNREACHABLE: lambda it: f"这位客户现在收不到我们的消息{_where_to_find(it)}",
    Telling.CUSTOMER_UNANSWERED: lambda it: f"不知道这位客户收到消息没有，发了两次都没有回执{_where_to_find(it)}",
    Telling.CUSTOMER_CALLS: lambda it: f"的客户找人工{it.said}（{it.what}）{it.phone}。{how_to_answer(it.by)}",
    Telling.CONCERNED: lambda it: f"{it.kind}：{it.what}。请{apart(it.words)}配合。",
    Telling.UNREACHABLE: lambda it: f"的通知 {it.who} 收不到：可能已离职，或者不在应用的可见范围里。",
}
"""After the ticket's number; empty where it no longer matters."""


def telling(
    what: Telling,
    about: Ticket | Draft | Message | Leave,
    *,
    by: str | None,
    words: str,
    playbook: Playbook,
    to: str,
    late: timedelta = timedelta(),
) -> str | None:
    """None where it no longer matters: the matter has moved on since it was written.

    `late`: its time came so long ago.
    """
    if isinstance(about, Message):
        return _of_message(what, about, by)
    if isinstance(about, Leave):
        return attendance.in_hand(about, playbook) if about.jobs else None
    if isinstance(about, Draft):
        return of_draft(what, about, words, by)
    if what is Telling.ATTACHED_OWN:
        return f"收到，已记到工单 {about.number}（{summary(about.facts)}）。"
    news = _News(about, by, playbook.name_of(by) if by else "", words, playbook, to)
    sentence = OF_TICKETS[what](news)
    excuse = f"（这条消息迟到 {length(late)}：系统当时没有运行）" if late else ""
    return f"{about.number} {sentence}{excuse}" if sentence else None


def _of_message(what: Telling, message: Message, by: str | None) -> str | None:
    if what is Telling.CUSTOMER_CALLS:
        said = f"：{message.text}" if message.text else "，还没说是什么事"
        return f"微信上有客户找人工{said}。{how_to_answer(by)}"
    if message.is_placed:
        return None
    return "这条我没看出要报修什么。确实是报修，就回复「报修」，我照原话填；说的是已有的工单，就回复工单号。"


def _on_photo(ticket: Ticket, serial: str) -> str:
    if ticket.facts.serial is not None:
        return ""
    return f"的照片里读到序列号 {serial}，对的话回复「{ticket.number} 序列号 {serial}」。"


def _told(ticket: Ticket) -> str:
    told = mended(ticket)
    return f"：{told}" if told else ""


def _now(it: _News) -> str:
    """What the fields that were corrected are by now."""
    known = known_in(it.ticket.facts)
    return "；".join(_fact(FieldName(name), known.get(FieldName(name)), it.ticket) for name in it.words.split())


def _fact(name: FieldName, value: str | None, ticket: Ticket) -> str:
    if name is FieldName.URGENT:
        return "加急" if ticket.facts.urgent else "不急"
    return f"{LABELS[name]} {value}" if value else f"{LABELS[name]} 已删掉"
