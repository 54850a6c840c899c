"""Encrypted callbacks, beside an echo bot that stores nothing: `python -m benchmarks callbacks`.

Ours is verified, decrypted, parsed, read and written durably as a draft before it is answered; the echo bot verifies,
decrypts, parses, and answers the same words encrypted. Same client, same messages, in turns, so that a noisy machine is
unfair to neither. The ratio is the finding. CPU is the server's own, per callback; beside it the load client's, which
must stay the smaller one, or it is the client that is measured. With a reader beside it, ours is two processes, and its
CPU that of both.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.load import Measured, closed_loop, open_loop
from benchmarks.traffic import requests

CONNECTIONS = (1, 16, 64)
ROUNDS = 3
SECONDS = 3.0
MESSAGES = 80_000
STEADY_PER_SECOND = 500
STEADY_SECONDS = 10.0


@dataclass
class Subject:
    name: str
    port: int
    process: subprocess.Popen[bytes]
    messages: Iterator[bytes]
    database: str | None


def main() -> None:
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        print("making messages …", flush=True)
        subjects = list(_subjects(folder, opened))
        _print_throughput(subjects)
        _print_steady([subject for subject in subjects if subject.name != "echo"])
        print(
            "\nMemory after the load: " + ", ".join(f"{s.name} {servers.memory_mb(s.process):.0f} MB" for s in subjects)
        )
    _print_start()


def _subjects(folder: Path, opened: ExitStack) -> Iterator[Subject]:
    sqlite = f"sqlite:///{folder}/paidan.db"
    beside = folder / "beside"
    beside.mkdir()
    sqlite_too = f"sqlite:///{beside}/paidan.db"
    postgresql = opened.enter_context(servers.postgresql(folder))
    postgresql_too = opened.enter_context(servers.postgresql(beside))
    messages = requests(MESSAGES)
    for name, server, database in (
        ("echo", servers.echo(), None),
        ("sqlite", servers.bot(folder, sqlite), sqlite),
        ("sqlite, a reader beside", servers.bot(beside, sqlite_too, readers=1), sqlite_too),
        ("postgresql", servers.bot(folder, postgresql), postgresql),
        ("postgresql, a reader beside", servers.bot(beside, postgresql_too, readers=1), postgresql_too),
    ):
        port, process = opened.enter_context(server)
        yield Subject(name, port, process, iter(messages), database)


def _print_throughput(subjects: list[Subject]) -> None:
    print("\n| server | connections | callbacks/s | to the echo bot | p50 ms | p99 ms | CPU µs each | the client's |")
    print("|---|---|---|---|---|---|---|---|")
    for subject in subjects:
        _run(subject, 16, 1.0)
        if subject.database is not None:
            servers.count_rows(subject.database)
    for connections in CONNECTIONS:
        rounds = [[_run(subject, connections, SECONDS) for subject in subjects] for _ in range(ROUNDS)]
        for place, subject in enumerate(subjects):
            found = [results[place] for results in rounds]
            ratio = statistics.median(results[place][0].per_second / results[0][0].per_second for results in rounds)
            names = ("per_second", "p50", "p99")
            speed, p50, p99 = (statistics.median(getattr(each[0], name) for each in found) for name in names)
            cpu, client = (statistics.median(each[place] for each in found) for place in (1, 2))
            print(
                f"| {subject.name} | {connections} | {speed:,.0f} | {ratio:.2f} | {p50:.1f} | {p99:.1f} | {cpu:.0f} "
                f"| {client:.0f} |",
                flush=True,
            )


def _run(subject: Subject, connections: int, seconds: float) -> tuple[Measured, float, float]:
    """With the CPU time of each callback in microseconds: the server's, and the client's."""
    before, before_client = servers.cpu_seconds(subject.process), time.process_time()
    result = asyncio.run(closed_loop(subject.port, subject.messages, connections=connections, seconds=seconds))
    spent, client = servers.cpu_seconds(subject.process) - before, time.process_time() - before_client
    if result.failed:
        raise SystemExit(f"{subject.name}: {result.failed} callbacks were not answered with 200")
    answered = result.per_second * seconds
    return result, 1e6 * spent / answered, 1e6 * client / answered


def _print_steady(subjects: list[Subject]) -> None:
    """Whoever does not answer so many a second falls behind, and its latencies say how far."""
    print(f"\n| server | at {STEADY_PER_SECOND}/s: answered/s | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|")
    for subject in subjects:
        result = asyncio.run(
            open_loop(subject.port, subject.messages, per_second=STEADY_PER_SECOND, seconds=STEADY_SECONDS)
        )
        figures = f"{result.per_second:.0f} | {result.p50:.1f} | {result.p99:.1f} | {result.worst:.1f}"
        print(f"| {subject.name} | {figures} |", flush=True)


def _print_start() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/paidan.db"
        with servers.bot(Path(folder), database):
            pass  # the schema is there now
        begun = time.perf_counter()
        with servers.bot(Path(folder), database) as (_, process):
            ready = time.perf_counter() - begun
            print(f"Start to listening: {ready:.2f} s; memory then: {servers.memory_mb(process):.0f} MB")
