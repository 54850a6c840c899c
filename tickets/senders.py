"""Who writes to us: members of the company by their userid, customers by their openid at the official account.

An openid is meaningful to one official account alone, and its case matters; a userid is in lower case. As a sender a
customer is `wx:` + openid: no userid has a colon, so nobody is ever taken for somebody on the other side.
"""

from __future__ import annotations

_CUSTOMER = "wx:"


def customer(openid: str) -> str:
    return _CUSTOMER + openid


def is_customer(sender: str) -> bool:
    return sender.startswith(_CUSTOMER)


def openid_of(sender: str) -> str:
    """Of a customer."""
    assert is_customer(sender), "a member has no openid"
    return sender.removeprefix(_CUSTOMER)
