"""Which of several numbers to ring: the customer's, not the technician's; the one the writer asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from nlp.cues import any_of
from nlp.patterns import HAN, Lazy, either
from nlp.reading import PhoneKind, Turn

_FILE = Path(__file__).with_name("lexicon") / "call_back.toml"
_LEFT, _RIGHT = 16, 10
_BREAK = re.compile("[\n。;!?]")
_SENT = (f"{word}[了给]?{HAN}{{1,4}}" for word in ("派", "安排", "指派", "转派", "分配"))
_OURS_BY_NAME = (f"{word}的?{HAN}{{0,3}}(?:师傅|工程师|技师|工)" for word in ("你们", "咱们"))
_ASSIGNED = re.compile(either((*_SENT, *_OURS_BY_NAME)) + "[: (]{0,2}$")
_PREFERRED = Lazy(rf"(?:优先|首选|请?先|最好|尽量)(?:联系|打|找|拨)?给?(?P<name>{HAN}{{2,3}})")
_BY_KIND = {
    PhoneKind.MOBILE: re.compile(r"打(?:我)?手机|手机联系"),
    PhoneKind.LANDLINE: re.compile(r"打(?:我)?(?:座机|固话|办公室?电话)"),
}
_MOST_PREFERRED = 3
_ASKED = 6.0  # outweighs what stands around any number
_UNLESS = re.compile(r"就|再|的话|请|时|可")  # 13800138000打不通就打…: not yet known to be out of reach

_OURS = -4.0
_LATER = -0.3  # for each number that comes earlier
_NOBODY = -3.0  # a number that counts so little is no customer's
_OF_KIND = {PhoneKind.SERVICE: -2.5}


class Number(Protocol):
    """A telephone number with its place in the normalised text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> PhoneKind: ...


def choose(plain: str, numbers: Sequence[Number], turns: Sequence[Turn] = ()) -> int | None:
    """The index of the number to call back; None when none of them is the customer's."""
    if not numbers:
        return None
    if len(numbers) == 1:
        return 0 if _weight(plain, numbers, 0, turns) > _NOBODY else None
    weights = [_weight(plain, numbers, index, turns) for index in range(len(numbers))]
    _prefer(plain, numbers, weights)
    best = max(weights)
    return weights.index(best) if best > _NOBODY else None


def _weight(plain: str, numbers: Sequence[Number], index: int, turns: Sequence[Turn]) -> float:
    number = numbers[index]
    before, behind = _words()
    weight = _OF_KIND.get(number.kind, 0.0) + _LATER * index
    said = _before(plain, numbers, index)
    if words := before.pattern.findall(said):
        weight += sum({before.groups[word] for word in words})
    if _ASSIGNED.search(said):
        weight += _OURS
    following = _behind(plain, numbers, index)
    match = behind.pattern.match(following) if following else None
    if match and not _UNLESS.match(following, match.end()):
        weight += behind.groups[match["word"]]
    if turns and any(turn.staff and turn.start <= number.start < turn.end for turn in turns):
        weight += _OURS
    return weight


def _before(plain: str, numbers: Sequence[Number], index: int) -> str:
    """The words before, not past another number, a line or a sentence."""
    start = numbers[index].start
    earliest = max(start - _LEFT, numbers[index - 1].end if index else 0, 0)
    return _BREAK.split(plain[earliest:start])[-1]


def _behind(plain: str, numbers: Sequence[Number], index: int) -> str:
    """The words behind; past a comma only when they cannot belong to the next number."""
    end = numbers[index].end
    latest = end + _RIGHT
    if index + 1 == len(numbers) or numbers[index + 1].start > latest:
        return plain[end:latest].lstrip(",")
    return plain[end : numbers[index + 1].start]


def _prefer(plain: str, numbers: Sequence[Number], weights: list[float]) -> None:
    """陈工138…或李工139…，优先李工: the name says whose number is meant; 打手机 says which kind."""
    for index, number in enumerate(numbers):
        pattern = _BY_KIND.get(number.kind)
        if pattern and pattern.search(plain):
            weights[index] += _ASKED
    for preferred in islice(_PREFERRED.finditer(plain), _MOST_PREFERRED):
        for index in range(len(numbers)):
            if preferred["name"] in _before(plain, numbers, index)[-6:]:
                weights[index] += _ASKED


class _Words(NamedTuple):
    """`groups`: what a word counts; the same for all words of one meaning, so that a meaning counts once."""

    pattern: re.Pattern[str]
    groups: Mapping[str, float]


@cache
def _words() -> tuple[_Words, _Words]:
    """What counts before a number, and behind it."""
    lexicon = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    before, behind = (
        {word: float(group["counts"]) for group in lexicon[side] for word in group["words"].split()}
        for side in ("before", "behind")
    )
    return (
        _Words(re.compile(any_of(before)), before),
        _Words(re.compile(rf"[ (]{{0,2}}(?P<word>{any_of(behind)})"), behind),
    )
