"""Places that stand beside each other and are one: a name and its number, a shop and its branch in brackets."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.patterns import Lazy
from nlp.place import Place
from nlp.segment import Outline


def overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def completed(outline: Outline, places: Iterable[Place]) -> list[Place]:
    """A number behind a comma or a blank completes the name in front of it."""
    joined: list[Place] = []
    for place in places:
        last = joined[-1] if joined else None
        between = outline.shape[last.end : place.start] if last else "x"
        if (
            last
            and len(between) <= 3
            and not between.strip(", ")
            and (
                _in_brackets(outline, last, place)
                or _completes(last, place, "," in between, _is_phase(outline, last, place))
            )
        ):
            joined[-1] = merged(last, place)
        else:
            joined.append(place)
    return joined


_PHASE = Lazy("[一二三四五六七八九十0-9A-Z东西南北老新][期区]")


_BEFORE_BRACKETS = Lazy(r"(?:^|(?<=[,。;:!\n ]))[^\W\d_a-zA-Z]{2,8}(?=\($)")
_OF_A_SHOP = frozenset(".JxvRSZD~")


def with_name_before_brackets(outline: Outline, place: Place) -> Place:
    """朱记卤味（泰和里店）: the name of the shop in front of that of its branch."""
    start, end = place.start, place.end
    if outline.plain[start - 1 : start] != "(" or outline.plain[end - 1 : end + 1] not in ("店)", "院)", "区)", "校)"):
        return place
    name = _BEFORE_BRACKETS.search(outline.plain, max(0, start - 10), start)
    if name is None or not _OF_A_SHOP.issuperset(outline.shape[name.start() : name.end()]):
        return place
    return Place((name.span(), *place.pieces), place.score, "Z" + place.signs, place.labelled)


def begins_with_a_phase(plain: str, place: Place) -> bool:
    return _PHASE.match(plain, *place.pieces[0]) is not None


def _completes(last: Place, place: Place, behind_comma: bool, is_phase: bool) -> bool:
    """Behind a comma only a number, a phase (二期), or the site of a region or road, belongs to what is in front."""
    if behind_comma and not (place.is_exact or "L" in place.signs or last.signs[-1:] in ("R", "W") or is_phase):
        return False
    return not (last.is_exact and place.names_a_site) or (last.signs[-1:] == "W" and not place.is_exact)


def _is_phase(outline: Outline, last: Place, place: Place) -> bool:
    return last.names_a_site and _PHASE.fullmatch(outline.plain, *place.pieces[0]) is not None


def _in_brackets(outline: Outline, last: Place, place: Place) -> bool:
    """锦江之星（武林门店）, 同和口腔（解放路店）."""
    between = outline.plain[last.end : place.start]
    if between == ")":
        return outline.plain[last.pieces[-1][0] - 1] == "(" and place.is_exact
    opened = between == "(" and outline.plain[place.end : place.end + 1] == ")"
    told = (
        outline.plain[place.end - 1] in "店院区厂校馆所行楼"
        or place.signs == "b"
        or "W#" in (place.signs[-2:], last.signs[-2:])
    )
    return opened and (last.names_a_site or last.labelled or "W" in last.signs) and told


def merged(first: Place, second: Place) -> Place:
    return Place(
        first.pieces + second.pieces,
        first.score + second.score,
        first.signs + second.signs,
        first.labelled or second.labelled,
    )
