"""Are two things said about one matter? Judged by whom to call and where to go, the way a dispatcher would."""

from __future__ import annotations

from collections.abc import Mapping

from tickets.fields import FieldName
from tickets.places import other_doors, own_part, place_of
from tickets.serials import may_be_same_serial

Known = Mapping[FieldName, str]


def another_matter(known: Known, said: Known, *, report: bool) -> bool:
    """Not the same matter: another place *and* another phone; for whole reports, of which each has its fault, one of
    them is enough, or another device. `report`: what was said could stand alone.
    """
    place, phone = _elsewhere(known, said), _other_phone(known, said)
    if place and phone:
        return True
    both_whole = report and FieldName.FAULT in known and FieldName.FAULT in said
    return both_whole and (place or _other_device(known, said) or (phone and not _same_place(known, said)))


def contradicts(known: Known, said: Known) -> bool:
    """Names another place, another phone or another device."""
    return _elsewhere(known, said) or _other_phone(known, said) or _other_device(known, said)


def has_in_common(known: Known, said: Known) -> bool:
    """Names the same place or the same phone."""
    return _same_place(known, said) or known.get(FieldName.PHONE, "-") == said.get(FieldName.PHONE)


def _other_phone(known: Known, said: Known) -> bool:
    both = FieldName.PHONE in known and FieldName.PHONE in said
    return both and known[FieldName.PHONE] != said[FieldName.PHONE]


def _other_device(known: Known, said: Known) -> bool:
    serials = FieldName.SERIAL in known and FieldName.SERIAL in said
    plates = FieldName.PLATE in known and FieldName.PLATE in said
    return (serials and not may_be_same_serial(known[FieldName.SERIAL], said[FieldName.SERIAL])) or (
        plates and known[FieldName.PLATE] != said[FieldName.PLATE]
    )


def _elsewhere(known: Known, said: Known) -> bool:
    both = FieldName.ADDRESS in known and FieldName.ADDRESS in said
    return both and not may_be_same_place(known[FieldName.ADDRESS], said[FieldName.ADDRESS])


def _same_place(known: Known, said: Known) -> bool:
    both = FieldName.ADDRESS in known and FieldName.ADDRESS in said
    return both and may_be_same_place(known[FieldName.ADDRESS], said[FieldName.ADDRESS])


def is_elsewhere(known: str, said: str) -> bool:
    """Another place by name, or by another number than a storey's: a fault may go from the first to the third."""
    place = place_of(said)
    return (len(place.name) > 1 or bool(place.doors.keys() - {"floor"})) and not may_be_same_place(known, said)


def may_be_same_place(one: str, other: str) -> bool:
    """Could one person mean both? 钱江新城3幢 and 3幢501 yes, 3幢 and 5幢 no."""
    if one in other or other in one:
        return True
    place, other_place = place_of(one), place_of(other)
    if other_doors(place, other_place):
        return False
    return not (own_part(place.name, other_place.name, other) and own_part(other_place.name, place.name, one))
