"""Which earlier reports are worth comparing with a new one: looked up, not tried one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, TypeVar

from tickets.duplicates import EXACT_DOORS, Matter
from tickets.places import name_pairs, pairs_of

Id = TypeVar("Id", bound=Hashable)


class Candidates(Generic[Id]):
    """Two reports of one matter share a number, or the site that one of them names is named in the other's text."""

    def __init__(self) -> None:
        self._named: dict[str, set[Id]] = defaultdict(set)
        self._told: dict[str, set[Id]] = defaultdict(set)

    def add(self, matter: Matter, id_: Id) -> None:
        for key in keys_of(matter):
            self._named[key].add(id_)
        for pair in pairs_of(matter.text):
            self._told[pair].add(id_)

    def of(self, matter: Matter) -> set[Id]:
        named = (self._named.get(key, set()) for key in keys_of(matter) | pairs_of(matter.text))
        told = (self._told.get(pair, set()) for pair in keys_of(matter))
        return set().union(*named, *told)


def keys_of(matter: Matter) -> frozenset[str]:
    """What identifies it, and the characters of its site's name in pairs."""
    return matter.phones | matter.serials | matter.plates | name_pairs(matter.place.name) | doors_of(matter)


def doors_of(matter: Matter) -> frozenset[str]:
    return frozenset(f"{kind} {number}" for kind, number in matter.place.doors.items() if kind in EXACT_DOORS)
