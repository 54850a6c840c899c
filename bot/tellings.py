"""What people are told without having asked: a sentence for each `Telling`, made from what is true when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import step_tellings
from bot.texts import KINDS, LABELS, QUESTIONS, draft_summary, summary
from storage.messages import Message
from tickets.drafts import Draft, DraftStatus
from tickets.fields import FieldName, known_in
from tickets.notifications import Telling
from tickets.playbook import Playbook
from tickets.standstill import is_in_question
from tickets.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class _News:
    """`who` did it; `words` are theirs, or name what it is about."""

    ticket: Ticket
    who: str
    words: str
    playbook: Playbook

    @property
    def what(self) -> str:
        return summary(self.ticket.facts)

    @property
    def unclaimed(self) -> bool:
        return self.ticket.status is Status.OPEN

    @property
    def in_question(self) -> bool:
        return is_in_question(self.ticket)


Sentence = Callable[[_News], str]

OF_TICKETS: Mapping[Telling, Sentence] = {
    Telling.CLAIMED: lambda it: f"{it.who} 已接单（{it.what}）。",
    Telling.FINISHED: lambda it: f"{it.who} 已完工（{it.what}）。",
    Telling.NOTED: lambda it: f"{it.who} 补充：{it.words}",
    Telling.ATTACHED: lambda it: f"{it.who} 发来了{KINDS.get(it.words, '附件')}（{it.what}）。",
    Telling.AMENDED: lambda it: f"{it.who} 更正：{_now(it)}。",
    Telling.STEP_REMIND: lambda it: step_tellings.reminder(it.ticket, it.words, it.playbook),
    Telling.STEP_WARN: lambda it: step_tellings.warning(it.ticket, it.words, it.playbook),
    Telling.STEP_REPORTER: lambda it: step_tellings.excuse(it.ticket, it.words, it.playbook),
    Telling.TAKEN_FROM: lambda it: f"已经转给别人，您不用再去了（{it.what}）。",
    Telling.ALERT: lambda it: f"紧急！{it.what}。请马上点卡片上的「接单」。" if it.unclaimed else "",
    Telling.STOOD_STILL: lambda it: step_tellings.question(it.ticket),
    Telling.NO_ANSWER: lambda it: f"问了 {it.who} 还在不在处理，一直没有回音（{it.what}）。" if it.in_question else "",
    Telling.UNREACHABLE: lambda it: f"的通知 {it.who} 收不到：可能已离职，或者不在应用的可见范围里。",
}
"""After the ticket's number; empty where it no longer matters."""


def telling(
    what: Telling, about: Ticket | Draft | Message, *, by: str | None, words: str, playbook: Playbook
) -> str | None:
    """None where it no longer matters: the matter has moved on since it was written."""
    if isinstance(about, Message):
        return _of_message(about)
    if isinstance(about, Draft):
        return _of_draft(what, about, words)
    if what is Telling.ATTACHED_OWN:
        return f"收到，已记到工单 {about.number}（{summary(about.facts)}）。"
    news = _News(about, playbook.name_of(by) if by else "", words, playbook)
    sentence = OF_TICKETS[what](news)
    return f"{about.number} {sentence}" if sentence else None


def _of_message(message: Message) -> str | None:
    if message.is_placed:
        return None
    return "这条我没看出要报修什么。确实是报修，就回复「报修」，我照原话填；说的是已有的工单，就回复工单号。"


def _of_draft(what: Telling, draft: Draft, words: str) -> str | None:
    if what is Telling.DRAFT_EXPIRED and draft.status is DraftStatus.EXPIRED:
        return f"有一份草稿一直没提交，已经收起（{draft_summary(draft)}）。要报修请再转发一次。"
    if draft.status is not DraftStatus.OPEN:
        return None
    if what is Telling.DRAFT_REMIND:
        return f"还有一份草稿没提交（{draft_summary(draft)}）。点「提交」或回复「提交」就派单，不需要就作废。"
    if what is Telling.DRAFT_ASK_WHAT and not draft.has_words:
        return _ask_what(words)
    return None


def _ask_what(numbers: str) -> str:
    question = QUESTIONS[FieldName.FAULT]
    return (
        f"收到。是哪张工单的？回复工单号（{numbers}）；是新的报修，就说说{question}" if numbers else f"收到。{question}"
    )


def _now(it: _News) -> str:
    """What the fields that were corrected are by now."""
    known = known_in(it.ticket.facts)
    return "；".join(_fact(FieldName(name), known.get(FieldName(name)), it.ticket) for name in it.words.split())


def _fact(name: FieldName, value: str | None, ticket: Ticket) -> str:
    if name is FieldName.URGENT:
        return "加急" if ticket.facts.urgent else "不急"
    return f"{LABELS[name]} {value}" if value else f"{LABELS[name]} 已删掉"
