"""Is something told, or only asked: 有没有困人, 病人在用吗, 是否加急, and what the answer is."""

from __future__ import annotations

from nlp.patterns import Lazy

_ASKED_BEFORE = Lazy(r"(?:有没有|有无|是否|是不是|会不会|要不要|需不需要)[^,。;!?\n]{0,4}\Z")
_ASKED_BEHIND = Lazy(r"[^,。;!?\n:]{0,3}(?:吗|没有?(?![电水气网人])|了没)(?=[?\n,。; ]|\Z)[?,。; ]*")
_END_OF_QUESTION = Lazy(r"[^,。;!?\n:]{0,10}[?,。;: ]*")
# 业主:有,两个大人
_YES = Lazy(r"(?:\n?[^\n:,。]{1,12}:)?[ ]*(?:有(?!没)|是(?!否)|对|嗯|在(?=用|[,。! ]|上|机)|要|需要|困|急|yes|YES)")


def is_denied(plain: str, start: int, end: int) -> bool:
    """Is there nothing but a question, to which nobody answers yes?"""
    asked = _ASKED_BEHIND.match(plain, end) or _ASKED_BEFORE.search(plain, max(0, start - 8), start)
    return asked is not None and not is_affirmed(plain, end)


def is_affirmed(plain: str, end: int) -> bool:
    """Does the answer to the question that ends behind `end` begin with yes?"""
    behind = _ASKED_BEHIND.match(plain, end) or _END_OF_QUESTION.match(plain, end)
    return behind is not None and _YES.match(plain, behind.end()) is not None
