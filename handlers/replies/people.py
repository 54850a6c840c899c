"""What is answered when it is about the person: who is there, what can be said at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tickets.staffing import Availability
from tickets.standing import Standing


@dataclass(frozen=True, slots=True)
class Greeting:
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    standing: Standing


@dataclass(frozen=True, slots=True)
class Welcome:
    pass


@dataclass(frozen=True, slots=True)
class UnsupportedKind:
    what: str


@dataclass(frozen=True, slots=True)
class OnLeave:
    """`who` is not asked for so long; None: the person who reads it. `jobs` are numbers of what they have in hand.

    `on_call`: until then they are on call at some time, and asked for what comes in then.
    """

    who: str | None
    leave: Availability
    jobs: tuple[str, ...]
    on_call: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class AtWork:
    """`shift_at`: when the shift begins, where it is not on. `planned`: a leave that begins later; `called_off`: one
    that does not.
    """

    who: str | None
    shift_at: datetime | None = None
    planned: Availability | None = None
    called_off: Availability | None = None


@dataclass(frozen=True, slots=True)
class SaidOfYou:
    """Somebody's leader said it for them."""

    by: str
    reply: OnLeave | AtWork


@dataclass(frozen=True, slots=True)
class UnclearLeave:
    """From when, or until when?"""


@dataclass(frozen=True, slots=True)
class WhoIsMeant:
    """Several `people` could be, by these `words` of what was said."""

    said: str
    words: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MyPortrait:
    """`seen`: customers see it now. `address`: where that is changed."""

    address: str
    seen: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """To the customer of this number."""

    customer: str


@dataclass(frozen=True, slots=True)
class UnknownCustomer:
    """Nobody of this number writes to us."""

    customer: str


PersonReply = (
    Greeting
    | Help
    | Welcome
    | UnsupportedKind
    | OnLeave
    | AtWork
    | SaidOfYou
    | UnclearLeave
    | WhoIsMeant
    | MyPortrait
    | PassedOn
    | UnknownCustomer
)
