"""Names among Chinese words."""

from __future__ import annotations


def apart(name: str) -> str:
    """With a space where it begins or ends in Latin letters or digits: 派给 A 班, but 派给维修班."""
    return f"{_gap(name[:1])}{name}{_gap(name[-1:])}"


def _gap(character: str) -> str:
    return " " if character.isascii() and character.isalnum() else ""
