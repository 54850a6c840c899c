"""A message cut at its punctuation, and which label (地址：, 故障：) a clause stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from nlp.patterns import Lazy, matches, sought
from nlp.segment import Outline

_BREAK = re.compile(r"[,@][,@]*")
_MARK = re.compile("[:=\t]")  # one of these is behind a label
_LABEL = Lazy(
    r"[ \t]{0,8}(?:[0-9]{1,2}[.、)]|[①-⑩]|[-*·])?[ \t]{0,8}"
    r"([^\W\d_]{2,8}|[^\W\d_]{2,4} ?[^\W\d_]{1,8})[ \t]{0,8}[:=\t][ \t]{0,8}"
)
_BARE_LABEL = Lazy(r"([^\W\d_]{2,4}) +")  # 现象 SF灯红, at the beginning of a line
_NEXT_LABEL = Lazy(r" +([^\W\d_]{2,8})[ ]?[:=][ ]*")
_PLACE = re.compile("[SZ]~|[.R~][SZ]$|[SZ]H")
_ENDS_A_FAULT = frozenset("\n;。")


class Clause(Struct, frozen=True):
    """`label` is the field that the words in front of the clause announce."""

    start: int
    end: int
    label: str | None = None


def clauses_of(outline: Outline, labels: Mapping[str, str]) -> list[Clause]:
    """A label holds for its clause; that of the fault to the end of the line or sentence."""
    shape, plain = outline.shape, outline.plain
    last_mark = max(plain.rfind(":"), plain.rfind("="), plain.rfind("\t"))
    bracketed = "】" in plain or "]" in plain
    spaced = " " in plain
    clauses: list[Clause] = []
    label: str | None = None
    at, length = 0, len(shape)
    for end, after in (*[match.span() for match in _BREAK.finditer(shape)], (length, length)):
        labelled = at <= last_mark and _MARK.search(plain, at, end) is not None
        match = _LABEL.match(plain, at, end) if labelled else None
        if match:
            label = labels.get(match[1].strip())
            if label is None and _PLACE.search(shape, *match.span(1)):
                clauses.append(Clause(*match.span(1)))  # 金茂府幼儿园：消防主机…
            at = match.end()
        elif bracketed and (in_brackets := _labels_in_brackets(plain, at, end, labels)):
            label, at = in_brackets, end
        elif spaced and (at == 0 or plain[at - 1] == "\n") and (bare := _bare_label(plain, at, end, labels)):
            label, at = "fault", bare
        inner = _NEXT_LABEL.search(plain, at, end) if labelled and spaced else None
        while inner and inner[1] in labels:
            clauses.append(Clause(at, inner.start(), label))
            label, at = labels[inner[1]], inner.end()
            inner = _NEXT_LABEL.search(plain, at, end)
        if at < end:
            clauses.append(Clause(at, end, label))
        at = after
        if plain[end : end + 1] in _CLOSING:
            continue
        if label != "fault" or not _ENDS_A_FAULT.isdisjoint(plain[end:at]):
            label = None
    return clauses


_OPENING, _CLOSING = frozenset("【["), frozenset("】]")


def _labels_in_brackets(plain: str, start: int, end: int, labels: Mapping[str, str]) -> str | None:
    """【故障】…"""
    if start and plain[start - 1] in _OPENING and plain[end : end + 1] in _CLOSING:
        return labels.get(plain[start:end].strip())
    return None


def _bare_label(plain: str, start: int, end: int, labels: Mapping[str, str]) -> int | None:
    """Where the words begin behind 现象 and a blank, at the beginning of a line."""
    match = _BARE_LABEL.match(plain, start, end) if " " in plain[start + 2 : start + 5] else None
    return match.end() if match and labels.get(match[1]) == "fault" else None


_DICTATED = 20  # characters without a break
# Where somebody who dictates begins to say something else.
_TURNS = sought(
    "我但俺他她你好很一几老病患客顾学小孩工业住员师家邻早昨今明后上下麻地电里现目备估怀保冰然而还就能是拿",
    r"(?<![到在给往])(?:我们?家|俺家)|我们(?:这边|公司|单位|仓库|店|厂)|(?:但是?)?我(?:姓|是|在|住|叫|刚|先|已经|拿|把|现在|找|问|打|试|自己|要|急|不|没|还)|[他她](?:一个人|自己|不会|说|要|也|现在)|你们"
    r"|(?:好多|很多|一堆|几个)?(?:老人|病人|患者|客人|顾客|学生|小孩|孩子|工人|业主|住户|员工|老师|家长|邻居)们?"
    r"(?=都|也|还|在|刚|正|要|就|爬|等|站|天天|投诉|说|不|没)|早上堵|昨[天晚]还|(?:[今明后]天|[上下]午)[^,。]{0,4}要(?=开会|用|上课|营业|来)|麻烦|地址|电话|里[面头]还?有个"
    r"|现在|目前|备用|后来|估计是|怀疑|保洁|(?<!坐)电瓶是|冰箱里|然后|而且|还有就是|就是说|能不能|病人躺|患者躺|是不是|拿皮|拿个?[盆桶]|师傅[吗啊你]",
)
# Behind a defect that is told to its end: 不制冷了呀|里面两百斤带鱼.
_TOLD_TO_ITS_END = Lazy(
    r"(?<=[了啊呀呢嘛])(?<![吞扣收吃夹砸撞]了)(?![了啊呀呢嘛吧吗的得呗]|就(?!是)|又|也|还(?!有)|都|一|两|几|好|半|三|没|不|很|有点|再|才)"
    r"|(?<=[^\W\d_a-zA-Z])(?=(?:病人|患者)(?:还|都|在|正|身上|躺|带)|我(?:老[婆公]|[妈爸]|儿子|女儿|们?孩子)|昨[天晚]还|晚上老人)"
)
_DEFECT_BEFORE = Lazy(r"X~*(?:E~*|[^,]){0,2}$")
_TO_SOMEWHERE = frozenset("到在成进出往给")
_SHORTEST_PART = 3


def parted_where_dictated(outline: Outline, clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Dictated text has no punctuation: …关不紧|你们派个人来|我住十二幢."""
    if max([clause.end - clause.start for clause in clauses], default=0) < _DICTATED:
        return clauses
    return [part for clause in clauses for part in _dictated(outline, clause)]


def _dictated(outline: Outline, clause: Clause) -> list[Clause]:
    if clause.end - clause.start < _DICTATED:
        return [clause]
    at = clause.start
    parts: list[Clause] = []
    for start in sorted({*_turns(outline, clause), *_ends(outline, clause)}):
        if start - at >= _SHORTEST_PART and clause.end - start >= _SHORTEST_PART:
            parts.append(Clause(at, start, clause.label))
            at = start
    return [*parts, Clause(at, clause.end, clause.label)]


def _turns(outline: Outline, clause: Clause) -> Iterator[int]:
    for match in matches(_TURNS, outline.plain, clause.start, clause.end):
        if outline.shape[match.start()] not in "~Acd":
            yield match.start()


def _ends(outline: Outline, clause: Clause) -> Iterator[int]:
    if outline.shape.find("X", clause.start, clause.end) < 0:
        return
    for match in _TOLD_TO_ITS_END.finditer(outline.plain, clause.start, clause.end):
        at = match.start()
        told = _DEFECT_BEFORE.search(outline.shape, max(clause.start, at - 6), at)
        if told and outline.shape[at : at + 1] != "~" and outline.plain[at - 2] not in _TO_SOMEWHERE:
            yield at


_BLANKS = re.compile("  *")
_LATIN = frozenset("0a-")


def parted_at_blanks(outline: Outline, clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Many people write a blank for a comma. It is one between Chinese words, and beside a Latin word that is glued
    to Chinese on its other side: 海德堡CD102 走到一半, but not 报 INHIBIT 了.
    """
    if " " not in outline.shape:
        return clauses
    return [part for clause in clauses for part in _at_blanks(outline, clause)]


def _at_blanks(outline: Outline, clause: Clause) -> list[Clause]:
    if outline.shape.find(" ", clause.start, clause.end) < 0:
        return [clause]
    at = clause.start
    parts: list[Clause] = []
    for match in matches(_BLANKS, outline.shape, clause.start, clause.end):
        if at < match.start() and match.end() < clause.end and _parts(outline.shape, *match.span()):
            parts.append(Clause(at, match.start(), clause.label))
            at = match.end()
    return [*parts, Clause(at, clause.end, clause.label)]


def _parts(shape: str, left: int, right: int) -> bool:
    latin_left, latin_right = shape[left - 1] in _LATIN, shape[right] in _LATIN
    if latin_left == latin_right:
        return not latin_left
    if latin_left:
        return shape[:left].rstrip("0a-")[-1:] not in ("", " ", ",")
    return shape[right:].lstrip("0a-")[:1] not in ("", " ", ",")
