"""Is it one place that two reports name, each in its own way?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from tickets.branches import institutions, other_branch, other_institution
from tickets.comparable import Matter
from tickets.complaints import said_otherwise
from tickets.namesakes import same_person
from tickets.places import is_own, is_short, kinds_differ, name_pairs, named_in, other_doors, same_doors, sites_differ

_OF_ALL = re.compile("整[栋幢楼]|全[楼栋]|整个(?:单元|楼)|停水|停电")
"""What a whole building lacks."""
SUPPLIES = frozenset({"没水", "没电", "不制热", "掉线"})
_OUTSIDE = re.compile(
    "窨井|污水井|化粪池|楼道|路灯|车棚|走廊|过道|楼梯|步梯|天台|楼顶|屋顶|大堂|地下室|储藏|电梯厅|单元门|水井|管道井"
)
"""Whose rooms only say who reports."""
SHARED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("电梯", "扶梯", "门口机", "门禁"), frozenset({"floor", "room"})),
    **dict.fromkeys(("充电桩", "道闸"), frozenset({"floor", "room", "unit", "building"})),
}
"""Things that several households use: whose doors only say who reports."""
_BEGINNING = 3
MUCH_OF_A_NAME, MOST_OF_A_NAME = 0.35, 0.5
"""People shorten names, and misspell them."""


def other_place(report: Matter, earlier: Matter) -> bool:
    """A lift stands still on any floor, whoever reports it; what is in a home stays there. Whoever says the same in
    other words may call half of the place by another name, too.
    """
    moves: set[str] = set().union(*(SHARED.get(thing, ()) for thing in report.things | earlier.things))
    of_all = [_OF_ALL.search(each.text) for each in (report, earlier)]
    if all(of_all) or (any(of_all) and report.faults & earlier.faults & SUPPLIES):
        moves |= {"floor", "room"}
    if _OUTSIDE.search(report.text) and _OUTSIDE.search(earlier.text):
        moves |= {"room"}
    if _is_beside(report, earlier) or _is_beside(earlier, report):
        moves |= {"room"}
    if other_doors(report.place, earlier.place) - moves:
        return True
    if other_branch(report, earlier) or other_branch(earlier, report):
        return True
    if _other_area(report.areas, earlier.areas):
        return True
    here, there = report.place.name, earlier.place.name
    if kinds_differ(here, there) and not (report.phones & earlier.phones or same_person(report, earlier)):
        return True
    if other_institution(report, earlier):
        return True
    otherwise = names_agree(report, earlier) and said_otherwise(report, earlier)
    return not otherwise and sites_differ(here, report.text, there, earlier.text)


def _is_beside(one: Matter, other: Matter) -> bool:
    """Whoever it drips on tells of it, too."""
    return other.place.doors.get("room") in one.beside


def _other_area(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Two districts of one town."""
    return bool(set(here) & set(there) and set(here) - set(there) and set(there) - set(here))


def names_agree(report: Matter, earlier: Matter) -> bool:
    """Half of a short name is in many a text: then it must be in the other name, or numbers on doors agree."""
    here, there = report.place, earlier.place
    much, name = max(zip(_named(report, earlier), (here.name, there.name), strict=True))
    if much < MUCH_OF_A_NAME:
        if institutions(report.text) & institutions(earlier.text):
            return True
        if _go_on_alike(report, earlier):
            return True
        if _one_trouble(report, earlier) and _begins_alike(report, earlier):
            return True
        known = same_person(report, earlier) is not None or same_doors(here, there) or _same_number(report, earlier)
        return bool(known) and _begins_alike(report, earlier)
    if much > MOST_OF_A_NAME or not is_short(name) or same_doors(here, there):
        return True
    return max(named_in(here.name, there.name), named_in(there.name, here.name)) >= MOST_OF_A_NAME


def _same_number(report: Matter, earlier: Matter) -> bool:
    return bool(set(report.units.values()) & set(earlier.units.values()))


def _go_on_alike(report: Matter, earlier: Matter) -> bool:
    """Beyond the town: 花园岗站 and 花园岗地铁站."""
    here, there = ("".join(each.areas) + each.place.name for each in (report, earlier))
    alike = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    areas = max(len("".join(each.areas)) for each in (report, earlier))
    return len(alike) >= max(_BEGINNING, areas + 2) and is_own(alike[areas:])


def _one_trouble(report: Matter, earlier: Matter) -> bool:
    return bool(report.faults & earlier.faults and report.kin & earlier.things)


def _begins_alike(report: Matter, earlier: Matter) -> bool:
    """锦鸿 of 锦鸿五金: what people leave of a name is its beginning."""
    return any(
        len(name) > 1 and name[:2] in other.text and bool(name_pairs(name[:2]))
        for name, other in ((report.place.name, earlier), (earlier.place.name, report))
    )


def _named(report: Matter, earlier: Matter) -> tuple[float, float]:
    """Also where the other one's place was not read as such."""
    return named_in(report.place.name, earlier.text), named_in(earlier.place.name, report.text)
