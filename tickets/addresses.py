"""An address of which a part was wrong: who says 5幢 of 钱江新城3幢1202 means 钱江新城5幢1202."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

from msgspec import Struct, structs

from tickets.doors import Written, written_doors
from tickets.places import place_of

_COARSE_TO_FINE = ("zone", "number", "court", "building", "tower", "unit", "floor", "room", "bed")
_WORDS = {"zone": "{}区", "building": "{}幢", "unit": "{}单元", "floor": "{}楼"}
"""How a number is written that stood between dashes."""


class _Part(Struct, frozen=True):
    kind: str
    words: str
    behind: str = ""  # what stands before the next number: 厨房


def corrected(address: str | None, said: str) -> str:
    """What was `said` where it names a place or nothing is known; else the known place with these doors."""
    said = normalize("NFKC", said)
    if not address or place_of(said).name:
        return said
    address = normalize("NFKC", address)
    doors, known = written_doors(said), written_doors(address)
    site = address[: known[0].start if known else None]
    told, parts = [*_parts(said, doors)], [*_parts(address, known)]
    if not _fits(told, parts):
        return site + said
    kinds = {part.kind for part in told}
    if "floor" in kinds and "room" not in kinds:
        parts = [part for part in parts if part.kind != "room"]
    for part in told:
        parts = _with(parts, part)
    return site + "".join(part.words + part.behind for part in parts)


def _fits(told: list[_Part], parts: list[_Part]) -> bool:
    """A gate says where to go in; 5号 is the house in a road or anything else."""
    kinds, known = {part.kind for part in told}, {part.kind for part in parts}
    return kinds <= set(_COARSE_TO_FINE) and ("number" not in kinds or "number" in known)


def _parts(words: str, doors: list[Written]) -> Iterator[_Part]:
    for door, following in pairwise([*doors, Written(len(words), len(words), {})]):
        behind = words[door.end : following.start]
        if len(door.numbers) == 1:
            yield _Part(next(iter(door.numbers)), words[door.start : door.end], behind)
            continue
        last = [*door.numbers][-1]
        for kind, number in door.numbers.items():
            yield _Part(kind, _WORDS.get(kind, "{}").format(number), behind if kind == last else "")


def _with(parts: list[_Part], told: _Part) -> list[_Part]:
    """In the place of the one of its kind, or before the first that is finer."""
    if any(part.kind == told.kind for part in parts):
        return [structs.replace(part, words=told.words) if part.kind == told.kind else part for part in parts]
    rank = _COARSE_TO_FINE.index(told.kind)
    finer = (at for at, part in enumerate(parts) if part.kind in _COARSE_TO_FINE[rank:])
    at = next(finer, len(parts))
    return [*parts[:at], _Part(told.kind, told.words), *parts[at:]]
