"""How well the reader does on real drafts: what staff left as it was is right, what they corrected is wrong.

One JSON object a line, for each draft that became a ticket:
{"text", "received_at", "playbook", "fields": {name: {"read", "method", "certainty", "truth"}}}; null is nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from nlp.normalize import normalize

SURE = 0.9
Judged = Mapping[str, Any]
_LABELLED = ("customer", "address", "fault", "category", "device", "brand", "model", "phone", "serial", "plate")


class _Field(Struct):
    read: str | None
    truth: str | None
    method: str | None = None
    certainty: float | None = None


class _Draft(Struct):
    text: str
    received_at: str
    fields: dict[str, _Field]


def judged(line: str) -> Judged:
    """Raises ValueError where it is no draft."""
    try:
        found = msgspec.json.decode(line, type=_Draft)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if any(field.read is not None and field.certainty is None for field in found.fields.values()):
        raise ValueError("a field that was read has no certainty")
    datetime.fromisoformat(found.received_at)
    draft: Judged = json.loads(line)
    return draft


class Score(Struct):
    """Of one field. `missed`: it stood in the text and was not read; what only staff knew is nobody's miss."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    sure_right: int = 0
    sure_wrong: int = 0

    def count(self, text: str, field: Judged) -> None:
        if field["read"] is None:
            self.missed += field["truth"] is not None and _stands_in(field["truth"], text)
            return
        right, sure = field["read"] == field["truth"], field["certainty"] >= SURE
        self.right += right
        self.wrong += not right
        self.sure_right += right and sure
        self.sure_wrong += sure and not right


def scores(drafts: Iterable[Judged]) -> dict[str, Score]:
    by_field: dict[str, Score] = defaultdict(Score)
    for draft in drafts:
        for name, field in draft["fields"].items():
            by_field[name].count(draft["text"], field)
    return dict(by_field)


def report(drafts: Iterable[Judged]) -> Iterator[str]:
    """A line a field: how often right where something was read, how often found, how often right when sure."""
    yield f"{'field':12} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>10} {'recall':>7} {'when sure':>10}"
    for name, score in sorted(scores(drafts).items()):
        precision = _share(score.right, score.right + score.wrong)
        recall = _share(score.right, score.right + score.wrong + score.missed)
        sure = _share(score.sure_right, score.sure_right + score.sure_wrong)
        yield (f"{name:12} {score.right:6} {score.wrong:6} {score.missed:6} {precision:>10} {recall:>7} {sure:>10}")


def cases(drafts: Iterable[Judged]) -> Iterator[str]:
    """The drafts that were corrected, as labelled messages in the form of tests/nlp/cases/labelled.toml."""
    for draft in drafts:
        fields = draft["fields"]
        if all(field["read"] == field["truth"] for field in fields.values()):
            continue
        yield "[[messages]]"
        yield f"now = {_quoted(draft['received_at'])}"
        yield f"text = {_quoted(draft['text'])}"
        for name in _LABELLED:
            truth = fields[name]["truth"] if name in fields else None
            if truth is not None and (name == "category" or _stands_in(truth, draft["text"])):
                yield f"{name} = {_quoted(truth)}"
        if fields.get("urgent", {}).get("truth") == "yes":
            yield "urgent = true"
        if (visit := fields.get("appointment", {}).get("truth")) is not None:
            yield f"visit = {_quoted(_dated(visit, datetime.fromisoformat(draft['received_at'])))}"
        yield ""


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _stands_in(value: str, text: str) -> bool:
    """Nobody can read what is not there."""
    return _bare(value) in _bare(text)


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, normalize(words).plain)).lower()


def _quoted(text: str) -> str:
    """TOML's basic strings are JSON's."""
    return json.dumps(text, ensure_ascii=False)


def _dated(visit: str, received: datetime) -> str:
    """11-23 15:00 as 2026-11-23T15:00, in the year in which it lies ahead."""
    day, _, rest = visit.partition(" ")
    try:
        this_year = date.fromisoformat(f"{received.year}-{day}")
    except ValueError:
        return visit
    year = received.year if this_year >= received.date() else received.year + 1
    if not rest:
        return f"{year}-{day}"
    return f"{year}-{day}T{rest}" if rest[0].isdigit() else f"{year}-{day}/{rest}"
