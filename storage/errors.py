from __future__ import annotations


class Conflict(Exception):
    """Somebody wrote first: nothing of this transaction stands, and it may be run again."""


class StorageUnavailable(Exception):
    """The database cannot be written now (locked, disk full, no connection); the cause is chained."""
