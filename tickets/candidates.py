"""Which earlier reports are worth comparing with a new one: looked up, not tried one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import Generic, TypeVar

from tickets.branches import institutions
from tickets.comparable import Matter
from tickets.namesakes import surname_of
from tickets.places import name_pairs, pairs_of
from tickets.signs import EXACT_DOORS

Id = TypeVar("Id", bound=Hashable)

MOST = 20
"""That are compared with one report; whatever shares more that is rare comes first."""
MOST_PAIRS = 120
"""Of characters, of a long text: a site is named at its beginning as a rule."""
HEAD = 10
"""Characters of a text, in which the site stands as a rule where it was not read as such, or not all of it."""
TOGETHER = (("building", "unit"), ("building", "floor"), ("grade", "class"))
"""Numbers on doors that are rare only together."""
NUMBER, DOOR, CUSTOMER, PAIR, SURNAME, HEAD_PAIR = 40, 6, 3, 2, 1, 1


class Candidates(Generic[Id]):
    """Finds as the database does."""

    def __init__(self) -> None:
        self._found_by: dict[str, dict[Id, int]] = defaultdict(dict)
        self._order: dict[Id, int] = {}

    def add(self, matter: Matter, id_: Id) -> None:
        self._order[id_] = len(self._order)
        for key, weight in keys_of(matter).items():
            self._found_by[key][id_] = weight

    def drop(self, matter: Matter, id_: Id) -> None:
        for key in keys_of(matter):
            self._found_by[key].pop(id_, None)

    def of(self, matter: Matter) -> list[Id]:
        shared: Counter[Id] = Counter()
        for key in looked_for(matter):
            shared.update(self._found_by.get(key, {}))
        return sorted(shared, key=lambda id_: (shared[id_], self._order[id_]), reverse=True)[:MOST]


def keys_of(matter: Matter) -> dict[str, int]:
    """What a report is found by, with its weight: numbers, doors, the person, and the characters of its site's name in
    pairs, and of the beginning of its text. Each kind apart from the others: a room is no telephone.
    """
    kinds = (
        ("~", HEAD_PAIR, name_pairs(matter.text[:HEAD])),
        ("~", PAIR, name_pairs(matter.place.name) | institutions(matter.text)),
        ("=", DOOR, _doors(matter)),
        ("@", SURNAME, {surname_of(matter.customer)} if matter.customer else ()),
        ("@", CUSTOMER, {matter.customer} if matter.customer else ()),
        ("#", NUMBER, matter.phones | matter.serials | matter.plates),
    )
    return {f"{mark}{key}": weight for mark, weight, keys in kinds for key in keys}


def looked_for(matter: Matter) -> frozenset[str]:
    """What an earlier report of the same matter may be found by: its site may stand anywhere in the text."""
    pairs = sorted(pairs_of(matter.text))[:MOST_PAIRS]
    return frozenset({*keys_of(matter), *(f"~{pair}" for pair in pairs), *(f"#{code}" for code in matter.codes)})


def _doors(matter: Matter) -> frozenset[str]:
    doors = matter.place.doors
    together = ("".join(doors[kind] + " " for kind in kinds) for kinds in TOGETHER if doors.keys() >= set(kinds))
    return frozenset((*(f"{kind} {doors[kind]}" for kind in EXACT_DOORS & doors.keys()), *together))
