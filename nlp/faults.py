"""What is wrong, in the customer's words: the clauses that state a defect, without place, person, device and courtesies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.clauses import Clause
from nlp.segment import Outline

_WORD = re.compile(r"[^~]~*")
_EVIDENCE = {"X": 2.0, "K": 1.6, "Y": 1.6, "P": 0.8, "I": 0.8, "x": 0.5, "h": 0.2, "D": 0.7}
_EXPLAINED = re.compile(r"(?:[Acdpst!@]|E~{2,})+")
_ENOUGH = 1.5
_AFTER_DEVICE = 1.5
_CONTINUES = 0.5

# A clause that says this continues no fault: worries, plans, history, other people.
_ASIDE = re.compile(
    r"怕|担心|麻烦|请|尽快|赶紧|不知道|有空|问了|投诉|[修补来换看]过|急用|要用|等着用|要开会|在家|反映|反应|要营业|要上课|验收|检查|有会|公开课"
    r"|联系|电话|打给|收到|不急|已断电|已经断电|已关|关了总|做饭|耳朵|抱怨|保修|质保|说是|谢谢|家里等|约|下周|明天|今天|一直没人|好几[遍次]|正常|都这样|高峰期|用的$|批次|打双闪|做过|[上前昨]次|水停了|关了水|关了阀|刚装|找人换|已经扑灭|还能做|复位就好|吓死|车能进|^是.{1,8}的$|后来|^我们是"
)
_LEADING = frozenset(
    "的 都 也 又 就 在 是 说 那 这 哎 嗯 家 还 了 呢 啊 它 他 她 我 你 里 上 处 和 啦 嘛 哈 人 额 呃 嘞".split()
)
_LEADING_AFTER_DEVICE = frozenset("的 又 也 都 就 它 啊 呢 嘛 哈 那个 这个 现在 目前 今天 昨天 早上 最近".split())
_TRAILING = frozenset("你 您 我 吗 呢 吧 啊 呀 哦 嘛 哈 请 电 接 收 和 但 而 我 让 由 我们".split())
_KEPT_AT_END = frozenset(
    "的 了 啦 着 几天 几天了 好几天 好几天了 一上午了 半天了 一天了 两天了 三天了 一个星期了 一周了 后面 里面 前面".split()
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`pieces` are spans of the normalised text; `weight` says how clearly they state something wrong."""

    pieces: tuple[tuple[int, int], ...]
    weight: float
    labelled: bool = False


NO_FAULT = Fault((), 0.0)


def find_fault(outline: Outline, clauses: Sequence[Clause]) -> Fault:
    labelled = [clause for clause in clauses if clause.label == "fault"]
    if labelled:
        pieces = tuple(_labelled(outline, labelled))
        return Fault(pieces, 2.0 + max((_weight(outline, piece) for piece in pieces), default=0.0), labelled=True)
    return _told(outline, clauses)


def _labelled(outline: Outline, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    for clause in clauses:
        stop = re.compile(r"[ps!@]").search(outline.shape, clause.start, clause.end)
        piece = _trimmed(outline, clause.start, stop.start() if stop else clause.end)
        if piece:
            yield piece


def _told(outline: Outline, clauses: Sequence[Clause]) -> Fault:
    """The first clause that states a defect, and what directly continues it; else the likeliest words."""
    found: list[tuple[int, int]] = []
    heaviest, weak = 0.0, NO_FAULT
    running = False
    for clause in clauses:
        pieces = list(_pieces(outline, clause, _EXPLAINED if not found else _SAID_ELSEWHERE))
        weighed = [(piece, _weight(outline, piece)) for piece in pieces]
        strong = [(piece, weight) for piece, weight in weighed if weight >= _ENOUGH]
        if strong and not (found and _ASIDE.search(outline.plain, clause.start, clause.end)):
            found += [piece for piece, _ in strong]
            heaviest = max(heaviest, *(weight for _, weight in strong))
            running = True
        elif running and _continues(outline, clause, weighed):
            found.append(weighed[0][0])
        elif pieces or not _is_blank(outline, clause):
            running = running and not _names_something(outline, clause)
        if not found and weighed and weighed[0][1] > weak.weight and clause.label is None:
            weak = Fault((weighed[0][0],), weighed[0][1])
    return Fault(tuple(found), heaviest) if found else weak


def _continues(outline: Outline, clause: Clause, weighed: list[tuple[tuple[int, int], float]]) -> bool:
    if len(weighed) != 1 or _names_something(outline, clause) or _ASIDE.search(outline.plain, clause.start, clause.end):
        return False
    (start, end), weight = weighed[0]
    return weight >= _CONTINUES and end - start >= 4


_NAMED = re.compile(r"[Acdpst!@]")


def _names_something(outline: Outline, clause: Clause) -> bool:
    return bool(_NAMED.search(outline.shape, clause.start, clause.end))


def _is_blank(outline: Outline, clause: Clause) -> bool:
    return not outline.shape[clause.start : clause.end].strip(" -")


# Once a fault is told, a device named later belongs to what it led to.
_SAID_ELSEWHERE = re.compile(r"(?:[Acpst!@]|E~{2,})+")


def _pieces(outline: Outline, clause: Clause, explained: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What lies between the explained parts of one clause, trimmed."""
    at = clause.start
    for match in (*explained.finditer(outline.shape, clause.start, clause.end), None):
        piece = _trimmed(outline, at, match.start() if match else clause.end)
        if piece:
            yield piece
        at = match.end() if match else clause.end


def _weight(outline: Outline, piece: tuple[int, int]) -> float:
    start, end = piece
    weight = sum(_EVIDENCE.get(letter, 0.0) for letter in outline.shape[start:end])
    head = outline.shape[:start].rstrip(" -")
    if head.endswith("d") and end - start >= 2:
        weight += _AFTER_DEVICE
    return weight


def _trimmed(outline: Outline, start: int, end: int) -> tuple[int, int] | None:
    words = [(match.start(), match.end(), match[0][0]) for match in _WORD.finditer(outline.shape, start, end)]
    plain = outline.plain
    after_device = start > 0 and outline.shape[start - 1] == "d"
    leading = _LEADING_AFTER_DEVICE if after_device else _LEADING
    first, last = 0, len(words)
    while first < last and _leads(words[first], plain, leading, after_device=after_device):
        first += 1
    while last > first and _trails(words[last - 1], plain):
        last -= 1
    return (words[first][0], words[last - 1][1]) if first < last else None


def _leads(word: tuple[int, int, str], plain: str, leading: frozenset[str], *, after_device: bool) -> bool:
    start, end, letter = word
    if letter in " -":
        return plain[start] not in "-+" or end == start + 1
    if plain[start:end] in leading:
        return True
    return letter in ("EVv" if after_device else "OEVNnvqRT") and end - start > 1


def _trails(word: tuple[int, int, str], plain: str) -> bool:
    start, end, letter = word
    words = plain[start:end]
    if letter == "-":
        return words not in "%℃°"
    if letter in " OqNn":
        return True
    return words in _TRAILING or (letter == "E" and end - start > 1 and words not in _KEPT_AT_END)
