"""What customers are answered; `bot/texts/customer_answers.py` puts it into words that name nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tickets.customers import PlaceCode
from tickets.intake import Wanted
from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class CustomerWelcome:
    pass


@dataclass(frozen=True, slots=True)
class CustomerMisheard:
    """What a customer sent cannot be worked with, or not now: the words are kind, and name nothing of ours."""


@dataclass(frozen=True, slots=True)
class CustomerGreeted:
    thanked: bool


@dataclass(frozen=True, slots=True)
class CustomerAsked:
    """The one question that matters most. `fault`: their report has just begun, and is about this; `noted`: something
    else was added to it. `again`: the answer to the last question could not be read. `grave`: somebody is looking at it
    already. `unheard`: they said something by voice, to which somebody has to listen first.
    """

    about: Wanted
    fault: str | None = None
    noted: bool = False
    again: bool = False
    grave: bool = False
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class CustomerUnderstood:
    """All is known that must be. `fault` is their own words."""

    fault: str | None
    grave: bool


@dataclass(frozen=True, slots=True)
class CustomerNeedsNoPhone:
    """They were asked for a number, and would rather not leave one."""

    grave: bool


@dataclass(frozen=True, slots=True)
class CustomerAdded:
    """More about what was complete already."""


@dataclass(frozen=True, slots=True)
class CustomerScanned:
    """The code stands for this; what is wrong there is asked."""

    place: PlaceCode


@dataclass(frozen=True, slots=True)
class CustomerProgress:
    """`waiting`: a report of theirs is not looked at yet. `noted`: that they press for it was passed on. `pages`: the
    address of each ticket's page, by its id.
    """

    tickets: tuple[Ticket, ...]
    pages: Mapping[int, str] = field(default_factory=dict)
    waiting: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class CustomerNoted:
    """It was passed on to whoever deals with the ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class CustomerCancelled:
    """`number` None: it had none yet."""

    number: str | None


@dataclass(frozen=True, slots=True)
class CustomerTooLate:
    """The work is done: there is nothing left to cancel, or to move to another time."""

    number: str


@dataclass(frozen=True, slots=True)
class CustomerOnSite:
    """Whoever mends it is there, and was told: from now on the two of them talk."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class CustomerWhich:
    """Several are meant: the number, and these words again."""

    numbers: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class CustomerNothing:
    """They have nothing under way."""


@dataclass(frozen=True, slots=True)
class CustomerAskedWhen:
    pass


@dataclass(frozen=True, slots=True)
class CustomerMoved:
    """The visit, to this time: whoever comes knows, or whoever looks for somebody."""

    ticket: Ticket
    when: str


@dataclass(frozen=True, slots=True)
class CustomerAccepted:
    number: str


@dataclass(frozen=True, slots=True)
class CustomerRated:
    """With so many stars. `accepted`: with them they said that it is solved."""

    number: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class CustomerSentBack:
    """It was not solved: whoever did it comes again, or somebody is looked for."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class CustomerCalled:
    """Somebody will speak to them. `reachable`: there is a number to call."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class CustomerAskedWhether:
    """It is solved: what they said could be either."""

    number: str


@dataclass(frozen=True, slots=True)
class CustomerWhichPhone:
    """Which number is theirs?"""


@dataclass(frozen=True, slots=True)
class CustomerCodeSent:
    """To the number that they named: who has it reads it there."""


@dataclass(frozen=True, slots=True)
class CustomerCodeWrong:
    """Or too old, or tried too often."""


@dataclass(frozen=True, slots=True)
class CustomerBound:
    """The number is theirs."""


@dataclass(frozen=True, slots=True)
class CustomerTooMany:
    """Messages: nobody reads them now."""


@dataclass(frozen=True, slots=True)
class CustomerTooOften:
    pass


@dataclass(frozen=True, slots=True)
class CustomerCannotBind:
    """There is no way to send a code."""


CustomerReply = (
    CustomerWelcome
    | CustomerMisheard
    | CustomerGreeted
    | CustomerAsked
    | CustomerUnderstood
    | CustomerAdded
    | CustomerNeedsNoPhone
    | CustomerScanned
    | CustomerProgress
    | CustomerNoted
    | CustomerCancelled
    | CustomerTooLate
    | CustomerOnSite
    | CustomerWhich
    | CustomerNothing
    | CustomerAskedWhen
    | CustomerMoved
    | CustomerAccepted
    | CustomerRated
    | CustomerSentBack
    | CustomerCalled
    | CustomerAskedWhether
    | CustomerWhichPhone
    | CustomerCodeSent
    | CustomerCodeWrong
    | CustomerBound
    | CustomerTooMany
    | CustomerTooOften
    | CustomerCannotBind
)
