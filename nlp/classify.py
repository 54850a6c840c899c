"""Which trade must come."""

from __future__ import annotations

from collections import defaultdict

from nlp.device import Device
from nlp.dictionary import DECIDES, Dictionary, Weights
from nlp.faults import Fault
from nlp.segment import Outline

OTHER = "其他"
CARS = "车辆"
MEDICAL = "医疗设备"

# What a word counts, by where it stands.
_OF_DEVICE, _CONSEQUENCE, _HEAD, _DEVICE = 0.5, 0.6, 1.3, 1.6
_TELEVISION = 4.0  # at home it is an appliance, in a meeting room media


class Categories:
    """By the words of the dictionary; what else the text tells of its trade the weights know (`nlp/taught.py`)."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._trades = dictionary.trades
        self._breaking = dictionary.set_of("phenomena.breaking.breaking")
        self._brands = dictionary.brands

    def choose(self, outline: Outline, device: Device | None, fault: Fault, *, dwelling: bool) -> tuple[str, float]:
        """The trade with the most weight, and by how much it leads; no lead where no word says anything."""
        votes: defaultdict[str, float] = defaultdict(float)
        self._count(votes, outline, device, fault)
        if device and "电视" in outline.plain[device.start : device.end]:
            votes["家电" if dwelling else "IT影音"] += _TELEVISION
        if not any(votes.values()):
            return OTHER, 0.0
        best = max(votes, key=votes.__getitem__)
        return best, max(0.1, votes.pop(best) - max(votes.values(), default=0.0))

    def _count(self, votes: defaultdict[str, float], outline: Outline, device: Device | None, fault: Fault) -> None:
        for weights, factor in self._counted(outline, device, fault):
            shared = len(weights) ** 0.5
            for category, weight in weights:
                decides = weight >= DECIDES and factor > 0
                votes[category] += weight * (max(factor, 1.0) if decides else factor) / shared

    def _counted(self, outline: Outline, device: Device | None, fault: Fault) -> list[tuple[Weights, float]]:
        """What every word weighs that says something of a trade, and how much it counts where it stands."""
        trades_of, head = self._trades.get, self._head(outline, fault)
        consequence = fault.pieces[1][0] if len(fault.pieces) > 1 and not fault.labelled else len(outline.plain)
        return [
            (weights, self._factor(outline, at, word, device, head) * (_CONSEQUENCE if at >= consequence else 1.0))
            for at, word in outline.words
            if (weights := trades_of(word))
        ]

    def _factor(self, outline: Outline, start: int, word: str, device: Device | None, head: int | None) -> float:
        letter = outline.shape[start]
        if letter in "c!" or (letter == "A" and word in self._brands):
            return 0.0
        named = device is not None and device.named
        if device and named and device.start <= start < device.end:
            return _DEVICE
        return _HEAD if start == head else _OF_DEVICE if named else 1.0

    def _head(self, outline: Outline, fault: Fault) -> int | None:
        """The last part or device in front of the first defect: 厨房水管接头 leaks at the joint."""
        head: int | None = None
        start, end = fault.pieces[0] if fault.pieces else (0, 0)
        for at, word in outline.words:
            if at >= end:
                break
            if start <= at:
                if outline.shape[at] == "X":
                    if word not in self._breaking:
                        break
                    head = None  # 树枝砸坏了玻璃: the window is broken
                elif outline.shape[at] in "PD" and word in self._trades:
                    head = at
        return head
