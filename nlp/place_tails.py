"""What is said behind a place and belongs to it: 二楼西户, 往南50米, 上来第二家; and what does not: 左边那部."""

from __future__ import annotations

import re

from msgspec.structs import replace

from nlp.patterns import Lazy
from nlp.place import Place
from nlp.place_words import COUNT
from nlp.segment import Outline

_N = "一二三四五六七八九十0-9"
_SIDE = "东西南北左右前后里中"
_WAY = (
    rf"(?:[往向朝靠][{_SIDE}](?:边|面|侧|拐|转|走)?|进门|进来|进去|上来|下来|出来|出口"
    rf"|[{_SIDE}](?:边|面|侧|手边?|拐|转))"
)
# Halls of a school as they are said: 教三, 二教, 西三.
_TEACHING = "(?:教[一二三四五六七八九十]|[一二三四五六七八九十]教|[东西南北中][一二三四五六七八九十])"
_TAIL = Lazy(
    rf"[ ]?(?:[{_SIDE}]户|[{_SIDE}]边户"
    rf"|(?:十字|丁字)(?:路口)?(?:[东西南北]{{1,2}}角|[东西南北]侧?)?|[东西南北]{{2}}角|[东西南北](?=[,。 ;]|$)"
    rf"|{_WAY}{{0,2}}(?:的?(?:第[{_N}]{{1,2}}|最?[{_SIDE}][头边面](?:第[{_N}])?)那?(?:家|户|间|栋|幢)"
    rf"| ?[0-9]{{1,4}} ?米|到底|第[{_N}]{{1,2}}个(?:门|路口|店))"
    rf"|(?:进门|进来|进去|上来|出来)[{_SIDE}]手?边?"
    rf"|[{_SIDE}]手边(?:那[户间家]|第[{_N}]{{1,2}}[户间家])?"
    rf"|(?<=[幢栋座])(?:之间|中间)(?:那条路)?|(?<=[楼层])之间"
    rf"|[东西南北]走[道廊]|(?<=号)[甲乙丙](?![栋幢座])|(?<=[0-9幢栋])(?: ?[-—–] ?[0-9]{{1,4}}){{1,2}}(?![0-9号-])"
    rf"|(?<=号) ?附 ?[0-9]{{1,3}}号?|(?<=[幢栋座元]) ?/ ?[0-9]{{3,4}}(?![0-9])|柱号?[A-Z]?[0-9-]{{1,5}}(?:附近|旁边?)?"
    rf"|(?:(?!那|这|[一二两三]栋)[^\W\d_a-zA-Z]{{2}}楼|{_TEACHING})[A-Za-z]?[0-9]{{2,4}}(?![0-9号个台]))"
)
_HALL = Lazy(rf"(?:[^\W\d_a-zA-Z]{{2}}楼|{_TEACHING})[0-9A-Z]")
_BEGINS_A_TAIL = frozenset("附 /-—–甲乙丙柱东西南北左右前后里中十丁往向朝靠进上下出之的最第")
_PASSAGE = ("楼道里", "楼道", "走廊里", "过道里", "大门", "步梯")
_HOUSES = ("b", "u", "l", "#")
# Where somebody sits who is named next: 骆驼漆大厦管理处 练生.
_DESKS = (
    "管理处",
    "客服台",
    "服务台",
    "调度室",
    "值班室",
    "保安室",
    "传达室",
    "前厅部",
    "前台",
    "总台",
    "门岗",
    "消控室",
    "监控室",
    "中控室",
)
_SOMEBODY = re.compile(r"(?:[ ,]{0,2}[TN]?~*[ ]?c|[ ,]{0,2}p|O(?![~ ]*[SZH0]))")
_SAYS = re.compile("[讲说]|报(?![警故错A-Z0-9])|[^\\W\\d_]生[,: ]")  # 管理处翁生,
_ONE_OF_SEVERAL = Lazy(r"的?(?:那|这)?[一1]?[部台个张](?![室门])|的?(?:电梯|客梯|货梯)")
_BESIDE = ("旁边", "边上", "旁", "左边", "右边", "左侧", "右侧", "左手边", "右手边", "中间", "靠左", "靠右")
_ENDS_OTHERWISE = (*_PASSAGE, *_DESKS, *_BESIDE, "栋单元门口")
_FREE = frozenset("-,a.xJvPOELIHWdlb0 ~hVSZ")


def with_tail(outline: Outline, place: Place) -> Place:
    last = max(place.pieces)
    shorter = _without_passage(outline, place, *last)
    if shorter != last[1]:
        pieces = tuple((start, shorter) if (start, end) == last else (start, end) for start, end in place.pieces)
        return replace(place, pieces=pieces, signs=place.signs[:-1] or place.signs)
    pieces = tuple([(start, _end_of_tail(outline, end)) for start, end in place.pieces])
    return place if pieces == place.pieces else replace(place, pieces=pieces)


_CALLED = Lazy(r" ?(?:「[^「」\n]{2,8}」|『[^『』\n]{2,8}』|[“\"][^“”\"\n]{2,8}[”\"])")  # 民宿“半山听雨”
_OPENS_A_NAME = frozenset('「『“"')


def _end_of_name(outline: Outline, end: int) -> int:
    opens = outline.plain[end : end + 2].lstrip()[:1]
    called = _CALLED.match(outline.plain, end) if opens in _OPENS_A_NAME else None
    return called.end() if called and outline.shape[end - 1] not in "0a" else end


_BEFORE_ONE = re.compile(r"\.[.J]{1,3}(?=V|O~)")
_NO_NAME = Lazy("[的了在是有就都也还又要会被把给从到向往对一进出开门靠说报]")


def _end_before_one(outline: Outline, end: int) -> int:
    """群光B1药妆那台…: an unknown name between the place and 那台 or 有个."""
    if outline.shape[end : end + 1] != ".":
        return end
    name = _BEFORE_ONE.match(outline.shape, end)
    if name is None or outline.plain[name.end() + 1 : name.end() + 2] in ("边", "里", "头"):
        return end
    if outline.shape[end - 1] == "0" and outline.shape[name.end()] == "O":  # 1-401帕提古丽来电
        return end
    return end if _NO_NAME.search(outline.plain, end, name.end()) else name.end()


def _end_of_tail(outline: Outline, end: int) -> int:
    end = _end_of_name(outline, _end_before_one(outline, end))
    if outline.plain[end : end + 1] not in _BEGINS_A_TAIL and not _HALL.match(outline.plain, end):
        return end
    tail = _TAIL.match(outline.plain, end)
    if tail is None or not tail[0].strip() or not _FREE.issuperset(outline.shape[end : tail.end()]):
        return end
    if tail[0].endswith(("手边", "手")) and _ONE_OF_SEVERAL.match(outline.plain, tail.end()):
        return end  # 进门右手边那个配电柜
    if len(tail[0].strip()) == 1 and outline.plain[end - 1] not in "楼层元":
        return end
    return tail.end()


def _without_its_unit(outline: Outline, end: int) -> int:
    """11栋单元|大门, but 2单元|大门."""
    of_no_number = outline.plain.endswith("单元", 0, end) and outline.plain[end - 3] not in COUNT
    return end - len("单元") if of_no_number else end


def _without_passage(outline: Outline, place: Place, start: int, end: int) -> int:
    """The stairs of a house are told with what is wrong there; 左边那部 is one of several lifts."""
    words = outline.plain[start:end]
    if not words.endswith(_ENDS_OTHERWISE) or place.labelled:
        return end
    if words.endswith("栋单元门口"):
        return end - len("单元门口")
    behind = place.signs.rstrip("Hv")[-1:]
    for passage in _PASSAGE if behind in _HOUSES else ():
        if words.endswith(passage) and len(words) > len(passage):
            kept = behind == "l"  # 6楼楼道
            return end - passage.endswith("里") if kept else _without_its_unit(outline, end - len(passage))
    desk = next((desk for desk in _DESKS if words.endswith(desk)), None)
    if desk and len(words) > len(desk) and (_SOMEBODY.match(outline.shape, end) or _SAYS.match(outline.plain, end)):
        return end - len(desk) - words[: -len(desk)].endswith(" ")
    for side in _BESIDE:
        if words.endswith(side) and len(words) > len(side) and _ONE_OF_SEVERAL.match(outline.plain, end):
            return end - len(side)
    return end
