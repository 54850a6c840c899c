"""Text in, `Reading` out. Pure: the only files read are the packaged lexicons, once."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from nlp.reader import Reader
from nlp.reading import Reading

__all__ = ["Reader", "Reading", "read"]


def read(text: str, now: datetime) -> Reading:
    """`now` is the local time of the message; relative dates count from it."""
    return _default().read(text, now)


@cache
def _default() -> Reader:
    return Reader.load()
