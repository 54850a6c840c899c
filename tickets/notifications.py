"""What is said and shown to people without their asking: the values. Who is told what: `tickets/tidings/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tickets.ways import Way


class SubjectKind(StrEnum):
    DRAFT = "draft"
    TICKET = "ticket"
    MESSAGE = "message"
    """One that belongs to no draft or ticket yet."""
    RATING = "rating"
    LEAVE = "leave"
    """Somebody said that they would be away."""
    OFFER = "offer"
    """That a draft tells of a ticket's matter."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card, timer or message is about."""

    kind: SubjectKind
    id: int


class Telling(StrEnum):
    """What a text message says; its words are in `bot/texts/tellings.py`."""

    CLAIMED = "claimed"
    GIVEN_BACK = "given_back"
    NOBODY_LEFT = "nobody_left"
    LEFT_BEHIND = "left_behind"
    SENT_ANEW = "sent_anew"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PAUSED = "paused"
    RESUMED = "resumed"
    WAIT_OVER = "wait_over"
    FINISHED = "finished"
    ASK_CUSTOMER = "ask_customer"
    CLOSED = "closed"
    FEW_STARS = "few_stars"
    REWORKED = "reworked"
    REWORKED_OWN = "reworked_own"
    TAKEN_UP_AGAIN = "taken_up_again"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"
    TRANSFERRED_AWAY = "transferred_away"
    TRANSFERRED_TO = "transferred_to"
    ESCALATED = "escalated"
    ESCALATED_TO = "escalated_to"
    PRIORITIZED = "prioritized"
    NOTED = "noted"
    LINKED = "linked"
    UNLINKED = "unlinked"
    ATTACHED = "attached"
    ATTACHED_OWN = "attached_own"
    NOT_SHOWN = "not_shown"
    AMENDED = "amended"
    RECOGNISED_ANEW = "recognised_anew"
    MISPLACED = "misplaced"
    STEP_REMIND = "step_remind"
    STEP_WARN = "step_warn"
    STEP_REPORTER = "step_reporter"
    STEP_OFFERED = "step_offered"
    TAKEN_FROM = "taken_from"
    ALERT = "alert"
    STOOD_STILL = "stood_still"
    NO_ANSWER = "no_answer"
    ON_LEAVE = "on_leave"
    CONCERNED = "concerned"
    UNREACHABLE = "unreachable"
    PHOTO_SERIAL = "photo_serial"
    CUSTOMER_UNREACHABLE = "customer_unreachable"
    CUSTOMER_UNANSWERED = "customer_unanswered"
    """Nobody knows whether it reached them."""
    CUSTOMER_CALLS = "customer_calls"
    DRAFT_ASK_WHAT = "draft_ask_what"
    DRAFT_REMIND = "draft_remind"
    DRAFT_EXPIRED = "draft_expired"
    NOT_UNDERSTOOD = "not_understood"


class Stage(StrEnum):
    """Of a customer's matter, as a customer hears of it; its words are in `bot/texts/customer_answers.py`."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    TRAVELLING = "travelling"
    ON_SITE = "on_site"
    WAITING = "waiting"
    DONE = "done"
    """With it the customer is asked to say whether it is solved."""
    NOT_YET = "not_yet"
    """It was said to be done too early."""
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REWORK = "rework"
    LOOKED_FOR = "looked_for"
    """Whoever was to come does not; somebody else is looked for."""


IN_ONE = frozenset({Telling.ATTACHED, Telling.ATTACHED_OWN, Telling.NOT_SHOWN})
"""What comes in bursts is told of once, when it is quiet."""

OVERTAKEN = frozenset(
    {Telling.STEP_REMIND, Telling.STEP_WARN, Telling.STEP_REPORTER, Telling.STOOD_STILL, Telling.NO_ANSWER}
)
"""While one of these waits to be sent, the next one to the same person about the same matter takes its place."""

BEHIND = timedelta(minutes=5)
"""What comes so late says so, and what else is overdue is given a moment to overtake it."""


@dataclass(frozen=True, slots=True)
class CardDue:
    """The card that `to` has of `subject` must show what is true now; `fresh`: a new one, at the end of the chat.

    `form`: a button was pressed that needs to know more, and the card asks for it. `quiet`: a new one waits until quiet
    hours are over; `beside` these words it does so too, and comes only if they still say something then. `change`:
    whoever has none needs none.
    """

    to: str
    subject: Subject
    fresh: bool = False
    quiet: bool = False
    beside: Told | None = None
    change: bool = False
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """`to` gets a text message about the subject. `words` are somebody's own, or the names of fields that changed, or a
    step's index and who is reminded by it. `loud`: on every channel at hand, whatever the hour.
    """

    to: str
    subject: Subject
    what: Telling
    by: str | None = None
    words: str = ""
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """The customers who follow the ticket hear how far it is, each by a channel that is open then; `to`: only this one.

    While one waits to be sent, the next one of the same ticket takes its place. Whoever did it (`by`) knows already.
    `refused`: by these ways it could not be told. `waited`: nobody is at the door, or on the way there.
    """

    ticket: int
    stage: Stage
    to: int | None = None
    by: str | None = None
    waited: bool = False
    refused: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`to` gets the pictures, voices and files that others put to it; `message`: those of this message alone.

    `asked`: for them, so that it does not matter whether `to` has the ticket.
    """

    to: str
    subject: Subject
    message: int | None = None
    asked: bool = False


MEDIA = frozenset({"image", "voice", "video", "file"})
"""Kinds of messages that carry something to be looked at or listened to."""

Notification = CardDue | Told | Pushed | Enclosed


def is_one(earlier: Told, later: Told) -> bool:
    """While the earlier waits, the later takes its place."""
    same = (earlier.to, earlier.subject) == (later.to, later.subject)
    return same and earlier.what in OVERTAKEN and later.what in OVERTAKEN


def freshest(due: Sequence[Notification]) -> Iterator[Notification]:
    """Whoever gets a fresh card needs no change of the old one."""
    fresh = {(each.to, each.subject) for each in due if isinstance(each, CardDue) and each.fresh}
    for each in due:
        if not isinstance(each, CardDue) or each.fresh or (each.to, each.subject) not in fresh:
            yield each
