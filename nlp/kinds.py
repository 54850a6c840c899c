"""Is somebody to be sent for, is it about a job that exists, or is it for nobody?"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from nlp.dictionary import Dictionary
from nlp.phrases import Placed
from nlp.reading import Found, Kind, judged
from nlp.segment import Outline
from nlp.talk import told_as

_KINDS = (
    "report.words",
    "followup.sure",
    "followup.chasing",
    "followup.words",
    "followup.mild",
    "followup.asking",
    "none.sure",
    "none.asking",
    "none.words",
    "none.polite",
)
_TOLD = ("report.work", "none.idle", "followup.over", "followup.refers", "followup.job")
_NO_CUES = dict.fromkeys((*_KINDS, *_TOLD), 0)


class Cues:
    """The cue words of the kind lists."""

    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self.meaning = {word: kind for kind in _KINDS for word in lists[f"kinds.{kind}"]}

    def kinds(self, outline: Outline, phrases: Mapping[str, Placed]) -> dict[str, int]:
        """How often each list of `kinds.toml` is hit outside names, places and what our staff asks, and what the way of
        telling adds to them.
        """
        counts = _NO_CUES.copy()
        shape = outline.shape
        for start, word in phrases.get("kinds", ()):
            if shape[start] not in "Acd@" or shape[start + len(word) - 1] not in "Acd@":
                counts[self.meaning[word]] += 1
        for kind in told_as(outline.plain, shape, phrases):
            counts[kind] += 1
        return counts


class Evidence(Struct, frozen=True, kw_only=True):
    """What was found that a report has."""

    fault: float  # how clearly a defect is stated
    device: bool
    contact: bool  # a number to call
    thing: bool  # a serial, a plate
    customer: bool
    place: float
    appointment: bool
    trade: bool  # a word says whose work it is


_REPORT = 2.0
_UNADDRESSED = 2.6  # without number, place, thing or request most is talk: 我的伞坏了
_DEFECT = 2.0
_OVER = 3  # times as much as a word
_ASKED = 2.0  # a piece of work, rather than a defect
_STATED = 3.0  # no fault says more, however much is wrong
_SURE, _WORD, _POLITE = 3.2, 1.0, 0.3


def kind_of(cues: Mapping[str, int], evidence: Evidence) -> Found[Kind]:
    """A report states a defect, and more speaks for it than against it."""
    stated = min(_STATED, max(evidence.fault, _ASKED * (cues["report.work"] and evidence.trade)))
    against_followup = _against_followup(cues, evidence, stated)
    against_none = _against_none(cues, evidence, stated)
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
    addressed = (
        evidence.contact
        or evidence.thing
        or evidence.place > 0
        or evidence.device
        or evidence.trade
        or evidence.appointment
        or cues["report.words"]
    )
    if (stated or evidence.device) and score >= (_REPORT if addressed else _UNADDRESSED):
        return judged(Kind.TICKET, "fault", min(0.99, 0.7 + 0.08 * (score - _REPORT)))
    if against_followup and against_followup >= against_none:
        return judged(Kind.FOLLOWUP, "cue", 0.85)
    certainty = 0.92 if score < _REPORT - 2.5 else 0.85 if score < _REPORT - 1.5 else 0.6
    return judged(Kind.NONE, "chatter", certainty)


def _against_followup(cues: Mapping[str, int], evidence: Evidence, stated: float) -> float:
    told_whole = stated >= _ASKED and evidence.place >= 1 and (evidence.contact or evidence.customer)
    # Who tells it all once more wants it written down once more; but not who only names the job: 停电那家怎么没人来.
    chasing = 0 if told_whole and not cues["followup.job"] else cues["followup.chasing"]
    over = _OVER if cues["followup.over"] and (stated or evidence.device or evidence.place > 0) else 0
    hours = 0 if stated > _DEFECT and not cues["followup.words"] else cues["followup.asking"]
    refers = 2 if cues["followup.refers"] else 0
    return _against(
        cues["followup.sure"] + chasing + over + refers + hours,
        cues["followup.words"] + (0 if stated >= _DEFECT else cues["followup.mild"]),
    )


def _against_none(cues: Mapping[str, int], evidence: Evidence, stated: float) -> float:
    broken = stated > _DEFECT or (stated == _DEFECT and (evidence.contact or evidence.place > 1))
    prices = cues["none.asking"]
    named = evidence.contact or evidence.thing or evidence.customer or evidence.place > 0 or evidence.appointment
    idle = cues["none.idle"] and not named and not cues["report.words"]
    return (
        _against(cues["none.sure"] + (0 if broken else prices), cues["none.words"] + broken * prices)
        + (_SURE if idle else 0.0)
        + (0.0 if stated else _POLITE * cues["none.polite"])
    )


def _against(sure: int, words: int) -> float:
    if not sure:
        return _WORD * min(3, words) if words else 0.0
    return _SURE + _WORD * min(3, sure - 1 + words)
