"""Who has it: presses on 接单 a second, many on one ticket and one on each of many: `python -m benchmarks claims`.

In one process, from the inbox to the commit: seen before, the ticket locked, claimed or refused, history, timers and
messages written. On the hot ticket one wins and all the others are told who it was.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import servers
from benchmarks.company import Company
from benchmarks.desk import TENANT, Desk, desk, knowledge, opened, prepared
from benchmarks.traffic import TROUBLES
from bot.clock import Clock, system_time
from bot.metrics import Metrics
from handlers.context import Desk as Knowledge
from handlers.keys import Button, Key
from handlers.updates import CardClick
from storage.cards import Card
from storage.unit_of_work import UnitOfWork
from tickets.events import TicketClaimed
from tickets.notifications import Subject, SubjectKind


@dataclass(frozen=True)
class Sizes:
    """`crowd`: how many press at once on a hot ticket; `tickets`: the many, pressed `at_once` at a time."""

    crowd: int
    hot: int
    tickets: int
    at_once: int


FULL = Sizes(crowd=200, hot=20, tickets=2_000, at_once=64)
SMALL = Sizes(crowd=8, hot=2, tickets=16, at_once=8)


@dataclass(frozen=True)
class Press:
    ticket: int
    by: str


class Conflicts(Metrics):
    def __init__(self) -> None:
        super().__init__()
        self.conflicts = 0

    def conflict(self) -> None:
        super().conflict()
        self.conflicts += 1


@dataclass(frozen=True)
class Found:
    pressed: int
    won: int
    seconds: float
    conflicts: int


def main(*, small: bool = False) -> int:
    sizes = SMALL if small else FULL
    company = Company(areas=2, technicians=5, reporters=1, crowd=sizes.crowd)
    with ExitStack() as opening:
        folder = Path(opening.enter_context(tempfile.TemporaryDirectory()))
        urls = {
            "sqlite": f"sqlite:///{folder}/claims.db",
            "postgresql": opening.enter_context(servers.postgresql(folder)),
        }
        for url in urls.values():
            prepared(url, company.playbook(), system_time())
        found = {name: asyncio.run(_measured(url, company, sizes)) for name, url in urls.items()}
    return _print(found, sizes)


async def _measured(url: str, company: Company, sizes: Sizes) -> tuple[Found, Found]:
    metrics = Conflicts()
    async with desk(url, Clock(), metrics, on_conflict=metrics.conflict) as at_the_desk:
        known = knowledge(at_the_desk.database)
        crowd, few = company.technicians_of(0), company.technicians_of(1)
        hot = [Press(ticket, by) for ticket in _opened(at_the_desk, known, company, 0, sizes.hot) for by in crowd]
        tickets = _opened(at_the_desk, known, company, 1, sizes.tickets)
        many = [Press(ticket, few[number % len(few)]) for number, ticket in enumerate(tickets)]
        return (
            await _pressed(at_the_desk, metrics, hot, at_once=sizes.crowd),
            await _pressed(at_the_desk, metrics, many, at_once=sizes.at_once),
        )


def _opened(at_the_desk: Desk, known: Knowledge, company: Company, area: int, count: int) -> list[int]:
    """Each technician of the area has a card of each ticket, as if it had been sent."""
    text = f"{company.area_names[area]}3幢201室，{TROUBLES[0]}，联系王女士13800001111"
    tickets = []
    for _ in range(count):
        with at_the_desk.database.unit_of_work(TENANT) as uow:
            tickets.append(opened(uow, known, reporter="staff0", text=text, at=system_time()))
            for userid in company.technicians_of(area):
                uow.cards.add(_card(tickets[-1], userid))
    return tickets


def _card(ticket: int, member: str) -> Card:
    subject = Subject(SubjectKind.TICKET, ticket)
    return Card(task_id=f"{ticket}-{member}", member=member, subject=subject, shown="", sent_at=system_time())


async def _pressed(at_the_desk: Desk, metrics: Conflicts, presses: list[Press], *, at_once: int) -> Found:
    before, begun = metrics.conflicts, time.perf_counter()
    for first in range(0, len(presses), at_once):
        await asyncio.gather(
            *(at_the_desk.inbox.receive(TENANT, _click(press)) for press in presses[first : first + at_once])
        )
    seconds = time.perf_counter() - begun
    won = await at_the_desk.writer.run(TENANT, partial(_won, {press.ticket for press in presses}))
    return Found(len(presses), won, seconds, metrics.conflicts - before)


def _click(press: Press) -> CardClick:
    key = Key(Button.CLAIM, Subject(SubjectKind.TICKET, press.ticket)).pack()
    name = f"{press.ticket}-{press.by}"
    return CardClick(id=name, sender=press.by, at=system_time(), task_id=name, key=key, response_code=name)


def _won(tickets: set[int], uow: UnitOfWork) -> int:
    """How many claims stand in the histories of these tickets."""
    kinds = [[kind for kind, *_ in uow.tickets.history(ticket)] for ticket in tickets]
    return sum(each.count(TicketClaimed.__name__) for each in kinds)


def _print(found: dict[str, tuple[Found, Found]], sizes: Sizes) -> int:
    print("\n| database | what | presses | claims | presses/s | run again |\n|---|---|---|---|---|---|")
    names = (
        f"{sizes.crowd} people at once on one ticket, {sizes.hot} times",
        f"one on each ticket, {sizes.at_once} at once",
    )
    for database, rounds in found.items():
        for name, each in zip(names, rounds, strict=True):
            speed = each.pressed / each.seconds
            print(f"| {database} | {name} | {each.pressed:,} | {each.won:,} | {speed:,.0f} | {each.conflicts} |")
    right = all(hot.won == sizes.hot and many.won == sizes.tickets for hot, many in found.values())
    return 0 if right else 1
