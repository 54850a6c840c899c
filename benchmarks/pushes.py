"""A day's customers, each told of every step by the way that is open then: `python -m benchmarks pushes`.

Handlers, database, planner and errands are ours; WeChat and the telephones stand in, without a wire, and judge by books
of their own. Exits with 1 if anything was refused, or told twice, or a customer could not be told and nobody heard so.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import select

from benchmarks.customers import Town
from benchmarks.customers_day import MORNING, Day
from benchmarks.desk import TENANT, prepared
from storage.database import Database
from storage.errands import ErrandKind, State
from storage.schema import errand, ticket_event
from storage.unit_of_work import UnitOfWork
from tickets.notifications import Stage
from tickets.tidings import STAGES
from tickets.ways import Way

PLAYBOOK = Path("playbooks/minimal.toml")
SETTINGS = {
    "chat, template, SMS": frozenset(Way),
    "chat, template": frozenset({Way.CHAT, Way.TEMPLATE}),
    "chat": frozenset({Way.CHAT}),
}


def main(*, small: bool = False) -> int:
    tickets = 15 if small else 5_000
    print(f"\n{tickets:,} tickets\n\n{_row(COLUMNS)}\n{_row('---' for _ in COLUMNS)}", flush=True)
    status = 0
    for name, ways in SETTINGS.items():
        found = _lived(name, ways, tickets)
        print(_row(found.cells), flush=True)
        status |= not found.is_right
    return status


def _lived(name: str, ways: frozenset[Way], tickets: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/paidan.db"
        prepared(url, PLAYBOOK.read_text(encoding="utf-8"), MORNING)
        database = Database(url)
        day = Day(database, Town(ways), Random(7))  # noqa: S311  no secret
        begun = time.process_time()
        day.write(tickets)
        day.live()
        found = figures(name, day, time.process_time() - begun)
        database.close()
        return found


COLUMNS = (
    "ways",
    "customers told every step",
    "steps",
    "told by themselves",
    "with the next one",
    "lost",
    "acceptance asked by chat",
    "by template",
    "by SMS",
    "not",
    "refused",
    "told twice",
    "CPU s",
)


@dataclass(frozen=True)
class Figures:
    cells: tuple[str, ...]
    is_right: bool


def figures(name: str, day: Day, seconds: float) -> Figures:
    with day.database.reading(TENANT) as uow:
        happened, told, lost = _happened(uow), _ended(uow, State.DONE), _ended(uow, State.DROPPED)
        unknown = _unknown(uow, lost)
    by_itself = sum((stages & told[key]).total() for key, stages in happened.items())
    steps, lost_steps = _total(happened), _total(lost)
    asked = day.asked_by()
    cells = (
        name,
        f"{sum(not lost[key] for key in happened) / len(happened):.2%}",
        *(f"{each:,}" for each in (steps, by_itself, steps - by_itself - lost_steps, lost_steps)),
        *(f"{asked[way]:,}" for way in Way),
        f"{sum(stages[Stage.DONE] for stages in happened.values()) - asked.total():,}",
        f"{day.town.refused.total():,}",
        f"{(twice := sum((told[key] - stages).total() for key, stages in happened.items())):,}",
        f"{seconds:.0f}",
    )
    return Figures(cells, is_right=not day.town.refused and not twice and not unknown)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


Stages = dict[int, Counter[Stage]]


def _happened(uow: UnitOfWork) -> Stages:
    """Of each ticket, what its customer should hear: not what they did themselves."""
    kinds = {kind.__name__: stage for kind, stage in STAGES.items()}
    found: Stages = defaultdict(Counter)
    rows = uow.connection.execute(select(ticket_event.c.ticket_id, ticket_event.c.kind, ticket_event.c.by))
    for ticket_id, kind, by in rows:
        if kind == "TicketOpened":
            found[ticket_id][Stage.REPORTED] += 1
        elif kind in kinds and not (by or "").startswith("customer:"):
            found[ticket_id][kinds[kind]] += 1
    return found


def _ended(uow: UnitOfWork, state: State) -> Stages:
    """Dropped: only those for which no way was open; the others are told of with the next one."""
    found: Stages = defaultdict(Counter)
    rows = uow.connection.execute(select(errand).where(errand.c.kind == ErrandKind.PUSH.value))
    for row in rows:
        if row.state == state.value and (state is State.DONE or row.reason.startswith("no way")):
            found[row.subject_id][Stage(row.data["stage"])] += 1
    return found


def _total(stages: Stages) -> int:
    return sum(each.total() for each in stages.values())


def _unknown(uow: UnitOfWork, lost: Stages) -> int:
    """Tickets whose customer could not be told, and nobody knows."""
    said = select(ticket_event.c.ticket_id).where(ticket_event.c.kind == "TicketNotHeard")
    known = set(uow.connection.execute(said).scalars())
    return sum(ticket_id not in known for ticket_id, stages in lost.items() if stages)
