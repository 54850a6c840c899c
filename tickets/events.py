"""What happened to a ticket, in the past tense. The history is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tickets.playbook.values import Priority
from tickets.ticket import Acceptance, WaitingFor
from tickets.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`by` is a userid, `customer:` and an id for a customer, None where the clock did it."""

    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Event):
    number: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDispatched(Event):
    """From now on `asked` may claim it, of whom `newly_asked` could not before; `not_asked` no longer. `rule` is the
    name of what decided so, `trace` says why these and nobody else.
    """

    group: str
    asked: tuple[str, ...]
    newly_asked: tuple[str, ...]
    not_asked: tuple[str, ...]
    owner: str
    rule: str
    trace: Trace
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLeftBehind(Event):
    """`member` had it and works here no more; `leader` is to know. `set_off`: the customer waits for them, and if it
    `waited` not at the door, as with the other ways in which a ticket loses whoever had it.
    """

    member: str
    leader: str
    set_off: bool = False
    waited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClaimed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDeclined(Event):
    """`given_back`: the person had claimed it."""

    why: str
    given_back: bool
    set_off: bool = False
    waited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDeparted(Event):
    """The assignee is on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketArrived(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPaused(Event):
    """The work waits for somebody or something else."""

    reason: WaitingFor
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished(Event):
    cause: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAcceptanceAsked(Event):
    """The customer has not said whether it is solved, and is asked again: the `reminder`th time, the `last` one."""

    reminder: int
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClosed(Event):
    """`acceptance`: on whose word. What was closed before this was asked carries none."""

    acceptance: Acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketConfirmed(Event):
    """It was closed on other people's word, or nobody's; now the customer says that it is solved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRated(Event):
    """Somebody judged the work: `stars` for the whole, `aspects` for one thing each."""

    rating: int
    rater: str
    stars: int | None
    aspects: tuple[tuple[str, int], ...]
    words: str
    rework: int

    @property
    def fewest(self) -> int | None:
        given = [stars for _, stars in self.aspects] + ([self.stars] if self.stars is not None else [])
        return min(given, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReworked(Event):
    """It was not done after all; `words` say what is still wrong."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTakenUpAgain(Event):
    """Whoever said that it was done goes on: they had said so too early. `words` say what is still to do."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReopened(Event):
    """It was closed, and is not solved; `words` say what is still wrong."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled(Event):
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(Event):
    """`before` had it; None: nobody had claimed it."""

    before: str | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEscalated(Event):
    """`to` is brought in."""

    to: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrioritized(Event):
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoted(Event):
    """Somebody added to the ticket; `kind` is the message's: text, image, voice, location …"""

    text: str
    message: int
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAmended(Event):
    """Somebody corrected what is known: (field, its value now), None where it was taken out."""

    changes: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecognisedAnew(Event):
    """By what was corrected it is of this type, and in this area."""

    type: str
    area: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMisplaced(Event):
    """It would be of this type and in this area, but somebody has it already. `urgent`: lives may be at stake."""

    type: str
    area: str | None
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLinked(Event):
    """Another report turned out to be about the same: a draft, with what it says."""

    draft: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnlinked(Event):
    """It is about something else after all."""

    draft: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNotHeard(Event):
    """`member` should have heard of it and cannot be reached; `told` are to know. Of a member, that follows from who
    they are to the ticket. `phone`: a customer's, to call; `friends` have them as a contact of WeCom. `unsure`: they
    may have heard of it, for all we know.
    """

    member: str
    told: tuple[str, ...] = ()
    phone: str | None = None
    friends: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStepTaken(Event):
    """Nobody acted, so the ladder went on. `step` is an index of `ladder`; with a `promise` it is none of the
    playbook's, but the one that this promise always has. `asked` may claim it from now on, and `taken_from` has
    it no longer. `late_seconds`: so long after its time it was taken.
    """

    ladder: str
    step: int
    promise: str | None
    reminded: tuple[str, ...]
    warned: tuple[str, ...]
    asked: tuple[str, ...]
    taken_from: str | None
    strong: bool
    late_seconds: int
    set_off: bool = False
    waited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAlerted(Event):
    """Nobody has pressed anything: these hear the alert once more."""

    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStoodStill(Event):
    """Nothing moved for a long time: `asked` is to say whether it still does, `warned` hear that nobody answered."""

    asked: str
    warned: tuple[str, ...]
    late_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStillMoves(Event):
    """Whoever has it said so."""
