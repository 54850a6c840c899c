"""Is it one person whom two reports name, each in its own way?"""

from __future__ import annotations

import re
from functools import lru_cache

from tickets.comparable import Matter

_TITLES = (
    "女士|先生|小姐|阿姨|奶奶|爷爷|大爷|大妈|师傅|老师|主任|经理|店长|医生|护士|工|总|姐|哥|叔|姨|太"
    "|科长|队长|班长|老板|家(?![\u4e00-\u9fff]?(?:坝|湾|园|苑|庄|村|桥|路|街|巷|沟|坪|冲|塘|咀|嘴|岭|山|河|港|堡|寨|屯|铺|店|集|口|墩|岗|埠|渡|庙|营|坟|小区))"
)


def same_person(report: Matter, earlier: Matter) -> str | None:
    """逄工 is 逄师傅, 隗阿姨 may be 住户姓隗: also where the other one was not read as such."""
    if report.customer and _is_named(report.customer, earlier):
        return report.customer
    if earlier.customer and (said := _surname(earlier.customer).search(report.text)):
        return said[0]
    return None


def _is_named(person: str, other: Matter) -> bool:
    return person in (other.customer or "") or person in other.text or bool(_surname(person).search(other.text))


def surname_of(person: str) -> str:
    """Its first character, of 小逄, too."""
    return person.lstrip("小老阿")[:1] or person


@lru_cache(4096)
def _surname(person: str) -> re.Pattern[str]:
    name = re.escape(person.lstrip("小老阿")[: 2 if len(person) > 3 else 1] or person)
    return re.compile(rf"{re.escape(person)}|姓{name}|[小老阿]{name}(?![\u4e00-\u9fff]?[路街])|{name}(?:{_TITLES})")
