import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import normalize
from nlp.reading import Turn
from nlp.spans import Claims, Taken

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).with_name("cases") / "conversations.toml").read_text(encoding="utf-8")
)["cases"]


def identifiers_of(lines: list[str]) -> Identifiers:
    """As the transcript rules would part the conversation: names claimed, each line a turn."""
    text = normalize("\n".join(line.lstrip("*") for line in lines))
    claims = Claims(len(text.plain))
    turns = []
    start = 0
    for line in lines:
        speaker, _, _ = line.lstrip("*").partition(":")
        claims.claim(Taken.SPEAKER, start, start + len(speaker) + 1)
        end = start + len(line.lstrip("*"))
        turns.append(Turn(speaker, start + len(speaker) + 1, end, staff=line.startswith("*")))
        start = end + 1
    return find_identifiers(text, claims, turns)


@pytest.mark.parametrize("case", CASES, ids=lambda case: " | ".join(case["turns"]))
def test_a_conversation_holds_these_numbers(case: dict[str, Any]) -> None:
    found = identifiers_of(case["turns"])
    assert [phone.value for phone in found.phones] == case["phones"]
    assert [serial.value for serial in found.serials] == case.get("serials", [])
    if "call_back" in case:
        to_ring = [phone.value for phone in found.phones if phone.call_back]
        assert to_ring == ([case["call_back"]] if case["call_back"] else [])
