"""Hides phone numbers and secrets in whatever is about to be written to a log.

A mobile number is hidden wherever its eleven digits stand, in any script's digits, spaced or dashed, glued to other
digits or not: 138****1111. Ids contain digits too and must stay readable, so under the keys of IDS, and in whole
numbers, only digits that are a phone number by themselves are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from unicodedata import decimal

IDS = frozenset({"update", "ticket", "tenant", "draft", "errand", "timer", "task", "message", "at", "level", "logger"})
SECRETS = frozenset({"secret", "token", "access_token", "encoding_aes_key", "corpsecret", "password", "authorization"})

HIDDEN = "***"

# Between two digits of a number people put blanks, dashes and brackets; phones put invisible direction marks.
_GAP = r"[\s\-\u2010-\u2015\u2212\uff0d()（）\u200b-\u200f\u202a-\u202e\u2060\ufeff]{0,3}"
_DIGIT = re.compile(r"\d")
_RUN = re.compile(rf"\d(?:{_GAP}\d){{10,}}")
_DOTTED = re.compile(r"(1[3-9]\d\.)\d{4}(\.\d{4})")  # no gap in general: an IP address must stay readable
_MOBILE_ANYWHERE = re.compile(r"(?=1[3-9]\d{9})")
_MOBILE_ALONE = re.compile(r"(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)")
_AREA = rf"(?:10|2\d|[3-9]\d\d){_GAP}"
_LANDLINE = re.compile(rf"(?<!\d)((?:0|(?:\+|00)86{_GAP}){_AREA})[1-9]\d{{2,3}}({_GAP}\d{{4}})(?!\d)")
_SECRET_VALUE = re.compile(
    r"((?:access_token|corpsecret|secret|password|encoding_?aes_?key)[\"']?\s*[=:]\s*[\"']?|[?&](?:token|code)=)"
    r"[^\s\"'&,;}]+",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(://[^/\s:@]*:)[^/\s@]+(?=@)")


def masked(key: str, value: Any) -> Any:
    """The value as it may be written under this key: only texts, numbers, lists and tables are left of it."""
    if key in SECRETS:
        return HIDDEN
    if isinstance(value, str):
        return _MOBILE_ALONE.sub(r"\1****\2", value) if key in IDS else masked_text(value)
    if value is None or isinstance(value, bool | float | datetime | date | time):
        return value
    if isinstance(value, int):
        return _masked_number(value)
    return _masked_other(key, value)


def masked_text(text: str) -> str:
    text = masked_phones(text)
    if "=" in text or ":" in text:
        text = _SECRET_VALUE.sub(rf"\1{HIDDEN}", text)
        text = _LOGIN.sub(rf"\1{HIDDEN}", text)
    return text


def masked_phones(text: str) -> str:
    """Most texts are short phrases without a digit, and cost next to nothing."""
    if _DIGIT.search(text):
        text = _DOTTED.sub(r"\1****\2", text)
        text = _RUN.sub(_mask_mobiles, text)
        text = _LANDLINE.sub(r"\1****\2", text)
    return text


def _mask_mobiles(run: re.Match[str]) -> str:
    """Hide the middle of every mobile number in a run of digits; candidates may overlap, then all are hidden."""
    characters = list(run[0])
    places = [place for place, character in enumerate(characters) if character.isdecimal()]
    digits = "".join(str(decimal(characters[place])) for place in places)
    for found in _MOBILE_ANYWHERE.finditer(digits):
        for place in places[found.start() + 3 : found.start() + 7]:
            characters[place] = "*"
    return "".join(characters)


def _masked_number(number: int) -> int | str:
    if number < 10**10:
        return number
    text = str(number)
    hidden = _MOBILE_ALONE.sub(r"\1****\2", text)
    return number if hidden == text else hidden


def _masked_other(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {masked_text(str(name)): masked(str(name), entry) for name, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [masked(key, entry) for entry in value]
    return str(value) if isinstance(value, timedelta) else masked_text(str(value))
