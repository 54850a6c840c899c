"""How it is shown and said that a report tells of a matter that has a ticket already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.texts.likeness import in_short
from bot.texts.words import STATUS, clock
from bot.wecom.controls import Button as CardButton
from handlers import replies as r
from handlers.keys import Button, Key
from tickets.calendar import LOCAL
from tickets.drafts import Draft
from tickets.duplicates import Likeness
from tickets.linking import Offer
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.ticket import Ticket

DAYS = ("今天", "昨天", "前天")


@dataclass(frozen=True, slots=True)
class Offered:
    """The ticket that a draft may be about, and why; as it is at `now`."""

    offer: Offer
    ticket: Ticket
    now: datetime

    def told(self, playbook: Playbook) -> str:
        """像是 1122-7：同一设备 HR2025…、同一故障 漏水；昨天报的，王工 处理中"""
        reasons = in_short(self.offer.agreements)
        return f"像是 {self.ticket.number}：{reasons}；{standing(self.ticket, playbook, self.now)}"

    @property
    def button(self) -> CardButton:
        """The key says which ticket is meant, whatever the card shows by then."""
        return CardButton(
            f"并入 {self.ticket.number}", Key(Button.LINK, Subject(SubjectKind.OFFER, self.offer.id)).pack(), 2
        )


@dataclass(frozen=True, slots=True)
class AlsoDrafted:
    """Another draft that is not submitted yet tells the same: nothing can be linked to it. `own`: the reader's."""

    other: Draft
    likeness: Likeness
    own: bool

    def told(self, playbook: Playbook) -> str:
        """像是李静 10:05 的草稿（还没提交）：同一电话 …、同一故障 漏水"""
        at = f"{self.other.opened_at.astimezone(LOCAL):%H:%M}"
        if self.own:
            whose = f"您 {at} 的另一份草稿"
        elif self.other.is_customers:
            whose = f"客户 {at} 在微信上报的草稿"
        else:
            whose = f" {playbook.name_of(self.other.reporter)} {at} 的草稿"
        return f"像是{whose}（还没提交）：{in_short(self.likeness.agreements)}"

    @property
    def button(self) -> None:
        return None


def standing(ticket: Ticket, playbook: Playbook, now: datetime) -> str:
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    return f"{_day(ticket.opened_at, now)}报的，{who}{STATUS[ticket.status]}"


def apart_button(draft_id: int) -> CardButton:
    return CardButton("拆开", Key(Button.UNLINK, Subject(SubjectKind.DRAFT, draft_id)).pack(), 2)


def _day(at: datetime, now: datetime) -> str:
    ago = (now.astimezone(LOCAL).date() - at.astimezone(LOCAL).date()).days
    return DAYS[ago] if 0 <= ago < len(DAYS) else f"{clock(at)} "


def _linked(said: r.LinkedTo, playbook: Playbook) -> str:
    ticket = said.ticket
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    undo = f"并错了就点「拆开」，或回复「拆开 {ticket.number}」。"
    return f"已并入 {ticket.number}（{who}{STATUS[ticket.status]}），有进展会告诉您。{undo}"


def _perhaps(said: r.PerhapsThatOne, playbook: Playbook) -> str:
    seems = Offered(said.offer, said.ticket, said.now).told(playbook)
    return f"先没有提交。{seems}。是一回事就点「并入」，或回复「并入」；不是，就再提交一次。"


WORDS: Mapping[type[r.Reply], Callable[[Any, Playbook], str]] = {
    r.LinkedTo: _linked,
    r.TakenApart: lambda said, _: f"已和 {said.number} 拆开，草稿还在，核对后点「提交」。",
    r.NotLinked: lambda _, __: "这份草稿没有并入别的工单，核对后点「提交」。",
    r.NotTheSame: lambda said, _: (
        f"好的，不是一回事，{'不再提示' if said.of_ticket else '两份各自提交'}。草稿核对后点「提交」。"
    ),
    r.NothingToLink: lambda said, _: (
        f"没有草稿可以并入；已经是工单的，并不到一起。哪张多报了就取消它：「{said.numbers[0]} 取消 重复报修」。"
    ),
    r.PerhapsThatOne: _perhaps,
    r.NoTicketYet: lambda _, __: (
        "那一份还没提交，没有工单可以并入。是一回事就把这份作废；等那份提交了，这张卡片上会有「并入」。"
    ),
    r.NothingLinked: lambda said, _: f"{said.number} 上没有您并入的报修。",
}
