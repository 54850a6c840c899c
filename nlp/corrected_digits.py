"""Digits of a number that are corrected behind it: 138…64,最后一位应该是5; 中间四位写错了，0572; 139改成189."""

from __future__ import annotations

import re

from nlp.characters import SPOKEN_DIGITS
from nlp.patterns import Lazy, holds

_SPOKEN = "".join(SPOKEN_DIGITS)
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS)
_NOT_COUNTED = (
    r"(?! ?(?:[号楼栋幢单层弄院座房床室元块岁年月日点时分秒天台部位户次件只套米层排桌箱吨度级线路口期区]"
    r"|小时|[A-Za-z]))"
)
_DIGITS = rf" ?(?P<digits>[0-9]{{1,4}}|[{_SPOKEN}]{{1,4}})(?![0-9{_SPOKEN}]){_NOT_COUNTED}"
_IS_WRONG = r"(?:[写说打报输记]?(?:错了?|反了?)|不对|有误)"
_END = Lazy(
    rf"[,。 (]{{0,2}}(?P<wrong>{_IS_WRONG}[,。 ]{{1,2}})?(?:更正|把)?"
    rf"(?:的?最后|末尾?|尾号|尾数|后面?(?=[一二两三四1-4]位)"
    r"|(?P<middle>中间)|(?P<front>前(?=[三3]位)|开头)|(?P<nth>倒数第[一二两三四1-4](?=[位个]))"
    r"|(?P<forward>第(?:[一二三四五六七八九]|十一?|[0-9]{1,2})(?=[位个])))"
    rf"(?P<count>[一二两三四1-4](?=[位个]))?[位个]?(?:数字?)?(?P<off>{_IS_WRONG}[,。 ]{{0,2}})?"
    rf"(?P<should>应该|应(?=为)|其实|[要得改换](?=[成为是]?)|(?<=位)为){{0,2}}[是为成]?{_DIGITS}"
    rf"(?P<instead>,?(?:而?不是|不要)[0-9{_SPOKEN}])?"
    r"(?![^\n]{0,8}[0-9]{7})"
)
_PART = Lazy(
    r"[,。 (]{0,2}(?:(?:里面?|中间?|前面|后面|开头|结尾)?的|把)? ?"
    rf"(?P<wrong>[0-9]{{1,4}})(?:(?:应该?|要|得)?[改换][成为]?|应该是|→|->){_DIGITS}"
)
_HOW_MANY = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_TELLS = ("最后", "末", "尾", "位", "改", "第", "中间")
_OF_THE_FRONT = 3  # digits before the middle of a mobile


def tells_of_digits(plain: str) -> bool:
    """Whether any can be corrected."""
    return holds(plain, _TELLS)


def with_corrected_digits(plain: str, end: int, value: str) -> tuple[str, int]:
    """The number that ends here as it is meant, and where that is said; what is said of an end that is so already
    changes nothing.
    """
    if match := _END.match(plain, end):
        digits = match["digits"].translate(_TO_DIGITS)
        counted = _HOW_MANY.get(match["count"] or "", len(digits))
        corrects = any(
            (
                match["count"],
                match["wrong"],
                match["off"],
                match["should"],
                match["instead"],
                match["nth"],
                match["forward"],
            )
        )
        if corrects and counted == len(digits):
            start = _where(match, len(value), len(digits))
            return value[:start] + digits + value[start + len(digits) :], match.end()
    elif (part := _PART.match(plain, end)) and value.count(part["wrong"]) == 1:
        digits = part["digits"].translate(_TO_DIGITS)
        if len(digits) == len(part["wrong"]):
            return value.replace(part["wrong"], digits), part.end()
    return value, end


def _where(match: re.Match[str], length: int, count: int) -> int:
    """Where the corrected digits begin."""
    if match["middle"]:
        return _OF_THE_FRONT
    if match["front"]:
        return 0
    if match["forward"]:
        return _ordinal(match["forward"][1:]) - 1
    return length - (_HOW_MANY[match["nth"][-1]] if match["nth"] else count)


def _ordinal(said: str) -> int:
    if said.isdigit() and said.isascii():
        return int(said)
    return 10 + _ordinal(said[1:] or "0") if said[0] == "十" else int(said.translate(_TO_DIGITS))
