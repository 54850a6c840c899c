"""Makers and devices that no list knows, by what they end with and where they stand."""

from __future__ import annotations

import re

from nlp.patterns import Lazy, matches
from nlp.segment import Outline

Span = tuple[int, int]

# 蒂升病床梯: two to four unknown characters between a place (or 的, or a boundary) and the device.
_UNKNOWN_BRAND = Lazy(r"(?:(?<=[A,!])|(?<=E))\.(?:\.|J\.|\.\.|\.J\.|\.\.\.)$")
NO_BRAND = frozenset(
    "道卫段厅室间区侧面梯层门口排号边角库个手种台些只条部套家里内外上下前后左右东南西北处位栋幢楼的完满绕洗换修拆坏旧推拉到说看找开关停用没有是都也又再刚才装送退买"
)


_LONGEST_LIFT = 4
# Makers of lifts whose names are words elsewhere.
_OF_LIFTS = re.compile(r"(?:快速|通用|现代|亚洲|东南|联合)(?=(?:电|客|货|扶|医|观光|杂物|病床|乘客|载货)电?梯)")
_BEGINS_A_LIFT = frozenset("电客货扶医观杂病乘载")


def unknown_brand(outline: Outline, end: int) -> Span | None:
    word = _OF_LIFTS.match(outline.plain, end - 2) if outline.plain[end : end + 1] in _BEGINS_A_LIFT else None
    if word:
        return word.span()
    unknown = outline.shape.endswith(".", 0, end)
    match = _UNKNOWN_BRAND.search(outline.shape, max(0, end - 5), end) if unknown else None
    if match is None or not NO_BRAND.isdisjoint(outline.plain[match.start() : end]):
        return None
    # Measured: what else stands between a place and a device is a word, not a maker, more often than not.
    behind_of = outline.plain[match.start() - 1] == "的"
    return match.span() if behind_of or _is_a_lift(outline.plain, end) else None


def _is_a_lift(plain: str, at: int) -> bool:
    return "梯" in plain[at : at + _LONGEST_LIFT] and "滑梯" not in plain[at : at + _LONGEST_LIFT]


# Between a place or a boundary and a defect.
_UNKNOWN_DEVICE = re.compile(r"[.JPK0a-](?<![^A,!@].)[.JPKx0a~-]{1,9}")
_HEAD = re.compile(r"[^\W\d_a-z]{1,5}?(?:机组|机|器|仪|柜|床|泵|炉|锅|秤|终端)(?![房组械构会关柜箱头上里边旁])")
_NO_DEVICE = Lazy(r"手机|司机|随机|飞机|死机|开机|关机|停机|机器$|[这那每]|拖拉机|座机|时|时候|不|没|有|电话")
_TOLD_WITHIN = 24


def unknown_device(outline: Outline) -> Span | None:
    """冰激凌柜不制冷: a word that no list knows, but that ends like a device and has something wrong with it."""
    for match in matches(_UNKNOWN_DEVICE, outline.shape):
        head = _HEAD.match(outline.plain, match.start(), match.end())
        told = outline.shape[head.end() : head.end() + _TOLD_WITHIN].split(",")[0] if head else ""
        if head and "X" in told and not _NO_DEVICE.search(head[0]):
            return head.span()
    return None


_HEAD_OF_A_MAKER = Lazy(
    r"牌?的?[^\W\d_a-zA-Z]{0,3}?(?:机组|机子|机器|机|炉子|器|仪|柜|床|泵|炉|锅|秤|灯|屏|锁|梯|桩|阀|车|表|灶|枪|椅|终端|平板|天平)"
    r"(?![房组械构会关柜箱头上里边旁路站口])"
)


def unknown_device_of(outline: Outline, at: int) -> int | None:
    """力劲机, 新麦炉子: where a device of the maker ends that no list knows."""
    head = _HEAD_OF_A_MAKER.match(outline.plain, at)
    if head is None or _NO_DEVICE.search(head[0]) or not _UNKNOWN_LETTERS.issuperset(outline.shape[at : head.end()]):
        return None
    return head.end()


_UNKNOWN_LETTERS = frozenset(".JPKxEI~")
