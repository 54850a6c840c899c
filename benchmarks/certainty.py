"""`python -m benchmarks.certainty FILE …`: are values that claim to be sure really right?

Each file holds one labelled message a line: `id`, `text`, `received_at` and the fields of `nlp.records`. For each field
and each rule that found a value: how many there are, how many of them are right, and what they claimed.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import nlp
from nlp.reading import Found, Reading
from nlp.records import iso
from nlp.serials import key_of

SURE = 0.9
_FILLING = re.compile(r"[\s,，。.、;；:：!！?？\"'“”‘’()（）\[\]【】~—\-·/#]")
_ROLE = re.compile(r"^(?:客户|业主|住户|联系人|报修人|租户|租客|用户|车主|物业|管家|店长|店员|老师傅|本人|家属|前台)")
# From how much in common on it is right: people cut a fault differently, and the goals count it from 0.6 on.
_ALIKE = {"fault": 0.6, "device": 0.8}

Judgement = tuple[str, str, float, bool]  # field, rule, certainty, right


def main(files: list[str]) -> None:
    messages = [json.loads(line) for name in files for line in Path(name).read_text(encoding="utf-8").splitlines()]
    judged: defaultdict[str, list[Judgement]] = defaultdict(list)
    for message in messages:
        reading = nlp.read(message["text"], datetime.fromisoformat(message["received_at"]))
        for judgement in judgements(reading, message):
            judged[judgement[0]].append(judgement)
    for field, each in judged.items():
        report(field, each)


def report(field: str, judged: list[Judgement]) -> None:
    sure = [right for _, _, certainty, right in judged if certainty >= SURE]
    share = f"{sum(sure) / len(sure):.3f}" if sure else "-"
    print(f"{field:12} sure {len(sure):4} of {len(judged):4}, right {share}")
    rules: defaultdict[tuple[str, float], list[bool]] = defaultdict(list)
    for _, rule, certainty, right in judged:
        rules[rule, certainty if field != "kind" else math.floor(certainty * 20) / 20].append(right)
    for (rule, certainty), each in sorted(rules.items()):
        print(
            f"    {rule:16} claims {certainty:.2f}: {sum(each):4} of {len(each):4} right, {sum(each) / len(each):.3f}"
        )


def judgements(reading: Reading, label: dict[str, Any]) -> Iterator[Judgement]:
    yield _of("kind", reading.kind, right=reading.is_ticket is label["is_ticket"])
    for name in ("phones", "extensions", "serials", "vins", "plates"):
        for found in getattr(reading, name):
            yield _of(name, found, right=_key(found.value) in {_key(value) for value in label[name]})
    if reading.is_ticket and label["is_ticket"] and label.get("n_tickets", 1) == 1:
        yield from _of_a_ticket(reading, label)


def _of_a_ticket(reading: Reading, label: dict[str, Any]) -> Iterator[Judgement]:
    yield _of("urgent", reading.urgent, right=reading.urgent.value is label["urgent"])
    if reading.phone_primary:
        right = reading.phone_primary.number == str(label["phone_primary"]).partition("-")[0]
        yield ("call back", reading.phone_primary.method, reading.phone_primary.certainty, right)
    if reading.customer:
        names = [label["customer"], *label.get("customer_alt", [])]
        right = _ROLE.sub("", _bare(reading.customer.value)) in {_ROLE.sub("", _bare(name)) for name in names if name}
        yield _of("customer", reading.customer, right=right)
    for name in ("address", "category", "brand", "model"):
        if found := getattr(reading, name):
            yield _of(name, found, right=_bare(found.value) == _bare(label[name]))
    for name, least in _ALIKE.items():
        if (found := getattr(reading, name)) and (name == "fault" or label[name]):
            yield _of(name, found, right=_overlap(found.value, label[name]) >= least)
    if reading.appointment:
        yield _of("appointment", reading.appointment, right=iso(reading.appointment) == label["appointment_iso"])


def _of(field: str, found: Found[Any], *, right: bool) -> Judgement:
    return field, found.method, found.certainty, right


def _key(value: str) -> str:
    """Characters that people confuse count as the same."""
    return key_of(re.sub(r"[\s·—]", "", unicodedata.normalize("NFKC", value)))


def _bare(value: str | None) -> str:
    return _FILLING.sub("", unicodedata.normalize("NFKC", value or "")).lower()


def _overlap(one: str, other: str | None) -> float:
    return SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


if __name__ == "__main__":
    main(sys.argv[1:])
