"""Are two things said about one matter? Judged by whom to call and where to go, the way a dispatcher would."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tickets.fields import FieldName

Known = Mapping[FieldName, str]

_PART = re.compile(r"(\d+|[A-Za-z])\s*(幢|栋|号楼|座|单元|层|楼|室|房)")
_ROOM_ALONE = re.compile(r"(?<!\d)(\d{3,4})$")
_ONE_WORD = {"栋": "幢", "号楼": "幢", "座": "幢", "楼": "层", "房": "室"}
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def another_matter(known: Known, said: Known, *, report: bool) -> bool:
    """Not the same matter: another place *and* another phone; for whole reports, of which each has its fault, one of
    them is enough. `report`: what was said could stand alone.
    """
    place, phone = _elsewhere(known, said), _other_phone(known, said)
    if place and phone:
        return True
    both_whole = report and FieldName.FAULT in known and FieldName.FAULT in said
    return both_whole and (place or (phone and not _same_place(known, said)))


def contradicts(known: Known, said: Known) -> bool:
    """Names another place or another phone."""
    return _elsewhere(known, said) or _other_phone(known, said)


def has_in_common(known: Known, said: Known) -> bool:
    """Names the same place or the same phone."""
    return _same_place(known, said) or known.get(FieldName.PHONE, "-") == said.get(FieldName.PHONE)


def _other_phone(known: Known, said: Known) -> bool:
    both = FieldName.PHONE in known and FieldName.PHONE in said
    return both and known[FieldName.PHONE] != said[FieldName.PHONE]


def _elsewhere(known: Known, said: Known) -> bool:
    both = FieldName.ADDRESS in known and FieldName.ADDRESS in said
    return both and not may_be_same_place(known[FieldName.ADDRESS], said[FieldName.ADDRESS])


def _same_place(known: Known, said: Known) -> bool:
    both = FieldName.ADDRESS in known and FieldName.ADDRESS in said
    return both and may_be_same_place(known[FieldName.ADDRESS], said[FieldName.ADDRESS])


def may_be_same_place(one: str, other: str) -> bool:
    """Could one person mean both? 钱江新城3幢 and 3幢501 yes, 3幢 and 5幢 no."""
    if one in other or other in one:
        return True
    parts, other_parts = _parts(one), _parts(other)
    if shared := parts.keys() & other_parts.keys():
        return all(parts[kind] == other_parts[kind] for kind in shared)
    name, other_name = _name(one), _name(other)
    return not name or not other_name or name in other_name or other_name in name


def _parts(place: str) -> dict[str, str]:
    """Building, unit, floor and room with their numbers."""
    place = place.translate(_DIGITS)
    parts = {_ONE_WORD.get(kind, kind): number.upper() for number, kind in _PART.findall(place)}
    if "室" not in parts and (room := _ROOM_ALONE.search(place)):
        parts["室"] = room[1]
    return parts


def _name(place: str) -> str:
    return _ROOM_ALONE.sub("", _PART.sub("", place.translate(_DIGITS))).strip()
