"""What the words around a name say: a telephone or a role speaks for the customer, our own staff against."""

from __future__ import annotations

import re

from nlp.dictionary import Dictionary
from nlp.patterns import Lazy
from nlp.segment import Outline

_FILLING = ": 是为"
_FIRST_PERSON = Lazy(r"(?:我|这里|这边|我们)是[^,。;!?\n]{1,20}的$")
_WORKED = Lazy(
    r"(?:刚才?|已经?|上次|昨天|前天|之前|早上|上午)?(?:来|修|看|换|弄|装|处理|检查|拆)(?:过|的|完|好)|说(?:要换|是|得换|没问题|需要)"
)
_TECHNICIAN = Lazy(r"(?:师傅|工|工程师|技师)$")
_ADDRESSED = re.compile(
    r"[ ]?(?:您好|你好|[好早][,!。 ]|在吗|辛苦|麻烦你|收到|,?您看|,?帮|啊[ ,]|,我|您|[ ,](?:咱|你|麻烦|帮))"
)
# 小魏138…, 小魏，电话138…
_PHONE_BEHIND = re.compile(r"[ ,-]{0,2}(?:[qEN]~*[ ,-]{0,2}|(?:[NTHZ]~*[ ,]{0,2}){1,2}|(?<=,)[.JHZP][.JHZP~]{0,4},)?p")
_INTRODUCED = Lazy(r"(?:^|[,。;!\n ])(?:我|这里|这边|本人)是[^,。;!\n ]{0,14}$")  # 我是翡翠湾门岗张彪
_BOUNDARY = frozenset(("", ",", "。", ";", "!", "\n", " ", ":", "@", "我", "您", "你", "多", "非", "常", "啦", "了"))
_TOLD_ME = re.compile(r"让我|叫我|要我")
_BESIDE = {"N": 1.0, "T": 1.0, "H": 0.5, "Z": 0.5}


class NameContext:
    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self._lead = lists["people.beside.lead"]
        self._ours = lists["people.beside.ours"]
        self._thanked = lists["people.beside.thanked"]

    def score(self, outline: Outline, start: int, end: int) -> float:
        shape, plain = outline.shape, outline.plain
        calls = _PHONE_BEHIND.match(shape, end) is not None
        score = 2.0 if calls or "p" in shape[max(0, start - 2) : start] else 0.0
        if start:
            score += self._before(plain[max(0, start - 24) : start], calls=calls)
            score += _BESIDE.get(shape[:start].rstrip("~ -")[-1:], 0.0)
        if _ADDRESSED.match(plain, end):
            score -= 3
        if _TOLD_ME.match(plain, end):
            score -= 2
        if plain.startswith(("的同事", "的徒弟", "的助理"), end):
            score -= 2
        if _WORKED.match(plain, end) and _TECHNICIAN.search(plain, start, end):
            score -= 4
        return score

    def _before(self, words: str, *, calls: bool) -> float:
        close = words.rstrip(_FILLING)
        if words.endswith("的"):
            return 1.5 if _FIRST_PERSON.search(words) else 0.0
        if close.endswith(self._lead) or words.endswith(self._lead):
            return 1.5
        if close.endswith("客服") and calls:
            return -1.0  # the client's own service desk, if nobody else is named
        if close.endswith(self._ours):
            return -4.0
        introduced = 2.5 if "是" in words and _INTRODUCED.search(words) else 0.0
        return -6.0 if _thanks(close.rstrip(","), self._thanked) else introduced


def _thanks(words: str, thanked: tuple[str, ...]) -> bool:
    """谢谢王工, 好的王工; but not 纸都是好的，亓老师."""
    said = next((word for word in thanked if words.endswith(word)), None)
    return said is not None and words[: -len(said)][-1:] in _BOUNDARY
