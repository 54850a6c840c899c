"""Full names beside words that say whose they are: 报修人：储运部 翁大海, 客户祖航反映, 崔岚的先生发来视频."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import Lazy, either, matches
from nlp.person import Person
from nlp.segment import Outline
from nlp.whole_names import ENDS_OF_PLACES, IN_NAMES, NOT_NAMES, name_up_to

_HAN = r"[^\W\d_a-zA-Z]"
# What somebody does who reports, directly behind the name.
_REPORTS = Lazy(
    r"(?=[那这刚又打来电报上代反投联留说称回])(?:[那这]边|刚才?|又|刚刚)*(?:打?来电话?|打了?电话|打电话|报修(?!单|人|电话|内容|时间)|报障|上报|代报|反映|反馈|反应|投诉|联系(?![人方电我他她不])|留了?的?[号电手]"
    r"|报的?(?=[,。 ;!:\n]|$)|说(?![明法话])"
    r"|称(?![重])|(?<=回)个?电话|电话(?=[,。 :0-9\n]|$)|回?个?电话|打来)|(?<![^\W\d_]{4})[那这]边(?![的有])"
)
_MAY_REPORT = frozenset("那这刚又打来电报上代反投联留说称回")
_ENDS_UNKNOWN = re.compile(r"\.(?=[A-Za-z])(?<=[.xJPIhHObrvW].)")  # in front of a word that is known
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
    for label in matches(_LABEL, plain):
        match = _IN_A_LABEL.match(plain, label.end())
        if match is None:
            continue
        start, end = match.span("name")
        if "c" in shape[label.end() : end] or not _may_be_a_name(names, outline, start, end):
            continue
        yield Person(start, end, "labelled name", 3.0)


def _may_be_a_name(names: Names, outline: Outline, start: int, end: int) -> bool:
    name, shape = outline.plain[start:end], outline.shape[start:end]
    if name in names.staff or name in names.roles or name[-1] in ENDS_OF_PLACES or not NOT_IN_NAMES.isdisjoint(name):
        return False
    if len(name) == 2 and names.end_of_surname(name, 0) and names.short_title.fullmatch(name[1]):
        return True  # 徐工 is a maker, too
    if not IN_NAMES.issuperset(shape):
        return names.is_full(name) and NOT_NAMES.isdisjoint(name) and shape[:2] == "R~"  # 衡阳舟
    return names.is_full(name) or shape.count(".") >= len(name) - 1


def reported(names: Names, outline: Outline) -> Iterator[Person]:
    """祖航打来电话, 保安祖航上报."""
    ends = [at for match in matches(_ENDS_UNKNOWN, outline.shape) if outline.plain[at := match.end()] in _MAY_REPORT]
    if "留" in outline.plain:
        ends.append(outline.plain.index("留"))
    for end in ends:
        if not _REPORTS.match(outline.plain, end):
            continue
        if (start := name_up_to(names, outline, end)) is not None:
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
_PARENTS_OF = ("妈", "爸", "爷", "奶", "叔", "姨", "婆", "公", "哥", "姐", "弟", "妹")
_WORKS_AT = Lazy(r"\([^()\n]{0,6}(?:部|科|处|组|班|客|主|机|长|任|女儿|儿子|师|经理)\)")


def tells_more(names: Names, outline: Outline) -> Iterator[Person]:
    colon = outline.plain.find(":", _SHORTEST_HEAD, _LONGEST_HEAD)
    if colon > 0 and (start := name_up_to(names, outline, colon, anywhere=True)) is not None:
        yield names.person(outline, start, colon, "told name", 1.0)  # 二十八中阎凡：投影…
    told = matches(_TELLS_MORE, outline.plain)
    if "(" in outline.plain:
        told += _WORKS_AT.finditer(outline.plain)
    for match in told:
        start = name_up_to(names, outline, match.start())
        if start is None or (match[0] == "家" and outline.plain[start - 1 : start] not in _PARENTS_OF):
            continue  # 我妈彭桂英家
        kin = 2.0 if match[0][0] == "的" and len(match[0]) > 1 else 0.0
        yield names.person(outline, start, match.start(), "told name", 1.5 + kin)
