"""Text in, `Reading` out. Pure: the only files read are the packaged lexicons, once."""

from __future__ import annotations

from datetime import datetime

from nlp.dictionary import Vocabulary
from nlp.reader import Reader, default_reader
from nlp.reading import Reading

__all__ = ["Reader", "Reading", "Vocabulary", "read"]


def read(text: str, now: datetime) -> Reading:
    """`now` is the local time of the message; relative dates count from it."""
    return default_reader().read(text, now)
