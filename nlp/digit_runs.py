"""Runs of digits, and what parts them: the ground on which telephone numbers are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from nlp.glued_numbers import MOBILE, parted_where_glued
from nlp.numbering import LONGEST
from nlp.patterns import HAN, Lazy
from nlp.reading import Turn
from nlp.spans import Claims, Taken
from nlp.written_digits import HEARD, PAUSE, letters_as_digits


class Run(Struct, frozen=True):
    """Digits without a break."""

    digits: str
    start: int
    end: int


class Window(Struct, frozen=True):
    """The runs `first..last` read as one number."""

    first: int
    last: int
    digits: str


class Runs(Struct, frozen=True):
    """`gaps[i]` is what stands between run `i` and the next, None when they cannot be one number."""

    plain: str
    runs: list[Run]
    gaps: list[str | None]

    def windows(self, first: int, longest: int = LONGEST) -> Iterator[Window]:
        """One run, two, three … as long as they hang together."""
        digits = ""
        for index in range(first, len(self.runs)):
            digits += self.runs[index].digits
            if len(digits) > longest:
                return
            yield Window(first, index, digits)
            if self.gaps[index] is None:
                return

    def digits_that_hang_together(self, used: Sequence[bool]) -> list[int]:
        """How many, from each run on to the end or to one that is used already."""
        counts = [0] * (len(self.runs) + 1)
        for index in reversed(range(len(self.runs))):
            if not used[index]:
                counts[index] = len(self.runs[index].digits) + (0 if self.gaps[index] is None else counts[index + 1])
        return counts

    def inner_gaps(self, window: Window) -> list[str]:
        return [gap for gap in self.gaps[window.first : window.last] if gap is not None]

    def lengths(self, window: Window) -> list[int]:
        return [len(run.digits) for run in self.runs[window.first : window.last + 1]]


_Span: TypeAlias = tuple[int, int]

_RUN = re.compile("[0-9][0-9]*")
_OPENING, _CLOSING = r"[(\[【〔{<「『]", r"[)\]】〕}>」』]"
_GAP = re.compile(
    r"[ \t]{0,3}(?:-{1,2}|\.{1,6}|…{1,6}|—{1,2}|_{1,3}|~{1,3}|·{1,3}|/{1,2}|[\\•・‧,、。|*]"
    rf"|{_CLOSING}?-?{_OPENING}|{_CLOSING}-?)?[ \t]{{0,3}}|&nbsp;|{PAUSE}"
)
_BROKEN_LINE = Lazy(
    r"[ \t]{0,3}(?:-|—{1,2}|…{1,2}|\))?[ \t]{0,3}\n(?:[ \t]{0,2}[-—=~_.…]{0,4}[ \t]{0,2}\n)?[ \t]{0,6}\(?"
)
_BEGINS_A_GAP = frozenset(
    " \t\n-./\\·•・‧,_~、。—…|*()[]【】〔〕{}<>「」『』&"
    "嗯呃额啊然那后接再嘛啦哈停稍等中最末尾其杠横短空开打起哦是对完这就为点前当结剩头的在跟加三四五六七数呢"
)
_HEARD = Lazy(HEARD)
_LONGEST_GAP = 16
_OF_A_PREFIX = (3, 4)
_REST = ([4, 4], [8])
_MARK = Lazy(rf"[^\w\s。]{{1,2}}|\({HAN}{{2,4}}\)")  # 0571(杭州)88886666
_BETWEEN_HALVES = frozenset(" -")  # 0571:8652 1190
_BY_A_MARK = " "  # as good as a blank
_LONG = 7  # digits of the shortest number


def find_runs(plain: str, claims: Claims, turns: Sequence[Turn]) -> Runs:
    """Runs that nobody claimed, without the short ones that stand alone: no number is made of those.

    A number broken over two turns of one speaker hangs together. Some people's chat name is their number: of names
    only runs as long as that are looked at.
    """
    plain = letters_as_digits(plain)
    spans = list(map(re.Match.span, _RUN.finditer(claims.blank(plain, but=Taken.SPEAKER))))
    if claims.of(Taken.SPEAKER):
        spans = [span for span in spans if span[1] - span[0] >= 11 or claims.free(*span)]
    if [span for span in spans if span[1] - span[0] > MOBILE]:
        spans = list(chain.from_iterable([parted_where_glued(plain, *span) for span in spans]))
    if turns:
        spans = _without_echoes(plain, spans, turns)
    runs: list[Run] = []
    gaps: list[str | None] = []
    hangs_on = False  # whether this run hangs together with the one before
    odd = 0  # gaps of a number parted by any mark
    for index, (start, end) in enumerate(spans, 1):
        may_go_on = index < len(spans) and plain[end] in _BEGINS_A_GAP
        gap = _gap(plain, (start, end), spans[index], turns) if may_go_on else None
        if (
            gap is None
            and end - start in _OF_A_PREFIX
            and plain[start] in "01"
            and not (odd or plain[end : end + 1].isalnum())
        ):
            odd = _odd_gaps(plain, spans, index)
        if odd:
            gap, odd = _BY_A_MARK, odd - 1
        if hangs_on or gap is not None or end - start >= _LONG:
            runs.append(Run(plain[start:end], start, end))
            gaps.append(gap)
        hangs_on = gap is not None
    return Runs(plain, runs, gaps)


def _odd_gaps(plain: str, spans: Sequence[_Span], index: int) -> int:
    """How many marks part 138^0571^2233 or 0571=88395021: groups as usual, with the same mark between them."""
    first, *rest = spans[index - 1 : index + 2]
    lengths = [end - start for start, end in rest]
    if plain[first[0]] == "0":
        if lengths[:1] == _REST[1]:
            rest, lengths = rest[:1], lengths[:1]
    elif first[1] - first[0] != _OF_A_PREFIX[0] or lengths == _REST[1]:
        return 0
    if lengths not in _REST or plain[rest[-1][1] : rest[-1][1] + 1] == "=":
        return 0
    if plain[first[0]] == "0" and len(rest) > 1 and plain[rest[0][1] : rest[1][0]] in _BETWEEN_HALVES:
        return len(rest) if _MARK.fullmatch(plain, first[1], rest[0][0]) else 0
    marks = {plain[before[1] : after[0]] for before, after in zip([first, *rest], rest, strict=False)}
    return len(rest) if len(marks) == 1 and _MARK.fullmatch(*marks) else 0


def _without_echoes(plain: str, spans: list[_Span], turns: Sequence[Turn]) -> list[_Span]:
    """Whoever takes a number down says each part again."""
    kept = spans[:1]
    for span in spans[1:]:
        start, end = span
        again = end - start < _LONG and plain[start:end] == plain[slice(*kept[-1])]
        if not (again and _is_another_speaker(turns, kept[-1][0], start)):
            kept.append(span)
    return kept


def _is_another_speaker(turns: Sequence[Turn], before: int, after: int) -> bool:
    said, heard = _turn_at(turns, before), _turn_at(turns, after)
    return said is not None and heard is not None and said.speaker != heard.speaker


def _gap(plain: str, left: _Span, right: _Span, turns: Sequence[Turn]) -> str | None:
    between = plain[left[1] : right[0]]
    if turns and "\n" in between:
        between = _between_turns(plain, left, right, turns) or between
    if ":" in between and _HEARD.fullmatch(between):
        return between
    return between if len(between) <= _LONGEST_GAP and _is_gap(between) else None


@lru_cache(maxsize=256)  # the same few come again and again
def _is_gap(between: str) -> bool:
    return _GAP.fullmatch(between) is not None or _BROKEN_LINE.fullmatch(between) is not None


def _between_turns(plain: str, left: _Span, right: _Span, turns: Sequence[Turn]) -> str | None:
    """The gap without the header between two turns of the same speaker."""
    before, after = _turn_at(turns, left[0]), _turn_at(turns, right[0])
    if before is None or after is None or before is after or before.speaker != after.speaker:
        return None
    return plain[left[1] : before.end].rstrip(" \n,。.…") + "\n" + plain[after.start : right[0]].lstrip()


def _turn_at(turns: Sequence[Turn], offset: int) -> Turn | None:
    index = bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    return turns[index] if index >= 0 and offset < turns[index].end else None
