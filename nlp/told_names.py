"""Full names beside words that say whose they are: 报修人：储运部 翁大海, 客户祖航反映, 安全员庹建留的号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.name_edges import HARD
from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import Lazy
from nlp.person import Person
from nlp.segment import Outline

_HAN = r"[^\W\d_a-zA-Z]"
# What somebody does who reports, directly behind the name.
_REPORTS = Lazy(
    r"(?=[那这刚又打来电报上代反投联留说称回])(?:[那这]边|刚才?|又|刚刚)*(?:打?来电话?|打了?电话|打电话|报修(?!单|人|电话|内容|时间)|报障|上报|代报|反映|反馈|反应|投诉|联系(?![人方电我他她不])|留了?的?[号电手]"
    r"|报的?(?=[,。 ;!:\n]|$)|说(?![明法话])"
    r"|称(?![重])|(?<=回)个?电话|电话(?=[,。 :0-9\n]|$)|回?个?电话|打来)|(?<![^\W\d_]{4})[那这]边(?![的有])"
)
_MAY_REPORT = frozenset("那这刚又打来电报上代反投联留说称回")
_ENDS_UNKNOWN = re.compile(r"[.xJPIhHObrvW]\.(?=[A-Za-z])")  # in front of a word that is known
_IN_NAMES = frozenset(".xXJPIhHOEbrvW")
_ENDS_OF_DEPARTMENTS = frozenset("部科室处班组队店厂院所办岗房的接给找叫打问和跟填")
_ENDS_OF_PLACES = frozenset("部科室处班组队店厂院所办岗房楼层号路街城园苑区站镇村场馆库铺司社校")
_NOT_NAMES = frozenset("常人家号时电话机来来报说反称投留上代刚又再还已正在都也没有不")
# 联系人：储运部 翁大海, 发现人：巡更 訚超（yín）
_IN_A_LABEL = Lazy(
    rf"[ \t]*(?:{_HAN}{{2,6}}[ /·-]{{1,3}}){{0,2}}(?P<name>{_HAN}{{2,4}}?)(?=[ ]*(?:[,。;!?()/\n0-9\t]|$|电话|手机| ))"
)
_LABEL = Lazy(
    r"(?:姓名|联系人|联络人?|找谁|报修人员?|报障人|申请人|使用人|对接人|发现人|上报人?|提交人|登记人|寄件人|收件人|留名|责任人|称呼|业主|住户|客户|车主)"
    r"[:\t]"
)


def labelled(names: Names, outline: Outline) -> Iterator[Person]:
    """What stands behind a label is a name, though its first character is in no list of surnames."""
    plain, shape = outline.plain, outline.shape
    if ":" not in plain and "\t" not in plain:
        return
    for label in _LABEL.finditer(plain):
        match = _IN_A_LABEL.match(plain, label.end())
        if match is None:
            continue
        start, end = match.span("name")
        if "c" in shape[label.end() : end] or not _may_be_a_name(names, outline, start, end):
            continue
        yield Person(start, end, "labelled name", 3.0)


def _may_be_a_name(names: Names, outline: Outline, start: int, end: int) -> bool:
    name, shape = outline.plain[start:end], outline.shape[start:end]
    if name in names.staff or name in names.roles or name[-1] in _ENDS_OF_PLACES or not NOT_IN_NAMES.isdisjoint(name):
        return False
    if names.surname.match(name) and len(name) == 2 and names.short_title.fullmatch(name[1]):
        return True  # 徐工 is a maker, too
    if not _IN_NAMES.issuperset(shape):
        return names.is_full(name) and _NOT_NAMES.isdisjoint(name) and shape[:2] == "R~"  # 衡阳舟
    return names.is_full(name) or shape.count(".") >= len(name) - 1


def reported(names: Names, outline: Outline) -> Iterator[Person]:
    """祖航打来电话, 保安祖航上报."""
    ends = [at for match in _ENDS_UNKNOWN.finditer(outline.shape) if outline.plain[at := match.end()] in _MAY_REPORT]
    if "留" in outline.plain:
        ends.append(outline.plain.index("留"))
    for end in ends:
        if not _REPORTS.match(outline.plain, end):
            continue
        if (start := _name_up_to(names, outline, end)) is not None:
            yield names.person(outline, start, end, "full name", 1.5)


def _name_up_to(names: Names, outline: Outline, end: int) -> int | None:
    plain, shape = outline.plain, outline.shape
    for start in (end - 3, end - 2):
        if start < 0 or not _IN_NAMES.issuperset(shape[start:end]) or shape[start:end].count(".") < end - start - 1:
            continue
        name = plain[start:end]
        if names.is_full(name) and _NOT_NAMES.isdisjoint(name) and _begins(outline, start):
            return start
    return None


def _begins(outline: Outline, start: int) -> bool:
    if start == 0 or outline.shape[start - 1] in HARD or outline.shape[start - 1] in "~NHZSElrb0":
        return True
    return outline.plain[start - 1] in _ENDS_OF_DEPARTMENTS


_LONGEST_RUN = 10
_BESIDE_A_NUMBER = " ,:-qE~"
_RUN = re.compile(r"[.xXJPIhHOEbrvW][.xXJPIhHOEbrvW]{3,9}(?=[ ,:-]{0,2}(?:[qE]~*[ ,:-]{0,2})?p)")


def of_a_department(names: Names, outline: Outline) -> Iterator[Person]:
    """我是产品部单晓135…, 对接祖航138…: between unknown words that end like a department and a number."""
    if "p" not in outline.shape:
        return
    shape = outline.shape
    nearest = len(shape[: shape.index("p")].rstrip(_BESIDE_A_NUMBER))
    for match in _RUN.finditer(shape, max(0, nearest - _LONGEST_RUN)):
        start = _name_up_to(names, outline, match.end())
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
    if "c" in outline.shape or outline.shape[-1:] in _ENDS_OTHERWISE:
        return
    match = _AT_THE_END.search(outline.plain, max(0, len(outline.plain) - _END))
    if match is None:
        return
    start, end = match.span("name")
    name = match["name"]
    if len(name) == 1:
        told = name in names.surnames and name not in _NO_LONE_NAME
    else:
        told = _name_up_to(names, outline, end) == start and name[-1] not in _ENDS_OF_PLACES
    if told and _IN_NAMES.issuperset(outline.shape[start:end]):
        yield Person(start, end, "name by itself", 0.5)
