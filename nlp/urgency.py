"""Is it urgent: somebody in danger, water that runs, goods that spoil, a line that stands still, or words of haste."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from math import inf
from typing import NamedTuple

from nlp.classify import CARS, MEDICAL
from nlp.dictionary import Dictionary
from nlp.patterns import Lazy, matches
from nlp.phrases import Placed
from nlp.questions import is_affirmed, is_denied
from nlp.segment import Outline
from nlp.situations import HASTE, NEEDED_AT_ONCE, situations_in
from nlp.stranded import BACK_ON_THE_ROAD, STRANDED

Span = tuple[int, int]

TOLD = 1.0
GRAVE = 3.0
"""Somebody is caught, something burns: 电梯困人 stays urgent behind the longest address."""
ASKED = inf
"""In so many words, whatever has happened."""

_HARMLESS = Lazy(
    r"(?:以前|之前|上次|上回|上周|上个?月|去年|前年|曾经?|昨[天晚日])"
    r"(?![^,。;!?\n ]*(?:开始|起|到现在|就|一直))[^,。;!?\n ]{0,8}\Z"
    r"|(?:下周|下个?月|周[一二三四五六日天]|计划|准备|打算)[^,。;!?\n ]{0,3}\Z"
    r"|(?:差点儿?|差一点|险些)[^,。;!?\n ]{0,12}\Z|(?:幸好|以免|防止|避免|怕(?!是)|担心)[^,。;!?\n ]{0,5}\Z"
    r"|(?:(?<!有)没有?(?![电水气网油劲力]|反应|信号|声音|画面)|未|无|不会|不需要|不用|不必|非"
    r"|(?<![^,。;!?\n 也并都又就还才打点])不)[^,。;!?\n 还又都就直了]{0,3}\Z"
)
# Haste is denied by the word in front of it alone: 不用马上, but 不凉快来人.
_NO_HASTE = Lazy(r"(?:不|没|没有|不用|不必|不需要|无需|不要|别)(?:太|很|是很|那么|特别|算|怎么|要|必)?\Z")
# 推上去马上又跳: so it behaves, and nobody is to hurry.
_BEHAVES = Lazy(
    r"(?:就|又|自己|自动|也|再|便){1,3}(?:掉|跳|断|停|灭|黑|熄|没|弹|关|死|坏|漏|响|报|回|好|恢复|正常|堵|满)"
    r"|(?:掉|跳|断|灭|熄|弹|黑屏|死机|自动)|就?要(?!用|修|来|派|人|[,。!; \n]|$)"
    r"|就?(?:下班|上班|开学|过年|放假|入[冬夏]|到期|年底|春节|国庆|元旦|天黑|冬天|夏天|毕业|到家|回来|回家|下楼|出门|出差|走了|睡)"
)
# What an engine blows out says what is wrong with it; what comes from under the bonnet burns.
_EXHAUST = Lazy(r"排气|尾气|尾管|冷车|冷启|(?:启动|加速|起步|打着|爬坡)[^,。;\n]{0,4}冒")
_HABIT = Lazy(r"(?:会|老是?|总是?|容易|经常|爱)\Z")
_OF_DAILY_LIFE = Lazy(
    r"(?:邻居|隔壁|楼[上下]|有人|保安|客人)[^,。;\n]{0,4}(?:抽烟|吸烟|炒菜|烧香|烧纸)|(?:锅|煲|饭|粥|菜|面包|蛋糕|咖啡|牛奶)[^,。;\n]{0,3}[烧烤煮]?糊"
)
# Whoever or whatever was in danger has been moved, or it is long over: 早产儿已经挪到另一台了, 关人是上个月的事.
_MOVED = Lazy(
    r"[^,。;!?\n]{0,6}(?:已经|已|都|先)[^,。;!?\n]{0,4}(?:挪|转走|转移|转到|换到|移到|移走|搬|撤|送走|拉走)"
    r"|[^。;!?\n]{0,10}(?:已经?|现在|后来|自己)(?:都|又)?(?:恢复(?!不)|好了|正常了|没事了|出来了|救出)"
    r"|[^,。;!?\n]{0,3}(?:上个?月|上周|上次|昨[天晚]|前[天几]|去年|以前|之前)的事"
)

_OF_OUR_STAFF = "@"  # who asks or promises
_THINGS = frozenset("DPNTSZ")


class Hurry(NamedTuple):
    start: int
    end: int
    weight: float
    """How many words that only tell of it this counts for, beside the weights that were learnt."""


class Urgency:
    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self._calm = dictionary.set_of("urgency.calm.calm")
        urgent = (lists[f"urgency.{name}.{name}"] for name in ("danger", "grave", "medical", "goods", "haste"))
        self._haste = dictionary.set_of("urgency.haste.haste")
        self._goods = dictionary.set_of("urgency.goods.goods")
        self._medical = dictionary.set_of("urgency.medical.medical")
        self._grave = dictionary.set_of("urgency.grave.grave")
        self.words = (*self._calm, *(word for words in urgent for word in words))

    def find(self, outline: Outline, found: Placed, category: str) -> Hurry | None:
        """The first words that make the message urgent; `found` are those of `words` in it."""
        told = [(start, word) for start, word in found if self._tells(outline, start, word, category)]
        asked = _asked(outline)
        if told:
            start, word = told[0]
            return Hurry(start, start + len(word), self._weight_of({word for _, word in told}, asked))
        return Hurry(*asked, ASKED) if asked else _situation(outline, category)

    def _weight_of(self, told: AbstractSet[str], asked: Span | None) -> float:
        if asked or told & self._haste:
            return ASKED
        return GRAVE if told & self._grave else TOLD

    def _tells(self, outline: Outline, start: int, word: str, category: str) -> bool:
        """Does this one of the words say what it says elsewhere?"""
        plain, end = outline.plain, start + len(word)
        if (
            word in self._calm
            or (word in self._goods and outline.shape[start] == "A")
            or (word in self._medical and category != MEDICAL)
            or ("哗" in word and not ("水" in plain or "漏" in plain))
            or (word not in self._haste and _is_cut(outline.shape, start, end))
        ):
            return False
        stands = _is_meant if word in self._haste else _stands
        return stands(outline, start, end) and not _only_sounds_so(plain, start, end, category)


def _situation(outline: Outline, category: str) -> Hurry | None:
    plain = outline.plain
    for pattern in _patterns(plain, category):
        for match in matches(pattern, plain):
            if _stands(outline, *match.span()) and not _only_sounds_so(plain, *match.span(), category):
                return Hurry(*match.span(), TOLD)
    return None


def _asked(outline: Outline) -> Span | None:
    plain = outline.plain
    hasty = HASTE.search(plain) if "急" in plain or "快" in plain or "优先级" in plain else None
    return hasty.span() if hasty and _is_meant(outline, *hasty.span()) else None


def _patterns(plain: str, category: str) -> Iterator[Lazy]:
    """The situations that the text may tell of."""
    yield from situations_in(plain)
    if category == CARS and not BACK_ON_THE_ROAD.search(plain):
        yield STRANDED
    if category == MEDICAL:
        yield NEEDED_AT_ONCE


def _is_cut(shape: str, start: int, end: int) -> bool:
    """Inside a longer word, or across the edge of a thing: 来电人, 喷水织机, 全是烟头; but not 出水管爆了."""
    if shape[start] in "dc" or (shape[start] == "~" and shape[:start].rstrip("~")[-1:] not in "PD"):
        return True
    if shape[end : end + 1] != "~":
        return False
    return shape[: end + 1].rstrip("~")[-1:] in _THINGS


def _stands(outline: Outline, start: int, end: int) -> bool:
    plain = outline.plain
    if _HARMLESS.search(plain, max(0, start - 12), start) or _MOVED.match(plain, end):
        return False
    if outline.shape[start] == _OF_OUR_STAFF:
        return is_affirmed(plain, end)
    return not is_denied(plain, start, end)


def _only_sounds_so(plain: str, start: int, end: int, category: str) -> bool:
    """What an engine blows out, what cooks, what a neighbour smokes; a door that pinches whoever is not careful."""
    told = plain[start:end]
    if "烟" in told and category == CARS and _EXHAUST.search(plain):
        return True
    if "抛锚" in told and BACK_ON_THE_ROAD.search(plain):
        return True
    if told.startswith("夹") and _HABIT.search(plain, max(0, start - 3), start):
        return True
    return ("烟" in told or "糊" in told) and _OF_DAILY_LIFE.search(plain) is not None


def _is_meant(outline: Outline, start: int, end: int) -> bool:
    """能马上来吗 is no question, 需要加急吗 is one."""
    plain = outline.plain
    if _NO_HASTE.search(plain, max(0, start - 6), start) or _BEHAVES.match(plain, end):
        return False
    asked = "急" in plain[start:end] and is_denied(plain, start, end)
    return outline.shape[start] != _OF_OUR_STAFF and not asked
