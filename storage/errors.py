from __future__ import annotations


class Conflict(Exception):
    """Somebody wrote first: nothing of this transaction stands, and it may be run again."""


class StorageUnavailable(Exception):
    """The database cannot be written now (locked, disk full, no connection); the cause is chained.

    `reason` may be shown to anybody: what a driver says of a connection names host, port and user.
    """

    def __init__(self, what: str, reason: str | None = None) -> None:
        super().__init__(what)
        self.reason = reason or what


class Held(StorageUnavailable):
    """Somebody else holds what is wanted, for longer than it was worth waiting for."""
