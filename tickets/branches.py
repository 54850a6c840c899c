"""What tells two sites of one name apart: which of a chain's shops, of a town's hospitals and schools."""

from __future__ import annotations

import re

from tickets.comparable import Matter

_BRANCH = re.compile("(?=([\u4e00-\u9fff]{2})(?:步行街|[路街道]|广场)?(?:分?店|支行|校区|院区|分院)(?!长|员))")
_TRADE = re.compile(
    "便利|专卖|旗舰|连锁|奶茶|咖啡|面包|蛋糕|.书|水果|火锅|理发|服装|.药|.花|大酒|.酒|.饭|大饭|总部|超市|修理|快餐|烘焙|洗衣|干洗"
    "|眼镜|.分|茶饮|体验"
)
"""便利店 is no branch of 便利."""
_LEADING = re.compile("([\u4e00-\u9fff]{2})(?:的|那家|那边的?|这边的?)(?=[\u4e00-\u9fff]{2})")
_INSTITUTION = re.compile(
    "第?([一二三四五六七八九十])(?:人民)?(?:医)?(院)"
    "|第?([一二三四五六七八九十])(中|小|幼)(?![午间心央断途控度时区孩姐朋楼层等号学])(?=[\u4e00-\u9fff，,。 ]|$)"
    "|(妇[保幼]|中医院)"
)
"""市三院, 七中: a number is all its name."""


def other_branch(one: Matter, other: Matter) -> bool:
    """文晖店 is not 朝晖店, and 湖滨的拾光书店 is not its shop in 滨江."""
    mine, theirs = _branch_of(one.place.name), _branch_of(other.place.name)
    if theirs is None and (leading := _LEADING.match(other.place.name)):
        theirs = leading[1]
    return bool(mine and theirs) and str(mine) not in other.text and str(theirs) not in one.text


def _branch_of(name: str) -> str | None:
    return next((found[1] for found in _BRANCH.finditer(name) if not _TRADE.fullmatch(found[1])), None)


def institutions(text: str) -> frozenset[str]:
    return frozenset("".join(filter(None, found)) for found in _INSTITUTION.findall(text))


def other_institution(report: Matter, earlier: Matter) -> bool:
    mine, theirs = institutions(report.text), institutions(earlier.text)
    return bool(mine and theirs and not mine & theirs and {each[-1] for each in mine} & {each[-1] for each in theirs})
