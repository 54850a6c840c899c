from __future__ import annotations

import pytest

from tickets.fields import FieldName
from tickets.matters import another_matter, contradicts, has_in_common, may_be_same_place

HERE = {FieldName.ADDRESS: "钱江新城3幢2单元501", FieldName.PHONE: "13800001111", FieldName.FAULT: "水管漏水"}
DEVICE = {**HERE, FieldName.SERIAL: "HR2025-0318", FieldName.PLATE: "浙A88888"}


def saying(**values: str) -> dict[FieldName, str]:
    return {FieldName(name): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("钱江新城3幢", "钱江新城3幢2单元501"),
        ("钱江新城3幢", "3幢501"),
        ("3栋", "三幢"),
        ("3号楼", "3幢"),
        ("钱江新城", "2单元501"),
        ("A座12楼", "a座"),
        ("501", "3幢501室"),
    ],
)
def test_two_ways_to_say_one_place(one: str, other: str) -> None:
    assert may_be_same_place(one, other)
    assert may_be_same_place(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3幢", "5幢"),
        ("3幢501", "3幢302"),
        ("万达广场", "银泰城"),
        ("A座12楼", "A座15楼"),
        ("钱江新城3幢", "滨江花园5幢"),
    ],
)
def test_two_places(one: str, other: str) -> None:
    assert not may_be_same_place(one, other)
    assert not may_be_same_place(other, one)


@pytest.mark.parametrize(
    ("said", "report", "another"),
    [
        (saying(phone="13700003333"), False, False),
        (saying(address="滨江花园5幢"), False, False),
        (saying(address="滨江花园5幢", phone="13700003333"), False, True),
        (saying(address="滨江花园5幢", fault="灯不亮"), True, True),
        (saying(address="3幢501", fault="灯不亮"), True, False),
        (saying(phone="13700003333", fault="灯不亮"), True, True),
        (saying(phone="13700003333", address="3幢501", fault="灯不亮"), True, False),
        (saying(fault="灯不亮"), True, False),
        (saying(serial="HR2025-0319", fault="灯不亮"), True, True),
        (saying(serial="HR2025-0319", phone="13800001111", address="3幢501", fault="灯不亮"), True, True),
        (saying(serial="hr2025 O318", fault="灯不亮"), True, False),
        (saying(serial="0318", fault="灯不亮"), True, False),
        (saying(serial="HR2025-0319"), False, False),
        (saying(plate="浙A12345", fault="灯不亮"), True, True),
    ],
)
def test_what_makes_another_matter(said: dict[FieldName, str], *, report: bool, another: bool) -> None:
    assert another_matter(DEVICE, said, report=report) is another


def test_a_draft_that_lacks_its_fault_is_completed_by_a_whole_report() -> None:
    assert not another_matter(saying(phone="13800001111"), saying(phone="13700003333", fault="灯不亮"), report=True)


def test_naming_another_place_phone_or_device_contradicts() -> None:
    assert contradicts(HERE, saying(phone="13700003333"))
    assert contradicts(HERE, saying(address="5幢"))
    assert contradicts(DEVICE, saying(serial="HR2025-0319"))
    assert not contradicts(HERE, saying(serial="HR2025-0319"))
    assert not contradicts(HERE, saying(customer="王女士"))
    assert not contradicts({}, HERE)


def test_the_same_place_or_phone_is_something_in_common() -> None:
    assert has_in_common(HERE, saying(phone="13800001111"))
    assert has_in_common(HERE, saying(address="3幢"))
    assert not has_in_common(HERE, saying(fault="水管漏水"))
    assert not has_in_common({}, {})
