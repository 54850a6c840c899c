"""What a ticket looks like to one person, as a card. Read it aloud with gloves on: what it is, by when, where, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.buttons import buttons_for, menu_for, reporters_buttons
from bot.cards.parts import BRAND, MOST_ROWS, QUOTED, Drawn, grey, kind, ticket_rows, trouble
from bot.channels.shorten import shorten
from bot.masking import masked_phones
from bot.texts.linking import apart_button
from bot.texts.times import WAITS, by_when, moment
from bot.texts.words import STATUS, enclosures, mended, urgency
from bot.wecom.blocks import Color, Quote, Row, Source, Web
from bot.wecom.cards import ButtonInteraction
from bot.wecom.controls import Button as CardButton
from tickets.deadlines import next_promises
from tickets.playbook import Playbook
from tickets.standstill import is_in_question
from tickets.ticket import Acceptance, Status, Ticket
from tickets.tidings import holders
from tickets.transitions import UNDER_WAY

LATE = Source("派单 · 已超时", color=Color.RED)

LONGEST_DESC = 44

HAPPENED = {
    Status.OPEN: "已提交",
    Status.CLAIMED: "已接单",
    Status.TRAVELLING: "已接单",
    Status.ON_SITE: "已接单",
    Status.WAITING: "已接单",
    Status.DONE: "已完工",
    Status.CLOSED: "已关闭",
    Status.CANCELLED: "已取消",
}
"""For cards that nobody presses any more, and that may run out of codes: what has happened stays true."""


ENDED = {
    Acceptance.CUSTOMER: "客户确认，已关闭",
    Acceptance.AT_HAND: "客户当面确认，已关闭",
    Acceptance.TOLD: "已关闭",
    Acceptance.UNCONFIRMED: "客户没有回音，已关闭",
}

TOLD_ANEW = frozenset({Status.CLAIMED, Status.DONE})


@dataclass(frozen=True, slots=True)
class View:
    """Somebody looks at a ticket. `enclosed`: how many pictures and so on came with it, by kind. `had_it`: and somebody
    else has it now. `page`: where there is more for whoever works on it.
    """

    ticket: Ticket
    member: str
    playbook: Playbook
    now: datetime
    enclosed: Mapping[str, int]
    had_it: bool = False
    page: str | None = None


def reporters_card(view: View) -> Drawn:
    """What became of their draft. That somebody comes, and that it is done, is worth a fresh card, with its buttons."""
    buttons = reporters_buttons(view.ticket, view.member, view.playbook)
    card = _reported(view, buttons) if buttons else _over(view)
    return Drawn(card.to_wire(), announce=bool(buttons) and view.ticket.status in TOLD_ANEW)


def linked_card(view: View, draft_id: int) -> Drawn:
    """The same of a report that was linked, and the way back while there is one."""
    ticket = view.ticket
    if ticket.status not in UNDER_WAY:
        return reporters_card(view)
    buttons = (*reporters_buttons(ticket, view.member, view.playbook), apart_button(draft_id))
    card = replace(_reported(view, buttons), title=f"已并入 {ticket.number} {_happened(ticket, view.playbook)}")
    return Drawn(card.to_wire(), announce=False)


def ticket_card(view: View) -> Drawn:
    """The buttons that make sense now, to this person. Whoever only looks on is not bothered with a second card."""
    ticket, member = view.ticket, view.member
    holds = member in holders(ticket)
    buttons = buttons_for(ticket, member, view.playbook, view.enclosed) if holds else ()
    if not buttons:
        return Drawn(_taken(view).to_wire(), announce=False)
    concerned = member == ticket.assignee or member in ticket.asked
    return Drawn(_job(view, buttons).to_wire(), announce=concerned and ticket.status in UNDER_WAY, first=True)


def _job(view: View, buttons: tuple[CardButton, ...]) -> ButtonInteraction:
    ticket, playbook = view.ticket, view.playbook
    private = ticket.assignee != view.member
    promises = next_promises(ticket, playbook)
    return ButtonInteraction(
        source=LATE if any(each.late_at(view.now) for each in promises) else BRAND,
        title=f"{_mark(ticket)}{ticket.number} {_standing(ticket, view.member)}",
        desc=_as_fits(_particulars(view)),
        quote=Quote(shorten(masked_phones(ticket.text) if private else ticket.text, QUOTED), "原话"),
        text=trouble(ticket.facts),
        rows=(*ticket_rows(ticket, playbook, private=private), *_on_site(view))[:MOST_ROWS],
        buttons=buttons,
        menu=menu_for(ticket, view.member, playbook),
    )


def _on_site(view: View) -> Iterator[Row]:
    if view.page is not None and view.member == view.ticket.assignee:
        yield Row("现场", "报距离、验收码", Web(view.page))


def _particulars(view: View) -> Iterator[str]:
    """The most important first."""
    ticket, playbook = view.ticket, view.playbook
    if promises := next_promises(ticket, playbook):
        yield by_when(promises, view.now)
    if ticket.assignee and ticket.assignee != view.member:
        yield playbook.name_of(ticket.assignee)
    yield _matter(ticket, playbook)
    if view.enclosed:
        yield enclosures(view.enclosed)
    yield f"{playbook.name_of(ticket.reporter)}报"


def _as_fits(particulars: Iterable[str]) -> str:
    """As many of them as there is room for: half a name tells nothing."""
    told = ""
    for each in particulars:
        more = f"{told} · {each}" if told else each
        if len(more) > LONGEST_DESC:
            break
        told = more
    return told


def _standing(ticket: Ticket, member: str) -> str:
    if member == ticket.assignee and is_in_question(ticket):
        return "还在处理吗？"
    if ticket.assignee not in (None, member) and member in ticket.asked:
        return "可以接手"
    if (wait := ticket.wait) is not None:
        return f"{WAITS[wait.reason]}到 {moment(wait.until, beside=wait.since)}"
    return STATUS[ticket.status]


def _reported(view: View, buttons: tuple[CardButton, ...]) -> ButtonInteraction:
    """What it says stays true, should there be no code left to change it with."""
    ticket, playbook = view.ticket, view.playbook
    promises = next_promises(ticket, playbook)
    return ButtonInteraction(
        source=BRAND,
        title=f"{ticket.number} {_happened(ticket, playbook)}",
        desc=" · ".join(filter(None, (by_when(promises, view.now), kind(ticket.facts)))),
        text="\n".join(filter(None, (trouble(ticket.facts), mended(ticket)))),
        rows=ticket_rows(ticket, playbook, private=False),
        buttons=buttons,
    )


def _over(view: View) -> ButtonInteraction:
    ticket, playbook = view.ticket, view.playbook
    return grey(
        f"{ticket.number} {HAPPENED[ticket.status]}",
        _happened(ticket, playbook),
        desc=kind(ticket.facts),
        text="\n".join(filter(None, (trouble(ticket.facts), mended(ticket)))),
        rows=ticket_rows(ticket, playbook, private=False),
    )


def _happened(ticket: Ticket, playbook: Playbook) -> str:
    """Whoever has it seldom is who calls it off."""
    if ticket.status is Status.CLOSED:
        return ENDED[ticket.acceptance or Acceptance.TOLD]
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee and ticket.status is not Status.CANCELLED else ""
    return f"{who}{HAPPENED[ticket.status]}"


def _taken(view: View) -> ButtonInteraction:
    """Somebody else has it, or it is over, or others are asked now."""
    ticket = view.ticket
    stands = STATUS if ticket.status is Status.OPEN else HAPPENED
    return grey(
        f"{ticket.number} {stands[ticket.status]}",
        _why_not(view),
        desc=" · ".join(filter(None, (kind(ticket.facts), enclosures(view.enclosed)))),
        text=trouble(ticket.facts),
        rows=ticket_rows(ticket, view.playbook, private=ticket.assignee != view.member),
    )


def _why_not(view: View) -> str:
    """Why there is nothing to press any more."""
    ticket, member = view.ticket, view.member
    if ticket.status not in UNDER_WAY:
        return HAPPENED[ticket.status]
    if ticket.status is Status.OPEN:
        return "您接不了，已另派" if any(no.by == member for no in ticket.declined) else "已改派别人"
    who = "您" if ticket.assignee == member else view.playbook.name_of(ticket.assignee or "")
    return f"已转给 {who}" if view.had_it else f"已被 {who} 接单"


def _mark(ticket: Ticket) -> str:
    return f"{urgency(ticket)}{_again(ticket)}"


def _again(ticket: Ticket) -> str:
    return f"【返工 {ticket.reworks}】" if ticket.reworks else ""


def _matter(ticket: Ticket, playbook: Playbook) -> str:
    """The type says how serious it is, the category whose trade; 电梯 goes without saying beside 电梯困人."""
    of = playbook.type_by_key.get(ticket.type)
    said = (of.name if of else "", kind(ticket.facts))
    return said[0] if said[1] in said[0] else " · ".join(each for each in said if each)
