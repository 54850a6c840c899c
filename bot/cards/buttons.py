"""Which buttons a ticket's card has: those that make sense now, to this person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.wecom.controls import ActionMenu, MenuEntry
from bot.wecom.controls import Button as CardButton
from handlers.keys import Button, Key
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.playbook.values import Priority
from tickets.rights import LEADING, Role, may, roles_of
from tickets.standstill import is_in_question
from tickets.ticket import Action, Status, Ticket

LABELS = {
    Button.CLAIM: "接单",
    Button.DECLINE: "接不了…",
    Button.WHY: "为什么给我",
    Button.DEPART: "出发",
    Button.ARRIVE: "到场",
    Button.WAIT: "等待…",
    Button.RESUME: "继续",
    Button.FINISH: "完工",
    Button.STILL_MOVES: "还在处理",
    Button.TRANSFER: "转派…",
    Button.ESCALATE: "升级",
    Button.PRIORITIZE: "提级",
    Button.CANCEL: "取消工单…",
    Button.CLOSE: "客户说好了，关单",
    Button.REWORK: "返工",
    Button.LOOK: "看照片",
}
"""Where dots follow, something is asked first."""

WORK = {
    Status.CLAIMED: (Button.DEPART, Button.ARRIVE, Button.WAIT, Button.FINISH),
    Status.TRAVELLING: (Button.ARRIVE, Button.WAIT, Button.FINISH),
    Status.ON_SITE: (Button.FINISH, Button.WAIT),
    Status.WAITING: (Button.RESUME, Button.FINISH, Button.WAIT),
}
RARE = (Button.TRANSFER, Button.ESCALATE, Button.DECLINE)
"""For whoever has it, behind the dots in the card's corner; whoever leads has there what is not on a button."""
OFFERED = (Button.CLAIM, Button.DECLINE, Button.LOOK, Button.WHY)
LEAD = (Button.TRANSFER, Button.PRIORITIZE, Button.LOOK, Button.CANCEL)
AFTERWARDS = (Button.CLOSE, Button.REWORK)

AT_ITS_END = {Button.CLOSE: Status.CLOSED, Button.CANCEL: Status.CANCELLED}
"""Who says it a second time is answered; nobody is offered it."""
GRAVE = frozenset({Button.CANCEL, Button.REWORK})
RED, BLUE, PLAIN = 3, 1, 2


def buttons_for(
    ticket: Ticket, member: str, playbook: Playbook, enclosed: Mapping[str, int] | None = None
) -> tuple[CardButton, ...]:
    """None: there is nothing for this person to press. The first one is what most likely comes next."""
    shown = [
        each for each in dict.fromkeys(_in_order(ticket, member, playbook)) if _allowed(each, ticket, member, playbook)
    ]
    if not enclosed:
        shown = [each for each in shown if each is not Button.LOOK]
    return tuple(
        CardButton(_label(button, enclosed or {}), _key(button, ticket), _style(button, first=place == 0))
        for place, button in enumerate(shown)
    )


def reporters_buttons(ticket: Ticket, member: str, playbook: Playbook) -> tuple[CardButton, ...]:
    """On the card that the draft has become; whoever reported it for somebody else may have no right to any."""
    shown = (each for each in (*AFTERWARDS, Button.CANCEL) if _allowed(each, ticket, member, playbook))
    return tuple(
        CardButton(LABELS[button], _key(button, ticket), _style(button, first=button is Button.CLOSE))
        for button in shown
    )


def menu_for(ticket: Ticket, member: str, playbook: Playbook) -> ActionMenu | None:
    rare = RARE if member == ticket.assignee else (Button.ESCALATE, Button.WHY)
    entries = (each for each in rare if _allowed(each, ticket, member, playbook))
    menu = tuple(MenuEntry(LABELS[button], _key(button, ticket)) for button in entries)
    return ActionMenu(menu, "更多") if menu else None


def _in_order(ticket: Ticket, member: str, playbook: Playbook) -> Iterator[Button]:
    roles = roles_of(member, ticket, playbook)
    if Role.ASSIGNEE in roles:
        if is_in_question(ticket):
            yield Button.STILL_MOVES
        yield from (*WORK[ticket.status], Button.LOOK) if ticket.status in WORK else ()
    elif LEADING & roles:
        # Whether asked or not: where nothing new can be pressed, no code is spent on the card.
        yield from (Button.CLAIM, *LEAD, *AFTERWARDS)
    elif Role.ASKED in roles:
        yield from OFFERED


def _allowed(button: Button, ticket: Ticket, member: str, playbook: Playbook) -> bool:
    if button is Button.WHY:
        return ticket.status is Status.OPEN
    if button is Button.PRIORITIZE and ticket.priority is Priority.URGENT:
        return False
    if ticket.status is AT_ITS_END.get(button):
        return False
    return may(Action(button.value), ticket, member, playbook)


def _label(button: Button, enclosed: Mapping[str, int]) -> str:
    """Whoever has nothing but a voice before them does not look for a picture."""
    return "听语音" if button is Button.LOOK and set(enclosed) == {"voice"} else LABELS[button]


def _style(button: Button, *, first: bool) -> int:
    if button in GRAVE:
        return RED
    return BLUE if first else PLAIN


def _key(button: Button, ticket: Ticket) -> str:
    return Key(button, Subject(SubjectKind.TICKET, ticket.id)).pack()
