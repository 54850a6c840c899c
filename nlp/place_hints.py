"""A place where no rule for places finds one: unknown words, a department, who speaks, the number of a room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp.clauses import Clause
from nlp.patterns import Lazy
from nlp.place import Place
from nlp.place_walk import places_in
from nlp.reading import Turn
from nlp.segment import Outline

_ENOUGH = 0.8
# A clause without one of these holds no place.
SIGN = re.compile(r"[SZWHLRbulr-](?:(?<=[SZWHLR])|(?<=[0a.xB~][bulr])|(?<=[0a.]-)0|(?<=~l)0)")
_IN_A_SPEAKER = Lazy(
    r"(?:(?<=[(])[^\W\d_a-zA-Z]{2,8})?[0-9]{1,3}(?:-[0-9]{1,4}){1,2}(?!-?[0-9])"
    r"|(?:[^\W\d_a-zA-Z]{1,8})?[0-9]{1,2}(?:楼|层|F)(?=$|前台|大堂)|[0-9]{3,4}室"
    r"|[^\W\d_a-zA-Z]{1,10}[店科室院校园厂馆仓库所站铺坊城苑府庭湾居间部学]"
    r"(?=[-—_ ·@(]|$|(?:店长|物业|管家|前台|总务|老板|负责人|保安|经理|主任|值班|报修|设备|工程|后勤))"
)


def of_speaker(outline: Outline, turns: Sequence[Turn]) -> Place | None:
    """桓台店-于, 泡泡爸(4-1-601)."""
    for turn in turns:
        if turn.staff or turn.speaker is None:
            continue
        at = outline.plain.rfind(turn.speaker, 0, turn.start)
        told = _IN_A_SPEAKER.search(outline.plain, at, at + len(turn.speaker)) if at >= 0 else None
        if told:
            return Place((told.span(),), _ENOUGH, "#" if told[0][-1].isdigit() else "Z")
    return None


_NAME_BEFORE_DEVICE = Lazy(r"[.RxJBM][.RxJv~]{2,10}(?= ?[DB])")
_NAME_ALONE = Lazy(r"[.RxJBMI][.RxJBMI~]{2,14}")


_NEVER_A_NAME = frozenset("找打叫请跟给我你他她您问是还也")


_SITE_OF_A_SPEAKER = Lazy(r"(?<![^\W\d_])[^\W\d_a-zA-Z]{2,8}?(?=(?:物业|管理处|前台|业主)[^\W\d_]{0,4}$)")
_SAID_TO = Lazy("[的敬馈]|(?:[您你]好|各位|麻烦|辛苦|收到|回复)$")
_NO_SITE = ("小区", "公司", "我们", "你们", "本小区")


def site_of_speaker(outline: Outline, turns: Sequence[Turn]) -> Place | None:
    """国贸大厦物业：B座15楼…"""
    for turn in turns:
        match = _SITE_OF_A_SPEAKER.match(turn.speaker) if turn.speaker and not turn.staff else None
        if match and not match[0].endswith(_NO_SITE) and _SAID_TO.search(match[0]) is None:
            at = outline.plain.rfind(turn.speaker or "", 0, turn.start)
            return Place(((at, at + match.end()),), _ENOUGH, "Z") if at >= 0 else None
    return None


_MANAGES = "物业:"
_MANAGED = Lazy(r"[^\W\d_a-zA-Z]{2}[^\W_a-zA-Z]{1,8}")
_NOT_MANAGED = frozenset("转通知请告给让叫找问和跟与是我你们他的好敬位烦苦馈收回")  # 尊敬的, 各位, 业主反馈


def site_of_manager(outline: Outline, place: Place) -> Place | None:
    """紫荆苑物业：3幢…, at the beginning of a message."""
    end = outline.plain.find(_MANAGES, 0, place.start)
    name = _MANAGED.fullmatch(outline.plain, 0, end) if end > 0 else None
    if name is None or name[0].endswith(_NO_SITE) or not _NOT_MANAGED.isdisjoint(name[0]):
        return None
    return Place((name.span(),), _ENOUGH, "Z")


def unknown_name(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """Unknown characters in front of a device (蓝钻天成电梯…) or as a clause of their own."""
    alone: Place | None = None
    for clause in clauses:
        if clause.label is not None:
            continue
        shape = outline.shape[clause.start : clause.end].rstrip(" ")
        match = _NAME_BEFORE_DEVICE.match(shape)
        if match and _mostly_unknown(match[0]):
            return Place(((clause.start, clause.start + match.end()),), _ENOUGH, "")
        whole = (
            outline.plain[clause.start - 1 : clause.start] == "\n"
            or outline.shape[clause.start - 1 : clause.start] == "@"
        )
        if outline.plain[clause.start] in _NEVER_A_NAME:
            continue
        if (alone is None or whole) and _NAME_ALONE.fullmatch(shape) and _mostly_unknown(shape):
            alone = Place(((clause.start, clause.start + len(shape)),), _ENOUGH, "")
    return alone


_ROOM_ALONE = Lazy(r"(?:^|(?<=[,@]))(?:0{3,4}|a0{3,4}|00?a00)(?= ?(?:E?[hDP]|X|JX))")
_OF_A_DOOR = frozenset("123456789ABCDLZ")


def room_alone(outline: Outline) -> Place | None:
    """201卫生间马桶堵了, 1703 没水: the number of a room opens its clause, and no other place is told."""
    match = _ROOM_ALONE.search(outline.shape)
    return Place((match.span(),), _ENOUGH, "#") if match and outline.plain[match.start()] in _OF_A_DOOR else None


def _mostly_unknown(shape: str) -> bool:
    return shape.count(".") + shape.count("R") * 2 >= len(shape) * 0.7


def department(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """Where the customer works, when no other place is told: 放射科寿主任."""
    for clause in clauses:
        if SIGN.search(outline.shape, clause.start, clause.end):
            for place in places_in(outline, clause.start, clause.end):
                follows = outline.shape[place.end : place.end + 1]
                if place.signs[-1] in "HZlL" and (follows == "c" or (follows in ("N", "T") and place.score >= 1)):
                    return place
    return None
