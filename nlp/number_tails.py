"""Numbers of which only the end is written, behind one like it: 0571-88886666/68, 13800138015、16, 转301或302."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp.patterns import Lazy

# Whoever gives several numbers says that any of them will do.
_ANY_WILL_DO = r"都|均|随便|随时|任|哪个|[两二三四五]个|[两二三四五][条部]|两口|夫妻|[前后]面那?个|双[号卡]"
_COUNTED = (
    r" ?(?:[号楼栋幢单层弄院座房床室元块岁年月日点时分秒天台部位户次件只套米层排桌箱吨度级线路口期区]|小时|[A-Za-z])"
)
_TAIL = Lazy(
    r"(?P<sign> ?(?:[/、&]|或者?|和|及|~{1,2}|至|到) ?)(?P<digits>[0-9]{1,4})(?![0-9])"
    rf"(?! ?[-:.*%#+][0-9]|[-*%#+]| [0-9]{{3,4}}(?![0-9])|{_COUNTED})"
    rf"(?:(?P<any>(?:[ ,()]|这|是){{0,4}}(?:{_ANY_WILL_DO}))|(?=$|[\s,。;!?)/、~&或和]))"
)
_EXTENSION = Lazy(
    r" ?(?:[/、]|或者?|和|及) ?(?:转|分机)?(?P<digits>[0-9]{1,5})(?![0-9]|[-:.][0-9]|[号楼栋幢室年月日点台个位次])"
)
_BEGINS_A_TAIL = frozenset("/、&或和及~至到")
_RANGE = frozenset("~至到")
_FURTHEST = (0, 3, 20, 50, 100)  # how far numbers of neighbouring lines lie apart, by how many digits are written
_MOST = 20  # numbers of a range


class Tail(NamedTuple):
    """`value` with the digits that the one before it has, too."""

    value: str
    start: int
    end: int


def may_go_on(plain: str, end: int) -> bool:
    """Whether the sign of a number's like may follow."""
    sign = plain[end : end + 1]
    return sign in _BEGINS_A_TAIL or (sign == " " and plain[end + 1 : end + 2] in _BEGINS_A_TAIL)


def tails_behind(plain: str, end: int, value: str) -> Iterator[Tail]:
    """The numbers behind `value`, which ends here."""
    while may_go_on(plain, end) and (match := _TAIL.match(plain, end)):
        digits = match["digits"]
        head, last = value[: -len(digits)], int(value[-len(digits) :])
        steps = int(digits) - last
        sign = match["sign"].strip()[0]
        if not _is_another_line(sign, len(digits), steps, will_do=match["any"] is not None):
            return
        for each in range(last + 1, last + steps + 1) if sign in _RANGE else (last + steps,):
            yield Tail(f"{head}{each:0{len(digits)}}", *match.span("digits"))
        value, end = head + digits, match.end("digits")


def _is_another_line(sign: str, length: int, steps: int, *, will_do: bool) -> bool:
    if sign in _RANGE:
        return 0 < steps < _MOST
    if length == 1 and sign not in "/或":  # 13800138001、2、… goes on with the second of a list
        return False
    return steps != 0 and (will_do or -_FURTHEST[length] * (length > 2) <= steps <= _FURTHEST[length])


def extensions_behind(plain: str, end: int, value: str) -> Iterator[Tail]:
    """What may be dialled instead of the extension that ends here."""
    main, _, extension = value.rpartition("-")
    while may_go_on(plain, end) and (match := _EXTENSION.match(plain, end)) and len(match["digits"]) == len(extension):
        end = match.end()
        yield Tail(f"{main}-{match['digits']}", *match.span("digits"))
