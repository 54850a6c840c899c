"""`python -m tools.teach_faults`: learn which pieces of a message tell the fault, and write `nlp/fault_choice.json`.

Needs scikit-learn, as `tools.teach` does. Prints first how many faults of each set are read by weights that were learnt
without it: three fifths of the characters alike, as the sets are measured.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import add
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from nlp.clauses import Clause
from nlp.fault_choice import Weights, all_odds, signs
from nlp.faults import Faults, Span, likely_fault
from nlp.normalize import normalize
from nlp.reader import Reader
from nlp.segment import Outline
from tools.examples import CASES, MESSAGES, TO_LEARN_FROM

OF_A_CASE = 4.0
"""A case counts as so many messages: it is short, and there because it was read wrong once."""
SHRINK = 0.6
"""scikit-learn's C: the smaller, the nearer to nought the weights."""
LEAST_OFTEN, LEAST_WEIGHT = 2, 8
AHEAD, BEHIND = 5, 4
NOON = "2026-11-18T12:00"
LEFT_OUT = 4
"""So many sets at a time."""


class Listener(Faults):
    """Remembers what it had to choose from."""

    heard: tuple[Outline, list[Span], list[float]] | None = None

    def candidates(self, outline: Outline, clauses: Sequence[Clause]) -> tuple[list[Span], list[float]]:
        pieces, weights = super().candidates(outline, clauses)
        self.heard = outline, pieces, weights
        return pieces, weights


@dataclass(frozen=True, kw_only=True)
class Example:
    source: str
    outline: Outline
    pieces: Sequence[Span]
    weights: Sequence[float]
    fault: frozenset[int]  # the characters of it

    def tells(self, at: int) -> bool:
        start, end = self.pieces[at]
        return 2 * len(self.fault.intersection(range(start, end))) >= end - start

    def is_read(self, known: Weights) -> bool:
        fault = likely_fault(self.outline, self.pieces, self.weights, all_odds(self.outline, self.pieces, known))
        read = {at for piece in fault.pieces for at in range(*piece)}
        return 2 * len(self.fault & read) >= 0.6 * (len(self.fault) + len(read))


def examples() -> Iterator[Example]:
    reader = Reader.load()
    reader.faults = listener = Listener(reader.dictionary)
    for source, told in labels():
        listener.heard = None
        reader.read(told["text"], datetime.fromisoformat(told.get("received_at", NOON)))
        text = normalize(told["text"])
        if listener.heard and listener.heard[0].plain == text.plain:
            outline, pieces, weights = listener.heard
            original = {at for span in spans_of(told) for at in range(*span)}
            fault = frozenset(
                at for at in range(len(text.plain)) if original.intersection(range(*text.span(at, at + 1)))
            )
            if pieces and fault:
                yield Example(source=source, outline=outline, pieces=pieces, weights=weights, fault=fault)


def labels() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Of messages that report one fault."""
    for name in TO_LEARN_FROM:
        for line in (MESSAGES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            if told["is_ticket"] and told["fault"] and told.get("n_tickets", 1) == 1:
                yield name, told
    for case in _toml("faults")["cases"]:
        yield "cases", {"text": case["text"], "fault": case["is"]}
    for message in _toml("labelled")["messages"]:
        yield "cases", {"text": message["text"], "fault": message.get("fault", "")}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def spans_of(told: Mapping[str, Any]) -> list[Span]:
    """Where the fault stands; older sets say only what it is."""
    marked = [(start, end) for start, end, kind in told.get("spans", ()) if kind == "fault"]
    if marked:
        return marked
    pieces = told["fault"].replace(",", "，").split("，")
    found = [(told["text"].find(piece), piece) for piece in pieces if piece]
    return [(start, start + len(piece)) for start, piece in found if start >= 0]


def learnt_from(known: Sequence[Example]) -> Weights:
    rows = [(each, at) for each in known for at in range(len(each.pieces))]
    said = [_features(each, at) for each, at in rows]
    often = Counter(chain.from_iterable(said))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{k: v for k, v in row.items() if often[k] >= LEAST_OFTEN} for row in said])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=SHRINK, solver="liblinear", max_iter=300)
    model.fit(
        matrix,
        [each.tells(at) for each, at in rows],
        sample_weight=[OF_A_CASE if each.source == "cases" else 1.0 for each, _ in rows],
    )
    told = {name: round(value * 100) for name, value in zip(vectors.feature_names_, model.coef_[0], strict=True)}
    return Weights(
        bias=round(model.intercept_[0] * 100),
        ahead=tuple(told.pop(f"ahead {at}", 0) for at in range(AHEAD)),
        behind=tuple(told.pop(f"behind {at}", 0) for at in range(BEHIND)),
        signs={sign: weight for sign, weight in told.items() if abs(weight) >= LEAST_WEIGHT},
    )


def _features(example: Example, at: int) -> Counter[str]:
    told = signs(example.outline, *example.pieces[at])
    behind = len(example.pieces) - 1 - at
    return Counter(
        (*told, *map(add, told, told[1:]), f"ahead {min(at, AHEAD - 1)}", f"behind {min(behind, BEHIND - 1)}")
    )


def report(known: Sequence[Example]) -> None:
    right: Counter[str] = Counter()
    asked = Counter(each.source for each in known if each.source != "cases")
    for start in range(LEFT_OUT):
        held = TO_LEARN_FROM[start::LEFT_OUT]
        weights = learnt_from([each for each in known if each.source not in held])
        right.update(each.source for each in known if each.source in held and each.is_read(weights))
    for name in asked:
        print(f"{name}: {right[name] / asked[name]:.3f} of {asked[name]}")
    print(f"together: {right.total() / asked.total():.3f}")


def main() -> None:
    known = list(examples())
    report(known)
    learnt = learnt_from(known)
    told = {"bias": learnt.bias, "ahead": learnt.ahead, "behind": learnt.behind, "signs": learnt.signs}
    text = json.dumps(told, ensure_ascii=False, indent=0)
    Path("nlp/fault_choice.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
