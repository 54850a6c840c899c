import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import normalize
from nlp.spans import Claims

CASES = Path(__file__).with_name("cases")
FILES = ("phones", "look_alikes", "hidden", "taken_back", "call_back", "serials", "vehicles", "whole_messages")


def identifiers_of(message: str) -> Identifiers:
    text = normalize(message)
    return find_identifiers(text, Claims(len(text.plain)))


def cases() -> Iterator[Any]:
    for name in FILES:
        for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["cases"]:
            yield pytest.param(case, id=f"{name}: {case['text']}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_message_holds_these_numbers_and_no_others(case: dict[str, Any]) -> None:
    found = identifiers_of(case["text"])
    assert {
        "phones": [phone.value for phone in found.phones],
        "masked": [number.value for number in found.phones_masked],
        "extensions": [number.value for number in found.extensions],
        "serials": [serial.value for serial in found.serials],
        "vins": [vin.value for vin in found.vins],
        "plates": [plate.value for plate in found.plates],
    } == {field: case.get(field, []) for field in ("phones", "masked", "extensions", "serials", "vins", "plates")}


@pytest.mark.parametrize("case", [case for case in cases() if "call_back" in case.values[0]])
def test_one_of_the_numbers_is_the_one_to_call_back(case: dict[str, Any]) -> None:
    found = identifiers_of(case["text"])
    assert [phone.value for phone in found.phones if phone.call_back] == [case["call_back"]] * bool(case["call_back"])
