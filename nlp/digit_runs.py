"""Runs of digits, and what parts them: the ground on which telephone numbers are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from nlp.numbering import LONGEST
from nlp.reading import Turn
from nlp.spans import Claims, Taken
from nlp.written_digits import letters_as_digits


class Run(NamedTuple):
    """Digits without a break."""

    digits: str
    start: int
    end: int


class Window(NamedTuple):
    """The runs `first..last` read as one number."""

    first: int
    last: int
    digits: str


@dataclass(frozen=True, slots=True)
class Runs:
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

    def inner_gaps(self, window: Window) -> list[str]:
        return [gap for gap in self.gaps[window.first : window.last] if gap is not None]

    def lengths(self, window: Window) -> list[int]:
        return [len(run.digits) for run in self.runs[window.first : window.last + 1]]


_RUN = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ \t]{0,3}(?:-{1,2}|\.{1,3}|[/·•・‧,_~、—…|*]|\)?-?\(|\)-?)?[ \t]{0,3}|&nbsp;")
_BROKEN_LINE = re.compile(r"[ \t]{0,3}-?[ \t]{0,3}\n[ \t]{0,3}")
_LONGEST_GAP = 8


def find_runs(plain: str, claims: Claims, turns: Sequence[Turn]) -> Runs:
    """Runs that nobody claimed. A number broken over two turns of one speaker hangs together.

    Some people's chat name is their number: of names only runs as long as that are looked at.
    """
    plain = letters_as_digits(plain)
    unclaimed = claims.blank(plain, but=Taken.SPEAKER)
    runs = [Run(match[0], match.start(), match.end()) for match in _RUN.finditer(unclaimed)]
    if claims.of(Taken.SPEAKER):
        runs = [run for run in runs if len(run.digits) >= 11 or claims.free(run.start, run.end)]
    gaps = [_gap(plain, left, right, turns) for left, right in pairwise(runs)]
    return Runs(plain, runs, [*gaps, None])


def _gap(plain: str, left: Run, right: Run, turns: Sequence[Turn]) -> str | None:
    if not turns and right.start - left.end > _LONGEST_GAP:
        return None
    between = plain[left.end : right.start]
    if turns and "\n" in between:
        between = _between_turns(plain, left, right, turns) or between
    if len(between) > _LONGEST_GAP:
        return None
    return between if _GAP.fullmatch(between) or _BROKEN_LINE.fullmatch(between) else None


def _between_turns(plain: str, left: Run, right: Run, turns: Sequence[Turn]) -> str | None:
    """The gap without the header between two turns of the same speaker."""
    before, after = _turn_at(turns, left.start), _turn_at(turns, right.start)
    if before is None or after is None or before is after or before.speaker != after.speaker:
        return None
    return plain[left.end : before.end].rstrip() + "\n" + plain[after.start : right.start].lstrip()


def _turn_at(turns: Sequence[Turn], offset: int) -> Turn | None:
    index = bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    return turns[index] if index >= 0 and offset < turns[index].end else None


def is_well_parted(runs: Runs, window: Window) -> bool:
    """Whether people part one number so: not 18-2-1203 5030, which is a flat and something else."""
    lengths, gaps = runs.lengths(window), runs.inner_gaps(window)
    if runs_into_a_date(runs, window) or _is_broken_elsewhere(runs, window):
        return False
    if max(lengths) == 1:
        return True
    if window.digits[0] == "1" and _is_doubtful(runs, window):
        return lengths in _USUAL and (len(lengths) > 2 or "." not in gaps)
    if lengths[0] >= 3:
        return min(lengths) >= 2
    return lengths[0] == 2 and len(set(gaps)) == 1 and min(lengths[1:]) >= 3


def _is_doubtful(runs: Runs, window: Window) -> bool:
    """Behind a building the first group may be a room; points, strokes and stars may part something else."""
    start = runs.runs[window.first].start
    behind_a_building = start > 0 and runs.plain[start - 1] in _BUILDING
    return behind_a_building or any(not _RARE.isdisjoint(gap) for gap in runs.inner_gaps(window))


def runs_into_a_date(runs: Runs, window: Window) -> bool:
    inner = runs.runs[window.first + 1 : window.last + 1]
    return any(_DATE.match(runs.plain, run.start) for run in inner)


_BUILDING = frozenset("幢栋座楼层元")
_RARE = frozenset("./·•・‧,_~、…|*")
_USUAL = ([3, 4, 4], [4, 4, 3], [4, 3, 4], [3, 8], [7, 4], [5, 6], [5, 3, 3])
_DATE = re.compile(r"20[0-4][0-9][-./年][01]?[0-9][-./月][0-9]")
_STARTS_A_NUMBER = re.compile(r"(?:^|\n|[:话机式打系是到]|[tT][eE][lL])[ ]?$")
_ENDS_A_LINE = re.compile(r"[ ]{0,3}(?:$|[\n,。;!)])")


def _is_broken_elsewhere(runs: Runs, window: Window) -> bool:
    """Over lines, but not so that it begins a line or follows a word for it and ends its last line."""
    if not any("\n" in gap for gap in runs.inner_gaps(window)):
        return False
    first, last = runs.runs[window.first], runs.runs[window.last]
    return not (
        _STARTS_A_NUMBER.search(runs.plain, max(0, first.start - 4), first.start)
        and _ENDS_A_LINE.match(runs.plain, last.end)
    )
