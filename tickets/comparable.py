"""A report as what it can be compared by with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tickets.places import Place, place_of

UNSAID = "那"
"""The kind of thing of which 21号那根 is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What one report can be compared by. Numbers are in their normal form, serials folded (`Serial.key`); `codes` is
    whatever in the text looks like one.

    `areas` stood in front of the address: city, district.
    `told` are the doors that the text names, of which the address needs to know nothing, `beside` the rooms of
    neighbours; `units` says which one of
    several (梯: 2); `faults`, `things` and `spots` are meanings of words, not words; `akin` are the faults that its own
    may look like, `kin` the things that others may call what it is about; `mentioned` are meanings anywhere but in
    asides, `complaint` is the fault without the thing's name, `sense` what it points at, of length 1 (none: nothing is
    known of its words), `outline` the words that say where and which.
    The report says itself that it is told `again`, is about `another` one, or that the earlier matter is `mended`.
    """

    at: datetime
    text: str = ""
    phones: frozenset[str] = frozenset()
    serials: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    plates: frozenset[str] = frozenset()
    customer: str | None = None
    address: str | None = None
    areas: tuple[str, ...] = ()
    category: str | None = None
    device: str = ""
    complaint: str = ""
    sense: tuple[float, ...] = ()
    outline: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    faults: frozenset[str] = frozenset()
    akin: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    spots: Mapping[str, frozenset[str]] = field(default_factory=dict)
    again: bool = False
    another: bool = False
    mended: bool = False

    @property
    def place(self) -> Place:
        place = place_of(self.address or "")
        return Place(place.name, {**self.told, **place.doors})
