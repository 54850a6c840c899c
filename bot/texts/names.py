"""Names among Chinese words."""

from __future__ import annotations

from collections.abc import Sequence

from tickets.playbook import Playbook

MOST_FRIENDS = 3


def apart(name: str) -> str:
    """With a space where it begins or ends in Latin letters or digits: 派给 A 班, but 派给维修班."""
    return f"{_gap(name[:1])}{name}{_gap(name[-1:])}"


def befriended(friends: Sequence[str], playbook: Playbook, *, to: str) -> str:
    """Where else a customer can be found: `friends` have them as a contact of WeCom. Empty where nobody has."""
    if to in friends:
        return "您加了客户的企业微信，可以在那里说。"
    names = "、".join(playbook.name_of(each) for each in friends[:MOST_FRIENDS])
    return f"{names} 加了客户的企业微信，可以在那里找。" if names else ""


def _gap(character: str) -> str:
    return " " if character.isascii() and character.isalnum() else ""
