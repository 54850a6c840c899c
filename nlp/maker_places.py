"""Where a known maker and its model stand: apart from the device, or with words between it and the device."""

from __future__ import annotations

import re

from nlp.device import Span, is_free
from nlp.patterns import Lazy
from nlp.segment import Outline
from nlp.unknown_devices import unknown_device_of

_LATIN_BEFORE = Lazy(r"(?<![A-Za-z0-9])(?=[A-Za-z-]{0,6}[0-9])[A-Z][A-Za-z0-9-]{1,11}$")  # 西门子SN25E洗碗机
_LONGEST_MODEL = 16
_PLACES = ("R", "S", "Z", "W", ".", "P", "x")
# KFR-72LW/N8MJA3柜机: of no maker.
_MODEL_BEFORE = Lazy(r"(?<![A-Za-z0-9/-])[A-Z]{2,5}-?[0-9][A-Za-z0-9]{0,8}(?:[-/][A-Za-z0-9]{1,10}){1,3}$")
_LONGEST_SET_OFF = 30
# 傅利叶下肢机器人: what no list knows between the maker and its device.
_MAKER_NEAR = re.compile(r"(?P<maker>B~+)(?:[.J]{1,3}|H~{1,3})$")
_REACH = 12
_GAP = (".", "J", "~", "H")


def maker_near(outline: Outline, end: int) -> Span | None:
    """The maker that a few unknown characters part from the device that begins at `end`."""
    near = outline.shape[end - 1 : end] in _GAP
    match = _MAKER_NEAR.search(outline.shape, max(0, end - _REACH), end) if near else None
    return match.span("maker") if match else None


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


_ITS_THING = ("机组", "机子", "机器", "设备", "系统", "主机", "品牌")  # 都凌机组
_ITS_OWN = Lazy(r"牌?的(?=[,。;!?)\n ]|$)")  # 灯头欧普的
_BEHIND_A_DEVICE = Lazy(r"D~*[.J]{0,2}$")  # 收款码盒子拉卡拉
_ADDRESSED = ("兄弟,", "兄弟们", "老板,", "兄弟!", "兄弟 ")
_POINTED_AT = ("那台", "那个", "那部", "那套", "这台", "这个", "这部", "这套")  # LG那台风管机


def stands_as_maker(outline: Outline, brand: Span) -> bool:
    shape = outline.shape
    if outline.plain.startswith(_ADDRESSED, brand[0]):
        return False
    if _ITS_OWN.match(outline.plain, brand[1]) or unknown_device_of(outline, brand[1]):
        return True
    after = shape[brand[1] : brand[1] + 1]
    if after in ("", ",") and _BEHIND_A_DEVICE.search(shape, max(0, brand[0] - _REACH), brand[0]):
        return True
    if after in ("d", "P") or outline.plain.startswith((*_POINTED_AT, *_ITS_THING), brand[1]):
        return True
    in_a_name = shape[: brand[0]].rstrip("~")[-1:] in _PLACES
    return (not in_a_name or after == "D") and (
        after in ("", ",", " ", "s", "0", "a", "-", "D", "X", "q")
        or outline.plain[brand[1]] in "的牌一二两三四五六吹响漏报停坏"
    )
