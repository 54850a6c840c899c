"""A message cut at its punctuation, and which label (地址：, 故障：) a clause stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nlp.segment import Outline

_BREAK = re.compile(r"[,@]+")
_LABEL = re.compile(
    r"[ \t]*(?:[0-9]{1,2}[.、)]|[①-⑩]|[-*·])?[ \t]*([\u4e00-\u9fffA-Za-z]{2,8}|[\u4e00-\u9fffA-Za-z]{2,4} ?[A-Za-z\u4e00-\u9fff]{1,8})[ \t]*[:=][ \t]*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    label: str | None = None  # the field that the words in front of it announce


def clauses_of(outline: Outline, labels: Mapping[str, str]) -> Iterator[Clause]:
    """A label holds for its clause; that of the fault to the end of the line or sentence."""
    label: str | None = None
    at = 0
    shape, plain = outline.shape, outline.plain
    while at < len(shape):
        stop = _BREAK.search(shape, at)
        end = stop.start() if stop else len(shape)
        match = _LABEL.match(plain, at, end)
        start = at
        if match:
            label = labels.get(match[1].strip())
            start = match.end()
        if start < end:
            yield Clause(start, end, label)
        at = stop.end() if stop else len(shape)
        if label != "fault" or (stop and set(plain[stop.start() : at]) & set("\n;。")):
            label = None
