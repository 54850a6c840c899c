"""Where it is: the written place and its pieces.

A place begins where its clause begins (names of sites are in no list) and ends with the last word or number
that belongs to places: 花园, 3幢, 2-501, 大堂, 东侧. So a clause is walked once, word by word; what cannot be in
a place (a device, a fault, a person) ends it, or starts it anew if there was no sign of a place before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.clauses import Clause
from nlp.segment import Outline

_TOKEN = re.compile(r"[0a]+(?:-[0a]+)*|[^~]~*")
_SIGN = re.compile(r"[SZWLHR]|[0a.x][bulr]|0-0|[a.]-0")
_NUMERALS = frozenset("零〇一二三四五六七八九十百")
_HOUSE = re.compile(r"(?:[0-9]{1,3}[A-Za-z]?|[A-Za-z][0-9]{0,2})(?:-(?:[0-9]{1,4}[A-Za-z]?|[A-Za-z][0-9]{0,2})){1,3}")
_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9]{1,5}[A-Za-z]?")
_CAPACITY = re.compile(r"[0-9]+[A-Za-z]{1,3}")
_COUNTED_THINGS = frozenset("路个台度次天米盏只位年月日分秒人件条根块扇户家名点时本套项")
_GENERIC = frozenset(
    "小区 社区 商场 超市 饭店 医院 学校 公司 酒店 银行 食堂 厂区 工厂 门店 餐厅 办公楼 宿舍楼 大楼 车间 仓库 基地 市场 停车场 宾馆 中心".split()
)
_CALLED = frozenset("师傅 老师 领导 阿姨 老板 大哥 经理 同志".split())
_MACHINES = frozenset("梯机泵炉塔柜屏枪桩灯阀罐炮闸")
_ROOM_TAIL = re.compile(r"[\u4e00-\u9fff]{1,2}[部室房间区厅库馆处站台层科组](?![\u4e00-\u9fff]?[长员])")
_SHORTEST_NAME = 3
_FAR = 8  # unknown characters between two signs of one place


class _Token(NamedTuple):
    letter: str
    start: int
    end: int
    words: str


@dataclass(slots=True)
class Place:
    """A candidate. `pieces` are spans of the normalised text; `signs` the letters of its signs, `#` a number."""

    pieces: tuple[tuple[int, int], ...]
    score: float
    signs: str
    labelled: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    @property
    def names_a_site(self) -> bool:
        return not _SITES.isdisjoint(self.signs)

    @property
    def is_dwelling(self) -> bool:
        """People live there, as far as can be told."""
        return "S" in self.signs or {"Z", "H"}.isdisjoint(self.signs)

    @property
    def is_exact(self) -> bool:
        return not _EXACT.isdisjoint(self.signs)


_SITES = frozenset("SZW")
_EXACT = frozenset("#bulr")


class _Walk:
    """One walk through the words of a clause."""

    def __init__(self, outline: Outline, start: int, end: int) -> None:
        self.found: list[Place] = []
        self._plain, self._shape = outline.plain, outline.shape
        self._tokens = _tokens(outline, start, end)
        self._reset()

    def _reset(self) -> None:
        self._start: int | None = None
        self._end: int | None = None
        self._pieces: list[tuple[int, int]] = []
        self._signs = ""
        self._score = 0.0
        self._name_end = 0

    def run(self) -> list[Place]:
        for index, token in enumerate(self._tokens):
            if self._end is not None and token.start - self._end > _FAR:
                self._close()
            _RULES.get(token.letter, _Walk._other)(self, index, token)
        self._close()
        return self.found

    def _before(self, index: int) -> _Token | None:
        token = self._tokens[index - 1] if index else None
        return token if token and token.end == self._tokens[index].start else None

    def _after(self, index: int) -> _Token | None:
        return self._tokens[index + 1] if index + 1 < len(self._tokens) else None

    def _sign(self, token: _Token, sign: str, weight: float) -> None:
        if self._start is None:
            self._start = token.start
        self._end = token.end
        self._signs += sign
        self._score += weight

    def _name(self, token: _Token) -> None:
        if self._start is None:
            self._start = token.start
        self._name_end = token.end

    def _cut(self) -> None:
        if self._start is not None and self._end is not None:
            self._pieces.append((self._start, self._end))
        self._start = self._end = None

    def _close(self) -> None:
        if self._signs in ("R", "RR") and self._end is not None and self._name_end - self._end >= _SHORTEST_NAME:
            self._end, self._score = self._name_end, 1.0  # 嘉善田中精机
        self._cut()
        if self._pieces:
            self.found.append(Place(tuple(self._pieces), self._score, self._signs))
        self._reset()

    def _leads_to_site(self, index: int) -> bool:
        after = self._after(index)
        return after is not None and (after.letter == "S" or (after.letter in "ZW" and len(after.words) > 1))

    # One rule for each kind of word.

    def _site(self, index: int, token: _Token) -> None:
        named = self._start is not None and self._start < token.start
        if len(token.words) == 1 and not named:
            self._name(token)
        else:
            common = token.words in _GENERIC or (len(token.words) == 1 and token.start - (self._start or 0) < 2)
            self._sign(token, token.letter, 0.9 if not named else 1.2 if common else 2.0)

    def _road(self, index: int, token: _Token) -> None:
        before = self._before(index)
        if (
            self._start is not None
            and before is not None
            and (before.words[-1] not in _NUMERALS and before.letter != "0" or len(token.words) > 1)
        ):
            self._sign(token, "W", 1.5)
        else:
            self._name(token)

    def _region(self, _: int, token: _Token) -> None:
        self._sign(token, "R", 0.4)

    def _public(self, _: int, token: _Token) -> None:
        self._sign(token, token.letter, 1.0)

    def _home(self, index: int, token: _Token) -> None:
        """The kitchen of a restaurant is a place; that of a flat belongs to the fault."""
        if self._end == token.start and self._signs[-1:] in ("Z", "H", "L", "l") and "S" not in self._signs:
            self._sign(token, "H", 0.5)
        else:
            self._other(index, token)

    def _counter(self, index: int, token: _Token) -> None:
        before, after = self._before(index), self._after(index)
        if token.words == "#" and after and after.letter in "DPB":
            self._close()  # 1#压缩机
        elif before is not None and (before.letter in "0a" or before.words[-1] in _NUMERALS):
            self._sign(token, token.letter, 1.5)
        else:
            self._unknown(index, token)

    def _side(self, _: int, token: _Token) -> None:
        if self._end is not None and token.start - self._end <= 1:
            self._sign(token, "v", 0.2)
        elif self._end is None:
            self._name(token)

    def _vague(self, _: int, token: _Token) -> None:
        self._cut()

    def _blank(self, index: int, token: _Token) -> None:
        before, after = self._before(index), self._after(index)
        if self._end is None:
            if not (before and before.letter == "a"):
                self._start = None
        elif not (after and (after.letter in "0aLHbl" or self._numerals_ahead(index + 1))) or self._person_ahead(
            index + 1
        ):
            self._close()

    def _person_ahead(self, index: int) -> bool:
        """消控室洛工 is somebody, not somewhere."""
        ahead = self._tokens[index : index + 2]
        return len(ahead) > 1 and ahead[0].letter in "HZ" and ahead[1].letter in "cNT"

    def _of(self, index: int, token: _Token) -> None:
        after = self._after(index)
        if token.words != "的":
            self._other(index, token)
        elif self._end is not None and not (after and (after.letter in "SZLH" or self._site_ahead(index + 1))):
            self._close()

    def _site_ahead(self, index: int) -> bool:
        """Unknown characters that end in a site: 留下街道的东岳社区."""
        for token in self._tokens[index : index + 6]:
            if token.letter in "SZW":
                return True
            if token.letter not in ".RxJ" or len(token.words) > 1 and token.letter != "R":
                return False
        return False

    def _number(self, index: int, token: _Token) -> None:
        after = self._after(index)
        behind_sign = self._end is not None and token.start - self._end <= 1
        if after and after.letter in "bulr":
            self._name(token)
        elif after and after.letter in "BD" and _CAPACITY.fullmatch(token.words):
            self._close()  # 200T冲床
        elif after and after.words[0] == "号":
            self._street_number(index, token, after)
        elif _HOUSE.fullmatch(token.words) and not token.words.replace("-", "").isalpha():
            self._sign(token, "#", 2.0)
        elif behind_sign and _NUMBER.fullmatch(token.words) and not (after and after.words[0] in _COUNTED_THINGS):
            self._sign(token, "#", 1.0)
        else:
            self._name(token)

    def _numerals_ahead(self, index: int) -> bool:
        ahead = self._tokens[index : index + 2]
        return (
            len(ahead) > 1 and ahead[0].words in _NUMERALS and (ahead[1].words in _NUMERALS or ahead[1].letter in "bul")
        )

    def _street_number(self, index: int, token: _Token, after: _Token) -> None:
        beyond = self._tokens[index + 2] if index + 2 < len(self._tokens) else None
        if (
            beyond
            and beyond.start == after.end
            and (beyond.letter in "DB" or beyond.words[0] in _MACHINES)
            and "W" not in self._signs
        ):
            self._close()  # 2号客梯
        elif self._start is not None:
            self._sign(_Token("#", token.start, after.start + 1, token.words), "#", 1.0)
        else:
            self._name(token)

    def _joint(self, index: int, token: _Token) -> None:
        if token.letter in "-." or len(token.words) == 1 or self._leads_to_site(index):
            self._unknown(index, token)
        elif self._end is None:
            self._start = None
        elif not self._site_ahead(index + 1):
            self._close()

    def _unknown(self, index: int, token: _Token) -> None:
        self._name(token)
        after = self._after(index)
        if self._end is None or token.start - self._end > 1:
            return
        if token.words in _NUMERALS and self._signs[-1:] in ("b", "u", "l", "#"):
            before = self._before(index)
            if (after and after.words in _NUMERALS) or (before and before.words in _NUMERALS):
                self._end = token.end  # 三单元五零二
        elif token.words == "上" and self._signs[-1:] in ("W", "Z"):
            self._sign(token, "v", 0.1)  # 高架上
        elif tail := _ROOM_TAIL.match(self._plain, token.start):
            if tail.end() <= self._tokens[-1].end and "~" not in self._shape[token.start : tail.end()]:
                self._sign(_Token("H", token.start, tail.end(), tail[0]), "H", 0.3)

    def _brand(self, index: int, token: _Token) -> None:
        """The name of a maker may open that of a site: 理想国际大厦, 比亚迪4S店."""
        after = self._after(index)
        if self._end is None or self._leads_to_site(index) or (after and after.letter == "0" and "-" in after.words):
            self._name(token)
        else:
            self._close()

    def _other(self, index: int, token: _Token) -> None:
        if token.letter not in "pst!@c,O" and self._leads_to_site(index):
            self._name(token)  # 水泵厂
        elif self._end is None and (token.letter == "T" or (len(token.words) == 1 and token.letter in "PX")):
            self._start = token.start if self._start is None and token.words not in _CALLED else self._start
        else:
            self._close()


_RULES: dict[str, Callable[[_Walk, int, _Token], None]] = {
    **dict.fromkeys("SZ", _Walk._site),
    **dict.fromkeys("LH", _Walk._public),
    **dict.fromkeys("bulr", _Walk._counter),
    **dict.fromkeys("0a", _Walk._number),
    **dict.fromkeys("xJI-.", _Walk._joint),
    **dict.fromkeys("BM", _Walk._brand),
    "W": _Walk._road,
    "R": _Walk._region,
    "h": _Walk._home,
    "v": _Walk._side,
    "V": _Walk._vague,
    "E": _Walk._of,
    " ": _Walk._blank,
}


def find_place(outline: Outline, clauses: Sequence[Clause]) -> Place | None:
    """The place to go to; covered in the outline."""
    candidates = [place for clause in clauses for place in _in_clause(outline, clause) if _worth(outline, place) > 0]
    place = (
        _chosen(outline, _completed(outline, candidates))
        or _unknown_name(outline, clauses)
        or _department(outline, clauses)
    )
    for start, end in place.pieces if place else ():
        outline.cover(start, end, "A")
    return place


def _in_clause(outline: Outline, clause: Clause) -> list[Place]:
    if clause.label == "address":
        return _labelled(outline, clause)
    if clause.label in (None, "customer", "fault", "device") and _SIGN.search(outline.shape, clause.start, clause.end):
        return _Walk(outline, clause.start, clause.end).run()
    return []


def _tokens(outline: Outline, start: int, end: int) -> list[_Token]:
    shape, plain = outline.shape, outline.plain
    return [
        _Token(match[0][0], match.start(), match.end(), plain[match.start() : match.end()])
        for match in _TOKEN.finditer(shape, start, end)
    ]


_NOT_IN_PLACE = re.compile(r"[pstc!@]")


def _labelled(outline: Outline, clause: Clause) -> list[Place]:
    """Behind 地址: everything is the place, up to a number or a person."""
    stop = _NOT_IN_PLACE.search(outline.shape, clause.start, clause.end)
    end = stop.start() if stop else clause.end
    words = outline.plain[clause.start : end].rstrip(" :")
    if not words:
        return []
    signs = "".join(place.signs for place in _Walk(outline, clause.start, end).run())
    return [Place(((clause.start, clause.start + len(words)),), 6.0, signs, labelled=True)]


def _completed(outline: Outline, places: Iterable[Place]) -> list[Place]:
    """A number behind a comma or a blank completes the name in front of it."""
    joined: list[Place] = []
    for place in places:
        last = joined[-1] if joined else None
        between = outline.shape[last.end : place.start] if last else "x"
        if last and len(between) <= 3 and not between.strip(", ") and _completes(last, place):
            joined[-1] = _merged(last, place)
        else:
            joined.append(place)
    return joined


def _completes(last: Place, place: Place) -> bool:
    return not (last.is_exact and place.names_a_site) or (last.signs[-1:] == "W" and not place.is_exact)


def _merged(first: Place, second: Place) -> Place:
    return Place(
        first.pieces + second.pieces,
        first.score + second.score,
        first.signs + second.signs,
        first.labelled or second.labelled,
    )


def _chosen(outline: Outline, places: Sequence[Place]) -> Place | None:
    """The most detailed place; a room told in one clause is joined to the site told in another."""
    worthy = [place for place in places if _worth(outline, place) >= _ENOUGH]
    best = max(worthy, key=lambda place: _worth(outline, place), default=None)
    if best is None:
        return None
    for other in worthy:
        if other is not best and _complement(best, other):
            site, inner = (best, other) if best.names_a_site else (other, best)
            if _opens_a_clause(outline, inner):
                return _merged(site, inner)
    return best


_ENOUGH = 0.8


def _opens_a_clause(outline: Outline, place: Place) -> bool:
    before = outline.shape[: place.start].rstrip("~ ")
    return not before or before[-1] in ",O-VE"


def _complement(one: Place, other: Place) -> bool:
    """A room without a number (办公室空调…) says more of the fault than of the way there."""
    if one.names_a_site == other.names_a_site or (one.is_exact and other.is_exact):
        return False
    inner = other if one.names_a_site else one
    return inner.is_exact or "L" in inner.signs


def _worth(outline: Outline, place: Place) -> float:
    """A department in front of a name is where somebody works, not where to go."""
    follows = outline.shape[place.end : place.end + 1]
    department = follows and follows in "cNT" and not place.labelled and place.score < _NAMED_SITE
    within_fault = _INTO.search(outline.plain, max(0, place.start - 2), place.start)
    return place.score - (1.5 if department else 0.0) - (1.2 if within_fault else 0.0)


_NAMED_SITE = 1.8
_INTO = re.compile(r"[停卡困夹关悬]在$|[流漏滴漫渗溢灌淹]到$|[流漏滴漫渗溢灌]进$")


def _department(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """Where the customer works, when no other place is told: 放射科寿主任."""
    for clause in clauses:
        if _SIGN.search(outline.shape, clause.start, clause.end):
            for place in _Walk(outline, clause.start, clause.end).run():
                if place.signs[-1] in "HZ" and outline.shape[place.end : place.end + 1] == "c":
                    return place
    return None


_NAME_BEFORE_DEVICE = re.compile(r"[.RxJBM][.RxJ~]{2,8}(?=[DB])")
_NAME_ALONE = re.compile(r"[.RxJBMI][.RxJBMI~]{2,14}")


def _unknown_name(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """Unknown characters in front of a device (蓝钻天成电梯…) or as a clause of their own."""
    alone: Place | None = None
    for clause in clauses:
        if clause.label is not None:
            continue
        shape = outline.shape[clause.start : clause.end]
        match = _NAME_BEFORE_DEVICE.match(shape)
        if match and _mostly_unknown(match[0]):
            return Place(((clause.start, clause.start + match.end()),), 0.8, "")
        if alone is None and _NAME_ALONE.fullmatch(shape.rstrip(" ")) and _mostly_unknown(shape):
            alone = Place(((clause.start, clause.start + len(shape.rstrip(" "))),), 0.8, "")
    return alone


def _mostly_unknown(shape: str) -> bool:
    return shape.count(".") + shape.count("R") * 2 >= len(shape) * 0.7
