"""What customers are answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomerHeard:
    """A customer's words arrived."""


@dataclass(frozen=True, slots=True)
class CustomerWelcome:
    pass


@dataclass(frozen=True, slots=True)
class CustomerMisheard:
    """What a customer sent cannot be worked with, or not now: the words are kind, and name nothing of ours."""


CustomerReply = CustomerHeard | CustomerWelcome | CustomerMisheard
