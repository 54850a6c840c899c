"""Template messages: each field has a type, told by the beginning of its key; WeChat refuses what breaks it (47003).

A text is fitted where nothing is lost that matters: shortened with an ellipsis, line breaks made blanks. What cannot be
fitted (a number that is too long, a time that is none) is a problem, and all of them are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.channels.shorten import shorten
from tickets.calendar import LOCAL

NOTHING = "暂无"
"""For a field of words about which nothing is known: empty is refused."""
LONGEST_ID = 64

Value = str | datetime
_KEY = re.compile(r"([a-z_]+?)\d{1,3}")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CHINESE_IN_NAME = re.compile(r"[^\x00-\x7f]")

_CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_DAY = r"\d{4}([-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_TIME = re.compile(rf"({_DAY} ?)?{_CLOCK}(~({_DAY} ?)?{_CLOCK})?")
_DATE = re.compile(rf"{_DAY}( ?{_CLOCK})?(~{_DAY}( ?{_CLOCK})?)?")
_AMOUNT = re.compile(r"[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?")
_PHONE = re.compile(r"[\d+\-() ]{1,17}")
_CAR = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]{1,8}")
_NUMBER = re.compile(r"\d{1,32}|\d{1,30}\.\d{1,30}")
_LETTERS = re.compile(r"[A-Za-z]{1,32}")
_SYMBOLS = re.compile(r"[^\w\s]{1,5}")


class TemplateError(ValueError):
    """WeChat would refuse this message. Each problem begins with its field: `time3: 必须是时间`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def template(
    openid: str, template_id: str, fields: Mapping[str, Value], *, url: str | None = None, once: str | None = None
) -> dict[str, Any]:
    """The request of a template message. `once`: the same again to the same person within ten minutes is not sent.

    Raises TemplateError.
    """
    problems: list[str] = []
    data = {key: {"value": _fitted(key, value, problems)} for key, value in fields.items()}
    if not fields:
        problems.append("fields: 一个字段也没有")
    if once is not None and len(once) > LONGEST_ID:
        problems.append(f"once: 最多 {LONGEST_ID} 个字符")
    if problems:
        raise TemplateError(problems)
    extras = {"url": url, "client_msg_id": once}
    return {
        "touser": openid,
        "template_id": template_id,
        "data": data,
        **{name: value for name, value in extras.items() if value},
    }


def complaint_of(key: str) -> str | None:
    """What is wrong with a field's key, if anything: its beginning says which type it has."""
    if _kind(key) in FITTINGS:
        return None
    return f"不是模板的字段：开头是 {'、'.join(FITTINGS)} 之一，后面是数字"


def fitted(key: str, value: Value) -> str:
    """The value as the field takes it. Raises ValueError with what it must be."""
    return FITTINGS[_kind(key)](value)


def can_be_empty(key: str) -> bool:
    """Something stands there for what is not known."""
    try:
        return bool(fitted(key, ""))
    except ValueError:
        return False


def _fitted(key: str, value: Value, problems: list[str]) -> str:
    if complaint := complaint_of(key):
        problems.append(f"{key}: {complaint}")
        return ""
    try:
        return fitted(key, value)
    except ValueError as error:
        problems.append(f"{key}: {error}")
        return ""


def _kind(key: str) -> str:
    found = _KEY.fullmatch(key)
    return found[1] if found else ""


def _plain(value: Value) -> str:
    text = f"{value.astimezone(LOCAL):%Y年%m月%d日 %H:%M}" if isinstance(value, datetime) else value
    return _CONTROL.sub("", _BLANKS.sub(" ", text)).strip()


def _words(most: int) -> Callable[[Value], str]:
    return lambda value: shorten(_plain(value) or NOTHING, most)


def _name(value: Value) -> str:
    """Twice as long where nothing in it is Chinese."""
    text = _plain(value) or NOTHING
    return shorten(text, 10 if _CHINESE_IN_NAME.search(text) else 20)


def _phrase(value: Value) -> str:
    """Five Chinese characters: an ellipsis is none, so what is too long is cut."""
    chinese = re.sub(r"[^\u4e00-\u9fff]", "", _plain(value))
    return chinese[:5] or NOTHING


def _characters(value: Value) -> str:
    """Numbers of tickets and devices. Half a number is worse than none."""
    text = re.sub(r"[^\x20-\x7e]", "", _plain(value)).strip()
    if len(text) > 32:
        raise ValueError("最多 32 个字符，不能有汉字")
    return text or "-"


def _exactly(pattern: re.Pattern[str], must: str) -> Callable[[Value], str]:
    def fit(value: Value) -> str:
        text = _plain(value)
        if not pattern.fullmatch(text):
            raise ValueError(must)
        return text

    return fit


def _date(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(LOCAL):%Y年%m月%d日}"
    return _exactly(_DATE, "必须是日期，如 2026年11月20日")(value)


FITTINGS: dict[str, Callable[[Value], str]] = {
    "thing": _words(20),
    "character_string": _characters,
    "time": _exactly(_TIME, "必须是时间，如 09:30 或 2026年11月20日 09:30"),
    "date": _date,
    "phone_number": _exactly(_PHONE, "必须是电话号码，数字和符号最多 17 个"),
    "car_number": _exactly(_CAR, "必须是车牌号，最多 8 个字"),
    "name": _name,
    "amount": _exactly(_AMOUNT, "必须是金额，如 ¥120.00 或 120元"),
    "phrase": _phrase,
    "number": _exactly(_NUMBER, "必须是数字，最多 32 位"),
    "letter": _exactly(_LETTERS, "必须是英文字母，最多 32 个"),
    "symbol": _exactly(_SYMBOLS, "必须是符号，最多 5 个"),
    "const": _words(20),
    "enum": _words(20),
}
"""By the beginning of a field's key. What `const` and `enum` may say is declared in the template, at WeChat's end."""
