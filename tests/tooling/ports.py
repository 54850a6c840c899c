"""Ports for servers that a test starts."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

RANGE = range(10_000, 30_000)
"""Below those that systems lend to connections: one of these could be lent away before the server listens on it."""
LAST = Path(tempfile.gettempdir()) / f"paidan-test-ports-{os.getuid()}"


def free_port() -> int:
    """The one below it is free as well: the demo takes both.

    All tests of this machine take turns, so that nobody is given one on which somebody else is about to listen."""
    while True:
        port = _next_port()
        if _is_free(port) and _is_free(port - 1):
            return port


def _next_port() -> int:
    with LAST.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        last = int(file.read() or random.SystemRandom().choice(RANGE))
        port = last + 2 if last + 2 in RANGE else RANGE.start + 1
        file.truncate(0)
        file.write(str(port))
        file.flush()
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
