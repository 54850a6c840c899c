"""Which of several numbers to ring: the customer's, not the technician's; the one the writer asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from nlp.reading import PhoneKind, Turn


class Callable(Protocol):
    """A telephone number with its place in the normalised text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> PhoneKind: ...


# What stands within a few characters before and after a number, and how much it counts.
_BEFORE = (
    (
        re.compile(
            r"(?:维修|安装|售后|派单?|安排|技术|上门|配送|送货|保养|维保|值班|我们的?|我司|咱们?的?)(?:了|的|给)?(?:[一-龥]{0,3})"
            r"(?:师傅|工程师|技师|技工|技术员|人员|同事|专员|司机)"
        ),
        -4.0,
    ),
    (
        re.compile(
            r"(?:派|转派|安排|指派|分配)(?:了|给|单给)?[一-龥]{1,4}[: (]{0,2}$|师傅(?:的)?(?:电话|手机|号码)"
            r"|客服|售后|厂家|供应商|维保单位|维保公司|快递|技师|业务员|销售|我们(?:电话|热线)|接单人?|中介|投诉|监督"
        ),
        -4.0,
    ),
    (
        re.compile(
            r"业主|客户|住户|租户|租客|房客|车主|报修人|联系人|用户|顾客|店长|本人|联系我|打我|找我|我的?(?:电话|手机|号)"
        ),
        1.5,
    ),
    (
        re.compile(
            r"打这个|请打|回电|回拨|回我|联系这个|优先|首选|主要|最好打|直接打|请?直接联系|请联系|请致电|务必|现在打|改打|麻烦打|(?<![通接])就打|call me"
        ),
        3.0,
    ),
    (
        re.compile(
            r"备用|备选|另外|另一个?|或者?|也可以?|实在|不行|打不通|没人接|没接|不接|找不到|否则|不然|紧急联系|其他|第二|要是|如果|同事|家属|老公|老婆"
            r"|爱人|妻子|丈夫|儿子|女儿|父亲|母亲|爸|妈|朋友|房东|邻居|总值班|总机|投诉人"
        ),
        -2.0,
    ),
    (re.compile(r"传真|fax|以前|之前|原来?的?(?:电话|号)", re.IGNORECASE), -3.0),
)
_AFTER = (
    (re.compile(r"[ ,(]{0,2}(?:请|麻烦|就|直接|优先|尽量|最好)?(?:打|拨|联系|找|call|加)(?:这个|我|他|她|此)"), 3.0),
    (
        re.compile(
            r"[ ,(]{0,2}(?:优先|首选|常用|随时|主用|主要|白天打|24小时|这个打得通|打得通|能打通|可以打通|请联系|直接联系)"
        ),
        3.0,
    ),
    (re.compile(r"[ (]{0,2}(?:微信同号|同微信|本人|我本人|业主|客户|车主)"), 1.5),
    (
        re.compile(
            r"[ (]{0,2}(?:这个)?(?:是)?(?:备用|备选|备|(?:打不通|没人接|无人接|不接)(?!就|再|的话|请|时|可)|关机|没电|无法接通|老公|老婆|家人|同事|传真|fax|紧急联系)",
            re.IGNORECASE,
        ),
        -3.0,
    ),
    (re.compile(r"[ (]{0,2}(?:这个?)?(?:是)?(?:我们)?(?:维修|客服|售后|技师|工程师|安装|快递|厂家)"), -4.0),
)
_OF_KIND = {PhoneKind.MOBILE: 0.4, PhoneKind.SERVICE: -2.5}
_LEFT, _RIGHT = 16, 10
_STAFF = -4.0
_LATER = -0.3  # for each number that comes earlier
_NOBODY = -3.0  # a lone number that counts so little is no customer's


def choose(plain: str, numbers: Sequence[Callable], turns: Sequence[Turn] = ()) -> int | None:
    """The index of the number to call back; None when none of them is the customer's."""
    if not numbers:
        return None
    weights = [_weight(plain, numbers, index, turns) for index in range(len(numbers))]
    best = max(weights)
    return weights.index(best) if best > _NOBODY else None


def _weight(plain: str, numbers: Sequence[Callable], index: int, turns: Sequence[Turn]) -> float:
    number = numbers[index]
    before, after = _neighbourhood(plain, numbers, index)
    weight = _OF_KIND.get(number.kind, 0.0) + _LATER * index
    weight += sum(count for pattern, count in _BEFORE if pattern.search(before))
    weight += sum(count for pattern, count in _AFTER if pattern.match(after))
    if any(turn.staff and turn.start <= number.start < turn.end for turn in turns):
        weight += _STAFF
    return weight


def _neighbourhood(plain: str, numbers: Sequence[Callable], index: int) -> tuple[str, str]:
    """The words before and after, not past another number, a line or a sentence."""
    number = numbers[index]
    earliest = max(number.start - _LEFT, numbers[index - 1].end if index else 0, 0)
    latest = min(number.end + _RIGHT, numbers[index + 1].start if index + 1 < len(numbers) else len(plain))
    before = re.split(r"[\n。;!?]", plain[earliest : number.start])[-1]
    return before, re.split(r"[\n。;!?]", plain[number.end : latest])[0]
