"""Judgements about the whole message: which trade, how urgent, and whether somebody is to be sent for at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.devices import Device
from nlp.dictionary import Dictionary
from nlp.faults import Fault
from nlp.reading import Kind
from nlp.segment import Outline

OTHER = "其他"
CARS = "车辆"

# Behind a word that is only a landmark: 洗衣机旁的角阀.
_LANDMARK = re.compile(r"旁|边上|后面|下面|上面|底下|门口|那边|附近|外面|上的")
_IN_ADDRESS, _LANDMARK_ONLY, _CONSEQUENCE, _OF_DEVICE, _HEAD, _DEVICE = 0.25, 0.2, 0.6, 0.5, 1.3, 1.6
_CAR, _PLATE = 5.0, 4.0


def categorise(
    outline: Outline, dictionary: Dictionary, device: Device | None, fault: Fault, *, vehicle: bool, dwelling: bool
) -> tuple[str, float]:
    """The trade with the most weight, and by how much it leads; no lead where no word says anything."""
    votes: defaultdict[str, float] = defaultdict(float)
    head = _head_of(outline, dictionary, fault)
    for start, word in outline.words:
        weights = dictionary.trades.get(word)
        if weights is not None:
            factor = _factor(outline, dictionary, start, word, device, head)
            if len(fault.pieces) > 1 and start >= fault.pieces[1][0] and not fault.labelled:
                factor *= _CONSEQUENCE
            for category, weight in weights:
                factor = max(factor, 1.0) if weight >= _DECIDES and factor else factor
                if category != CARS or weight != _MODEL_ALONE or (device and device.car):
                    votes[category] += weight * factor / len(weights) ** 0.5
    if device and device.car:
        votes[CARS] += _CAR
    if vehicle:
        votes[CARS] += _PLATE
    for category, weight in _SETTINGS[dwelling]:
        if votes[category]:
            votes[category] += weight
    return _ranked(votes)


# A television at home is an appliance, one in a meeting room is media: breaks ties.
_SETTINGS = {True: (("家电", 1.0), ("给排水", 0.2)), False: (("IT影音", 0.5),)}
_DECIDES = 9.0  # what a word of a `sure` list weighs
_MODEL_ALONE = 3.5  # see dictionary: what a car's model weighs


def _ranked(votes: Mapping[str, float]) -> tuple[str, float]:
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] <= 0:
        return OTHER, 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], max(0.1, ranked[0][1] - second)


def _head_of(outline: Outline, dictionary: Dictionary, fault: Fault) -> int | None:
    """Where the last part or device in front of the first defect stands: 厨房水管接头 leaks at the joint."""
    if not fault.pieces:
        return None
    start, end = fault.pieces[0]
    head: int | None = None
    for at, word in outline.words:
        if start <= at < end:
            letter = outline.shape[at]
            if letter == "X":
                break
            if letter in "PD" and word in dictionary.trades:
                head = at
    return head


def _factor(
    outline: Outline, dictionary: Dictionary, start: int, word: str, device: Device | None, head: int | None
) -> float:
    letter = outline.shape[start]
    if letter in "c!" or (letter == "A" and word in dictionary.brands):
        return 0.0
    if letter == "A":
        return _IN_ADDRESS
    if device and device.named and device.start <= start < device.end:
        return _DEVICE
    if _LANDMARK.match(outline.plain, start + len(word)):
        return _LANDMARK_ONLY
    if start == head:
        return _HEAD
    return _OF_DEVICE if device and device.named else 1.0


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
    """Finds the cue words of the urgency and kind lists, in one pass each."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._calm = frozenset(dictionary.not_urgent)
        self._urgency = re.compile(any_of((*dictionary.urgent, *dictionary.not_urgent)))
        self._meaning = dictionary.kinds
        self._kind = re.compile(any_of(dictionary.kinds))

    def urgency(self, plain: str) -> tuple[int, int] | None:
        """The first word that makes the message urgent."""
        for match in self._urgency.finditer(plain):
            if match[0] not in self._calm and not _HARMLESS_BEFORE.search(
                plain, max(0, match.start() - 12), match.start()
            ):
                return match.span()
        return None

    def kinds(self, outline: Outline) -> Counter[str]:
        """How often each list of `kinds.toml` is hit outside names and places: "followup.sure" and so on."""
        shape = outline.shape
        return Counter(
            self._meaning[match[0]]
            for match in self._kind.finditer(outline.plain)
            if shape[match.start()] not in "Acd" or shape[match.end() - 1] not in "Acd"
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found that a report has."""

    fault: float  # how clearly a defect is stated
    device: bool
    contact: bool  # a number to call
    thing: bool  # a serial, a plate
    customer: bool
    place: float
    appointment: bool


def _against(sure: int, words: int) -> float:
    return (_SURE if sure else 0.0) + _WORD * min(3, max(0, sure - 1) + words)


_REPORT = 2.0
_SURE, _WORD, _POLITE = 3.2, 1.0, 0.3


def kind_of(cues: Counter[str], evidence: Evidence) -> tuple[Kind, str, float]:
    """Kind, method and certainty. A report states a defect, and more speaks for it than against it."""
    against_none = _against(cues["none.sure"], cues["none.words"])
    against_followup = _against(cues["followup.sure"], cues["followup.words"])
    stated = min(2.5, evidence.fault)
    if not stated:
        against_none += _POLITE * cues["none.polite"]
    score = (
        stated
        + 0.5 * evidence.device
        + 1.0 * evidence.contact
        + 0.8 * evidence.thing
        + 0.6 * evidence.customer
        + min(1.0, evidence.place)
        + 0.4 * evidence.appointment
        + 0.4 * min(2, cues["report.words"])
        - max(against_none, against_followup)
    )
    if (stated or evidence.device) and score >= _REPORT:
        return Kind.TICKET, "fault", min(0.99, 0.7 + 0.08 * (score - _REPORT))
    if against_followup and against_followup >= against_none:
        return Kind.FOLLOWUP, "cue", 0.85
    return Kind.NONE, "chatter", 0.9 if score < _REPORT - 1.5 else 0.6
