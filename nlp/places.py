"""Where to go: which of the places that a message names, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.english_places import mark_english_places
from nlp.patterns import Lazy
from nlp.place import Place
from nlp.place_corrections import corrected, may_be_corrected
from nlp.place_guesses import guessed
from nlp.place_hints import SIGN, department, of_speaker, room_alone, site_of_manager, site_of_speaker, unknown_name
from nlp.place_joining import begins_with_a_phase, completed, merged, overlap, with_name_before_brackets
from nlp.place_tails import with_tail
from nlp.place_walk import places_in
from nlp.reading import Turn
from nlp.room_apart import with_room
from nlp.segment import Outline

# The walk ends a little behind the last of these.
_LAST_SIGN = re.compile(r".*[SZWHLRNbulrv0a]~*.{0,12}")
_WALKED = (None, "customer", "fault", "device")  # labels of clauses that may name a place by the way
_NOT_IN_PLACE = re.compile(r" *(?:q~*[ -]*)?[pstc!@]")
_SAID_BEHIND = re.compile(" +(?=[^ ]*[XK]~)")  # 地址：星河湾12幢 消防管渗水
_INTO = Lazy(
    r"[换转挪搬移送喊坐开升降跑走]到$|[停卡困夹关悬掉坠落堵挤站摔倒]在$|[停卡困落坠掉]了?$|(?:下面|底下)是$|[流漏滴漫渗溢灌淹到行下上升降跑]到了?$|到了$|[流漏滴漫渗溢灌]进$"
)
_BROUGHT = ("送到", "送去", "开到", "开去", "寄到", "寄自", "送往", "你们", "贵")
_WORK_THERE = frozenset("cNT")
_ENDS_INTO = frozenset("到在了是进停卡困落坠掉")
_INTO_IT = Lazy(r"[换转挪搬移漏流滴漫渗溢灌淹跑躲堆落][到进]|都[堵挤站]在")
_AS_WELL = ("跟", "和", "同", "与")
_ANOTHER_THAN = Lazy(r"[^,。;\n]{0,8}(?:不(?:是(?:同?一|一?回事)|一样)|分开)")  # 跟住院部那部不是同一部
_ENOUGH = 0.8
_COMMON = 0.9
_NAMED_SITE = 1.6
_LABELLED = 6.0


def find_place(outline: Outline, clauses: Sequence[Clause], turns: Sequence[Turn] = ()) -> Place | None:
    """The place to go to; covered in the outline. Speakers' names count where nothing else tells one."""
    if "单元门禁" in outline.plain:
        _part_door_from_unit(outline)
    if "aaa" in outline.shape or "/F" in outline.plain:
        mark_english_places(outline)
    candidates = [place for clause in clauses for place in _in_clause(outline, clause) if _worth(outline, place) > 0]
    if may_be_corrected(outline.plain):
        candidates = corrected(outline, candidates)
    place = _chosen(outline, completed(outline, candidates))
    if place is None or (place.is_exact and not place.names_a_site and not place.labelled):
        name = unknown_name(outline, clauses)
        place = merged(place, name) if place and name and not overlap(place, name) else place or name
    place = place or department(outline, clauses) or of_speaker(outline, turns) or room_alone(outline)
    if place is None and ("X" in outline.shape or "D" in outline.shape):
        place = guessed(outline, clauses)
    if place is None:
        return None
    place = _with_site_told_in_front(outline, place, turns)
    place = with_tail(outline, with_room(outline, with_name_before_brackets(outline, place)))
    alone = not turns and _is_alone(outline, place)
    for start, end in place.pieces:
        if outline.plain[end : end + 1] != ":":  # what a label says tells of the kind of message, too
            outline.cover(start, end, "A")
    return Place(place.pieces, place.score, place.signs, place.labelled, alone)


def _with_site_told_in_front(outline: Outline, place: Place, turns: Sequence[Turn]) -> Place:
    site = site_of_speaker(outline, turns) if turns and _is_a_number(outline, place) else None
    if site is None and (not place.names_a_site or begins_with_a_phase(outline.plain, place)):
        site = site_of_manager(outline, place)
    return merged(site, place) if site else place


_UNIT_AND_DOOR = Lazy(r"(?<=[0-9一二三四五六七八九十])单元(?=门禁)")


def _part_door_from_unit(outline: Outline) -> None:
    """2单元门禁 is 2单元 and 门禁."""
    for match in _UNIT_AND_DOOR.finditer(outline.plain):
        at = match.start()
        outline.shape = outline.shape[:at] + "u~D~" + outline.shape[at + 4 :]


_SIGN_OF_PLACE = re.compile("[SZWHLRbulr]")
_ENDED_BY_NUMBER = frozenset("#bur")  # a storey may be told of the fault
_MAY_GO_ON = ("J", "P", ".")
_ENDS_A_ROOM = ("", ",", "d", "D")


def _is_alone(outline: Outline, place: Place) -> bool:
    """Measured: such places are told exactly 99 times in 100."""
    if len(place.pieces) > 1 or place.labelled or not place.names_a_site:
        return False
    (start, end), shape = place.pieces[0], outline.shape
    if shape[max(0, start - 1) : start] not in ("", ",", " ") or _SIGN_OF_PLACE.search(shape[:start] + shape[end:]):
        return False
    if shape[end : end + 1] in _MAY_GO_ON or begins_with_a_phase(outline.plain, place):
        return False  # 一号厂房|10吨行车, 2号楼|水表间
    return place.signs[-1] in _ENDED_BY_NUMBER or (place.signs[-1] == "H" and shape[end : end + 1] in _ENDS_A_ROOM)


def _is_a_number(outline: Outline, place: Place) -> bool:
    return not place.names_a_site and outline.shape[place.start] in "0a"


def _in_clause(outline: Outline, clause: Clause) -> list[Place]:
    if clause.label == "address":
        return _labelled(outline, clause)
    if clause.label not in _WALKED or not (
        SIGN.search(outline.shape, clause.start, clause.end)
        or outline.plain.find("物业", clause.start, clause.end) >= 0
    ):
        return []
    last = _LAST_SIGN.match(outline.shape, clause.start, clause.end)
    return places_in(outline, clause.start, last.end()) if last else []


def _labelled(outline: Outline, clause: Clause) -> list[Place]:
    """Behind 地址: everything is the place, up to a number or a person."""
    stop = _NOT_IN_PLACE.search(outline.shape, clause.start, clause.end)
    end = stop.start() if stop else clause.end
    apart = _SAID_BEHIND.search(outline.shape, clause.start, end)
    if apart and SIGN.search(outline.shape, clause.start, apart.start()):
        end = apart.start()
    words = outline.plain[clause.start : end].rstrip(" :")
    if not words:
        return []
    signs = "".join([place.signs for place in places_in(outline, clause.start, end)])
    signs = signs or ("#" if words.isdigit() else "")  # 房间：1506
    return [Place(((clause.start, clause.start + len(words)),), _LABELLED, signs, labelled=True)]


def _worth(outline: Outline, place: Place) -> float:
    """A department in front of a name is where somebody works; 漏到楼下 is part of the fault."""
    plain, (start, first_end), end = outline.plain, place.pieces[0], place.end
    if plain.endswith(_BROUGHT, 0, start):
        return 0.0  # to where the writer comes
    worth = place.score
    if outline.shape[end : end + 1] in _WORK_THERE and place.score <= _NAMED_SITE:
        worth -= 1.5 * (not place.labelled and "b" not in place.signs)
    before = plain[max(0, start - 2) : start]
    into = _INTO.search(before) if before.rstrip("\n")[-1:] in _ENDS_INTO else None
    stands = into and into[0].endswith("在") and (place.names_a_site or "W" in place.signs)  # 车停在秋涛路上
    if (into and not stands) or _runs_into(plain[start:first_end]):
        worth -= 2.0
    if before[-1:] in _AS_WELL and _ANOTHER_THAN.match(plain, end):
        worth -= 4.0
    return worth


def _runs_into(words: str) -> bool:
    return ("到" in words or "进" in words or "在" in words) and _INTO_IT.search(words) is not None


def _chosen(outline: Outline, places: Sequence[Place]) -> Place | None:
    """The most detailed place; a numbered room told in one clause is joined to the site told in another."""
    worthy = [(_worth(outline, place), place) for place in places]
    worthy = [(worth, place) for worth, place in worthy if worth >= _ENOUGH]
    if not worthy:
        return next((place for place in places if place.names_a_site and place.score > _COMMON), None)
    best = _fuller(outline, max(worthy, key=_by_worth)[1], worthy)
    english = outline.plain[best.start : best.end].isascii()
    if best.signs and _STOREYS.issuperset(best.signs) and not english:  # of the fault, where a site is told
        best = next((place for _, place in worthy if _names_a_known_site(outline, place)), best)
    for _, other in worthy:
        together = _together(outline, best, other) if other is not best else None
        if together and _is_told_of_the_place(outline, *together):
            best = merged(*together)
    return best


def _fuller(outline: Outline, best: Place, worthy: Sequence[tuple[float, Place]]) -> Place:
    """东门道闸…, 紫荆苑东门: what is told once more with its site."""
    if len(worthy) > 1 and len(best.pieces) == 1:
        words = outline.plain[best.start : best.end]
        for _, other in worthy:
            if other is not best and len(other.pieces) == 1 and outline.plain.endswith(words, other.start, other.end):
                return other if other.end - other.start > len(words) else best
    return best


def _by_worth(ranked: tuple[float, Place]) -> float:
    return ranked[0]


def _together(outline: Outline, one: Place, other: Place) -> tuple[Place, Place] | None:
    """The outer and the inner of two places, where one tells what the other lacks.

    Pieces stay in the order of the text: 三楼会议室…, 讯美中心A座.
    """
    if overlap(one, other):
        return None
    for is_outer in (_names_a_known_site, _names_a_building):
        if is_outer(outline, one) != is_outer(outline, other):
            outer, inner = (one, other) if is_outer(outline, one) else (other, one)
            clash = _EXACT & set(outer.signs) & set(inner.signs)
            english = outline.plain[inner.start].isascii() and outline.plain[inner.start].isalpha()
            if inner.signs == "#" and ("H" in outer.signs or _NO_DOOR.fullmatch(outline.plain, *inner.pieces[0])):
                return None
            if inner.signs == "b" and "#" in outer.signs:
                return None  # 7号楼的汪汪妈, 柳浪东苑7-1-顶楼
            if not english and _STOREYS.issuperset(inner.signs) and not _STOREYS.isdisjoint(outer.signs):
                return None
            return (outer, inner) if not clash and not _INNER.isdisjoint(inner.signs) else None
    return None


_NO_DOOR = Lazy("(?:[A-Z]{2}|[A-Z][0-9]{2}|[E-KN-Z][0-9]?-).*")  # K-18, GE2-52C, F24-8D, but L1-27
_EXACT = {"#", "r", "b", "u"}
_PASSAGES = (
    "楼道",
    "走廊",
    "过道",
    "卫生间",
    "洗手间",
    "厕所",
    "急诊",
    "井",
    "浴室",
    "前台",
    "屋顶",
    "楼顶",
    "露台",
    "人行道",
    "消防通道",
    "地铁口",
    "单元门口",
)
# A storey of which the fault is told: 三层都冷的, 五楼外呼按钮, 六楼以上没水, 顶楼水压低.
_STOREYS = frozenset("lL")
_ON_A_STOREY = frozenset("lLH")
_OF_THE_FAULT = Lazy(
    r"以[上下]|[上下]面|给|都(?!这样)|全|整个|顶棚|天花|水压|的?(?:人(?!工)|住户|邻居|业主)|[一两二三几0-9]|就|没水|没电"
)
_WITHIN = frozenset("H")
_LIFT = Lazy("[电扶货客号直用部个台]梯")
_OF_SOMEBODY = re.compile(r"E?[ ]?c")  # 6幢的葛优优 tells of the shed of the whole estate
_ROOM = frozenset("#r")
_SAYS = frozenset(")说讲")  # 放射科说平板掉线: somebody of it
_CALLS = ("打来", "打电话", "来电", "来的电话", "报修的", "看到", "看见", "发现")
_NO_PLACE = frozenset("cN-@p")  # follow where somebody works
_INNER = frozenset("#burlLH")


def _names_a_known_site(outline: Outline, place: Place) -> bool:
    """公司 by itself is none, nor is 三期东门."""
    if not place.names_a_site or (place.score <= _COMMON and not place.labelled):
        return False
    return place.labelled or place.signs[0] != "S" or not begins_with_a_phase(outline.plain, place)


def _names_a_building(_outline: Outline, place: Place) -> bool:
    return "b" in place.signs


def _is_told_of_the_place(outline: Outline, outer: Place, inner: Place) -> bool:
    """It opens its clause, or a device follows that stands there.

    A room without a number must open its clause, and says nothing where the room has one (办公室空调…, 创业大厦1102).
    """
    opens = _opens_a_clause(outline, inner)
    told = outline.shape[outer.end : inner.start] if _ON_A_STOREY.issuperset(inner.signs) else ""
    if "X" in told and told.rstrip("~")[-1] != "q":
        return False  # 化粪池倒灌，一楼客厅全是污水
    if _STOREYS.issuperset(inner.signs) and (
        _LIFT.search(outline.plain) or _OF_THE_FAULT.match(outline.plain, inner.end)
    ):
        return False  # a lift stands at storeys: 12楼和13楼中间, 五楼外呼按钮
    if (
        inner.signs in ("b", "bu")
        and not _WITHIN.isdisjoint(outer.signs)
        and _OF_SOMEBODY.match(outline.shape, inner.end)
    ):
        return False
    if inner.is_exact or "L" in inner.signs:
        return opens or outline.shape[inner.end : inner.end + 1] in ("D", "P")
    words = outline.plain[inner.start : inner.end].rstrip("里上内")
    follows = outline.shape[inner.end :].lstrip(" ")[:1]
    vain = (
        not _WITHIN.isdisjoint(outer.signs)
        or words.endswith(_PASSAGES)
        or not _ROOM.isdisjoint(outer.signs)
        or follows in _NO_PLACE
        or outline.plain[inner.end : inner.end + 1] in _SAYS
        or outline.plain.startswith(_CALLS, inner.end)
    )
    return opens and not vain


_NUMBER_OF_THE_DOOR = ("房号", "房间号", "门牌", "门牌号", "室号", "楼号", "房间", "住", "我在", "家在", "人在")


def _opens_a_clause(outline: Outline, place: Place) -> bool:
    before = outline.shape[: place.start].rstrip("~ ")
    return not before or before[-1] in ",O-VE@q" or outline.plain.endswith(_NUMBER_OF_THE_DOOR, 0, place.start)
