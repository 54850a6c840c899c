"""What a pressed button says: an action on a subject, as it was when the card was drawn."""

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


NO_CATEGORY = "none"
_CATEGORY = "category:"


def category_question(shown: str) -> str:
    """The key of the category's selection, which says what stood there when the card was drawn."""
    return f"{_CATEGORY}{shown}"


def category_shown(question: str) -> str | None:
    """None for another question."""
    return question.removeprefix(_CATEGORY) if question.startswith(_CATEGORY) else None


@dataclass(frozen=True, slots=True)
class Key:
    """`version` is the subject's when the card was drawn: a late press is judged against what happened since."""

    button: Button
    subject: Subject
    version: int

    def pack(self) -> str:
        packed = f"{self.button}:{self.subject.kind}:{self.subject.id}:{self.version}"
        assert len(packed.encode()) <= LONGEST
        return packed

    @classmethod
    def unpack(cls, packed: str) -> Key | None:
        """None for what no card of ours has ever carried."""
        try:
            button, kind, subject_id, version = packed.split(":")
            return cls(Button(button), Subject(SubjectKind(kind), int(subject_id)), int(version))
        except ValueError:
            return None
