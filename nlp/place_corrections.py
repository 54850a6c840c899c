"""Places that the writer takes back: 7楼，不对，是8楼; 12幢201，哦不是，是301; 不是汇丰大厦，是汇金大厦."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from nlp.patterns import Lazy, holds
from nlp.place import Place
from nlp.segment import Outline

_N = "0-9一二三四五六七八九十零〇"
_CORRECTS = (
    r"[,。 啊哦呃额噢]{0,3}(?:不对|不是|错了|[说写打搞]错了?)[,。 啊哦的]{0,2}(?:(?:不对|不是)[,。 ]?){0,2}"
    r"(?:应该|应)?(?:是|为)"
)
_BUILDING = rf"[A-Za-z]?[{_N}]{{1,4}}(?:号楼|[幢栋座])[{_N}单元室-]{{0,12}}"
_UNIT = rf"[{_N}]{{1,2}}单元[{_N}室]{{0,5}}"
_STOREY = rf"[{_N}]{{1,3}}[楼层F]"
_DASHED = r"[0-9]{1,3}(?:-[0-9]{1,4}){1,2}"
_ROOM = rf"[{_N}]{{3,4}}室?"
_PART = rf"(?:{_BUILDING}|{_UNIT}|{_STOREY}|{_DASHED}|{_ROOM})"
_CORRECTION = Lazy(rf"{_CORRECTS} ?(?P<part>{_PART})(?![0-9号])")
_CORRECTS_SOMETHING = ("不对", "不是", "错了")
# What of the first place the second replaces, by what the second ends or begins with.
_KINDS = tuple(Lazy(kind + "$") for kind in (_STOREY, _BUILDING, _UNIT, _DASHED, _ROOM))
_DENIED = Lazy(r"(?<!是)不是(?:在)?$")


def may_be_corrected(plain: str) -> bool:
    return holds(plain, _CORRECTS_SOMETHING)


def corrected(outline: Outline, places: Sequence[Place]) -> list[Place]:
    """Without what is denied, and with the number that replaces another."""
    standing: list[Place] = []
    for index, place in enumerate(places):
        if any(start < place.end and place.start < end for last in standing for start, end in last.pieces[-1:]):
            continue  # told as the correction of one before
        denied = _DENIED.search(outline.plain, max(0, place.start - 4), place.start)
        if denied and (standing or index + 1 < len(places)):
            continue
        standing.append(_with_correction(outline, place))
    return standing


def _with_correction(outline: Outline, place: Place) -> Place:
    start, end = place.pieces[-1]
    match = _CORRECTION.match(outline.plain, end)
    if match is None:
        return place
    part = match.span("part")
    kind = next(kind for kind in _KINDS if kind.fullmatch(match["part"]))
    replaced = kind.search(outline.plain, start, end)
    cut = replaced.start() if replaced else end
    kept = (*place.pieces[:-1], (start, cut)) if cut > start else place.pieces[:-1]
    return replace(place, pieces=(*kept, part))
