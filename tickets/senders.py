"""Who writes to us: members of the company by their userid, customers by their openid at the official account or, where
it is known who they are, by the id under which we know them.

An openid is meaningful to one official account alone, and its case matters; a userid is in lower case. As a sender a
customer is `wx:` + openid, or `customer:` + id: no userid has a colon, so nobody is ever taken for somebody on the
other side.
"""

from __future__ import annotations

_AT_WECHAT = "wx:"
_KNOWN = "customer:"
AT_FORM = "form:"


def customer(openid: str) -> str:
    return _AT_WECHAT + openid


def known_customer(customer_id: int) -> str:
    return f"{_KNOWN}{customer_id}"


def at_form(userid: str) -> str:
    """A member who fills in the front desk's form: what is said in their chat meanwhile is another matter."""
    return f"{AT_FORM}{userid}"


def is_customer(sender: str) -> bool:
    return sender.startswith((_AT_WECHAT, _KNOWN))


def openid_of(sender: str) -> str:
    """Of a customer who writes to the official account."""
    assert sender.startswith(_AT_WECHAT), "nobody else has an openid"
    return sender.removeprefix(_AT_WECHAT)


def customer_id_of(sender: str) -> int | None:
    """None: it is somebody else, or a customer of whom only the openid is known."""
    number = sender.removeprefix(_KNOWN)
    return int(number) if sender.startswith(_KNOWN) and number.isdecimal() else None
