"""Which serial number a photo shows: from its bar codes and from the lines on a nameplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from nlp.reader import default_reader
from tickets.serials import fold

_LONGEST = 2_000
_SERIAL = re.compile(r"(?=[^0-9]*[0-9])[A-Z0-9][A-Z0-9/._-]{4,39}")
_IN_ADDRESS = re.compile(r"[?&/](?:sn|serial|serialno|code|id)[=/]([A-Za-z0-9._-]{5,40})", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:S/?N|SERIAL ?(?:NO|NUMBER)?|序列号|出厂编号|机身号|设备编号|产品编号|编号)[ .:：]*([A-Z0-9][A-Z0-9/._-]{4,39})"
)
_PRODUCT = re.compile(r"[0-9]{8}|[0-9]{12,14}")
"""EAN and UPC say what is sold, not which one."""


class Seen(Struct, frozen=True):
    codes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def serials_on(seen: Seen, now: datetime) -> tuple[str, ...]:
    """The likeliest first: a code that the lettering says too, what stands behind a label, then codes by themselves."""
    lettered = tuple(dict.fromkeys(_lettered(seen.lines, now)))
    coded = tuple(dict.fromkeys(_coded(seen.codes)))
    printed = {fold(word) for line in seen.lines for word in line.split()} | {fold(each) for each in lettered}
    both = tuple(code for code in coded if fold(code) in printed)
    return tuple(dict.fromkeys((*both, *(each for each in lettered if not _is_any_of(each, both)), *coded)))


def names_one(code: str) -> bool:
    """Does a bar code say which one it is, so that nothing else needs to be read?"""
    return _inside(code) is not None


def _coded(codes: tuple[str, ...]) -> Iterator[str]:
    yield from filter(None, map(_inside, codes))


def _inside(code: str) -> str | None:
    text = code.strip()
    marked = _IN_ADDRESS.search(text) if "://" in text else _LABELLED.search(text.upper())
    found = marked[1].upper() if marked else text.upper()
    return found if _SERIAL.fullmatch(found) and not _PRODUCT.fullmatch(found) else None


def _lettered(lines: tuple[str, ...], now: datetime) -> Iterator[str]:
    text = "\n".join(lines)[:_LONGEST]
    yield from (match[1] for match in _LABELLED.finditer(text.upper()))
    reading = default_reader().read(text, now)
    yield from (found.value for found in (*reading.serials, *reading.vins))


def _is_any_of(serial: str, others: tuple[str, ...]) -> bool:
    return any(fold(serial) == fold(other) for other in others)
