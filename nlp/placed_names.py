"""Full names by where they stand: behind a title, a door or a word like 找, and in front of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.name_edges import near_number
from nlp.names import Names
from nlp.patterns import Lazy, either, matches
from nlp.person import Person
from nlp.segment import Outline
from nlp.whole_names import ENDS_OF_PLACES, IN_NAMES, NO_THIRD, NOT_NAMES, name_up_to

_HAN = r"[^\W\d_a-zA-Z]"
# 馆长张三丰138…, 车间主任蓝海涛，138…, though 三丰 and 蓝海 are words, too.
_BEHIND_A_TITLE = re.compile(r"[NT]~+(?!~) ?(?=[^, p@!0aqDPHZTN-]{2,3}[ ,]{0,2}p)")


def behind_title(names: Names, outline: Outline) -> Iterator[Person]:
    for match in matches(_BEHIND_A_TITLE, outline.shape, near_number(outline)):
        start = match.end()
        end = len(outline.shape[: outline.shape.index("p", start)].rstrip(" ,"))
        name = outline.plain[start:end]
        if (
            "c" not in outline.shape[start:end]
            and name[-1] not in ENDS_OF_PLACES
            and names.is_full(name)
            and NOT_NAMES.isdisjoint(name)
        ):
            yield names.person(outline, start, end, "told name", 1.0)


_BEHIND_A_DOOR = Lazy(rf"[,:](?:(?<=(?P<three>[0-9室栋幢楼号]){_HAN}{{3}}.)|(?<=[0-9室栋幢楼号]{_HAN}{_HAN}.))")
_ENDS_OF_THINGS = frozenset("间侧面边头南北东西台厕线机车门灯池井柜箱管板梯泵阀闸杆")


def behind_door(names: Names, outline: Outline) -> Iterator[Person]:
    """2栋路遥，门禁刷脸不认: behind a building or a room, where nobody else is named."""
    for match in matches(_BEHIND_A_DOOR, outline.plain):
        end = match.start()
        start = end - (3 if match["three"] else 2)
        if name_up_to(names, outline, end) != start:
            continue
        if outline.plain[end - 1] not in ENDS_OF_PLACES and outline.plain[end - 1] not in _ENDS_OF_THINGS:
            yield names.person(outline, start, end, "name by itself", 0.5)
            return


# 换成陶欣了, 找吴淑芬, 跟邵敏约时间, by邵敏
_LEADS = re.compile(
    either(
        (
            "换成",
            "改成",
            "改为",
            "换为",
            "找",
            "联系",
            "打给",
            "跟",
            "和",
            "加",
            "有",
            "by",
            "经办人",
            "负责人",
            "值班的?是",
            "落款:?",
        )
    )
)


def led(names: Names, outline: Outline) -> Iterator[Person]:
    """Where nobody else is named."""
    for match in matches(_LEADS, outline.plain):
        start = match.end()
        shape = outline.shape[start : start + 3]
        for length in (3, 2):
            name = outline.plain[start : start + length]
            unknown = len(name) == length and shape[:length].count(".") == length and name[-1] not in NO_THIRD
            cut = outline.shape[start + length : start + length + 1] == "~"
            if unknown and not cut and names.is_full(name) and NOT_NAMES.isdisjoint(name):
                yield names.person(outline, start, start + length, "led name", 1.0)
                return


_LONGEST_RUN = 10
_BESIDE_A_NUMBER = " ,:-qE~"
_RUN = re.compile(r"[.xXJPIhHOEbrvW][.xXJPIhHOEbrvW]{3,9}(?=[ ,:-]{0,2}(?:[qE]~*[ ,:-]{0,2})?p)")


def of_a_department(names: Names, outline: Outline) -> Iterator[Person]:
    """我是产品部单晓135…, 对接祖航138…: between unknown words that end like a department and a number."""
    if "p" not in outline.shape:
        return
    shape = outline.shape
    nearest = len(shape[: shape.index("p")].rstrip(_BESIDE_A_NUMBER))
    for match in matches(_RUN, shape, max(0, nearest - _LONGEST_RUN)):
        start = name_up_to(names, outline, match.end())
        if start is not None and start > match.start():
            yield names.person(outline, start, match.end(), "full name", 0.5)
            return


_END = 8
_ENDS_OTHERWISE = frozenset("p0")  # a message that ends with a number
_AT_THE_END = Lazy(rf"(?:(?<=[0-9室])[ ,(]{{0,2}}|(?<=[0-9室])的|(?<=[0-9]),)(?P<name>{_HAN}{{1,3}})\)?[。!]?$")
_NO_LONE_NAME = frozenset(
    "时从后那全支门水花都元居户利到来要有在好和但是非常去开关上下中家人店总工电机车路号点卡先急谢"
    "房室栋幢层座米井口台单期区排组段里"
)


def behind_room(names: Names, outline: Outline) -> Iterator[Person]:
    """丽景苑3-201 昝, 3-201的昝华: the last word of a message that names nobody else."""
    if outline.shape[-1:] in _ENDS_OTHERWISE:
        return
    match = _AT_THE_END.search(outline.plain, max(0, len(outline.plain) - _END))
    if match is None:
        return
    start, end = match.span("name")
    name = match["name"]
    if len(name) == 1:
        told = name in names.surnames and name not in _NO_LONE_NAME
    else:
        told = name_up_to(names, outline, end) == start and name[-1] not in ENDS_OF_PLACES
    if told and IN_NAMES.issuperset(outline.shape[start:end]):
        yield Person(start, end, "name by itself", 0.5)
