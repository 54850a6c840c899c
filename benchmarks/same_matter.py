"""One matter, one ticket: what it costs to look among many open tickets whether a report repeats one, how many repeats
are found, and what is offered of other households' reports, who share gates and lifts.

`python -m benchmarks same_matter`
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import handlers
from benchmarks import servers
from benchmarks.company import Company
from benchmarks.desk import TENANT, knowledge, opened, prepared
from benchmarks.traffic import reports
from handlers.context import Context
from handlers.context import Desk as Knowledge
from handlers.likely import likely
from handlers.updates import TextMessage
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tickets.drafts import Draft

BEGINS = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
COMPANY = Company(areas=20, technicians=5, reporters=1000)
PHONE = re.compile(r"13\d{9}")
OPENED_TOGETHER = 50


@dataclass(frozen=True)
class Sizes:
    open: int
    looks: int


FULL, SMALL = Sizes(open=5_000, looks=300), Sizes(open=100, looks=10)


@dataclass(frozen=True)
class Found:
    """Of so many looks; `costs` in CPU milliseconds of this process, in rising order."""

    offered: int
    right: int
    costs: list[float]


def main(*, small: bool = False) -> int:
    sizes = SMALL if small else FULL
    print(f"\n{sizes.open:,} open tickets at 8 sites, {sizes.looks} reports of each kind")
    print("\n| database | reports | offered | of these right | CPU ms: median | p99 |\n|---|---|---|---|---|---|")
    alright = True
    with tempfile.TemporaryDirectory() as folder, servers.postgresql(Path(folder)) as url:
        for name, database_url in (("sqlite", f"sqlite:///{Path(folder) / 'paidan.db'}"), ("postgresql", url)):
            alright &= _measured(name, database_url, sizes)
    return 0 if alright else 1


def _measured(name: str, url: str, sizes: Sizes) -> bool:
    prepared(url, COMPANY.playbook(), BEGINS)
    database = Database(url)
    known = knowledge(database)
    first = _open(database, known, sizes.open)
    again = {_by_somebody_else(text): ticket for text, ticket in first[-sizes.looks :]}
    others = dict.fromkeys((text for text, _ in zip(reports(seed=99), range(sizes.looks), strict=False)), 0)
    alright = True
    for what, told in (("told again with another phone", again), ("of other households", others)):
        found = _looked(database, known, told)
        middle, last = found.costs[len(found.costs) // 2], found.costs[int(len(found.costs) * 0.99)]
        print(f"| {name} | {what} | {found.offered} | {found.right} | {middle:.1f} | {last:.1f} |")
        alright &= what != "told again with another phone" or found.right == len(told)
    database.close()
    return alright


def _open(database: Database, known: Knowledge, count: int) -> list[tuple[str, int]]:
    texts, tickets = reports(seed=7), []
    for begin in range(0, count, OPENED_TOGETHER):
        with database.unit_of_work(TENANT) as uow:
            for number in range(begin, min(begin + OPENED_TOGETHER, count)):
                text, at = next(texts), BEGINS + timedelta(seconds=10 * number)
                tickets.append((text, opened(uow, known, reporter=f"staff{number}", text=text, at=at)))
    return tickets


def _by_somebody_else(text: str) -> str:
    choose = random.Random(text)  # noqa: S311  # the same in each run
    return PHONE.sub(f"15{choose.randint(100000000, 999999999)}", text)


def _looked(database: Database, known: Knowledge, told: dict[str, int]) -> Found:
    now = BEGINS + timedelta(hours=20)
    offered, right, costs = 0, 0, []
    with database.unit_of_work(TENANT) as uow:
        for draft, ticket in _drafts(uow, known, told, now):
            begun = time.process_time()
            offer = likely(uow, draft, known.playbook, now)
            costs.append((time.process_time() - begun) * 1000)
            offered += offer is not None
            right += offer is not None and offer.ticket_id == ticket
    return Found(offered, right, sorted(costs))


def _drafts(uow: UnitOfWork, known: Knowledge, told: dict[str, int], now: datetime) -> Iterator[tuple[Draft, int]]:
    for number, (text, ticket) in enumerate(told.items()):
        name = f"again-{ticket}-{number}"
        message = TextMessage(id=name, sender=name, at=now, text=text)
        draft_id = handlers.handle(Context(uow, known, now), message).draft_id
        draft = uow.drafts.get(draft_id) if draft_id is not None else None
        assert draft is not None, text
        yield draft, ticket
