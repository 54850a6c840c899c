"""Programs as somebody starts them who sits before a terminal."""

from __future__ import annotations

import asyncio
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Iterator
from contextlib import contextmanager

SIGNS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)


async def start(*command: str) -> Process:
    """In a session of its own, with all that it says on its output, and it hears every signal."""
    with _nothing_ignored():
        return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=STDOUT, start_new_session=True)


@contextmanager
def _nothing_ignored() -> Iterator[None]:
    """What `nohup`, or `&` in a script, made these tests ignore, their children would ignore too. What is handled goes
    back to normal in a child."""
    before = {sign: signal.signal(sign, lambda *_: None) for sign in SIGNS if signal.getsignal(sign) is signal.SIG_IGN}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
