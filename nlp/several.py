"""Several reports in one message: its numbered items, and what they share with the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from nlp.patterns import Lazy
from nlp.reading import Address, Found, Kind, Reading

_FIRST = re.compile("[.、):是①](?:(?<=[1一].)|(?<=①))")
_NUMERALS = "一二三四五六七八九"
_ITEM = Lazy(
    rf"(?:^|(?<=[\n ,;。:]))\(?(?:(?P<digit>[1-9])|(?P<numeral>[{_NUMERALS}]))[)、]"
    r"|(?:^|(?<=[\n ,;。:]))(?:(?P<point>[1-9])[.:](?![0-9])|(?P<ring>[①-⑨]))"
    rf"|(?:^|(?<=[\n ,;。:]))(?P<said>[{_NUMERALS}])是(?!否)"
    rf"|\((?:(?P<in_brackets>[1-9])|(?P<numeral_in_brackets>[{_NUMERALS}]))\)"
)
_MANY = ("phones", "phones_masked", "extensions", "serials", "vins", "plates")
_SHARED = ("customer", "appointment", "address", "phones", "extensions")
_FIELDS = (
    *_MANY, "customer", "address", "fault", "category", "urgent", "appointment", "device", "brand", "model",
)  # fmt: skip
_REPORTED = Found(Kind.TICKET, 0, 0, "numbered item", 0.8)


def items_in(plain: str) -> list[tuple[int, int]]:
    """Spans of what is said under 1, 2, … (一是…，二是…); none without a first and a second."""
    if not _FIRST.search(plain):
        return []
    marks: list[re.Match[str]] = []
    for match in _ITEM.finditer(plain):
        if _number(match) == len(marks) + 1:
            marks.append(match)
    ends = [mark.start() for mark in marks[1:]] + [len(plain)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)] if len(marks) > 1 else []


def _number(match: re.Match[str]) -> int:
    mark = match[match.lastgroup or 0]
    if mark in _NUMERALS:
        return _NUMERALS.index(mark) + 1
    return int(mark) if mark.isdigit() and mark.isascii() else ord(mark) - ord("①") + 1


def moved(reading: Reading, by: int) -> Reading:
    """A reading of a part of a text, with its places in the whole."""
    values = {name: _moved(getattr(reading, name), by) for name in _FIELDS}
    return replace(reading, turns=(), **values)


def _moved(value: object, by: int) -> object:
    if isinstance(value, tuple):
        return tuple(_moved(each, by) for each in value)
    if not isinstance(value, Found) or value.end == value.start:
        return value
    pieces = tuple((start + by, end + by) for start, end in value.pieces)
    return replace(value, start=value.start + by, end=value.end + by, pieces=pieces)


def completed(items: Sequence[Reading], shared: Reading) -> list[Reading]:
    """The items with what is told once for all of them: who, where, which number to call.

    `shared` is what stands around the items. What only the last item has was told for all, too.
    """
    *others, last = items
    told = {name: getattr(shared, name) or _from(last, others, name) for name in _SHARED}
    return [_completed(item, told, shared) for item in items]


def _from(last: Reading, others: Sequence[Reading], name: str) -> object:
    value = getattr(last, name)
    return (
        value
        if not any(getattr(other, name) for other in others)
        else type(value)()
        if isinstance(value, tuple)
        else None
    )


def _completed(item: Reading, told: Mapping[str, object], shared: Reading) -> Reading:
    values = {name: getattr(item, name) or value for name, value in told.items()}
    values["urgent"] = item.urgent if item.urgent.value else shared.urgent
    values["address"] = _joined(shared.address, item.address) or told["address"]
    return replace(item, kind=_REPORTED, **values)


def _joined(outer: Address | None, inner: Address | None) -> Address | None:
    """紫荆花园 told once, 12幢 in the item."""
    if outer is None or inner is None or inner.site or not outer.site:
        return inner or outer
    pieces = (*(outer.pieces or ((outer.start, outer.end),)), *(inner.pieces or ((inner.start, inner.end),)))
    return replace(
        inner,
        value=outer.value + inner.value,
        start=min(outer.start, inner.start),
        end=max(outer.end, inner.end),
        pieces=pieces,
        area=outer.area,
        site=outer.site,
    )


def as_one(whole: Reading, tickets: Sequence[Reading]) -> Reading:
    """The whole message: the fields of the first ticket, the identifiers of all, and the tickets."""
    first = tickets[0]
    numbers = {name: getattr(whole, name) for name in _MANY}
    return replace(
        first, **numbers, kind=whole.kind if whole.is_ticket else first.kind, turns=whole.turns, tickets=tuple(tickets)
    )
