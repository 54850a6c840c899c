"""What came in plain text is signed by time and nonce alone, so whoever reads a signature could put other words beside
it for as long as it is believed. Here each goes with one message.

Each process knows those that it has seen itself: who must be sure takes the secure mode.
"""

from __future__ import annotations

from datetime import datetime

from bot.channels.errors import CallbackRejected
from bot.wechat.door import CLOCKS_DIFFER


class Signatures:
    """One tenant's."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, datetime]] = {}

    def spend(self, signature: str, update_id: str, now: datetime) -> None:
        """The same message may be delivered again with it. Raises CallbackRejected."""
        self._forget(now - 2 * CLOCKS_DIFFER)
        of, _ = self._seen.setdefault(signature, (update_id, now))
        if of != update_id:
            raise CallbackRejected("replayed")

    def _forget(self, before: datetime) -> None:
        """They stand in the order in which they came."""
        while self._seen and next(iter(self._seen.values()))[1] < before:
            del self._seen[next(iter(self._seen))]
