"""The device that a message is about, as it is written, and how sure it is that it is this one."""

from __future__ import annotations

from msgspec import Struct

from nlp.segment import Outline

Span = tuple[int, int]
EXPLAINED = frozenset("Acpst!@")


class Device(Struct, frozen=True):
    """`named` is False when only a brand was found."""

    start: int
    end: int
    brand: Span | None = None
    model: Span | None = None
    named: bool = True
    fixture: bool = False  # told inside the fault, too: 卷闸门卡在半腰
    known_brand: bool = True


def certainty_of(outline: Outline, device: Device) -> float:
    """Measured: a device of a known maker is the one if it is the only one and something is said of it at once."""
    only = "D" not in outline.shape
    told = outline.shape[device.end : device.end + 1] not in ("", ",", " ", "D", "E", "O", "v")
    named = device.brand is not None and device.known_brand and device.start <= device.brand[0] < device.end
    return 0.92 if named and only and told else 0.85


def is_free(outline: Outline, start: int, end: int) -> bool:
    """Nobody has explained any of it."""
    return EXPLAINED.isdisjoint(outline.shape[start:end])
