"""A ticket full of what is nobody's business but the company's: each such value has a mark in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.tickets.samples import NOW, a_lived_ticket, minimal_playbook
from tickets.events import (
    Event,
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketDeclined,
    TicketDeparted,
    TicketEscalated,
    TicketFinished,
    TicketLeftBehind,
    TicketNoted,
    TicketOpened,
    TicketPaused,
    TicketReworked,
    TicketTakenUpAgain,
    TicketTransferred,
)
from tickets.fields import Facts
from tickets.playbook import Playbook
from tickets.playbook.values import Person
from tickets.ticket import Declined, Status, Ticket, Wait, WaitingFor

MARK = "zqzq"
PHONE = "13812345678"
WORKER = f"w{MARK}"
LEADER = f"l{MARK}"

OWN = Facts(
    fault="厨房漏水",
    address="钱江新城3幢",
    appointment="明天上午",
    phone=PHONE,
    customer=f"王{MARK}",
    extra=((f"k{MARK}", f"v{MARK}"),),
)
"""The first three are what the customer said, and may be read back to them."""
THEIR_OWN = ("厨房漏水", "钱江新城3幢", "明天上午")


def secret_ticket(status: Status, **changes: Any) -> Ticket:
    wait = Wait(reason=WaitingFor.PARTS, since=NOW, until=NOW + timedelta(days=1), then=Status.ON_SITE)
    return a_lived_ticket(
        status=status,
        facts=OWN,
        text=f"text {MARK} {PHONE}",
        type="general",
        area=None,
        playbook_version=0,
        life_safety=False,
        reporter=f"r{MARK}",
        owner=LEADER,
        rule=f"rule {MARK}",
        ladder=None,
        asked=(f"a{MARK}",),
        followers=(f"f{MARK}",),
        declined=(Declined(by=f"d{MARK}", why=f"why {MARK}"),),
        assignee=None if status is Status.OPEN else WORKER,
        wait=wait if status is Status.WAITING else None,
        cause=f"cause {MARK}",
        remedy=f"remedy {MARK}",
        **changes,
    )


def secret_history() -> list[Event]:
    at = NOW
    return [
        TicketOpened(at=at, by=f"r{MARK}", number="1120-7", group=f"g{MARK}"),
        TicketDeclined(at=at, by=f"d{MARK}", why=f"why {MARK}", given_back=False),
        TicketClaimed(at=at, by=WORKER),
        TicketEscalated(at=at, by=WORKER, to=LEADER, words=f"words {MARK}"),
        TicketNoted(at=at, by=WORKER, text=f"note {MARK} {PHONE}", message=1, kind="text"),
        TicketLeftBehind(at=at, member=f"m{MARK}", leader=LEADER),
        TicketTransferred(at=at, by=LEADER, before=f"b{MARK}", to=WORKER),
        TicketDeparted(at=at, by=WORKER),
        TicketArrived(at=at, by=WORKER),
        TicketPaused(at=at, by=WORKER, reason=WaitingFor.PARTS, until=at),
        TicketFinished(at=at, by=WORKER, cause=f"cause {MARK}", remedy=f"remedy {MARK}"),
        TicketTakenUpAgain(at=at, by=WORKER, words=f"words {MARK}"),
        TicketReworked(at=at, by=LEADER, words=f"words {MARK}"),
        TicketCancelled(at=at, by=LEADER, why=f"why {MARK}"),
    ]


def secret_playbook() -> Playbook:
    """Its people have names that customers see no more of than the first character."""
    book = minimal_playbook()
    people = {each: Person(userid=each, name=f"王{MARK}") for each in (WORKER, LEADER)}
    return replace(book, people={**book.people, **people})


def secrets_in(text: str, *, own: bool) -> list[str]:
    """What stands in it and should not. `own`: it is for the customer whose report it was."""
    hidden = [MARK, PHONE, PHONE[:7], PHONE[-8:]]
    return [each for each in (*hidden, *(() if own else THEIR_OWN)) if each in text]
