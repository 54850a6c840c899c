import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nlp.corrections import corrections, dropped_number, ticket_numbers

CASES = Path(__file__).with_name("cases")
NOW = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the reader is told local time


def cases(name: str) -> Iterator[Any]:
    for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["cases"]:
        yield pytest.param(case, id=case["text"] or "nothing")


@pytest.mark.parametrize("case", list(cases("corrections")))
def test_only_what_is_wholly_a_correction_changes_the_draft(case: dict[str, Any]) -> None:
    found = corrections(case["text"], NOW)
    assert [[each.field, each.value or ""] for each in found] == case.get("is", [])
    assert all(0 <= each.start < each.end <= len(case["text"]) for each in found)


@pytest.mark.parametrize("case", list(cases("ticket_numbers")))
def test_spoken_ticket_numbers_are_told_from_house_numbers_and_telephones(case: dict[str, Any]) -> None:
    assert [list(number) for number in ticket_numbers(case["text"])] == case["is"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13800138000不要了", "13800138000"),
        ("138 0013 8000 这个号码删掉", "13800138000"),
        ("去掉0571-88886666这个号码", "057188886666"),
        ("13800138000", None),
        ("13800138000不要打", None),
        ("13800138000，门不要锁", None),
    ],
)
def test_a_number_that_is_to_go_is_named(text: str, number: str | None) -> None:
    assert dropped_number(text) == number
