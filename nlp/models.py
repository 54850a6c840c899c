"""The model of a device: letters and digits behind its maker or its name, or a name of the maker's own."""

from __future__ import annotations

import re

from nlp.device import Span, is_free
from nlp.patterns import Lazy, matches
from nlp.segment import Outline
from nlp.told_models import CODE, KIND, LINE, MEASURE, NO_WHOLE, labelled_model

_MODEL = Lazy(
    r"[ -]?([A-Za-z]{0,6}[0-9][A-Za-z0-9]{0,12}(?:[-/.][A-Za-z0-9]{1,16}){0,4}"
    r"(?: (?:Pro|PRO|Plus|PLUS|Max|MAX)(?![A-Za-z]))?|[A-Z]{1,6}(?:[-/.][A-Za-z0-9]{1,12}){1,4})"
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
# A maker's name for its own: 大金VRV.
_OF_A_SERIES = Lazy(r"-?(?:[A-Z]|[0-9]{1,2}[A-Z]?|IV|VI?)(?![A-Za-z0-9])")
_OWN_SERIES = frozenset(("VRV", "MDV", "GMV"))
_PLC = Lazy("S7-(?:200|300|400|1[25][0-9]{2})(?!CPU|PLC)[A-Za-z]{0,3}")  # no room of house S7
_MAKER = re.compile("B~*")
_OF_A_MAKER = Lazy(
    r"[ ]?((?=[A-Za-z/-]{0,8}[0-9])[A-Z]{2}[A-Za-z0-9]{0,10}(?:[-/][A-Za-z0-9]{1,10}){1,4})(?![A-Za-z0-9])"
)
# 贝朗输液泵 Infusomat Space 报堵塞
_BEHIND_A_DEVICE = Lazy(
    r"[ ]?([A-Z][a-z]{3,14}(?: (?:[A-Z][a-z]{2,10}|plus|pro|XL))?|[A-Z][A-Za-z]{0,3}[0-9]{1,2}(?=[,。;)\n]|$))"
    r"(?=[ ,。;)\n]|$)"
    r"|((?!ERROR|ALARM|FAULT|RESET|START|POWER)[A-Z]{5,10})(?![A-Za-z0-9 _-])"  # 三菱电梯MAXIEZ门机
)
_UNITS = frozenset("度个台号楼层幢栋座室点月日年路")
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
        and not KIND.fullmatch(words)
        and words.isascii()
    )
    if MEASURE.fullmatch(words) or not (latin or any(map(str.isdigit, words))):
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
        and _is_model(outline, match, maker=maker)
    ):
        return match.span(1)
    return _name_behind(outline, at) if maker else None


def _is_model(outline: Outline, match: re.Match[str], *, maker: bool) -> bool:
    mixed = any(map(str.isdigit, match[1])) or match[1][-1] in "IV"
    if not mixed or not any(map(str.isalpha, match[1])) or KIND.fullmatch(match[1]):
        return False
    of_a_device = outline.shape[match.end() : match.end() + 1] == "D"  # AX3路由器 is in no road
    behind = "" if of_a_device else outline.plain[match.end() : match.end() + 1]
    if CODE.fullmatch(match[1]) and (behind in _OF_A_CODE or (len(match[1]) < _SHORTEST_MODEL and not maker)):
        return False
    if match[1].startswith(_CODES) and CODE.fullmatch(match[1]):
        return False
    return behind not in _UNITS and not MEASURE.fullmatch(match[1]) if behind else not MEASURE.fullmatch(match[1])


def _name_behind(outline: Outline, at: int) -> Span | None:
    match = LINE.match(outline.plain, at) or _NAME.match(outline.plain, at)
    if match is None or KIND.fullmatch(match[1]) or not is_free(outline, *match.span(1)):
        return None
    return match.span(1)


_APART = Lazy(
    r"([A-Z](?<![A-Za-z0-9.-].)(?:[a-z][A-Za-z]{1,9} [A-Z])?(?:[A-Z]{0,5}-?[0-9][A-Za-z0-9/-]{2,20}|[A-Z]{2,6}[0-9]))"
    r"(?![A-Za-z0-9.])"
)
_SAID_APART = frozenset(("", ",", " "))
_IN_ITS_CLAUSE = frozenset(("", ","))


def model_apart(outline: Outline, at: int, *, maker: bool) -> Span | None:
    """热水器打不着 JSQ24-12: set off by itself, further behind; in a clause of its own if no maker is named."""
    set_off = _SAID_APART if maker else _IN_ITS_CLAUSE
    for match in matches(_APART, outline.plain, at):
        start, end = match.span(1)
        apart = outline.shape[start - 1 : start] in set_off and outline.shape[end : end + 1] in set_off
        something_else = any(pattern.fullmatch(match[1]) for pattern in (CODE, MEASURE, NO_WHOLE))
        if apart and not something_else and is_free(outline, start, end):
            return start, end
    return None


def model_of_known_maker(outline: Outline, at: int) -> Span | None:
    """商米收银机T2, 贝朗输液泵 Infusomat Space: behind the device of a maker."""
    match = _BEHIND_A_DEVICE.match(outline.plain, at)
    if match is None or not is_free(outline, at, match.end()):
        return None
    name = match.span(1 if match[1] else 2)
    return None if CODE.fullmatch(outline.plain, *name) else name


def mark_model(outline: Outline) -> None:
    """What is said to be a model is no room: 型号S7-1214C."""
    if labelled := labelled_model(outline):
        start, end = labelled
        outline.cover(start, start + 1, "q")
        outline.cover(start + 1, end, "~")
    if "S7-" in outline.plain:
        for known in _PLC.finditer(outline.plain):
            if is_free(outline, *known.span()):
                outline.cover(*known.span(), "a")
    if "B" in outline.shape:
        for maker in _MAKER.finditer(outline.shape):
            match = _OF_A_MAKER.match(outline.plain, maker.end())
            if match and is_free(outline, *match.span()):
                outline.cover(*match.span(1), "a")  # 格力GMV-504WM/B1: no floor


def model_alone_behind(outline: Outline, at: int) -> Span | None:
    """A model as the next clause: …，海天的，SA1200，…"""
    model = model_behind(outline, at + 1) if outline.plain[at : at + 1] == "," else None
    if model and CODE.fullmatch(outline.plain, *model):
        return None
    return model if model and outline.shape[model[1] : model[1] + 1] in ("", ",", " ") else None
