"""What is wrong, in the customer's words: the clauses that state a defect, without place, person, device and courtesies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.clauses import Clause
from nlp.segment import Outline

_WORD = re.compile(r"[^~]~*")
_EVIDENCE = {
    "X": 2.0,
    "K": 1.6,
    "Y": 1.6,
    "P": 1.0,
    "I": 1.0,
    "x": 0.5,
    "h": 0.2,
    "D": 0.7,
    "d": 0.0,
    "M": 0.3,
    "W": 0.0,
}
_PLAIN_LEAD = frozenset("的 都 也 又 就 在 是 说 那 这 哎 嗯 , 家 还 被报 : - # 了 呢 啊 里".split())
_OUTSIDE = re.compile(r"[Acdpst!@q]+")
_ENOUGH = 1.5


def find_fault(outline: Outline, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """The pieces of the phenomenon, in order; none where nothing is wrong."""
    labelled = [(clause.start, clause.end) for clause in clauses if clause.label == "fault"]
    if labelled:
        return [piece for start, end in labelled for piece in _pieces(outline, start, end, least=0.0)]
    found: list[tuple[int, int]] = []
    for clause in clauses:
        if clause.label in (None, "device", "address", "customer") or not found:
            found += _pieces(outline, clause.start, clause.end, least=_ENOUGH)
    return (
        found
        or [
            piece
            for clause in clauses
            if clause.label is None
            for piece in _pieces(outline, clause.start, clause.end, least=0.9)
        ][:1]
    )


def _pieces(outline: Outline, start: int, end: int, *, least: float) -> Iterator[tuple[int, int]]:
    """What lies between the explained parts of one clause, trimmed."""
    shape = outline.shape
    at = start
    for match in (*_OUTSIDE.finditer(shape, start, end), None):
        stop = match.start() if match else end
        piece = _trimmed(outline, at, stop)
        if piece and _weight(outline, piece, after_device=at > 0 and shape[at - 1] == "d") >= least:
            yield piece
        at = match.end() if match else end


def _weight(outline: Outline, piece: tuple[int, int], *, after_device: bool) -> float:
    letters = outline.shape[piece[0] : piece[1]]
    weight = sum(_EVIDENCE.get(letter, 0.0) for letter in letters)
    if after_device and piece[1] - piece[0] >= 2:
        weight += 1.5
    return weight


def _trimmed(outline: Outline, start: int, end: int) -> tuple[int, int] | None:
    words = [(match.start(), match.end(), match[0][0]) for match in _WORD.finditer(outline.shape, start, end)]
    while words and (words[0][2] in "OVE -~Nnv" or outline.plain[words[0][0] : words[0][1]] in _PLAIN_LEAD):
        del words[0]
    while words and (
        words[-1][2] in " O-:" or (words[-1][2] == "E" and outline.plain[words[-1][0] : words[-1][1]] not in _KEPT)
    ):
        del words[-1]
    return (words[0][0], words[-1][1]) if words else None


_KEPT = frozenset("了 啦 几天了 一上午了 半天了 好几天".split())
