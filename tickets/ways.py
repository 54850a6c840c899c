"""The ways that lead to a customer, cheapest first."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    CHAT = "chat"
    """A message of the customer service in WeChat: while a window is open, and only so many."""
    TEMPLATE = "template"
    """A template message in WeChat: whenever the customer follows, in words that WeChat has approved."""
    SMS = "sms"
