"""Judgements about the whole message: which trade, how urgent, and whether somebody is to be sent for at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections import defaultdict
from dataclasses import dataclass

from nlp.dictionary import Dictionary
from nlp.reading import Kind
from nlp.segment import Outline

_LANDMARK = re.compile(r"旁|边上|旁边|后面|下面|上面|底下|门口|那边|附近|外面")


def categorise(
    outline: Outline, dictionary: Dictionary, *, device: tuple[int, int] | None, vehicle: bool
) -> tuple[str, float]:
    """The trade with the most weight, and by how much it leads."""
    votes: defaultdict[str, float] = defaultdict(float)
    for start, word in outline.words:
        weights = dictionary.trades.get(word)
        if weights is None:
            continue
        factor = _factor(outline, start, word, device)
        for category, weight in weights:
            votes[category] += weight * factor / len(weights) ** 0.5
    if vehicle:
        votes["车辆"] += 4
    if not votes:
        return "其他", 0.0
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], ranked[0][1] - second


def _factor(outline: Outline, start: int, word: str, device: tuple[int, int] | None) -> float:
    if outline.shape[start] == "A":
        return 0.3
    if outline.shape[start] == "c":
        return 0.0
    if device and device[0] <= start < device[1]:
        return 1.5
    if _LANDMARK.match(outline.plain, start + len(word)):
        return 0.2
    return 1.0


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, branching on the first character."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


_HARMLESS_BEFORE = re.compile(
    r"(?:差点儿?|差一点|险些|幸好|以免|防止|避免|怕|担心|没有|没|未|无|不会|不需要|不用|不必|不|非)[^,。;!?\n]{0,5}$"
)


class Cues:
    """Finds the cue words of the urgency and kind lists in one pass each."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._calm = frozenset(dictionary.not_urgent)
        self._urgency = re.compile(any_of((*dictionary.urgent, *dictionary.not_urgent)), re.IGNORECASE)
        self._kinds = {word: kind for kind, words in dictionary.kinds.items() for word in words}
        self._kind = re.compile(any_of(self._kinds))

    def urgency(self, plain: str) -> tuple[int, int] | None:
        """The first word that makes the message urgent."""
        for match in self._urgency.finditer(plain):
            if match[0] not in self._calm and not _HARMLESS_BEFORE.search(
                plain, max(0, match.start() - 12), match.start()
            ):
                return match.span()
        return None

    def kinds(self, plain: str) -> dict[str, int]:
        """How many cue words of each kind there are."""
        counts: dict[str, int] = defaultdict(int)
        for match in self._kind.finditer(plain):
            counts[self._kinds[match[0]]] += 1
        return counts


@dataclass(frozen=True, slots=True)
class Evidence:
    fault: float  # how strongly a defect is stated
    device: bool
    contact: bool  # a number, a serial, a plate, a customer
    place: bool


def kind_of(cues: dict[str, int], evidence: Evidence) -> tuple[Kind, str, float]:
    """Kind, method and certainty."""
    score = (
        evidence.fault
        + 1.0 * evidence.contact
        + 0.8 * evidence.place
        + 0.5 * evidence.device
        + 0.5 * cues.get("report", 0)
    )
    against = 1.6 * cues.get("none", 0) + 1.8 * cues.get("followup", 0)
    if evidence.fault <= 0 and not (evidence.device and evidence.contact):
        return (Kind.FOLLOWUP, "cue", 0.8) if cues.get("followup") else (Kind.NONE, "chatter", 0.9)
    if score - against >= 0.5:
        return Kind.TICKET, "fault", min(0.99, 0.6 + 0.1 * (score - against))
    if cues.get("followup", 0) >= cues.get("none", 0):
        return Kind.FOLLOWUP, "cue", 0.8
    return Kind.NONE, "chatter", 0.8
