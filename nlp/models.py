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
# ThinkPad T14, uDR 370i, NXT III
_SERIES = Lazy(
    r"[ -]?((?:[A-Z]|[a-z][A-Z])[A-Za-z]{1,12} "
    r"(?:[A-Za-z]{0,3}[0-9][A-Za-z0-9-]{0,8}|I{1,3}V?|IV|VI{0,3})(?![A-Za-z]))"
)
MODEL_LABEL = Lazy(
    r"(?:型号|机型|model|Model|MODEL)[: 是为]{0,3}"
    r"([A-Za-z0-9][A-Za-z0-9./-]{1,30}(?: [0-9][A-Za-z0-9]{0,5}(?![A-Za-z0-9]))?)"
)
_UNITS = frozenset("度个台号楼层幢栋座室点月日年路")
_MEASURE = Lazy(r"[0-9.]+(?:[kK]?[WwVvAa]|[Tt]|[Kk][Gg]|[Pp]|[Ll]|mm|MPa)")
EXPLAINED = frozenset("Acpst!@")
_CODE = re.compile(r"[EFUPHA][0-9]{1,3}(?:-[0-9]{1,3})?")  # 多联机E3-06报故障
_SHORTEST_MODEL = 3


def between(outline: Outline, start: int, end: int) -> Span | None:
    """A model between brand and device: 迈瑞BeneView T5监护仪."""
    words = outline.plain[start:end].strip(" -")
    at = outline.plain.find(words, start)
    return (at, at + len(words)) if len(words) > 1 and any(map(str.isdigit, words)) else None


def model_behind(outline: Outline, at: int) -> Span | None:
    """Letters *and* digits, and no floor, date or degree."""
    match = _SERIES.match(outline.plain, at) or _MODEL.match(outline.plain, at)
    if match is None or len(match[1]) < _SHORTEST_MODEL or not is_free(outline, at, match.end()):
        return None
    mixed = any(map(str.isdigit, match[1])) or match[1][-1] in "IV"
    mixed = mixed and any(map(str.isalpha, match[1]))
    if _CODE.fullmatch(match[1]) and outline.plain[match.end() : match.end() + 1] == "报":
        return None
    measured = outline.plain[match.end() : match.end() + 1] in _UNITS or _MEASURE.fullmatch(match[1])
    return match.span(1) if mixed and not measured else None


def model_alone_behind(outline: Outline, at: int) -> Span | None:
    """A model as the next clause: …，海天的，SA1200，…"""
    model = model_behind(outline, at + 1) if outline.plain[at : at + 1] == "," else None
    return model if model and outline.shape[model[1] : model[1] + 1] in ("", ",", " ") else None


def is_free(outline: Outline, start: int, end: int) -> bool:
    """Nobody has explained any of it."""
    return EXPLAINED.isdisjoint(outline.shape[start:end])
