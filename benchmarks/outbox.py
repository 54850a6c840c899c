"""How fast waiting messages go out, with one, two and four bots on one PostgreSQL: `python -m benchmarks outbox`.

The bots are up when the messages fall due, all at one moment; WeCom is a stand-in that says yes at once. From that
moment to the last one settled. Where bots, database and stand-in share few cores, it is these that are measured.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import servers
from benchmarks.desk import TENANT
from bot.clock import system_time
from bot.ticks import SWEEP_SECONDS
from storage.database import Database
from storage.errands import Errand, ErrandKind, State
from storage.schema import errand

LEAD = timedelta(seconds=SWEEP_SECONDS + 2)
"""By then every bot has looked, and knows when they fall due."""
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Sizes:
    """`cap`: after so many seconds a round is over, whatever is left."""

    messages: int
    bots: tuple[int, ...]
    rounds: int
    cap: float


FULL = Sizes(messages=3_000, bots=(1, 2, 4), rounds=3, cap=120)
SMALL = Sizes(messages=60, bots=(1, 2), rounds=1, cap=30)


@dataclass(frozen=True)
class Drained:
    per_second: float
    left: int
    sent: int
    different: int


def main(*, small: bool = False) -> int:
    sizes = SMALL if small else FULL
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        url = opened.enter_context(servers.postgresql(folder))
        found: dict[int, list[Drained]] = {bots: [] for bots in sizes.bots}
        for _ in range(sizes.rounds):
            for bots in sizes.bots:
                found[bots].append(_drained(folder, url, bots, sizes))
    return _print(found, sizes)


def _drained(folder: Path, url: str, bots: int, sizes: Sizes) -> Drained:
    with ExitStack() as running:
        stand_in = running.enter_context(servers.stand_in())
        for _ in range(bots):
            running.enter_context(servers.bot(folder, url, wecom=stand_in))
        database = Database(url)
        running.callback(database.close)
        due = system_time() + LEAD
        first = _add(database, sizes.messages, due)
        end = time.monotonic() + LEAD.total_seconds() + sizes.cap
        while (left := _waiting(database, first)) and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
        sent, different = servers.count(stand_in)
        return Drained(_done_per_second(database, first, due), left, sent, different)


def _add(database: Database, count: int, due: datetime) -> int:
    """Each to another person; gives the id of the first."""
    with database.unit_of_work(TENANT) as uow:
        before = uow.connection.execute(select(func.coalesce(func.max(errand.c.id), 0))).scalar_one()
        for number in range(count):
            words, to = {"text": f"{before + number} 王工 已接单"}, f"staff{number}"
            message = Errand(kind=ErrandKind.TEXT, lane=to, recipient=to, data=words, not_before=due)
            uow.outbox.add(message, system_time())
    return int(before) + 1


def _waiting(database: Database, first: int) -> int:
    waiting = select(func.count()).where(errand.c.id >= first, errand.c.state == State.WAITING.value)
    with database.reading(TENANT) as uow:
        return int(uow.connection.execute(waiting).scalar_one())


def _done_per_second(database: Database, first: int, due: datetime) -> float:
    done = select(func.count(), func.max(errand.c.settled_at)).where(errand.c.id >= first)
    with database.reading(TENANT) as uow:
        count, last = uow.connection.execute(done.where(errand.c.state == State.DONE.value)).one()
    return float(count / (last - due).total_seconds()) if count else 0.0


def _print(found: dict[int, list[Drained]], sizes: Sizes) -> int:
    print(f"\n{sizes.messages:,} messages wait, each for another person; {os.cpu_count()} cores for everything.\n")
    print("| bots | messages/s, the best | median | to one bot | left over | sent twice |\n|---|---|---|---|---|---|")
    alone = sorted(each.per_second for each in found[sizes.bots[0]])
    for bots, rounds in found.items():
        speeds = sorted(each.per_second for each in rounds)
        median = speeds[len(speeds) // 2]
        ratio = median / alone[len(alone) // 2]
        left, twice = sum(each.left for each in rounds), sum(each.sent - each.different for each in rounds)
        print(f"| {bots} | {speeds[-1]:,.0f} | {median:,.0f} | {ratio:.2f} | {left} | {twice} |")
    exactly = all(each.sent == each.different == sizes.messages for rounds in found.values() for each in rounds)
    return 0 if exactly else 1
