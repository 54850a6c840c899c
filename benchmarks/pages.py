"""Customers watch their tickets: many open pages on one process, pages asked for beside them, and news that reach all:
`python -m benchmarks pages`.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import servers
from benchmarks.desk import TENANT, knowledge, opened
from benchmarks.load import closed_loop
from benchmarks.traffic import AES_KEY
from bot.clock import system_time
from bot.pages.keys import Keys, Purpose
from bot.pages.links import link_for
from bot.pages.visit import DEVICE_VALID, cookie_for
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tickets.customers import Joined, Subscription

REPORT = "钱江新城{number}幢2单元电梯门关不上，王女士13800001111"


@dataclass(frozen=True)
class Sizes:
    """`views` open pages of `tickets` tickets; `changes` a second, for `seconds`."""

    views: int
    tickets: int
    connections: int
    changes: int
    seconds: float


FULL = Sizes(views=1000, tickets=100, connections=16, changes=20, seconds=10.0)
SMALL = Sizes(views=20, tickets=4, connections=2, changes=2, seconds=0.5)


@dataclass(frozen=True)
class Link:
    ticket: int
    path: str
    cookie: str

    def request(self, path: str = "") -> bytes:
        lines = (f"GET {self.path}{path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}", "", "")
        return "\r\n".join(lines).encode()


@dataclass
class View:
    """One open page: when it last heard something."""

    link: Link
    heard_at: float = 0.0
    heard: int = 0


def main(*, small: bool = False) -> int:
    sizes = SMALL if small else FULL
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/pages.db"
        with servers.bot(folder, url) as (port, process):
            database = Database(url)
            links = prepared(database, sizes)
            asyncio.run(_measure(database, links, sizes, port, process))
            database.close()
    return 0


def prepared(database: Database, sizes: Sizes) -> list[Link]:
    """Each view has a link of its own, on a device that has shown that it knows the phone."""
    known, now = knowledge(database), system_time()
    keys = Keys.of(TENANT, AES_KEY)
    with database.unit_of_work(TENANT) as uow:
        tickets = [
            opened(uow, known, reporter=f"staff{number}", text=REPORT.format(number=number), at=now)
            for number in range(sizes.tickets)
        ]
        return [_link(uow, keys, ticket, view, now) for view, ticket in _in_turn(tickets, sizes.views)]


def _in_turn(tickets: list[int], views: int) -> Iterator[tuple[int, int]]:
    return zip(range(views), itertools.cycle(tickets), strict=False)


def _link(uow: UnitOfWork, keys: Keys, ticket: int, view: int, now: datetime) -> Link:
    subscription = Subscription(ticket_id=ticket, customer_id=view + 1, since=now, how=Joined.REPORTED)
    uow.customers.subscribe(subscription)
    path = link_for(uow, "", ticket, view + 1, now=now)
    link_id = path.rpartition(".")[2]
    signed = keys.sign(Purpose.DEVICE, link_id, now=now, valid=DEVICE_VALID)
    return Link(ticket, path, f"{cookie_for(link_id)}={signed}")


async def _measure(
    database: Database, links: list[Link], sizes: Sizes, port: int, bot: subprocess.Popen[bytes]
) -> None:
    async def alone() -> None:
        found = await closed_loop(port, _pages(links), connections=sizes.connections, seconds=sizes.seconds)
        print(f"pages, nobody watching: {found.per_second:.0f}/s, p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms")

    await alone()
    quiet, before = await _busy(bot, sizes.seconds), servers.memory_mb(bot)
    begun = time.perf_counter()
    views = [View(link) for link in links]
    watching = [asyncio.create_task(_watch(view, port)) for view in views]
    while any(view.heard == 0 for view in views):  # noqa: ASYNC110  # they hear the present state first
        await asyncio.sleep(0.01)
    took, more = time.perf_counter() - begun, servers.memory_mb(bot) - before
    print(f"{len(views)} open pages: all within {took:.1f} s, {more / len(views) * 1024:.0f} KiB each")
    print(f"  while nothing happens: {await _busy(bot, sizes.seconds):.1%} of a core, and {quiet:.1%} without them")
    found = await closed_loop(port, _pages(links), connections=sizes.connections, seconds=sizes.seconds)
    print(
        f"  pages beside them: {found.per_second:.0f}/s, p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms, "
        f"{found.failed} failed"
    )
    await _news(database, views, sizes)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)


async def _busy(bot: subprocess.Popen[bytes], seconds: float) -> float:
    """Which share of a core it uses."""
    before = servers.cpu_seconds(bot)
    await asyncio.sleep(seconds)
    return (servers.cpu_seconds(bot) - before) / seconds


def _pages(links: list[Link]) -> Iterator[bytes]:
    return itertools.cycle([link.request() for link in links])


async def _watch(view: View, port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(view.link.request("/live"))
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                view.heard += 1
                view.heard_at = time.perf_counter()
    finally:
        writer.close()


async def _news(database: Database, views: list[View], sizes: Sizes) -> None:
    """How long from the change to each page of it."""
    delays: list[float] = []
    missed = 0
    by_ticket: dict[int, list[View]] = {}
    for view in views:
        by_ticket.setdefault(view.link.ticket, []).append(view)
    tickets = itertools.cycle(by_ticket)
    pending: list[tuple[float, list[tuple[View, int]]]] = []
    for _ in range(int(sizes.changes * sizes.seconds)):
        ticket = next(tickets)
        pending.append((time.perf_counter(), [(view, view.heard) for view in by_ticket[ticket]]))
        await asyncio.to_thread(_touch, database, ticket)
        await asyncio.sleep(1 / sizes.changes)
        if len(pending) >= len(by_ticket):
            missed += _reckon(pending.pop(0), delays)
    await asyncio.sleep(2.0)
    missed += sum(_reckon(each, delays) for each in pending)
    delays.sort()
    print(
        f"  news to {len(delays)} pages: p50 {statistics.median(delays):.2f} s, "
        f"p99 {delays[int(len(delays) * 0.99)]:.2f} s, {missed} missed"
    )


def _reckon(change: tuple[float, list[tuple[View, int]]], delays: list[float]) -> int:
    at, watched = change
    heard = [view.heard_at - at for view, before in watched if view.heard > before]
    delays += heard
    return len(watched) - len(heard)


def _touch(database: Database, ticket_id: int) -> None:
    with database.unit_of_work(TENANT) as uow:
        ticket = uow.tickets.get(ticket_id)
        assert ticket is not None
        uow.tickets.save(replace(ticket, moved_at=(ticket.moved_at or ticket.opened_at) + timedelta(seconds=1)))
