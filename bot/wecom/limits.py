"""WeCom's limits, checked before anything is sent: all that is wrong with a card is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Any

from bot.channels.shorten import shorten

Wire = dict[str, Any]
"""JSON as WeCom wants it."""

KEY_BYTES = 1024
ID_BYTES = 128

_URL = re.compile(r"https?://[^\s/]\S*")
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CardError(ValueError):
    """WeCom would refuse this message. Each problem begins with its path: `card.button_list[1].key: is empty`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Check:
    """Collects the problems of the element at `path` and of all within it."""

    path: str = "card"
    problems: list[str] = field(default_factory=list)

    def at(self, name: str) -> Check:
        return Check(f"{self.path}.{name}", self.problems)

    def refuse(self, what: str) -> None:
        self.problems.append(f"{self.path}: {what}")

    def done(self) -> None:
        if self.problems:
            raise CardError(self.problems)

    def shown(self, text: str, limit: int | None = None) -> str:
        """For people: shortened where needed, without control characters (WeCom refuses JSON that escapes them)."""
        clean = _UNSENDABLE.sub("", text).strip()
        return clean if limit is None else shorten(clean, limit)

    def required(self, text: str, limit: int | None = None) -> str:
        if not (shown := self.shown(text, limit)):
            self.refuse("is empty")
        return shown

    def exact(self, text: str, most_bytes: int | None = None) -> str:
        """For machines: never changed."""
        if not text:
            self.refuse("is empty")
        if _UNSENDABLE.search(text):
            self.refuse("has control characters")
        elif most_bytes is not None and len(text.encode()) > most_bytes:
            self.refuse(f"has more than {most_bytes} bytes")
        return text

    def url(self, url: str) -> str:
        if not _URL.fullmatch(url):
            self.refuse("must be a URL that begins with http:// or https://")
        return url

    def count(self, things: Sized, least: int, most: int) -> None:
        if not least <= len(things) <= most:
            self.refuse(f"has {len(things)} entries, not {least} to {most}")

    def unique(self, keys: Iterable[str]) -> None:
        seen: set[str] = set()
        for key in keys:
            if key in seen:
                self.refuse(f"has {key!r} twice")
            seen.add(key)


def without_empty(fields: Mapping[str, Any]) -> Wire:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
