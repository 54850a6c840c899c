import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import nlp
from nlp.reading import Found, Reading
from nlp.records import iso

CASES = Path(__file__).with_name("cases")
NOW = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001 - the reader is told local time
PARTS = ("area", "site", "building", "unit", "floor", "room")


def cases(name: str) -> Iterator[Any]:
    for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["cases"]:
        yield pytest.param(case, id=case["text"])


def value(found: Found[str] | None) -> str:
    return found.value if found else ""


def read(text: str) -> Reading:
    return nlp.read(text, NOW)


@pytest.mark.parametrize("case", list(cases("customers")))
def test_the_customer_is_whoever_is_named_on_their_side(case: dict[str, Any]) -> None:
    assert value(read(case["text"]).customer) == case["is"]


@pytest.mark.parametrize("case", list(cases("addresses")))
def test_the_address_ends_with_the_last_word_that_belongs_to_places(case: dict[str, Any]) -> None:
    address = read(case["text"]).address
    assert value(address) == case["is"]
    assert {part: getattr(address, part) for part in PARTS if part in case} == {
        part: case[part] for part in PARTS if part in case
    }


@pytest.mark.parametrize("case", list(cases("faults")))
def test_the_fault_is_told_in_the_customers_words(case: dict[str, Any]) -> None:
    assert value(read(case["text"]).fault) == case["is"]


@pytest.mark.parametrize("case", list(cases("devices")))
def test_the_device_is_what_is_broken_and_not_what_stands_beside_it(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    found = {"device": value(reading.device), "brand": value(reading.brand), "model": value(reading.model)}
    assert found == {field: case.get(field, "") for field in found}


@pytest.mark.parametrize("case", list(cases("categories")))
def test_the_category_is_the_trade_that_must_come(case: dict[str, Any]) -> None:
    assert value(read(case["text"]).category) == case["is"]


@pytest.mark.parametrize("case", list(cases("urgency")))
def test_danger_and_haste_are_urgent_and_what_only_sounds_like_them_is_not(case: dict[str, Any]) -> None:
    urgent = read(case["text"]).urgent
    assert urgent.value is case.get("urgent", False)
    assert (urgent.end > urgent.start) is urgent.value


@pytest.mark.parametrize("case", list(cases("visits")))
def test_the_appointment_is_the_visit_and_no_other_time(case: dict[str, Any]) -> None:
    appointment = read(case["text"]).appointment
    assert (iso(appointment) if appointment else "") == case["is"]


@pytest.mark.parametrize("case", list(cases("kinds")))
def test_a_report_is_told_from_follow_ups_and_chatter(case: dict[str, Any]) -> None:
    assert read(case["text"]).kind.value == case["is"]


@pytest.mark.parametrize("case", list(cases("conversations_read")))
def test_a_conversation_is_read_as_what_the_customer_says(case: dict[str, Any]) -> None:
    reading = read(case["text"].strip())
    assert [f"{'!' * turn.staff}{turn.speaker}" for turn in reading.turns] == case["speakers"]
    for field in ("customer", "address", "fault"):
        if field in case:
            assert value(getattr(reading, field)) == case[field]


@pytest.mark.parametrize("case", list(cases("several")))
def test_numbered_items_are_tickets_of_their_own_with_what_is_told_for_all(case: dict[str, Any]) -> None:
    tickets = read(case["text"].strip()).tickets
    assert [[value(each.address), value(each.fault)] for each in tickets] == case["tickets"]
    assert [value(each.customer) for each in tickets] == case["customers"]
