"""Pending timers, as rows of ours and as jobs of APScheduler's SQLAlchemyJobStore: `python -m benchmarks timers`.

Each is measured by a process that does nothing else. Ours goes the whole way: due rows, the ticket locked, the ladder
climbed, history, timers and messages written. A job of APScheduler's does nothing at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import desk, servers, timer_rows


@dataclass(frozen=True)
class Sizes:
    """`at_once`: so many more fall due in one moment; `cap`: seconds for adding jobs to APScheduler one by one."""

    pending: int
    few: int
    jobs: int
    per_second: int
    seconds: int
    at_once: int
    cap: int

    @property
    def due(self) -> int:
        return self.per_second * self.seconds


FULL = Sizes(pending=1_000_000, few=1_000, jobs=100_000, per_second=200, seconds=20, at_once=4_000, cap=60)
SMALL = Sizes(pending=5_000, few=100, jobs=500, per_second=50, seconds=2, at_once=50, cap=1)


def main(*, small: bool = False) -> int:
    sizes = SMALL if small else FULL
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        postgresql = opened.enter_context(servers.postgresql(folder))
        urls = {"sqlite": f"sqlite:///{folder}/timers.db", "postgresql": postgresql}
        ours = {name: list(_ours(url, sizes)) for name, url in urls.items()}
        urls["sqlite"] = f"sqlite:///{folder}/jobs.db"
        theirs = {name: _theirs(url, sizes) for name, url in urls.items()}
    _print_looks(ours)
    _print_firing(ours, theirs, sizes)
    wanted = (sizes.due, sizes.at_once, 0)
    return 0 if all(_counts(rounds[-1][1]) == wanted for rounds in ours.values()) else 1


def _counts(found: dict[str, Any]) -> tuple[int, int, int]:
    return found["fired"], found["at_once"], found["failed"]


def _ours(url: str, sizes: Sizes) -> Iterator[tuple[int, dict[str, Any]]]:
    """With few rows that are only looked for, then with all of them, of which some fall due."""
    desk.prepared(url, timer_rows.COMPANY.playbook(), timer_rows.BEGINS)
    timer_rows.add_pending(url, sizes.few)
    yield sizes.few, _measured("benchmarks.firing", url, 0, 0)
    begins = timer_rows.BEGINS
    steadily = [begins + timedelta(seconds=number / sizes.per_second) for number in range(sizes.due)]
    timer_rows.open_tickets(url, [*steadily, *[timer_rows.ALL_AT_ONCE] * sizes.at_once])
    timer_rows.add_pending(url, sizes.pending, beginning_with=sizes.few)
    yield sizes.pending, _measured("benchmarks.firing", url, sizes.due, sizes.at_once)


def _theirs(url: str, sizes: Sizes) -> dict[str, Any]:
    asked = (sizes.jobs, sizes.per_second, sizes.due, sizes.at_once, sizes.cap)
    return _measured("benchmarks.apscheduler_jobs", url, *asked)


def _measured(module: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _print_looks(ours: dict[str, list[tuple[int, dict[str, Any]]]]) -> None:
    print("\n| database | pending | one tick µs | the two queries alone µs | to few | memory MB |")
    print("|---|---|---|---|---|---|")
    for name, rounds in ours.items():
        first = rounds[0][1]["look_us"]
        for pending, found in rounds:
            figures = f"{found['look_us']:.0f} | {found['queries_us']:.0f} | {found['look_us'] / first:.2f}"
            print(f"| {name} | {pending:,} | {figures} | {found['memory_mb']:.0f} |")


def _print_firing(ours: dict[str, list[tuple[int, dict[str, Any]]]], theirs: dict[str, Any], sizes: Sizes) -> None:
    print(
        f"\nOf so many pending, {sizes.per_second} a second fall due for {sizes.seconds} s; late are p50, p99 and the "
        f"worst. Then {sizes.at_once:,} fall due at once; the stall is how long the loop did nothing else.\n"
    )
    print(
        "| what | database | pending | added/s one by one | fired of due | p50 ms | p99 ms | worst ms "
        "| at once: fired/s | stall ms | MB |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for name, rounds in ours.items():
        pending, found = rounds[-1]
        print(f"| ours | {name} | {pending:,} | {_row(found, sizes)}", flush=True)
    for name, found in theirs.items():
        print(f"| APScheduler | {name} | {sizes.jobs:,} | {_row(found, sizes)}", flush=True)
    for name, found in theirs.items():
        if found["added"] < sizes.jobs - sizes.due:
            print(
                f"\nAPScheduler on {name}: after {sizes.cap} s only {found['added']:,} of "
                f"{sizes.jobs - sizes.due:,} jobs had been added; the others were written to its table in bulk."
            )


def _row(found: dict[str, Any], sizes: Sizes) -> str:
    late = " | ".join(f"{found[name]:,.0f}" for name in ("p50_ms", "p99_ms", "worst_ms"))
    at_once = f"{found['at_once_per_second']:,.0f} | {found['stall_ms']:,.0f}"
    fired = f"{found['fired']:,} of {sizes.due:,}"
    return f"{found['added_per_second']:,.0f} | {fired} | {late} | {at_once} | {found['memory_mb']:.0f} |"
