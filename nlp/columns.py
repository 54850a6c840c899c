"""Tables pasted from a sheet: what stands under 订单号 is an order number, whatever it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from nlp.cues import Cue
from nlp.patterns import Lazy

_BARS = ("\t", "|")
_NUMBER = Lazy(r" ?(?P<number>[0-9A-Za-z][0-9A-Za-z -]{4,30}) ?$")
_MOST_ROWS, _MOST_COLUMNS = 200, 20


def cells_under(plain: str, cues: Iterable[Cue]) -> Iterator[tuple[Cue, int, int]]:
    """The numbers of the columns that a cue word heads, in the first table."""
    bar = next((bar for bar in _BARS if bar in plain), None)
    if bar is None:
        return
    heads = [cue for cue in islice(cues, _MOST_COLUMNS) if _is_a_head(plain, cue, bar)]
    if not heads:
        return
    first = plain.rfind("\n", 0, heads[0].start) + 1
    last = plain.find("\n", heads[0].end)
    rows = list(_rows(plain, last + 1, bar))
    for cue in heads:
        if first <= cue.start < last:
            column = plain.count(bar, first, cue.start)
            yield from ((cue, start, end) for row in rows for start, end in _number(plain, row, column))


def _is_a_head(plain: str, cue: Cue, bar: str) -> bool:
    around = plain[cue.start - 1 : cue.start], plain[cue.end : cue.end + 1]
    return around[0] in (bar, "\n", "") and around[1] in (bar, "\n")


def _rows(plain: str, start: int, bar: str) -> Iterator[list[tuple[int, int]]]:
    """Where the cells of each line stand."""
    for line in plain[start:].split("\n", _MOST_ROWS)[:_MOST_ROWS]:
        cells = []
        for cell in line.split(bar, _MOST_COLUMNS):
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        if len(cells) == 1:
            return
        start = cells[0][0] + len(line) + 1
        yield cells


def _number(plain: str, row: list[tuple[int, int]], column: int) -> Iterator[tuple[int, int]]:
    if column < len(row) and (match := _NUMBER.match(plain, *row[column])):
        yield match.span("number")
