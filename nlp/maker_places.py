"""Where a known maker and its model stand: apart from the device, or with words between it and the device."""

from __future__ import annotations

import re

from nlp.device import Span
from nlp.models import is_free
from nlp.patterns import Lazy
from nlp.segment import Outline

_LATIN_BEFORE = Lazy(r"(?<![A-Za-z0-9])(?=[A-Za-z-]{0,6}[0-9])[A-Z][A-Za-z0-9-]{1,11}$")  # 西门子SN25E洗碗机
_LONGEST_MODEL = 16
_PLACES = ("R", "S", "Z", "W", "A", ".", "P", "x")
# KFR-72LW/N8MJA3柜机: of no maker.
_MODEL_BEFORE = Lazy(r"(?<![A-Za-z0-9/-])[A-Z]{2,5}-?[0-9][A-Za-z0-9]{0,8}(?:[-/][A-Za-z0-9]{1,10}){1,3}$")
_LONGEST_SET_OFF = 30
# 傅利叶下肢机器人: what no list knows between the maker and its device.
_MAKER_NEAR = re.compile(r"B~+[.J]{1,3}$")
_REACH = 12
_GAP = (".", "J")


def maker_near(outline: Outline, end: int) -> Span | None:
    """The maker that a few unknown characters part from the device that begins at `end`."""
    match = (
        _MAKER_NEAR.search(outline.shape, max(0, end - _REACH), end) if outline.shape[end - 1 : end] in _GAP else None
    )
    return (match.start(), match.start() + len(match[0].rstrip(".J"))) if match else None


def model_before(outline: Outline, end: int) -> Span | None:
    last = outline.plain[end - 1 : end]
    if not (last.isascii() and last.isalnum()):
        return None
    match = _MODEL_BEFORE.search(outline.plain, max(0, end - _LONGEST_SET_OFF), end)
    return match.span() if match and is_free(outline, *match.span()) else None


def latin_before(plain: str, start: int) -> re.Match[str] | None:
    last = plain[start - 1 : start]
    latin = last.isascii() and (last.isalnum() or last in ("-", "\n"))
    return _LATIN_BEFORE.search(plain, max(0, start - _LONGEST_MODEL), start) if latin else None


_POINTED_AT = ("那台", "那个", "那部", "那套", "这台", "这个", "这部", "这套")  # LG那台风管机


def stands_as_maker(outline: Outline, brand: Span) -> bool:
    shape = outline.shape
    after = shape[brand[1] : brand[1] + 1]
    if after in ("d", "P") or outline.plain.startswith(_POINTED_AT, brand[1]):
        return True
    in_a_name = shape[: brand[0]].rstrip("~")[-1:] in _PLACES
    return (not in_a_name or after == "D") and (
        after in ("", ",", " ", "s", "0", "a", "-", "D", "X") or outline.plain[brand[1]] in "的牌"
    )
