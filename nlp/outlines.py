"""A report's words without who reports it, what is wrong and what fills up: what is left says where and which."""

from __future__ import annotations

import re

from nlp.meanings import FAULT, vocabulary
from tickets.doors import as_number

_NUMBER_TO_CALL = re.compile(r"\+?\d[\d -]{6,}\d")
_FILLING = re.compile("也是|也|又|还是|那个|那台|那边|那里|这个|这边|的|了|呢|啊|呀|哦|麻烦|师傅|你好|您好|一直|请|都")
_SAID = re.compile("[零〇一二三四五六七八九十百]+")
_DOOR = re.compile("号楼|单元|[幢栋座#号楼层]|(?<=[0-9])(?:F(?![A-Za-z0-9])|-(?=[0-9]))")
_WORD = re.compile(r"[A-Z]*\d+(?:[+.]\d+)?|[A-Z]+|[\u4e00-\u9fff]")


def outline_of(text: str, customer: str | None) -> tuple[str, ...]:
    """Characters, and numbers in one piece; 3幢, 三号 and 3# are the same."""
    told = _NUMBER_TO_CALL.sub(" ", text)
    told = vocabulary(FAULT).without(told.replace(customer, " ") if customer else told)
    told = _SAID.sub(lambda match: as_number(match[0]), told)
    return tuple(_WORD.findall(_DOOR.sub("号", _FILLING.sub("", told)).upper()))
