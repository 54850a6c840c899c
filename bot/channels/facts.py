"""What can be put into a message to a customer whose words somebody else approves: WeChat, or who sends the SMS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum


class Fact(StrEnum):
    """Nothing internal is among them."""

    NUMBER = "number"
    FAULT = "fault"
    PLACE = "place"
    WHO = "who"
    """Who comes, as customers call them."""
    STATUS = "status"
    ARRIVAL = "arrival"
    """When the technician has promised to be there."""
    AT = "at"
    """When it happened."""
    NOTE = "note"
    LINK = "link"
    """The progress page."""
    CODE = "code"
    """That proves whose a telephone number is."""
    MINUTES = "minutes"
    """So long it is good."""


Facts = Mapping[Fact, str | datetime]

EXAMPLES: Facts = {
    Fact.NUMBER: "1122-7",
    Fact.FAULT: "厨房水管漏水",
    Fact.PLACE: "3幢2单元501",
    Fact.WHO: "王师傅",
    Fact.STATUS: "已接单",
    Fact.ARRIVAL: datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
    Fact.AT: datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
    Fact.NOTE: "师傅已出发",
    Fact.LINK: "https://bot.example.com/t/east.0123456789abcdefghijkl",
    Fact.CODE: "123456",
    Fact.MINUTES: "10",
}
NOT_ALWAYS_KNOWN = frozenset({Fact.ARRIVAL, Fact.PLACE})
"""Nothing was promised, nobody said where."""

LITERAL = "="
"""Begins what is not a fact's name but the words themselves."""


def value_of(named: str, facts: Facts) -> str | datetime:
    """`named` is a fact, or words after `=`. Empty where it is not known."""
    if named.startswith(LITERAL):
        return named.removeprefix(LITERAL)
    return facts.get(Fact(named), "")
