"""Where it is: the written place, its pieces in order, and its parts.

A place begins where its clause begins (names of sites are in no list) and ends with the last word or number
that belongs to places: 花园, 3幢, 2-501, 大堂, 东侧. So a clause is walked once, word by word; what cannot be in
a place (a device, a fault, a person) ends it, or starts it anew if there was no sign of a place before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.clauses import Clause
from nlp.dictionary import Dictionary
from nlp.normalize import Text
from nlp.reading import Address
from nlp.segment import Outline

_WORD = re.compile(r"[0a]+(?:-[0a]+)*|[^~]~*")
_NUMERALS = frozenset("一二三四五六七八九十〇零百")
_SITES, _COUNTERS, _NAMELIKE = frozenset("SZ"), frozenset("bulr"), frozenset(".RxJPMHZSWI")
_STOPS = frozenset("DBXKYpst!cTNnEqKO@")
_HOUSE = re.compile(r"[0-9A-Za-z]{1,4}(?:-[0-9A-Za-z]{1,5}){1,4}")
_PLAIN_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9]{1,5}[A-Za-z]?")
_TOO_LONG = 40
_WEIGHTS = {"S": 2.0, "Z": 2.0, "W": 1.5, "H": 1.0, "L": 1.0, "R": 0.4, "v": 0.3}


class _Token(NamedTuple):
    letter: str
    start: int
    end: int
    words: str


@dataclass(slots=True)
class Place:
    """A candidate. `pieces` are spans of the normalised text."""

    pieces: list[tuple[int, int]]
    score: float
    signs: str  # the letters of its signs in order, "#" for a number
    label: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


@dataclass(slots=True)
class _Walk:
    """The state of one walk through a clause."""

    found: list[Place] = field(default_factory=list)
    start: int | None = None
    end: int | None = None
    piece: list[tuple[int, int]] = field(default_factory=list)
    signs: str = ""
    score: float = 0.0

    def sign(self, token: _Token, letter: str, weight: float) -> None:
        if self.start is None:
            self.start = token.start
        self.end = token.end
        self.signs += letter
        self.score += weight

    def name(self, token: _Token) -> None:
        if self.start is None:
            self.start = token.start

    def cut(self) -> None:
        """A word inside a place that is no part of it: 那边."""
        if self.start is not None and self.end is not None:
            self.piece.append((self.start, self.end))
        self.start = self.end = None

    def close(self) -> None:
        self.cut()
        if self.piece:
            self.found.append(Place(self.piece, self.score, self.signs))
        self.piece, self.signs, self.score = [], "", 0.0


def find_places(outline: Outline, clauses: Iterable[Clause]) -> list[Place]:
    places: list[Place] = []
    for clause in clauses:
        if clause.label not in (None, "address", "fault", "device"):
            continue
        walk = _Walk()
        tokens = [
            _Token(outline.shape[m.start()], m.start(), m.end(), outline.plain[m.start() : m.end()])
            for m in _WORD.finditer(outline.shape, clause.start, clause.end)
        ]
        for index, token in enumerate(tokens):
            _step(
                walk,
                token,
                tokens[index + 1] if index + 1 < len(tokens) else None,
                tokens[index - 1] if index else None,
            )
        walk.close()
        if clause.label == "address":
            _take_all(outline, clause, walk)
        places += walk.found
    return _joined(outline, places)


def _take_all(outline: Outline, clause: Clause, walk: _Walk) -> None:
    """Behind 地址: everything is the place, unless it is followed by something that is surely not."""
    end = clause.end
    for match in _WORD.finditer(outline.shape, clause.start, clause.end):
        if match[0][0] in "pstc!@":
            end = match.start()
            break
    while end > clause.start and outline.plain[end - 1] in " :":
        end -= 1
    if end > clause.start:
        best = max(walk.found, key=lambda place: place.score, default=None)
        walk.found = [
            Place([(clause.start, end)], 6.0 + (best.score if best else 0), best.signs if best else "", label=True)
        ]


def _step(walk: _Walk, token: _Token, following: _Token | None, before: _Token | None) -> None:
    letter = token.letter
    after_sign = walk.end == token.start
    if letter in "0a":
        _number(walk, token, following, after_sign)
    elif letter in "SZ" or (letter == "W" and _is_road(walk, token, before)):
        walk.sign(token, letter, _WEIGHTS[letter])
    elif letter in "LH":
        walk.sign(token, letter, _WEIGHTS[letter])
    elif letter == "R":
        walk.sign(token, letter, _WEIGHTS[letter])
    elif letter in "bulr" and _counted(walk, token, before):
        walk.sign(token, letter, 1.5)
    elif letter == "v":
        if walk.end is not None and token.start - walk.end <= 1:
            walk.sign(token, letter, 0.3)
        elif walk.end is None:
            walk.name(token)
        else:
            walk.close()
    elif letter == "V":
        walk.cut()
    elif letter == "h":
        if after_sign and walk.signs[-1:] in ("Z", "H", "L") and "#" not in walk.signs:
            walk.sign(token, "H", 0.5)
        else:
            walk.close()
    elif letter == " ":
        if walk.end is None and not (before and before.letter == "a"):
            walk.start = None
        elif walk.end is not None and not (following and (following.letter in "0aLHblrW")):
            walk.close()
    elif token.words == "的":
        if walk.end is not None and not (following and following.letter in "SZLH0"):
            walk.close()
    elif token.words == "号" and before and before.letter in "0a" and walk.end == before.end:
        walk.sign(token, "#", 0.3)
    elif letter == "-" and token.words in "-/&·'":
        if walk.end is not None and walk.end != token.start:
            walk.close()
    elif letter in ".xJIM" or (letter in "P" and len(token.words) == 1):
        if walk.end is not None and len(token.words) > 1:
            walk.close()
        elif walk.end is None and len(token.words) > 1 and letter in "Jx":
            walk.start = None
        else:
            walk.name(token)
    elif letter in "DPBXqN" and following is not None and following.letter in "ZSW" and following.start == token.end:
        walk.name(token)
    else:
        walk.close()


def _number(walk: _Walk, token: _Token, following: _Token | None, after_sign: bool) -> None:
    words = token.words
    if following and following.letter in "bulr" and following.start == token.end:
        walk.name(token)
    elif _HOUSE.fullmatch(words) and sum(map(str.isdigit, words)) >= 2:
        walk.sign(token, "#", 2.0)
    elif (
        (after_sign or (walk.end is not None and walk.end == token.start - 1))
        and _PLAIN_NUMBER.fullmatch(words)
        and not (following and following.letter in "D" and len(words) < 2)
    ):
        if following and following.words in ("路", "个", "台", "度", "次", "天", "米", "分钟", "小时", "盏", "只"):
            walk.close()
        elif following and following.words == "号":
            walk.sign(token, "#", 0.7)
        else:
            walk.sign(token, "#", 1.0)
    elif following and following.words == "号" and walk.start is not None:
        walk.sign(token, "#", 0.7)
    else:
        walk.name(token)


def _is_road(walk: _Walk, token: _Token, before: _Token | None) -> bool:
    return (
        walk.start is not None
        and walk.start < token.start
        and before is not None
        and (before.letter not in "0" or len(token.words) > 1)
    )


def _counted(walk: _Walk, token: _Token, before: _Token | None) -> bool:
    return before is not None and before.end == token.start and (before.letter in "0a" or before.words[-1] in _NUMERALS)


def _joined(outline: Outline, places: list[Place]) -> list[Place]:
    """A number behind a comma or a blank completes the name in front of it."""
    joined: list[Place] = []
    for place in places:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not outline.shape[last.end : place.start].strip(", ")
            and place.start - last.end <= 3
            and _completes(last, place)
        ):
            last.pieces += place.pieces
            last.score += place.score
            last.signs += place.signs
        else:
            joined.append(place)
    return joined


def _completes(last: Place, place: Place) -> bool:
    exact = "#" in last.signs or set(last.signs) & set("bulr")
    return (
        not place.label
        and (not exact or not set(place.signs) & set("SZW"))
        and not ({"b", "#"} & set(last.signs) and {"b", "#"} & set(place.signs) and set(place.signs) & set("SZ"))
    )


def choose(outline: Outline, places: Sequence[Place]) -> Place | None:
    def worth(place: Place) -> float:
        follows = outline.shape[place.end : place.end + 1]
        role = outline.shape[place.end : place.end + 1] in ("c", "N", "T") and not place.label
        return place.score - (1.5 if role else 0.0) - (0.0 if follows else 0.0)

    ranked = [place for place in places if worth(place) >= 0.8]
    return max(ranked, key=worth, default=None)


def find_address(text: Text, outline: Outline, clauses: Sequence[Clause], dictionary: Dictionary) -> Address | None:
    place = choose(outline, find_places(outline, clauses)) or _unknown_name(outline, clauses)
    if place is None:
        return None
    for start, end in place.pieces:
        outline.cover(start, end, "A")
    pieces = tuple(text.span(start, end) for start, end in place.pieces)
    value = "".join(text.original[start:end] for start, end in pieces)
    return Address(
        value=value, start=pieces[0][0], end=pieces[-1][1], method="label" if place.label else "place",
        certainty=0.95 if place.score >= 3.5 else 0.8 if place.score >= 1.5 else 0.6,
        pieces=pieces if len(pieces) > 1 else (),
        **parts_of("".join(text.plain[start:end] for start, end in place.pieces), dictionary.areas),
    )  # fmt: skip


_UNKNOWN_NAME = re.compile(r"[.RxJ]{3,8}(?=[DB])")


def _unknown_name(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """Three and more unknown characters in front of a device at the start of a clause: 蓝钻天成电梯…"""
    for clause in clauses:
        match = _UNKNOWN_NAME.match(outline.shape, clause.start, clause.end)
        if match and match[0].count(".") >= len(match[0]) - 1:
            return Place([match.span()], 0.8, "")
    return None


_PARTS = re.compile(
    r"(?P<building>[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|[幢栋座#馆]))|(?P<unit>[0-9A-Za-z一二三四五六七八九十]{1,3}单元)"
    r"|(?P<floor>(?:负|地下)?[0-9一二三四五六七八九十]{1,3}[层楼Ff](?![0-9])|[BbFfLl][0-9]{1,2}(?![0-9])|[顶底首]楼|[顶底首]层|地下室)"
    r"|(?P<room>[A-Za-z]?[0-9]{2,5}[室房]?(?:号房)?(?![0-9-]))"
)
_DASHED = re.compile(r"([0-9A-Za-z]{1,4})-(?:([0-9A-Za-z]{1,3})-)?([0-9A-Za-z]{2,5})(?![0-9A-Za-z-])")


def parts_of(words: str, areas: frozenset[str]) -> dict[str, str | None]:
    """Area, site, building, unit, floor and room of a joined place, as far as they are told apart."""
    found: dict[str, str | None] = dict.fromkeys(("area", "site", "building", "unit", "floor", "room"))
    name_end = len(words)
    dashed = _DASHED.search(words)
    if dashed:
        found["building"], found["unit"], found["room"] = dashed.groups()
        name_end = dashed.start()
    for match in _PARTS.finditer(words):
        assert match.lastgroup is not None
        if found[match.lastgroup] is None and not (dashed and dashed.start() <= match.start() < dashed.end()):
            found[match.lastgroup] = match[0]
            name_end = min(name_end, match.start())
    name = words[:name_end].strip(" ,-")
    for length in range(min(4, len(name)), 1, -1):
        if name[:length] in areas:
            found["area"], name = name[:length], name[length:]
            break
    found["site"] = name or None
    return found
