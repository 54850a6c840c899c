"""What a pressed button says: an action on a subject. Whether it can still be done is judged when it is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tickets.notifications import Subject, SubjectKind

LONGEST = 1024
"""Bytes; the limit of a button's key in WeCom."""


class Button(StrEnum):
    SUBMIT = "submit"
    CHANGE = "change"
    WORDS = "words"
    DISCARD = "discard"
    CLAIM = "claim"
    FINISH = "finish"
    WHY = "why"
    STILL_MOVES = "still_moves"
    DECLINE = "decline"
    DEPART = "depart"
    ARRIVE = "arrive"
    WAIT = "wait"
    RESUME = "resume"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    CANCEL = "cancel"
    PRIORITIZE = "prioritize"
    CLOSE = "close"
    REWORK = "rework"
    RATE = "rate"
    LOOK = "look"
    LINK = "link"
    UNLINK = "unlink"


NO_CATEGORY = "none"
_CATEGORY = "category:"


def category_question(shown: str) -> str:
    """The key of the category's selection, which says what stood there when the card was drawn."""
    return f"{_CATEGORY}{shown}"


NO_CHOICE = "none"
_OWN = "own:"


def own_question(key: str) -> str:
    """The key of the selection for what only this business asks: nothing is picked on it beforehand."""
    return f"{_OWN}{key}"


def own_asked(question: str) -> str | None:
    return question.removeprefix(_OWN) if question.startswith(_OWN) else None


def category_shown(question: str) -> str | None:
    """None for another question."""
    return question.removeprefix(_CATEGORY) if question.startswith(_CATEGORY) else None


@dataclass(frozen=True, slots=True)
class Key:
    """Nothing in it changes while the subject does: a card that shows the same is the same, and costs no code."""

    button: Button
    subject: Subject

    def pack(self) -> str:
        packed = f"{self.button}:{self.subject.kind}:{self.subject.id}"
        assert len(packed.encode()) <= LONGEST
        return packed

    @classmethod
    def unpack(cls, packed: str) -> Key | None:
        """None for what no card of ours has ever carried."""
        try:
            button, kind, subject_id = packed.split(":")
            return cls(Button(button), Subject(SubjectKind(kind), int(subject_id)))
        except ValueError:
            return None
