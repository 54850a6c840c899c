"""Ports for servers that a test starts."""

from __future__ import annotations

import random
import socket

RANGE = range(10_000, 30_000)
"""Below those that systems lend to connections: one of these could be lent away before the server listens on it."""


def free_port() -> int:
    """The one below it is free as well: the demo takes both."""
    port = random.SystemRandom().choice(RANGE)
    return port if _is_free(port) and _is_free(port - 1) else free_port()


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
