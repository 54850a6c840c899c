import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from nlp.identifiers import find_identifiers
from nlp.normalize import normalize
from nlp.spans import Claims

CONTEXTS: dict[str, Any] = tomllib.loads(
    (Path(__file__).with_name("cases") / "contexts.toml").read_text(encoding="utf-8")
)
LEFT, RIGHT = CONTEXTS["left"], CONTEXTS["right"]
# Every left with the empty right, every right with the empty left, and each left with some rights.
PAIRS = [pair for index, pair in enumerate(product(LEFT, RIGHT)) if "" in pair or index % 7 == 0]


def phones_of(message: str) -> list[str]:
    text = normalize(message)
    return [phone.value for phone in find_identifiers(text, Claims(len(text.plain))).phones]


@pytest.mark.parametrize("way", CONTEXTS["ways"], ids=lambda way: way["written"])
def test_a_number_is_found_whatever_stands_around_it(way: dict[str, str]) -> None:
    assert [
        (left, right, found)
        for left, right in PAIRS
        if (found := phones_of(left + way["written"] + right)) != [way["reads"]]
    ] == []


@pytest.mark.parametrize("look_alike", CONTEXTS["look_alikes"])
def test_a_look_alike_is_no_number_whatever_stands_around_it(look_alike: str) -> None:
    assert [
        (left, right, found)
        for left, right in PAIRS
        if not says_phone(left) and (found := phones_of(left + look_alike + right))
    ] == []


def says_phone(left: str) -> bool:
    return left.endswith(("电话", "电话：", "电话是", "打", "手机:"))
