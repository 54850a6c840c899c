"""What an errand is: something that must still be done in the outside world."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from tickets.notifications import Subject

MORNING = ":morning"
"""Ends the lane of what waits for it, which must not hold up what comes in the night."""
SAID_WITH_ANOTHER = "said with another one"
"""The reason of what is done and was not sent by itself."""
SET_UP_WRONG = "set up wrong: "
"""How the reason begins where a way is refused to everybody, whether or not another one led to this person."""


class ErrandKind(StrEnum):
    CARD = "card"
    TEXT = "text"
    ROBOT = "robot"
    """A group is told, by its robot."""
    FETCH_MEDIA = "fetch_media"
    READ_PHOTO = "read_photo"
    SECOND_READING = "second_reading"
    SHOW_MEDIA = "show_media"
    """A member is sent a picture, voice or file that somebody else put to a ticket."""
    ANSWER = "answer"
    """The front desk says something to a customer."""
    PUSH = "push"
    """A customer hears how far the matter is, by whatever channel is open then."""
    WHO = "who"
    """WeChat is asked who somebody is, behind an openid or an external id."""
    CODE = "code"
    """Whoever holds a telephone can prove it."""


class State(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"
    DEAD = "dead"


class Errand(Struct, frozen=True, kw_only=True):
    """`lane`: done one after the other. `key`: while one with this key waits, another is the same errand.

    `request` is what the last attempt sent where nobody knows whether it arrived.
    """

    id: int = 0
    kind: ErrandKind
    lane: str
    key: str | None = None
    recipient: str | None = None
    subject: Subject | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    not_before: datetime
    attempts: int = 0
    request: Mapping[str, Any] | None = None
    written_at: datetime | None = None
