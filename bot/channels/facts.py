"""What can be put into a message to a customer whose words somebody else approves: WeChat, or who sends the SMS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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

LITERAL = "="
"""Begins what is not a fact's name but the words themselves."""


def value_of(named: str, facts: Facts) -> str | datetime:
    """`named` is a fact, or words after `=`. Empty where it is not known."""
    if named.startswith(LITERAL):
        return named.removeprefix(LITERAL)
    return facts.get(Fact(named), "")
