"""What `tools.teach` learns from: the labelled messages and cases, each as the grams in it and the answers it gives."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nlp.reader import default_reader
from nlp.taught import grams

MESSAGES = Path("benchmarks/messages")
CASES = Path("tests/nlp/cases")
TO_LEARN_FROM = (*"abdefgjlnpqrstuvxy", "aa", "ab", "ac")
OF_A_CASE = 2.0
"""A case counts as so many messages: it is short, and there because it was read wrong once."""
OF_A_SHORT_ONE = 0.5

_SHORTER = (
    "{thing}{fault}", "{place}{fault}", "{who}说{thing}{fault}", "{place}{thing}{fault}", "{who}家{fault}",
    "你好，{thing}{fault}",
    "{fault}，麻烦来修一下", "{who}反映{fault}", "{thing}有问题，{fault}", "我家{thing}{fault}",
    "麻烦了，{fault}，辛苦师傅", "{place}{fault}，谢谢", "{thing}{fault}能修吗", "请问{fault}什么时候能来看",
    "收到请回复，{place}{fault}", "{who}：{place}{thing}{fault}\n我：请问电话多少", "@物业 {fault}，辛苦啦",
    "老王，{thing}{fault}，5栋302", "客户说{fault}，电话13800138000", "我妈说{thing}{fault}，5栋302，电话13800138000",
    "{who}说{fault}，13800138000", "业主反映{thing}{fault}，电话13800138000", "{fault}，{place}，联系电话13800138000",
    "客户说{thing}{fault}", "买买提，{fault}，电话13800138000", "帮我邻居报一下，{thing}{fault}", "老李，{fault}",
)  # fmt: skip
_ANY_DAY = datetime.fromisoformat("2026-11-20T09:00")
_CODE = re.compile(r"[0-9a-z]")


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
                words = {"fault": label["fault"], **{k: v or "" for k, v in known.items()}}
                told += (
                    Example(source=name, found=_grams(telling.format(**words)), kind="ticket", counts=OF_A_SHORT_ONE)
                    for telling in (_SHORTER[at % len(_SHORTER)], _SHORTER[(at + len(_SHORTER) // 2) % len(_SHORTER)])
                )
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
