"""A place as a value: its words, and area, site, building, unit, floor and room as far as they are told apart."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from nlp.normalize import Text
from nlp.patterns import Lazy, matches
from nlp.place import Place
from nlp.reading import Address

_N = "0-9A-Za-z一二三四五六七八九十"
_COUNT = "0-9一二三四五六七八九十"
_PARTS = re.compile(
    rf"[{_N}负地顶底首](?:(?<=[{_N}])"
    rf"(?:(?P<building>[{_N}]{{0,3}}(?:号[\u4e00-\u9fff]{{0,3}}楼|[幢栋座#馆]))|(?P<unit>[{_N}]{{0,2}}单元))"
    rf"|(?P<floor>(?:(?<=[{_COUNT}])|(?<=负)[{_COUNT}]|(?<=地)下[{_COUNT}])[{_COUNT}]{{0,2}}[层楼Ff](?![0-9])"
    r"|(?<=[BbFfLl])[0-9]{1,2}(?![0-9])|(?<=[顶底首])[楼层]|(?<=地)下室)"
    r"|(?P<room>(?:(?<=[0-9])|(?<=[A-Za-z])[0-9])[0-9]{1,4}[室房]?(?:号房)?(?![0-9-])))"
)
_NUMBERED = re.compile(
    "[0-9A-Za-z一二三四五六七八九十顶底首下](?:(?<=[0-9])|(?<=[A-Za-z])座|(?<=[一二三四五六七八九十顶底首下])[楼层幢栋单室])"
)
_DASHED = Lazy(r"(?<![0-9A-Za-z])([0-9A-Za-z]{1,4})-(?:([0-9A-Za-z]{1,3})-)?([0-9A-Za-z]{2,5})(?![0-9A-Za-z-])")
_LONGEST_AREA = 4
_BEFORE = frozenset(("", "\n", ",", "。", ":", ";", "!"))
_BEHIND = _BEFORE | {" "}


def address_of(text: Text, place: Place, areas: AbstractSet[str]) -> Address:
    pieces = tuple([text.span(start, end) for start, end in sorted(place.pieces)])
    parts = parts_of("".join([text.plain[start:end] for start, end in place.pieces]), areas)
    return Address(
        value="".join([text.original[start:end] for start, end in pieces]),
        start=pieces[0][0],
        end=max([end for _, end in pieces]),
        method="label" if place.labelled else "place" if place.signs else "unknown name",
        certainty=_certainty(text.plain, place),
        pieces=pieces if len(pieces) > 1 else (),
        area=parts.get("area"),
        site=parts.get("site"),
        building=parts.get("building"),
        unit=parts.get("unit"),
        floor=parts.get("floor"),
        room=parts.get("room"),
    )


def _certainty(plain: str, place: Place) -> float:
    """Measured on messages that others labelled: a site with its number, which fill their clause, are sure."""
    (start, end), *others = place.pieces
    fills = plain[max(0, start - 1) : start] in _BEFORE and plain[end : end + 1] in _BEHIND
    if place.alone or (fills and not others and place.names_a_site and place.is_exact):
        return 0.92
    return 0.85 if place.labelled else 0.7 if place.names_a_site else 0.5


def parts_of(words: str, areas: AbstractSet[str]) -> dict[str, str]:
    if not _NUMBERED.search(words):
        return _name_parts(words, areas)
    parts: dict[str, str] = {}
    name_end = len(words)
    dashed = _DASHED.search(words) if "-" in words else None
    if dashed:
        parts = {name: part for name, part in zip(("building", "unit", "room"), dashed.groups(), strict=True) if part}
        name_end = dashed.start()
    for match in matches(_PARTS, words):
        assert match.lastgroup is not None
        if match.lastgroup not in parts and not (dashed and dashed.start() <= match.start() < dashed.end()):
            parts[match.lastgroup] = match[0]
            name_end = min(name_end, match.start())
    return parts | _name_parts(words[:name_end].strip(" ,-"), areas)


def _name_parts(name: str, areas: AbstractSet[str]) -> dict[str, str]:
    for length in range(min(_LONGEST_AREA, len(name)), 1, -1):
        if name[:length] in areas:
            return {"area": name[:length]} | ({"site": name[length:]} if name[length:] else {})
    return {"site": name} if name else {}
