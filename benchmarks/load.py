"""A client that costs little: ready-made HTTP requests over kept-alive connections."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Latencies in milliseconds."""

    per_second: float
    p50: float
    p99: float
    worst: float
    failed: int


class Connection:
    """One request at a time; connects again where the server closes, as gunicorn's sync worker does each time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def exchange(self, request: bytes) -> int:
        """The status of the answer."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        assert self._reader is not None
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if length:
            await self._reader.readexactly(length)
        if b"connection: close" in lower:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


async def closed_loop(port: int, requests: Iterator[bytes], *, connections: int, seconds: float) -> Measured:
    """As many as go: each connection sends its next request when the last is answered."""
    latencies: list[float] = []
    failed = 0
    end = time.perf_counter() + seconds

    async def work() -> None:
        nonlocal failed
        connection = Connection(port)
        while (begun := time.perf_counter()) < end:
            status = await connection.exchange(next(requests))
            latencies.append(time.perf_counter() - begun)
            failed += status != 200
        connection.close()

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    return measured(latencies, failed, time.perf_counter() - begun)


async def open_loop(port: int, requests: Iterator[bytes], *, per_second: int, seconds: float) -> Measured:
    """At a fixed rate, whatever the answers do: latency counts from when a request should have gone out."""
    latencies: list[float] = []
    failed = 0
    free: list[Connection] = []
    running: set[asyncio.Task[None]] = set()

    async def one(due: float) -> None:
        nonlocal failed
        connection = free.pop() if free else Connection(port)
        status = await connection.exchange(next(requests))
        latencies.append(time.perf_counter() - due)
        failed += status != 200
        free.append(connection)

    begun = time.perf_counter()
    for number in range(int(per_second * seconds)):
        due = begun + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    for connection in free:
        connection.close()
    return measured(latencies, failed, time.perf_counter() - begun)


def measured(latencies: list[float], failed: int, elapsed: float) -> Measured:
    ordered = sorted(latencies)

    def at(share: float) -> float:
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    return Measured(len(ordered) / elapsed, at(0.5), at(0.99), 1000 * ordered[-1], failed)
