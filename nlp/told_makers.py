"""Makers in no list that are told to be makers, or that stand in front of a model in a clause of their own."""

from __future__ import annotations

import re

from nlp.patterns import HAN, Lazy, matches
from nlp.segment import Outline

Span = tuple[int, int]

# 牌子是湖山, 品牌：诺唯凯, 牌子没听过叫虎丘
_SAID = Lazy(
    rf"(?:品牌|牌子|厂家|厂商|生产商|制造商)(?:好像|应该|没听过|写的|不太清楚){{0,2}}(?:[是叫为:◎→ ]){{1,3}}"
    rf"(?P<maker>{HAN}{{2,6}}?|[A-Z][A-Za-z]{{2,14}})(?:牌|的)?(?=型号|编号|机型|[^\w]|[A-Z0-9]|$)"
)
# 巨光牌; 赛意牌制冰机
_CALLED = Lazy(
    rf"(?P<maker>{HAN}(?<![^,。;:(、\n ].){HAN}{{1,3}}"
    r"(?<![门号车铭路招示告标名老吊挂产备工胸灯展站奖双大铁铜木分证]))牌"
)
# 日生HS-66A
_WITH_MODEL = Lazy(
    rf"(?P<maker>{HAN}(?<![^,。;!(\n ].){HAN}{{1,3}})[ ]?(?P<model>[A-Z]{{1,6}}-?[0-9][A-Za-z0-9/-]{{2,16}})"
    r"(?=[,。;!)\n ]|$)"
)
_KNOWN = re.compile("B~+")
_BEGINS_A_MODEL = re.compile(rf"[A-Z](?=[A-Z]{{0,5}}-?[0-9])(?:(?<={HAN}.)|(?<={HAN} .))")
_UNKNOWN = frozenset(".J")
_NO_MAKER = frozenset("单号码件机器柜泵灯屏室楼院店厂部科间门站名的了是在")


def maker_told(outline: Outline) -> tuple[Span, Span | None] | None:
    """The maker, and the model behind it."""
    plain = outline.plain
    if "牌" in plain or "厂" in plain or "商" in plain:
        if (said := _SAID.search(plain)) and "p" not in outline.shape[said.start() : said.end()]:
            known = _KNOWN.match(outline.shape, said.start("maker"))
            return (known or said).span(0 if known else "maker"), None
        if (called := _CALLED.search(plain)) and _is_unknown(outline, *called.span("maker")):
            return called.span("maker"), None
    if not _BEGINS_A_MODEL.search(plain):
        return None
    for match in matches(_WITH_MODEL, plain):
        if _is_unknown(outline, *match.span("maker")) and _is_unclaimed(outline, *match.span("model")):
            return match.span("maker"), match.span("model")
    return None


def _is_unknown(outline: Outline, start: int, end: int) -> bool:
    return _UNKNOWN.issuperset(outline.shape[start:end]) and outline.plain[end - 1] not in _NO_MAKER


def _is_unclaimed(outline: Outline, start: int, end: int) -> bool:
    return not any(letter in "Acpst!@" for letter in outline.shape[start:end])
