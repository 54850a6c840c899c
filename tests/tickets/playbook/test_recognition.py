"""What a report is about."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.tickets.playbook.conftest import SMALLEST
from tests.tickets.samples import NOW, a_ticket
from tickets.fields import URGENT, Facts, FieldName
from tickets.playbook import parse
from tickets.playbook.recognition import facing_of, fault_codes, recognised
from tickets.playbook.values import Priority, Source

TYPES = """
[[types]]
key = "lift"
name = "电梯困人"
words = ["困人", "关在电梯"]
priority = "urgent"

[[types]]
key = "high_voltage"
name = "高压"
fault_codes = ["P0A*"]

[[types]]
key = "water"
name = "水"
categories = ["给排水"]

[[types]]
key = "other"
name = "其他"
"""
AREAS = """
[[areas]]
key = "east"
name = "钱江新城"
words = ["钱江"]

[[areas]]
key = "east2"
name = "钱江新城二期"

[[areas]]
key = "south"
name = "滨江"
"""
PLAYBOOK = parse(SMALLEST.partition("[[areas]]")[0] + AREAS + TYPES)


def read(text: str = "", source: Source = Source.STAFF, **values: str):
    return recognised({FieldName(name): value for name, value in values.items()}, text, source, PLAYBOOK)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("3幢电梯困人了", {}, "lift"),
        ("", {"fault": "老人被关在电梯里"}, "lift"),
        ("报P0A1F，车开不了", {}, "high_voltage"),
        ("水管漏了", {"category": "给排水"}, "water"),
        ("水管漏了，有人困人", {"category": "给排水"}, "lift"),
        ("灯不亮", {"category": "强电照明"}, "other"),
    ],
)
def test_a_report_is_of_the_first_type_that_is_spoken_of(text: str, values: dict[str, str], expected: str) -> None:
    assert read(text, **values).type.key == expected


@pytest.mark.parametrize(
    ("text", "address", "expected"),
    [
        ("滨江的王女士说漏水", "钱江新城3幢", "east"),
        ("滨江那边漏水", "3幢2单元", "south"),
        ("钱江新城二期漏水", "", "east2"),
        ("漏水", "西湖区", None),
    ],
)
def test_its_area_is_told_by_the_address_first_and_by_the_longest_word(
    text: str, address: str, expected: str | None
) -> None:
    assert read(text, address=address).area == expected


def test_its_priority_is_the_types_and_what_is_urgent_is_at_least_high() -> None:
    assert read("困人").priority is Priority.URGENT
    assert read("灯不亮").priority is Priority.NORMAL
    assert read("灯不亮", urgent=URGENT).priority is Priority.HIGH
    assert read("困人", urgent=URGENT).priority is Priority.URGENT


def test_the_matrix_may_set_another_priority() -> None:
    text = '[[matrix]]\nsource = "qr"\npriority = "low"\n'
    playbook = parse(SMALLEST + text)
    assert recognised({}, "灯不亮", Source.QR, playbook).priority is Priority.LOW
    assert recognised({}, "灯不亮", Source.STAFF, playbook).priority is Priority.NORMAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("报码p0a1f和U0100，再说一次P0A1F", ("P0A1F", "U0100")),
        ("B1234仪表", ("B1234",)),
        ("P12345 XP0A1F P0A1FX C01G2", ()),
    ],
)
def test_fault_codes_are_a_letter_and_four_digits(text: str, expected: tuple[str, ...]) -> None:
    assert fault_codes(text) == expected


def test_a_rule_is_asked_about_what_the_ticket_says_at_that_hour_here() -> None:
    ticket = a_ticket(text="报P0A1F", type="lift", area="east", facts=Facts(fault="困人", serial="QC24", brand="三菱"))
    facing = facing_of(ticket, NOW)
    assert (facing.type, facing.area, facing.serial, facing.brand) == ("lift", "east", "QC24", "三菱")
    assert (facing.fault_codes, facing.text) == (("P0A1F",), "困人\n报P0A1F")
    assert isinstance(facing.local_time, datetime)
    assert facing.local_time.hour == 9
