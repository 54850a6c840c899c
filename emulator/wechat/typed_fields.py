"""What may be in a template's field: its key's prefix says so (47003)."""

from __future__ import annotations

import re
from collections.abc import Callable

from emulator.wechat.account import Template, prefix

CHINESE = re.compile(r"[\u3400-\u9fff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
DAY = r"(\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月\d{1,2}日)"
TIME = rf"({DAY} ?)?{CLOCK}"
DATE = rf"{DAY}( ?{CLOCK})?"


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _is_name(value: str) -> bool:
    """Ten characters as soon as one of them is Chinese."""
    return len(value) <= (10 if CHINESE.search(value) else 20)


RULES: dict[str, Callable[[str], bool]] = {
    "thing": lambda value: len(value) <= 20,
    "character_string": _matching(r"[\x20-\x7e]{1,32}"),
    "number": _matching(r"(?=.{1,32}$)-?\d+(\.\d+)?"),
    "letter": _matching(r"[A-Za-z]{1,32}"),
    "symbol": _matching(r"[^\w\s]{1,5}"),
    "time": _matching(rf"{TIME}( ?~ ?{TIME})?"),
    "date": _matching(rf"{DATE}( ?~ ?{DATE})?"),
    "amount": _matching(r"[¥￥$€£]?\d{1,10}(\.\d+)?元?"),
    "phone_number": _matching(r"[\d+\-() ]{1,17}"),
    "car_number": lambda value: len(value) <= 8,
    "name": _is_name,
    "phrase": _matching(r"[\u3400-\u9fff]{1,5}"),
}


def problem(template: Template, data: object) -> str:
    """What WeChat says of the first field that is wrong; empty if all are right."""
    given = data if isinstance(data, dict) else {}
    for key in template.fields:
        field = given.get(key)
        value = field.get("value") if isinstance(field, dict) else None
        if not isinstance(value, str) or not value:
            return f"data.{key}.value is empty"
        if CONTROL.search(value) or not _fits(template, key, value):
            return f"data.{key}.value invalid"
    return ""


def _fits(template: Template, key: str, value: str) -> bool:
    if prefix(key) in ("const", "enum"):
        return value in template.choices.get(key, ())
    return RULES[prefix(key)](value)
