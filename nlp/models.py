"""The model of a device: letters and digits behind its maker or its name, or a name of the maker's own."""

from __future__ import annotations

import re

from nlp.patterns import Lazy
from nlp.segment import Outline

Span = tuple[int, int]

_MODEL = Lazy(
    r"[ -]?([A-Za-z]{0,6}[0-9][A-Za-z0-9]{0,12}(?:[-/.][A-Za-z0-9]{1,12}){0,4}"
    r"|[A-Z]{1,6}(?:[-/.][A-Za-z0-9]{1,12}){1,4})"
)
# ThinkPad T14, uDR 370i, NXT III, VLT FC-302, In-Sight 7802
_SERIES = Lazy(
    r"[ -]?((?:[A-Z]|[a-z][A-Z])[A-Za-z]{1,12}(?:-[A-Z][A-Za-z]{1,10})? "
    r"(?:[A-Za-z]{0,3}-?[0-9][A-Za-z0-9-]{0,8}|I{1,3}V?|IV|VI{0,3})(?![A-Za-z]))"
)
# bizhub 287, cobas e411: only behind the maker.
_SMALL_SERIES = Lazy(
    r"[ -]?([a-z]{3,10} [a-zA-Z]{0,3}-?[0-9][A-Za-z0-9-]{0,8}|[A-Z]{2,8}[a-z]{2,8} [0-9]{2,5}[a-z]{0,3}(?![A-Za-z0-9]))"
)
# HeartStart XL, Incisive, YK: behind the maker, in front of Chinese.
_NAME = Lazy(
    r"((?:[A-Z][A-Za-z]{1,14}|[a-z]{2,8}[A-Z]{2,6})(?:-[A-Z][A-Za-z]{0,8})?"
    r"(?: (?:XL|Pro|PRO|Plus|PLUS|plus|Max|MAX|[A-Z][a-z]{2,10}))?)"
    r"(?![A-Za-z0-9_. -]|$)"
)
# 联想启天M450, 惠普战66
_LINE = Lazy(
    r"((?:启天|开天|扬天|天逸|昭阳|拯救者|小新|成铭|擎云|灵越|游匣|成就|暗影精灵|光影精灵|战|锐龙)"
    r"[ ]?(?:Pro|Air)?[ ]?[A-Za-z]{0,2}[0-9]{1,4}[A-Za-z]{0,2})"
)
# What stands behind a maker and is a kind of device.
_KIND = re.compile(
    "LED|LCD|OLED|CNC|DC|AC|UPS|PLC|CT|DR|MRI|TV|PC|IP|USB|HDMI|GPS|POE|NB|W[Ii][Ff][Ii]|EPS|ATS|DTU|RTU|POS|CAN|ABS|IGBT"
    "|RFID|HMI|IO|BMS|SUV|MPV|EV|AGV|NVR|DVR|AP|APP|ECU|BA|KTV|ATM|PDA|SN|MCU|DCS|AHU|FCU|VAV|PLUS|Pro"
)
# A maker's name for its own: 大金VRV.
_OF_A_SERIES = Lazy(r"-?(?:[A-Z]|[0-9]{1,2}[A-Z]?|IV|VI?)(?![A-Za-z0-9])")
_OWN_SERIES = frozenset(("VRV", "MDV", "GMV"))
MODEL_LABEL = Lazy(
    r"(?:型号(?:贴纸|标签|牌|上?写?的?是)?|机型|铭牌(?:上?写?着?)?(?=:)|model|Model|MODEL)[: 是为]{0,3}"
    r"([A-Za-z0-9][A-Za-z0-9./-]{1,30}(?: [0-9][A-Za-z0-9]{0,5}(?![A-Za-z0-9]))?)"
)
_UNITS = frozenset("度个台号楼层幢栋座室点月日年路")
_MEASURE = Lazy(r"[0-9.]+(?:[kK]?[WwVvAa]|[Tt]|[Kk][Gg]|[Pp]|[Ll]|mm|MPa)")
EXPLAINED = frozenset("Acpst!@")
# 多联机E3-06报故障, 机器人SRVO-062报警
_CODE = re.compile(r"[EFUPHA][0-9]{1,3}(?:-[0-9]{1,3})?|(?:AL|ALM|E[Rr]{1,2}|OC|OL|OV|UV|SRVO|SV|ALARM)[-.]?[0-9]{1,4}")
_CODES = ("AL", "Er", "ER", "OC", "OL", "OV", "UV", "SRVO", "SV")
_OF_A_CODE = frozenset("报故错代警")
_SHORTEST_MODEL = 3


def between(outline: Outline, start: int, end: int) -> Span | None:
    """A model between brand and device: 迈瑞BeneView T5监护仪, 日立HGP货梯."""
    words = outline.plain[start:end].strip(" -")
    if len(words) < 2:
        return model_of_own(outline, end) if end == start else None
    at = outline.plain.find(words, start)
    latin = (
        (words[0].isupper() or (words[0].islower() and words[-2:].isupper()))
        and not _KIND.fullmatch(words)
        and words.isascii()
    )
    if _MEASURE.fullmatch(words) or not (latin or any(map(str.isdigit, words))):
        return None
    return at, at + len(words)


def model_of_own(outline: Outline, at: int) -> Span | None:
    """大金VRV: the maker calls so what others call by another name."""
    if outline.plain[at : at + 3] not in _OWN_SERIES:
        return None
    variant = _OF_A_SERIES.match(outline.plain, at + 3)
    return at, variant.end() if variant else at + 3


def model_behind(outline: Outline, at: int, *, maker: bool = False) -> Span | None:
    """Letters *and* digits, and no floor, date or degree; behind a `maker` also a short one or a name."""
    if not outline.plain[at : at + 1].isascii():
        return _name_behind(outline, at) if maker else None
    match = _SERIES.match(outline.plain, at) or (_SMALL_SERIES.match(outline.plain, at) if maker else None)
    match = match or _MODEL.match(outline.plain, at)
    if match and outline.shape[match.start(1)] == "B" and " " in match[1]:
        return model_behind(outline, outline.plain.index(" ", match.start(1)), maker=True)  # 打印机HP M1136
    least = 2 if maker else _SHORTEST_MODEL
    if (
        match
        and len(match[1]) >= least
        and is_free(outline, at, match.end())
        and _is_model(outline.plain, match, maker=maker)
    ):
        return match.span(1)
    return _name_behind(outline, at) if maker else None


def _is_model(plain: str, match: re.Match[str], *, maker: bool) -> bool:
    mixed = any(map(str.isdigit, match[1])) or match[1][-1] in "IV"
    if not mixed or not any(map(str.isalpha, match[1])):
        return False
    behind = plain[match.end() : match.end() + 1]
    if _CODE.fullmatch(match[1]) and (behind in _OF_A_CODE or (len(match[1]) < _SHORTEST_MODEL and not maker)):
        return False
    if match[1].startswith(_CODES) and _CODE.fullmatch(match[1]):
        return False
    return behind not in _UNITS and not _MEASURE.fullmatch(match[1]) if behind else not _MEASURE.fullmatch(match[1])


def _name_behind(outline: Outline, at: int) -> Span | None:
    match = _LINE.match(outline.plain, at) or _NAME.match(outline.plain, at)
    if match is None or _KIND.fullmatch(match[1]) or not is_free(outline, *match.span(1)):
        return None
    return match.span(1)


_APART = Lazy(r"([A-Z](?<![A-Za-z0-9.-].)[A-Z]{1,5}-?[0-9][A-Za-z0-9/-]{2,20})(?![A-Za-z0-9.])")
_SAID_APART = frozenset(("", ",", " "))
_IN_ITS_CLAUSE = frozenset(("", ","))


def model_apart(outline: Outline, at: int, *, maker: bool) -> Span | None:
    """热水器打不着 JSQ24-12: set off by itself, further behind; in a clause of its own if no maker is named."""
    set_off = _SAID_APART if maker else _IN_ITS_CLAUSE
    for match in _APART.finditer(outline.plain, at):
        start, end = match.span(1)
        apart = outline.shape[start - 1 : start] in set_off and outline.shape[end : end + 1] in set_off
        if (
            apart
            and is_free(outline, start, end)
            and not _CODE.fullmatch(match[1])
            and not _MEASURE.fullmatch(match[1])
        ):
            return start, end
    return None


def model_alone_behind(outline: Outline, at: int) -> Span | None:
    """A model as the next clause: …，海天的，SA1200，…"""
    model = model_behind(outline, at + 1) if outline.plain[at : at + 1] == "," else None
    return model if model and outline.shape[model[1] : model[1] + 1] in ("", ",", " ") else None


def is_free(outline: Outline, start: int, end: int) -> bool:
    """Nobody has explained any of it."""
    return EXPLAINED.isdisjoint(outline.shape[start:end])
