"""A room that is told apart from its building: 紫金港22幢电梯抖，我1502的; 2304骆小姐; 602的住户."""

from __future__ import annotations

from nlp.patterns import Lazy
from nlp.place import Place
from nlp.segment import Outline

_ROOM = Lazy(
    r"(?:(?<=[,\n。!?;: ])|^)(?:我们?家?|俺家?|本人)?(?:是|在|住|住在)?[ ]?"
    r"(?P<room>[1-9][0-9]?(?:0[1-9]|[12][0-9])|[一二三四五六七八九]零[一二三四五六七八九])(?:室|房)?"
    r"[ ]?(?P<of>的?(?:业主|住户|租客|房东)|的|这里|家)?[ ]?(?=[,。;!?\n]|$|(?P<person>[^\W\d]))"
)
_OF_A_BUILDING = frozenset("Sb")
_OF_A_ROOM = frozenset("#rlLH")


def with_room(outline: Outline, place: Place) -> Place:
    """The place with the room, if it is in a building and tells none; nor a floor, where the room is the writer's."""
    if _OF_A_BUILDING.isdisjoint(place.signs) or not _OF_A_ROOM.isdisjoint(
        place.signs.partition("b")[2] or place.signs
    ):
        return place
    for match in _ROOM.finditer(outline.plain):
        start, end = match.span("room")
        free = "A" not in outline.shape[start:end] and not any(a < end and start < b for a, b in place.pieces)
        named = (
            match["person"] is None
            or match["of"] is not None
            or outline.shape[match.end() : match.end() + 1] in ("c", "D", "h")
        )
        if free and named and outline.shape[start : start + 1] in "0.J-":
            return Place((*place.pieces, (start, end)), place.score, place.signs + "#", place.labelled)
    return place
