"""Tables pasted from a sheet: what stands under 订单号 is an order number, whatever it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlp.cues import Cue
from nlp.patterns import Lazy

_BARS = ("\t", "|")
_NUMBER = Lazy(r" ?(?P<number>[0-9A-Za-z][0-9A-Za-z -]{4,30}) ?$")


def cells_under(plain: str, cues: Iterable[Cue]) -> Iterator[tuple[Cue, int, int]]:
    """The numbers of the columns that a cue word heads."""
    bar = next((bar for bar in _BARS if bar in plain), None)
    if bar is None or "\n" not in plain:
        return
    for cue in cues:
        first = plain.rfind("\n", 0, cue.start) + 1
        last = plain.find("\n", cue.end)
        if last > 0 and plain[cue.end] in (bar, "\n") and plain[cue.start - 1 : cue.start] in (bar, "\n", ""):
            yield from ((cue, *span) for span in _column(plain, last + 1, plain.count(bar, first, cue.start), bar))


def _column(plain: str, start: int, index: int, bar: str) -> Iterator[tuple[int, int]]:
    for line in plain[start:].split("\n"):
        cells = line.split(bar)
        if len(cells) <= index:
            return
        at = start + sum(len(cell) + 1 for cell in cells[:index])
        if match := _NUMBER.match(plain, at, at + len(cells[index])):
            yield match.span("number")
        start += len(line) + 1
