"""Full names beside words that say whose they are: 报修人：储运部 翁大海, 客户祖航反映, 安全员庹建留的号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.name_edges import HARD, near_number
from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import Lazy, either
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
_ENDS_OF_DEPARTMENTS = frozenset("部科室处班组队店厂院所办岗房的接给找叫打问和跟填里管是由在妹弟哥姐妈爸嫂")
_ENDS_OF_PLACES = frozenset("里部科室处班组队店厂院所办岗房楼层号路街城园苑区站镇村场馆库铺司社校")
_NOT_NAMES = frozenset("阀泵字图常人家号时电话机来来报说反称投留上代刚又再还已正在都也没有不")
# 联系人：储运部 翁大海, 发现人：巡更 訚超（yín）
_IN_A_LABEL = Lazy(
    rf"[ \t]*(?:{_HAN}{{2,6}}[ /·-]{{1,3}}){{0,2}}(?P<name>{_HAN}{{2,4}}?)(?=[ ]*(?:[,。;!?()/\n0-9\t]|$|电话|手机| ))"
)
_LABELS = (
    *("姓名", "联系人", "联络人?", "找谁", "报修人员?", "报障人", "申请人", "使用人", "对接人", "发现人", "上报人?"),
    *("提交人", "登记人", "寄件人", "收件人", "留名", "责任人", "称呼", "业主", "住户", "客户", "车主"),
    *(f"{first}[^\\W\\d_:]{{1,3}}人" for first in "报反求投举经当负接陪留现收责代"),
)
_LABEL = Lazy(f"(?:{either(_LABELS)})[:\t]")


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


# What comes behind the name of somebody who reports: 丘伟(设备部)追问, 唐霖又寄一台, 崔岚的先生发来视频.
_TELLS_MORE = re.compile(
    either(
        (
            "追问",
            "再(?:次|[问报催打来])",
            "又(?:想起|[问报说来寄打催])",
            "发(?:来|了|语音|微信|消息|视频)",
            "从[^,。\n]{1,4}打来",
            "接班",
            "补充",
            "更正",
            "也[说来报打]",
            "还说",
            "转来",
            "值班",
            "敬上",
            "发现的?(?=[,。 ]|$)",
            "手[里上]",
            "对接(?!人)",
            "在[用场]",
            "签字",
            "接(?=[,。 ]|$)",
            "负责",
            "打个?电话",
            "老人家",
            "家(?!具|用|电|居|庭|常|长|属|园|苑|坝|湾)",
            "@",
            "代(?=[^,。]{1,6}(?:报|说|问))",
            "的(?:电话|手机|号码?(?=[,。 0-9]|是|$)|座机)",
            "的(?:先生|老公|爱人|老伴|女儿|儿子)(?:发|打|来|说|报)",
        )
    )
)


_SHORTEST_HEAD, _LONGEST_HEAD = 4, 20
# 馆长张三丰138…, 车间主任蓝海涛，138…, though 三丰 and 蓝海 are words, too.
_BEHIND_A_TITLE = re.compile(r"[NT]~+(?!~) ?(?=[^, p@!0aqDPHZTN-]{2,3}[ ,]{0,2}p)")


def behind_title(names: Names, outline: Outline) -> Iterator[Person]:
    for match in _BEHIND_A_TITLE.finditer(outline.shape, near_number(outline)):
        start = match.end()
        end = len(outline.shape[: outline.shape.index("p", start)].rstrip(" ,"))
        name = outline.plain[start:end]
        if (
            "c" not in outline.shape[start:end]
            and name[-1] not in _ENDS_OF_PLACES
            and names.is_full(name)
            and _NOT_NAMES.isdisjoint(name)
        ):
            yield names.person(outline, start, end, "told name", 1.0)


_PARENTS_OF = ("妈", "爸", "爷", "奶", "叔", "姨", "婆", "公", "哥", "姐", "弟", "妹")
_WORKS_AT = Lazy(r"\([^()\n]{0,6}(?:部|科|处|组|班|客|主|机|长|任|女儿|儿子|师|经理)\)")


def tells_more(names: Names, outline: Outline) -> Iterator[Person]:
    colon = outline.plain.find(":", _SHORTEST_HEAD, _LONGEST_HEAD)
    if colon > 0 and (start := _name_up_to(names, outline, colon, anywhere=True)) is not None:
        yield names.person(outline, start, colon, "told name", 1.0)  # 二十八中阎凡：投影…
    told = list(_TELLS_MORE.finditer(outline.plain))
    if "(" in outline.plain:
        told += _WORKS_AT.finditer(outline.plain)
    for match in told:
        start = _name_up_to(names, outline, match.start())
        if start is None or (match[0] == "家" and outline.plain[start - 1 : start] not in _PARENTS_OF):
            continue  # 我妈彭桂英家
        kin = 2.0 if match[0][0] == "的" and len(match[0]) > 1 else 0.0
        yield names.person(outline, start, match.start(), "told name", 1.5 + kin)


_BEHIND_A_DOOR = Lazy(rf"[0-9室栋幢楼号]{_HAN}{{2,3}}(?=[,:])")
_ENDS_OF_THINGS = frozenset("间侧面边头南北东西台厕线机车门灯池井柜箱管板梯泵阀闸杆")


def behind_door(names: Names, outline: Outline) -> Iterator[Person]:
    """2栋路遥，门禁刷脸不认: behind a building or a room, where nobody else is named."""
    if "c" in outline.shape:
        return
    for match in _BEHIND_A_DOOR.finditer(outline.plain):
        end = match.end()
        if _name_up_to(names, outline, end) != match.start() + 1:
            continue
        if outline.plain[end - 1] not in _ENDS_OF_PLACES and outline.plain[end - 1] not in _ENDS_OF_THINGS:
            yield names.person(outline, match.start() + 1, end, "name by itself", 0.5)
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
_NO_THIRD = frozenset("约拿取等来去看说打问收的了在上吧就先敬家碰对沟接给聊签确认发验核")


def led(names: Names, outline: Outline) -> Iterator[Person]:
    """Where nobody else is named."""
    if "c" in outline.shape:
        return
    for match in _LEADS.finditer(outline.plain):
        start = match.end()
        shape = outline.shape[start : start + 3]
        for length in (3, 2):
            name = outline.plain[start : start + length]
            unknown = len(name) == length and shape[:length].count(".") == length and name[-1] not in _NO_THIRD
            cut = outline.shape[start + length : start + length + 1] == "~"
            if unknown and not cut and names.is_full(name) and _NOT_NAMES.isdisjoint(name):
                yield names.person(outline, start, start + length, "led name", 1.0)
                return


def _name_up_to(names: Names, outline: Outline, end: int, *, anywhere: bool = False) -> int | None:
    plain, shape = outline.plain, outline.shape
    for start in (end - 3, end - 2):
        if start < 0 or not _IN_NAMES.issuperset(shape[start:end]) or shape[start:end].count(".") < end - start - 1:
            continue
        name = plain[start:end]
        if len(name) > 2 and name[-1] in _NO_THIRD and name[:2] not in names.compounds:
            continue  # 邵敏约
        free = _begins(outline, start) or (anywhere and shape[start:end].count(".") == end - start)
        if names.is_full(name) and _NOT_NAMES.isdisjoint(name) and free:
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
