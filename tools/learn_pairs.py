"""Learns `nlp/lexicon/pairs.txt` from labelled messages: what characters and pairs of characters speak for.

.venv/bin/python -m tools.learn_pairs [--to FILE] [--from tests/nlp/cases] benchmarks/messages/[abdefgjlnpqr].jsonl

For a report, for urgency, and for each trade against the others: a linear support vector machine each, by dual
coordinate descent (Hsieh and others, 2008). It takes some ten seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from pathlib import Path
from typing import Any

from nlp.normalize import normalize
from nlp.pairs import FILE, GREATEST, LEAST, SCALE, ZERO
from tickets.fields import CATEGORIES

CASES = Path("tests/nlp/cases")
SELDOM = 4
"""What fewer examples hold is not learned."""
COST = 0.05
STRETCH = 3.5
"""A margin of 1 is worth so many logits."""
ROUNDS = 30
_LEARNED = re.compile(r"[^\s0-9A-Za-z\x00-\x1f]+")

Example = dict[str, Any]  # text, and of kind, urgent and category what is known


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, default=FILE)
    parser.add_argument("--from", type=Path, default=CASES, dest="cases")
    parser.add_argument("messages", type=Path, nargs="*")
    asked = parser.parse_args()
    examples = [*of_cases(asked.cases), *(each for file in asked.messages for each in of_messages(file))]
    asked.to.write_text(learned(examples), encoding="utf-8")


def of_messages(file: Path) -> Iterator[Example]:
    for line in file.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        kind = {"duplicate": "ticket"}.get(label["kind"], label["kind"])
        of_a_ticket = {name: label[name] for name in ("urgent", "category")} if label["is_ticket"] else {}
        yield {"text": label["text"], "kind": kind, **of_a_ticket}


def of_cases(folder: Path) -> Iterator[Example]:
    def cases(name: str, key: str = "cases") -> list[Example]:
        return list(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))[key])

    yield from ({"text": case["text"], "kind": case["is"]} for case in cases("kinds"))
    yield from ({"text": case["text"], "kind": "ticket", "category": case["is"]} for case in cases("categories"))
    yield from ({"text": case["text"], "urgent": case.get("urgent", False)} for case in cases("urgency"))
    for message in cases("labelled", "messages"):
        kind = message.get("kind", "ticket")
        if kind == "ticket":
            yield {"text": message["text"], "kind": kind, "urgent": message.get("urgent", False)} | (
                {"category": message["category"]} if "category" in message else {}
            )
        else:
            yield {"text": message["text"], "kind": kind}


def learned(examples: Sequence[Example]) -> str:
    held = [Counter(filter(_LEARNED.fullmatch, {*grams(normalize(each["text"]).plain)})) for each in examples]
    often = Counter(gram for each in held for gram in each)
    index = {gram: at for at, gram in enumerate(sorted(gram for gram, number in often.items() if number >= SELDOM))}
    rows = [[index[gram] for gram in sorted(each.elements()) if gram in index] for each in held]
    lanes: dict[str, list[float]] = {}
    for name, labels in _questions(examples):
        known = [(row, label) for row, label in zip(rows, labels, strict=True) if label is not None]
        lanes[name] = machine(known, len(index))
        print(name, len(known), sum(label for _, label in known))
    return _written(index, lanes)


def grams(plain: str) -> Iterator[str]:
    yield from plain
    yield from map(add, plain, plain[1:])


def _questions(examples: Sequence[Example]) -> Iterator[tuple[str, list[bool | None]]]:
    kinds = [each.get("kind") for each in examples]
    yield "report", [None if kind is None else kind == "ticket" for kind in kinds]
    yield "urgent", [each.get("urgent") for each in examples]
    for trade in CATEGORIES:
        yield trade, [each["category"] == trade if each.get("category") else None for each in examples]


def machine(known: Sequence[tuple[list[int], bool]], size: int) -> list[float]:
    """The weights, the last of them what speaks for it without any word."""
    weights = [0.0] * (size + 1)
    alphas = [0.0] * len(known)
    slack = 1 / (2 * COST)
    squares = [sum(number * number for number in Counter(row).values()) + 1 + slack for row, _ in known]
    order = list(range(len(known)))
    shuffled = random.Random(0)  # noqa: S311 - the same every time
    for _ in range(ROUNDS):
        shuffled.shuffle(order)
        for at in order:
            row, label = known[at]
            sign = 1.0 if label else -1.0
            alpha = alphas[at]
            gradient = sign * (sum(map(weights.__getitem__, row)) + weights[size]) - 1 + slack * alpha
            alphas[at] = max(alpha - gradient / squares[at], 0.0)
            if step := sign * (alphas[at] - alpha):
                for feature in row:
                    weights[feature] += step
                weights[size] += step
    return weights


def _written(index: dict[str, int], lanes: dict[str, list[float]]) -> str:
    head = " ".join(f"{name}={_rounded(weights[-1])}" for name, weights in lanes.items())
    words = ((gram, _characters(weights[at] for weights in lanes.values())) for gram, at in index.items())
    nothing = chr(ZERO) * len(lanes)
    return "\n".join((head, *(f"{gram} {told}" for gram, told in words if told != nothing))) + "\n"


def _characters(weights: Iterable[float]) -> str:
    return "".join(chr(ZERO + max(LEAST, min(GREATEST, _rounded(weight)))) for weight in weights)


def _rounded(weight: float) -> int:
    return round(weight * STRETCH * SCALE)


if __name__ == "__main__":
    main()
