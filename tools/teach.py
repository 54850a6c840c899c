"""`python -m tools.teach`: learn from labelled messages and write `nlp/taught.json`.

Needs scikit-learn, which nothing else does (`pip install scikit-learn`).

First the weights (`nlp.taught.grams`), from all messages and cases. Then how much to believe them beside the rules:
that can only be learnt from messages that neither had seen. What the rules said of each set before they were mended for
it stands in `first_sight.jsonl`; what the weights say of it comes from weights that were learnt without it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from math import exp, log
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from nlp.reader import default_reader
from nlp.taught import UNIT, grams

MESSAGES = Path("benchmarks/messages")
CASES = Path("tests/nlp/cases")
TO_LEARN_FROM = (*"abdefgjlnpqrstuvxy", "aa", "ab")
CATEGORIES = (
    "电梯", "给排水", "强电照明", "暖通空调", "消防", "弱电安防", "土建门窗", "保洁环境", "车辆", "工控电子",
    "医疗设备", "IT影音", "家电", "机械设备", "其他",
)  # fmt: skip
LEAST_OFTEN = 2
OF_A_CASE = 2.0
"""A case counts as so many messages: it is short, and there because it was read wrong once."""
OF_A_SHORT_ONE = 0.5
SHRINK = {"report": 0.1, "job": 0.3, "urgent": 0.4, "trade": 0.4}
"""scikit-learn's C: the smaller, the nearer to nought the weights."""
BY_NUMBERS = {"report", "job"}
"""That a number or a time is told says something of these. Of urgency and trades it would only seem to: the cases,
which are short, have none.
"""
LEAST_WEIGHT = {"report": 4, "job": 8, "urgent": 3, "trade": 10}
"""In hundredths: what weighs less is left out."""


_SHORTER = (
    "{thing}{fault}", "{place}{fault}", "{who}说{thing}{fault}", "{place}{thing}{fault}", "{who}家{fault}",
    "你好，{thing}{fault}",
    "{fault}，麻烦来修一下", "{who}反映{fault}", "{thing}有问题，{fault}", "我家{thing}{fault}",
)  # fmt: skip
_ANY_DAY = datetime.fromisoformat("2026-11-20T09:00")
_CODE = re.compile(r"[0-9a-z]")
_CLAIMED = re.compile(r"[\x01-\x05]")
_GRAM = re.compile(r'"(?:[^"\\]|\\.){1,12}":-?[\[0-9]')


@dataclass(frozen=True, kw_only=True)
class Example:
    source: str
    found: frozenset[str]
    kind: str | None = None  # "ticket", "followup" or "none"
    urgent: bool | None = None
    category: str | None = None
    rules: dict[str, Any] | None = None
    counts: float = 1.0


def messages() -> list[Example]:
    first = {(each := json.loads(line))["id"]: each for line in _lines(MESSAGES / "first_sight.jsonl")}
    examples = []
    for name in TO_LEARN_FROM:
        for line in _lines(MESSAGES / f"{name}.jsonl"):
            label = json.loads(line)
            ticket = label["is_ticket"]
            examples.append(
                Example(
                    source=name,
                    found=_grams(label["text"]),
                    kind="ticket" if ticket else label["kind"],
                    urgent=label["urgent"] if ticket else None,
                    category=label["category"] if ticket else None,
                    rules=first.get(label["id"]),
                )
            )
    return examples


def shortened() -> list[Example]:
    """What a hurried colleague would have typed of each report: the fault with the thing, the place or the person."""
    told = []
    for name in TO_LEARN_FROM:
        for at, label in enumerate(map(json.loads, _lines(MESSAGES / f"{name}.jsonl"))):
            if label["is_ticket"] and label["fault"]:
                known = {"thing": label["device"], "place": label["address"], "who": label["customer"]}
                text = _SHORTER[at % len(_SHORTER)].format(
                    fault=label["fault"], **{k: v or "" for k, v in known.items()}
                )
                told.append(Example(source=name, found=_grams(text), kind="ticket", counts=0.5))
    return told


def cases() -> list[Example]:
    """Short ones, mostly of a few words, and the labelled messages among them."""
    return [
        *map(_labelled, _cases("labelled", "messages")),
        *(
            Example(source="cases", found=_grams(pair[name]), kind="ticket")
            for pair in _cases("duplicates", "cases")
            if pair["same"]
            for name in ("first", "again")
        ),
        *(Example(source="cases", found=_grams(each["text"]), kind=each["is"]) for each in _cases("kinds")),
        *(
            Example(source="cases", found=_grams(each["text"]), urgent=each.get("urgent", False))
            for each in _cases("urgency")
        ),
        *(Example(source="cases", found=_grams(each["text"]), category=each["is"]) for each in _cases("categories")),
    ]


def short() -> list[Example]:
    """One a line: category, urgent or calm, text; -, followup or none, text; or category, nothing, text: such lines are
    there for their trades, and all of them are reports, few urgent.
    """
    rows = [line.split("\t") for line in _lines(MESSAGES / "short.tsv")]
    return [
        Example(
            source="short",
            found=_grams(text),
            kind=(said if category == "-" else "ticket") if said else None,
            urgent=said == "urgent" if said and category != "-" else None,
            category=None if category == "-" else category,
            counts=OF_A_SHORT_ONE,
        )
        for category, said, text in rows
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _cases(name: str, key: str = "cases") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return found


def _labelled(message: dict[str, Any]) -> Example:
    kind = message.get("kind", "ticket")
    ticket = kind == "ticket" and "tickets" not in message
    return Example(
        source="cases",
        found=_grams(message["text"]),
        kind=kind,
        urgent=message.get("urgent", False) if ticket else None,
        category=message.get("category") if ticket else None,
    )


def _grams(text: str) -> frozenset[str]:
    """Those with digits or Latin letters are left out: which number or code it is says nothing."""
    return frozenset(gram for gram in grams(default_reader().outline(text, _ANY_DAY)) if not _CODE.search(gram))


def _without_claimed(found: frozenset[str]) -> list[str]:
    return sorted(gram for gram in found if not _CLAIMED.search(gram))


class Model:
    """Log-odds of one question. `answer` gives an example's, or None where it has none."""

    def __init__(self, name: str, answer: Callable[[Example], Any], examples: Sequence[Example]) -> None:
        counted = sorted if name in BY_NUMBERS else _without_claimed
        self._count = CountVectorizer(analyzer=counted, min_df=LEAST_OFTEN, binary=True)
        known = [each for each in examples if answer(each) is not None]
        rows = self._count.fit_transform([each.found for each in known])
        counts = [OF_A_CASE if each.source == "cases" else each.counts for each in known]
        self.fitted = LogisticRegression(C=SHRINK[name], max_iter=1000)
        self.fitted.fit(rows, [answer(each) for each in known], sample_weight=counts)
        self.names = list(self._count.get_feature_names_out())

    def odds(self, examples: Sequence[Example]) -> list[Any]:
        return list(self.fitted.decision_function(self._count.transform([each.found for each in examples])))


def report(example: Example) -> bool | None:
    return None if example.kind is None else example.kind == "ticket"


def job(example: Example) -> bool | None:
    return None if example.kind in (None, "ticket") else example.kind == "followup"


def urgent(example: Example) -> bool | None:
    return example.urgent


def trade(example: Example) -> int | None:
    return None if example.category is None else CATEGORIES.index(example.category)


def weighing(name: str, answer: Callable[[Example], bool | None], examples: Sequence[Example]) -> dict[str, float]:
    """Bias, and how much words and rules count, from what both said of each set at first sight."""
    points, truths = [], []
    for held in sorted({each.source for each in examples if each.rules}):
        model = Model(name, answer, [each for each in examples if each.source != held])
        asked = [each for each in examples if each.source == held and each.rules and answer(each) is not None]
        points += [[odds, _rules_say(name, each)] for odds, each in zip(model.odds(asked), asked, strict=True)]
        truths += [answer(each) for each in asked]
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
    told = []
    for held in sorted({each.source for each in examples if each.rules}):
        model = Model("trade", trade, [each for each in examples if each.source != held])
        asked = [each for each in examples if each.source == held and each.rules and each.category is not None]
        told += list(zip(model.odds(asked), asked, strict=True))

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
        product((0.6, 0.8, 1.0, 1.3), (0.0, 0.5, 1.0), (1.5, 2.0, 3.0, 4.0)), key=lambda each: doubt(*each)
    )
    return {"bias": bias, "words": words, "rules": rules}


def main() -> None:
    examples = [*messages(), *shortened(), *short(), *cases()]
    learnt = {
        "questions": weights(examples),
        "report_weighing": weighing("report", report, examples),
        "urgent_weighing": weighing("urgent", urgent, examples),
        "trade_weighing": trade_weighing(examples),
    }
    _write(Path("nlp/taught.json"), learnt)


def weights(examples: Sequence[Example]) -> dict[str, Any]:
    questions: dict[str, Any] = {}
    for answer in (report, urgent, job, trade):
        model = Model(answer.__name__, answer, examples)
        names = CATEGORIES if answer is trade else (answer.__name__,)
        for name, values, at_rest in zip(names, model.fitted.coef_, model.fitted.intercept_, strict=True):
            told = {
                gram: weight
                for gram, value in zip(model.names, values, strict=True)
                if (weight := _in_units(value, answer.__name__))
            }
            questions[name] = {"bias": round(at_rest * UNIT), "grams": told}
    return questions


def _in_units(value: float, name: str) -> int:
    rounded = round(value * UNIT)
    return rounded if abs(rounded) >= LEAST_WEIGHT[name] else 0


def _write(path: Path, learnt: dict[str, Any]) -> None:
    """A line for each gram, so that a change can be read."""
    text = json.dumps(learnt, ensure_ascii=False, separators=(",", ":"))
    path.write_text(_GRAM.sub(r"\n\g<0>", text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
