"""The words of one clause, and how far a walk through them got in search of a place."""

from __future__ import annotations

import re

from msgspec import Struct

from nlp.patterns import Lazy
from nlp.place import SITES, Place
from nlp.segment import Outline

# Unknown characters in a row are one token, and so are numbers with their dashes.
_TOKEN = re.compile(r"[0a]+(?:-[0a]+)*|\.+|[^~]~*")
_SPAN = re.Match.span
NUMERALS = frozenset("零〇一二三四五六七八九十百")
COUNT = NUMERALS | frozenset("0123456789")
_NEVER_FIRST = frozenset(
    "们话来去到是有跟讲她他我你您它让被把给从都也又还就才再没不很太说看找叫要想能该的了着过报"
) | frozenset(("她们", "他们", "我们", "你们", "咱们", "要用", "晚上", "早上", "现在", "今天", "今年", "一路"))
_FIRST_IN_A_NAME = (
    "讲武",
    "讲堂",
    "太湖",
    "太古",
    "太平",
    "太原",
    "太和",
    "太阳",
    "太行",
    "太白",
    "太仓",
    "太子",
    "来安",
    "来广",
    "报业",
    "报恩",
    "报社",
)
_MAKERS = ("厂", "店")  # behind what they make or sell: 水泵厂
_ROOMS = frozenset("室间房区线厅部站库")
ONLY_REGIONS = ("", "R", "RR")
SHORTEST_NAME = 2
LONGEST_NAME = 8
_NAME_OF_A_FIRM = 4
_IN_A_NAME = frozenset(".RMBDPSZWHvJxXEOubla0~")
_NO_NAME = re.compile("[XEO]~")
_LATIN_NAME = Lazy(r"[A-Za-z][A-Za-z+&]{2,9}[0-9]{0,2}|[A-Z][0-9]{2}")  # SOHO, K11
_SHORTEST_SET_OFF = 3
_IN_A_SHOP = frozenset(".JxPRT~")
_BULLETS = frozenset("①②③④⑤⑥⑦⑧⑨⑩◎●▪■→")
_AHEAD = 6  # words that are looked at to see whether a site follows


class Token(Struct):
    letter: str
    start: int
    end: int
    words: str


class Walk:
    """How far it got. `start` is where the piece at hand begins, `end` where its last sign ends."""

    def __init__(self, outline: Outline, start: int, end: int) -> None:
        self.plain, self.shape = plain, shape = outline.plain, outline.shape
        self.tokens = [
            Token(shape[at], at, behind, plain[at:behind])
            for at, behind in map(_SPAN, _TOKEN.finditer(shape, start, end))
        ]
        self.found: list[Place] = []
        self.signs = ""
        self._reset()

    def _reset(self) -> None:
        self.start: int | None = None
        self.end: int | None = None
        self._name_end = 0
        self._pieces: list[tuple[int, int]] = []
        self.signs = ""
        self._score = 0.0

    def before(self, index: int) -> Token | None:
        token = self.tokens[index - 1] if index else None
        return token if token and token.end == self.tokens[index].start else None

    def after(self, index: int) -> Token | None:
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else None

    def sign(self, start: int, end: int, sign: str, weight: float) -> None:
        if self.start is None:
            self.start = start
        self.end = end
        self.signs += sign
        self._score += weight

    def name(self, token: Token) -> None:
        if self.start is None:
            if token.words in _NEVER_FIRST and not self.plain.startswith(_FIRST_IN_A_NAME, token.start):
                return
            self.start = token.start + (self.plain[token.start] in _BULLETS or self._is_told(token.start))
        self._name_end = token.end

    def _is_told(self, start: int) -> bool:
        """简小姐讲|新港西路…"""
        told = self.plain[start] == "讲" and self.shape[start - 1 : start] == "c"
        return told and not self.plain.startswith(_FIRST_IN_A_NAME, start)

    def part(self, token: Token) -> bool:
        """翡丽铂庭啊九幢: the name so far is a piece of its own, if a number follows the small word."""
        if self.end is not None:
            self.cut()
            return True
        if self.start is None or token.start - self.start < SHORTEST_NAME:
            return False
        self._pieces.append((self.start, token.start))
        self.start = None
        return True

    def cut(self) -> None:
        """What follows is another piece of the same place."""
        self._end_behind_a_name()
        if self.start is not None and self.end is not None:
            start = self.start
            while start < self.end and self.shape[start] in " -":
                start += 1
            self._pieces.append((start, self.end))
        self.start = self.end = None

    def _end_behind_a_name(self) -> None:
        """嘉善田中精机: unknown words behind a region are part of it."""
        named = self.end is not None and self._name_end - self.end >= SHORTEST_NAME
        if named and self.signs and self.signs in ONLY_REGIONS:
            self.end, self._score = self._before_one_of_several(self._name_end), 1.3

    def _before_one_of_several(self, end: int) -> int:
        """金牛世贸|三号电梯"""
        if self.plain[end - 1] == "号" and self.plain[end - 2] in NUMERALS and self.shape[end : end + 1] == "D":
            return end - 2 - (self.plain[end - 3] in NUMERALS)
        return end

    def close(self) -> None:
        if not self.signs and not self._pieces:
            self.start = None
            return
        self.cut()
        if self._pieces:
            self.found.append(Place(tuple(self._pieces), self._score, self.signs))
        self._reset()

    def is_near(self, token: Token) -> bool:
        """The token stands behind a sign, with no more than a blank between."""
        return self.end is not None and token.start - self.end <= 1

    def ends_at(self, end: int) -> bool:
        """With a sign, or with unknown words behind a region."""
        return self.end == end or (self._name_end == end and self.signs in ("R", "RR"))

    def names_nothing_but_itself(self, end: int) -> bool:
        """Unknown characters since the piece began, and nothing else."""
        if self.start is None or self.signs not in ONLY_REGIONS:
            return False
        shape = self.shape[self.start : end]
        return SHORTEST_NAME < len(shape) <= LONGEST_NAME + 2 and shape.count(".") >= len(shape) - 2

    def leads_to_site(self, index: int) -> bool:
        after = self.after(index)
        if after is None:
            return False
        if after.letter in "DP":
            return self.leads_to_site(index + 1)  # 汽车座椅厂
        if after.letter == "H" and self.end is not None:
            between = self.shape[self.end : self.tokens[index].start]  # 职业学院焊接实训室, 产业园碧泉水处理泵房
            return after.words[-1] in _ROOMS and len(between) <= _NAME_OF_A_FIRM and not between.strip(".")
        return after.letter == "S" or (after.letter in "ZW" and (len(after.words) > 1 or after.words in _MAKERS))

    def site_ahead(self, index: int, between: str = ".Rx") -> bool:
        """Unknown characters that end in a site: 留下街道的东岳社区."""
        for token in self.tokens[index : index + _AHEAD]:
            if token.letter in SITES or token.letter == "b" or (token.letter == "0" and "-" in token.words):
                return True
            if token.letter == "0" and self.shape[token.end : token.end + 1] == "b" and "b" not in self.signs:
                return True
            if token.letter not in between and not (token.letter in "Ja0" and len(token.words) == 1):
                return False
        return False

    def goes_on_behind_blank(self, index: int) -> bool:
        """A name set off with blanks: 龙湖紫云台 1-2-902, 解放西路 半糖时光 长沙店, 宝龙广场L3-018 贝乐岛."""
        after = self.tokens[index]
        if after.letter in "0aLHblR" or after.words[0] in COUNT:
            return True
        if after.letter == "v" and self.end == after.start - 1:
            return True
        if after.letter in "DPN" and self.leads_to_site(index):
            return True
        if self.site_ahead(index, ".Rx PB"):
            return True
        if self.name_set_off(after.start) is not None:
            return True
        alone = after.letter == "." and SHORTEST_NAME <= len(after.words) <= LONGEST_NAME
        return (
            alone
            and self.end is not None
            and after is self.tokens[-1]
            and self.shape[after.end : after.end + 1] in ("", ",")
        )

    def name_in_front(self, end: int) -> int | None:
        """Where the words between two blanks begin, if they may be a name: 龙湖紫云台 1-2-902, SOHO 银河D座."""
        first = self.tokens[0].start
        start = max(self.shape.rfind(" ", first, end), first - 1) + 1
        shape = self.shape[start:end]
        named = SHORTEST_NAME <= len(shape) <= LONGEST_NAME and shape.count(".") >= SHORTEST_NAME
        latin = start == first and _LATIN_NAME.fullmatch(self.plain, start, end) is not None
        return start if (named or latin) and _IN_A_NAME.issuperset(shape) and not _NO_NAME.search(shape) else None

    def name_set_off(self, start: int) -> int | None:
        """Where an unknown name ends that stands between blanks behind premises: 北岸酒吧街 蓝调, 群光 B1 面点王."""
        last = self.signs[-1:]
        if not last or last not in "ZWlLR#" or (last in "lL#" and "Z" not in self.signs and "W" not in self.signs):
            return None
        end = self.shape.find(" ", start, self.tokens[-1].end)
        if end < 0 or not _SHORTEST_SET_OFF <= end - start <= LONGEST_NAME:
            return None
        shape = self.shape[start:end]
        return end if shape.count(".") * 4 >= len(shape) * 3 and _IN_A_SHOP.issuperset(shape) else None

    def person_ahead(self, index: int) -> bool:
        """消控室洛工 is somebody, not somewhere."""
        ahead = [token for token in self.tokens[index : index + 3] if token.letter != " "]
        return len(ahead) > 1 and ahead[0].letter in "HZ" and ahead[1].letter in "cNT"
