"""`python -m tools.teach`: learn from labelled messages and write `nlp/taught.json`.

Needs scikit-learn, which nothing else does (`pip install scikit-learn`).

First the weights (`nlp.taught.grams`), from all messages and cases: a linear support vector machine for each question,
over the grams by how rare they are, each text of length one. Then how much to believe them beside the rules: that can
only be learnt from messages that neither had seen. What the rules said of each set before they were mended for it
stands in `first_sight.jsonl`; what the weights say of it comes from weights that were learnt without it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import product
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from nlp.taught import LEAST, RARE, UNIT
from tools.examples import OF_A_CASE, Example, cases, messages, short, shortened

CATEGORIES = (
    "电梯", "给排水", "强电照明", "暖通空调", "消防", "弱电安防", "土建门窗", "保洁环境", "车辆", "工控电子",
    "医疗设备", "IT影音", "家电", "机械设备", "其他",
)  # fmt: skip
LEAST_OFTEN = 2
BY_NUMBERS = {"report", "job"}
"""That a number or a time is told says something of these. Of urgency and trades it would only seem to: the cases,
which are short, have none.
"""
KNOWN = 20_000
"""So many grams are kept, those that weigh most in any question."""
LEAST_WEIGHT = 0.1
"""What weighs less is left out, of the bare weight that a gram has before its rarity."""
_CLAIMED = re.compile(r"[\x01-\x05]")
_GRAM = re.compile(r'"(?:[^"\\]|\\.){1,12}":\[')


class Grams:
    """Texts as rows: of each gram its rarity, and together of length one, or shorter where a text is very short."""

    def __init__(self, examples: Sequence[Example], known: Collection[str] | None = None) -> None:
        vocabulary = sorted(known) if known is not None else None
        self._rows = TfidfVectorizer(analyzer=sorted, min_df=LEAST_OFTEN, vocabulary=vocabulary, norm=None)
        self._rows.fit([each.found for each in examples])
        self.names = list(self._rows.get_feature_names_out())
        self.rarities = self._rows.idf_
        self._words = np.array([not _CLAIMED.search(name) for name in self.names])

    def rows(self, name: str, examples: Sequence[Example]) -> Any:
        found = self._rows.transform([each.found for each in examples])
        lengths = np.sqrt(np.maximum(found.multiply(found).sum(axis=1), LEAST / RARE**2))
        asked = found if name in BY_NUMBERS else found.multiply(self._words)
        return asked.multiply(1 / lengths).tocsr()


class Model:
    """What speaks for an answer to one question. `answer` gives an example's, or None where it has none."""

    def __init__(self, answer: Callable[[Example], Any], examples: Sequence[Example], known: Grams) -> None:
        self._name, self._grams = answer.__name__, known
        taught = [each for each in examples if answer(each) is not None]
        counts = [OF_A_CASE if each.source == "cases" else each.counts for each in taught]
        self.fitted = LinearSVC(max_iter=5000)
        self.fitted.fit(known.rows(self._name, taught), [answer(each) for each in taught], sample_weight=counts)

    def says(self, examples: Sequence[Example]) -> list[Any]:
        return list(self.fitted.decision_function(self._grams.rows(self._name, examples)))


def report(example: Example) -> bool | None:
    return None if example.kind is None else example.kind == "ticket"


def job(example: Example) -> bool | None:
    return None if example.kind in (None, "ticket") else example.kind == "followup"


def urgent(example: Example) -> bool | None:
    return example.urgent


def trade(example: Example) -> int | None:
    return None if example.category is None else CATEGORIES.index(example.category)


def at_first_sight(answer: Callable[[Example], Any], examples: Sequence[Example]) -> list[tuple[Any, Example]]:
    """What weights say of each set that were learnt without it."""
    told: list[tuple[Any, Example]] = []
    for held in sorted({each.source for each in examples if each.rules}):
        others = [each for each in examples if each.source != held]
        asked = [each for each in examples if each.source == held and each.rules and answer(each) is not None]
        told += zip(Model(answer, others, Grams(others)).says(asked), asked, strict=True)
    return told


def weighing(answer: Callable[[Example], bool | None], examples: Sequence[Example]) -> dict[str, float]:
    """Bias, and how much words and rules count, from what both said of each set at first sight."""
    name, told = answer.__name__, at_first_sight(answer, examples)
    points = [[words, _rules_say(name, each)] for words, each in told]
    truths = [answer(each) for _, each in told]
    fitted = LogisticRegression(C=1.0).fit(points, truths)
    (words, rules), bias = fitted.coef_[0], fitted.intercept_[0]
    alone = [told > 0 for _, told in points]
    together = [words * one + rules * other + bias > 0 for one, other in points]
    print(f"{name} at first sight: rules {_f1(truths, alone)}, with weights {_f1(truths, together)}")
    return {"bias": round(bias, 3), "words": round(words, 3), "rules": round(rules, 3)}


def _f1(truths: Sequence[bool], said: Sequence[bool]) -> str:
    right = sum(truth and each for truth, each in zip(truths, said, strict=True))
    both, precision, recall = 2 * right / (sum(truths) + sum(said)), right / sum(said), right / sum(truths)
    return f"F1 {both:.3f}, precision {precision:.3f}, recall {recall:.3f}"


def _rules_say(name: str, example: Example) -> float:
    """Their certainty, below nought where they say no."""
    assert example.rules is not None
    if name == "report":
        certainty: float = example.rules["kind_certainty"]
        return certainty if example.rules["kind"] == "ticket" else -certainty
    return 1.0 if example.rules["urgent"] else -1.0


def trade_weighing(examples: Sequence[Example]) -> dict[str, float]:
    """The category that the rules name gets `bias` and `rules` times its certainty on top of its words."""
    told = at_first_sight(trade, examples)

    def doubt(words: float, bias: float, rules: float) -> float:
        total = 0.0
        for odds, each in told:
            sums = [words * value for value in odds]
            if each.rules is not None and each.rules["category"] is not None:
                sums[CATEGORIES.index(each.rules["category"])] += bias + rules * each.rules["category_certainty"]
            total += log(sum(exp(value) for value in sums)) - sums[trade(each) or 0]
        return total

    right = sum(CATEGORIES[max(range(len(odds)), key=list(odds).__getitem__)] == each.category for odds, each in told)
    of_rules = sum((each.rules or {})["category"] == each.category for _, each in told)
    print(f"trade at first sight: rules {of_rules / len(told):.3f}, weights alone {right / len(told):.3f}")
    words, bias, rules = min(
        product((4.0, 5.0, 6.0, 8.0, 10.0), (0.0, 0.5, 1.0), (1.0, 1.5, 2.0, 3.0, 4.0)), key=lambda each: doubt(*each)
    )
    return {"bias": bias, "words": words, "rules": rules}


def main() -> None:
    examples = [*messages(), *shortened(), *short(), *cases()]
    learnt = {
        **weights(examples),
        "report_weighing": weighing(report, examples),
        "urgent_weighing": weighing(urgent, examples),
        "trade_weighing": trade_weighing(examples),
    }
    _write(Path("nlp/taught.json"), learnt)


QUESTIONS = (report, urgent, job, trade)


def weights(examples: Sequence[Example]) -> dict[str, Any]:
    known = Grams(examples, known=_that_weigh_most(examples))
    fitted = [Model(answer, examples, known).fitted for answer in QUESTIONS]
    names = [answer.__name__ for answer in QUESTIONS[:-1]] + list(CATEGORIES)
    biases = np.concatenate([each.intercept_ for each in fitted])
    table = np.vstack([each.coef_ for each in fitted])
    grams = {
        gram: [round(rarity * RARE), *_by_place(column, rarity)]
        for gram, rarity, column in zip(known.names, known.rarities, table.T, strict=True)
    }
    return {"biases": dict(zip(names, map(_in_units, biases), strict=True)), "grams": grams}


def _by_place(column: Sequence[float], rarity: float) -> Iterator[int]:
    for place, value in enumerate(column, start=1):
        if abs(value) >= LEAST_WEIGHT:
            yield from (place, _in_units(value * rarity))


def _in_units(value: float) -> int:
    return round(value * UNIT)


def _that_weigh_most(examples: Sequence[Example]) -> list[str]:
    every = Grams(examples)
    weigh = np.max([np.abs(Model(answer, examples, every).fitted.coef_).max(axis=0) for answer in QUESTIONS], axis=0)
    return [every.names[at] for at in np.argsort(-weigh, kind="stable")[:KNOWN]]


def _write(path: Path, learnt: dict[str, Any]) -> None:
    """A line for each gram, so that a change can be read."""
    text = json.dumps(learnt, ensure_ascii=False, separators=(",", ":"))
    path.write_text(_GRAM.sub(r"\n\g<0>", text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
