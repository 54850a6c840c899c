"""What is answered about tickets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts import deeds, reasons
from bot.texts.board import board
from bot.texts.times import TO_DO, WAITS, by_when, moment, reckoned
from bot.texts.today import today
from bot.texts.words import STATUS, clock, enclosures, listed, such_as, summary, urgency
from handlers import replies as r
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket
from tickets.transitions import UNDER_WAY

MOST_NAMED = 10
"""Tickets among which somebody chooses."""


def _noted(said: r.Noted, playbook: Playbook) -> str:
    ticket = said.state.ticket
    text = f"已记到工单 {ticket.number}"
    if ticket.status is Status.DONE:
        solved = f"客户说好了就回复「{ticket.number} 关闭」，" if said.closes else ""
        return f"{text}（已完工）。{solved}没修好就回复「{ticket.number} 返工」；是别的问题，请转发给我，不带工单号。"
    if said.reopens:
        return f"{text}（已关闭）。又坏了就回复「{ticket.number} 返工」；是别的问题，请转发给我，不带工单号。"
    if ticket.status not in UNDER_WAY:
        return f"{text}（{STATUS[ticket.status]}）。还要派人的话，请把问题转发给我，不带工单号。"
    if ticket.assignee == said.writer:
        return f"{text}。干完了点「完工」，或回复「{ticket.number} 完工」。"
    who = f"{playbook.name_of(ticket.assignee)} {_standing(ticket)}" if ticket.assignee else "还没有人接单"
    by = f"，{by_when(said.state.promises, said.state.now)}" if said.state.promises else ""
    return f"{text}（{who}{by}）。"


def _amended(said: r.Amended, _: Playbook) -> str:
    return f"工单 {said.number} 已改：{listed(said.changes)}。"


def _state(said: r.State, playbook: Playbook) -> str:
    ticket = said.ticket
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    since = clock(ticket.moved_at or ticket.opened_at)
    by = f"。{by_when(said.promises, said.now)}" if said.promises else ""
    return f"{urgency(ticket)}{ticket.number} {who}{_standing(ticket)}（{since}）：{summary(ticket.facts)}{by}"


def _state_and_why(said: r.State, playbook: Playbook) -> str:
    """Whoever asks for one ticket also hears out of what its next deadline follows."""
    how = f"\n（{reckoned(said.promises[0], TO_DO[said.promises[0].promise])}）" if said.promises else ""
    return f"{_state(said, playbook)}{how}"


def _standing(ticket: Ticket) -> str:
    if (wait := ticket.wait) is not None:
        return f"{WAITS[wait.reason]}到 {moment(wait.until, beside=wait.since)}"
    return STATUS[ticket.status]


def _my_tickets(said: r.MyTickets, playbook: Playbook) -> str:
    return "\n".join(_state(each, playbook) for each in said.states) or "您手上没有没完成的工单。"


def _which_ticket(said: r.WhichTicket, _: Playbook) -> str:
    """Nobody knows tickets by their numbers."""
    if not said.tickets:
        return f"说的是哪张工单？请回复工单号{such_as(())}。"
    shown = [f"{urgency(each)}{each.number} {summary(each.facts)}" for each in said.tickets[:MOST_NAMED]]
    more = f"另有 {len(said.tickets) - MOST_NAMED} 张。" if len(said.tickets) > MOST_NAMED else ""
    return "\n".join(filter(None, ["说的是哪张工单？请回复工单号：", *shown, more]))


def _sends(said: r.Sends, _: Playbook) -> str:
    coming = f"{enclosures(dict(said.kinds))}，马上发来。" if said.kinds else "没有照片、语音。"
    return f"{said.number} {coming}".strip()


def _why_you(said: r.WhyYou, playbook: Playbook) -> str:
    """The groups are those of the playbook of then."""
    why = reasons.why_given(said.given, said.userid, playbook) if said.given is not None else _why(said)
    return f"{said.number} {why}"


def _why(said: r.WhyYou) -> str:
    if said.widened is not None:
        return reasons.why_widened(said.widened, said.ladder, said.playbook)
    return reasons.why_me(said.trace, said.userid, said.playbook) if said.trace else "按默认班组派的。"


WORDS: Mapping[type[r.Reply], Callable[[Any, Playbook], str]] = {
    r.Noted: _noted,
    r.Amended: _amended,
    r.State: _state_and_why,
    r.MyTickets: _my_tickets,
    r.Today: lambda said, _: today(said),
    r.Board: board,
    r.WhichTicket: _which_ticket,
    r.NoTicketFor: lambda said, _: f"{deeds.none_for(said.button)}要是有，请回复工单号。",
    r.UnknownTicket: lambda said, _: f"没有找到工单 {'、'.join(said.numbers)}，请核对后再回复一次工单号。",
    r.Sends: _sends,
    r.WhyYou: _why_you,
}
