"""Numbers that stand on a device."""

from __future__ import annotations

_ALIKE = str.maketrans("OQDILSBZ", "00011582")


def fold(serial: str) -> str:
    """The same for what people and machines take for each other: 0 O Q D, 1 I L, 5 S, 8 B, 2 Z. Marks do not count."""
    return "".join(filter(str.isalnum, serial.upper())).translate(_ALIKE)


def may_be_same_serial(one: str, other: str) -> bool:
    """Half of it is often all that is said: 0318 of HR2025-0318."""
    folded, other_folded = fold(one), fold(other)
    return folded in other_folded or other_folded in folded
